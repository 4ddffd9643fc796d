// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QPushButton;
class QStackedWidget;

namespace lw {

class AddressListsModel;
class AllowedAddressesTableModel;
class EmptyPane;
class ListTable;
class NoteLabel;
class PbxSession;

/*!
 * The addresses that the PBX never shuts out: add, delete, and whether this workstation is among
 * them. A part of ActivityPage.
 */
class AllowedAddressList final : public QWidget
{
    Q_OBJECT
public:
    enum class Change { Add, Delete };

    AllowedAddressList(PbxSession &session, AddressListsModel &model, QWidget *parent = nullptr);

signals:
    //! A person has asked for a change.
    void changeStarted(lw::AllowedAddressList::Change change);

private:
    [[nodiscard]] QWidget *actionRow();
    void refresh();
    void askToAdd();
    void askToDelete();

    PbxSession &m_session;
    AddressListsModel &m_model;
    AllowedAddressesTableModel *m_rows;
    NoteLabel *m_note; //!< on this workstation
    ListTable *m_table;
    EmptyPane *m_empty;
    QStackedWidget *m_stack;
    QPushButton *m_addButton;
    QPushButton *m_deleteButton;
    QAction *m_deleteAction;
};

} // namespace lw
