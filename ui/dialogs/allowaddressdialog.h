// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/addresslists.h>

#include <QDialog>

class QLineEdit;

namespace lw {

class AddressListsModel;
class FieldBlock;
class PageForm;

/*!
 * Asks for an address or a network that the PBX shall never shut out. Problems are said beside
 * their fields. Sends nothing itself. Use open().
 */
class AllowAddressDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit AllowAddressDialog(const AddressListsModel &lists, QWidget *parent = nullptr);

signals:
    //! Everything is filled in; the dialog closes.
    void chosen(const lw::AllowedAddress &address);

private:
    [[nodiscard]] bool check();
    void finish();

    const AddressListsModel &m_lists;
    PageForm *m_form;
    QLineEdit *m_nameEdit;
    QLineEdit *m_addressEdit;
    QLineEdit *m_remarkEdit;
    FieldBlock *m_nameBlock = nullptr;
    FieldBlock *m_addressBlock = nullptr;
};

} // namespace lw
