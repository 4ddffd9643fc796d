// SPDX-License-Identifier: GPL-3.0-or-later
#include "allowedaddresslist.h"

#include "activitywords.h"
#include "dialogs/allowaddressdialog.h"
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

const QList<int> kShares{28, 40, 32}; //!< of what the titles leave

} // namespace

AllowedAddressList::AllowedAddressList(PbxSession &session, AddressListsModel &model,
                                       QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(model)
    , m_rows(new AllowedAddressesTableModel(model, this))
    , m_note(new NoteLabel)
    , m_table(new ListTable(QStringLiteral("allowedaddresses")))
    , m_empty(new EmptyPane)
    , m_stack(new QStackedWidget)
    , m_addButton(new QPushButton(tr("Add a&n Address\u2026")))
    , m_deleteButton(new QPushButton(tr("&Delete\u2026")))
    , m_deleteAction(new QAction(tr("&Delete\u2026"), this))
{
    m_table->setAccessibleName(tr("Allowed IPs"));
    m_table->setModel(m_rows);
    m_table->setUp(kShares, ListTable::Sorting::Off);
    m_deleteAction->setShortcut(QKeySequence::Delete);
    m_deleteAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(m_deleteAction);
    m_empty->setText({tr("No address is on the list."),
                      tr("The PBX shuts any address out after repeated wrong passwords.")});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kPageMargin, metrics::kBetweenRows, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(m_note);
    column->addWidget(m_stack, 1);
    column->addWidget(actionRow());
    connect(m_deleteAction, &QAction::triggered, this, &AllowedAddressList::askToDelete);
    connect(m_table, &ListTable::choiceChanged, this, &AllowedAddressList::refresh);
    connect(&model, &AddressListsModel::changed, this, &AllowedAddressList::refresh);
    connect(&session, &PbxSession::stateChanged, this, &AllowedAddressList::refresh);
    refresh();
}

QWidget *AllowedAddressList::actionRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kBetweenRows);
    for (QPushButton *button : {m_addButton, m_deleteButton}) {
        button->setAutoDefault(false);
        layout->addWidget(button);
    }
    layout->addStretch(1);
    connect(m_addButton, &QPushButton::clicked, this, &AllowedAddressList::askToAdd);
    connect(m_deleteButton, &QPushButton::clicked, this, &AllowedAddressList::askToDelete);
    return row;
}

void AllowedAddressList::refresh()
{
    const bool isSafe = m_model.isThisWorkstationAllowed();
    m_note->setTone(isSafe ? Tone::Neutral : Tone::Caution);
    const QString note =
        isSafe
            //: %1 is one IP address or several.
            ? tr("This workstation (%1) is on the list: the PBX never shuts it out.")
            : tr("This workstation (%1) is not on the list: after repeated wrong passwords the PBX "
                 "shuts it out, in the end for good.");
    m_note->setText(note.arg(workstationText(m_model)));
    m_note->setVisible(m_model.isLoaded());
    const bool isEmpty = m_rows->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
    m_deleteButton->setVisible(!isEmpty);
    const bool isFree = !m_model.isBusy() && m_session.isSignedIn();
    const bool mayDelete = isFree && !m_table->chosenRows().isEmpty();
    m_addButton->setEnabled(isFree);
    m_deleteButton->setEnabled(mayDelete);
    m_deleteAction->setEnabled(mayDelete);
}

void AllowedAddressList::askToAdd()
{
    auto *dialog = new AllowAddressDialog(m_model, this);
    connect(dialog, &AllowAddressDialog::chosen, this, [this](const AllowedAddress &address) {
        emit changeStarted(Change::Add);
        m_model.allow(address);
    });
    dialog->open();
}

//! Whoever would shut himself out has to type the name of the PBX.
void AllowedAddressList::askToDelete()
{
    QStringList ids;
    QStringList addresses;
    for (const int row : m_table->chosenRows()) {
        ids.append(m_rows->at(row).id);
        addresses.append(m_rows->at(row).address);
    }
    if (ids.isEmpty())
        return;
    Confirmation confirmation{
        .title = tr("Delete from Allowed IPs"),
        .question =
            //: %1 is an IP address or a network.
        addresses.size() == 1
            ? tr("Delete %1?").arg(addresses.constFirst())
            : tr("Delete %1 addresses?").arg(QLocale().toString(addresses.size())),
        .consequences = {tr("After repeated wrong passwords the PBX shuts "
                            "these addresses out, in the end for good.")},
        .action = tr("&Delete")};
    if (m_model.wouldLoseProtection(ids)) {
        confirmation.consequences.prepend(
            //: %1 is one IP address or several.
            tr("This workstation (%1) loses its protection: a few wrong passwords from here, by "
               "whomever, and nobody can administer this PBX from here any more.")
                .arg(workstationText(m_model)));
        confirmation.typedWord = m_session.settings().name;
    }
    auto *dialog = new ConfirmDialog(confirmation, this);
    connect(dialog, &ConfirmDialog::accepted, this, [this, ids] {
        emit changeStarted(Change::Delete);
        m_model.removeAllowed(ids);
    });
    dialog->open();
}

} // namespace lw
