// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockedaddresslist.h"

#include "dialogs/confirmdialog.h"
#include "support/metrics.h"
#include "widgets/addresstablemodels.h"
#include "widgets/emptypane.h"
#include "widgets/listtable.h"
#include "widgets/notelabel.h"

#include <session/addresslistsmodel.h>
#include <session/pbxsession.h>

#include <QAction>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lw {

namespace {

const QList<int> kShares{29, 16, 9, 28, 28}; //!< of what the titles leave

} // namespace

BlockedAddressList::BlockedAddressList(PbxSession &session, AddressListsModel &model,
                                       QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_rows(new BlockedAddressesTableModel(model, this))
    , m_table(new ListTable(QStringLiteral("blockedaddresses")))
    , m_empty(new EmptyPane)
    , m_stack(new QStackedWidget)
    , m_unblockButton(new QPushButton(tr("&Unblock")))
    , m_unblockAction(new QAction(tr("&Unblock"), this))
{
    m_table->setAccessibleName(tr("Blocked IPs"));
    m_table->setModel(m_rows);
    m_table->setUp(kShares, ListTable::Sorting::Off);
    m_table->addAction(m_unblockAction);
    m_empty->setText({tr("No address is blocked."),
                      tr("The PBX blocks an address after repeated wrong passwords, for a while "
                         "and in the end for good.")});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_unblockButton->setAutoDefault(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_stack, 1);
    column->addWidget(m_unblockButton, 0, Qt::AlignLeading);
    connect(m_unblockButton, &QPushButton::clicked, this, &BlockedAddressList::askToUnblock);
    connect(m_unblockAction, &QAction::triggered, this, &BlockedAddressList::askToUnblock);
    connect(m_table, &ListTable::choiceChanged, this, &BlockedAddressList::refresh);
    connect(&model, &AddressListsModel::changed, this, &BlockedAddressList::refresh);
    connect(&session, &PbxSession::stateChanged, this, &BlockedAddressList::refresh);
    refresh();
}

void BlockedAddressList::refresh()
{
    const bool isEmpty = m_rows->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    m_unblockButton->setVisible(!isEmpty);
    const bool isUsable =
        !m_table->chosenRows().isEmpty() && !m_model.isBusy() && m_session.isSignedIn();
    m_unblockButton->setEnabled(isUsable);
    m_unblockAction->setEnabled(isUsable);
}

//! What is blocked for good was blocked for a reason: that is asked first.
void BlockedAddressList::askToUnblock()
{
    QStringList ids;
    QStringList forGood;
    for (const int row : m_table->chosenRows()) {
        const BlockedAddress &blocked = m_rows->at(row);
        ids.append(blocked.id);
        if (!blocked.expires)
            forGood.append(blocked.address);
    }
    const auto unblock = [this, ids] {
        emit changeStarted();
        m_model.unblock(ids);
    };
    if (forGood.isEmpty()) {
        if (!ids.isEmpty())
            unblock();
        return;
    }
    const QString question =
        //: %1 is an IP address.
        forGood.size() == 1 ? tr("Unblock %1?").arg(forGood.constFirst())
                            : tr("Unblock %1 addresses that are blocked for good?")
                                  .arg(QLocale().toString(forGood.size()));
    auto *dialog = new ConfirmDialog(
        {.title = tr("Unblock"),
         .question = question,
         .consequences = {tr("It was blocked for good after many wrong passwords. From then on it "
                             "can try passwords again."),
                          tr("Find out first who it was.")},
         .action = tr("&Unblock")},
        this);
    connect(dialog, &ConfirmDialog::accepted, this, unblock);
    dialog->open();
}

} // namespace lw
