// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QPushButton;
class QStackedWidget;

namespace lw {

class AddressListsModel;
class BlockedAddressesTableModel;
class EmptyPane;
class ListTable;
class PbxSession;

/*! The addresses that the PBX shuts out, and letting them in again. A part of ActivityPage. */
class BlockedAddressList final : public QWidget
{
    Q_OBJECT
public:
    BlockedAddressList(PbxSession &session, AddressListsModel &model, QWidget *parent = nullptr);

signals:
    //! A person has asked for a change.
    void changeStarted();

private:
    void refresh();
    void askToUnblock();

    PbxSession &m_session;
    AddressListsModel &m_model;
    BlockedAddressesTableModel *m_rows;
    ListTable *m_table;
    EmptyPane *m_empty;
    QStackedWidget *m_stack;
    QPushButton *m_unblockButton;
    QAction *m_unblockAction;
};

} // namespace lw
