// SPDX-License-Identifier: GPL-3.0-or-later
#include "trusteddevicespane.h"

#include "dialogs/confirmdialog.h"
#include "support/format.h"
#include "support/metrics.h"
#include "widgets/notelabel.h"

#include <session/trusteddevicesmodel.h>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lw {

namespace {

constexpr int kMostRows = 8; //!< seen at once; the rest is scrolled to
constexpr int kIdRole = Qt::UserRole;
enum Column { kName, kAddress, kAdded, kLastUsed };

} // namespace

TrustedDevicesPane::TrustedDevicesPane(TrustedDevicesModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_note(new NoteLabel)
    , m_list(new QTreeWidget)
    , m_deleteButton(new QPushButton(tr("De&lete\u2026")))
    , m_deleteOthersButton(new QPushButton(tr("Delete All &Others\u2026")))
{
    build();
    connect(&model, &TrustedDevicesModel::changed, this, &TrustedDevicesPane::refresh);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &TrustedDevicesPane::refreshButtons);
    connect(m_deleteButton, &QPushButton::clicked, this, &TrustedDevicesPane::askToRemove);
    connect(m_deleteOthersButton, &QPushButton::clicked, this,
            &TrustedDevicesPane::askToRemoveOthers);
    refresh();
}

void TrustedDevicesPane::build()
{
    m_list->setAccessibleName(tr("Trusted Device List"));
    m_list->setHeaderLabels({tr("Name"), tr("Address"), tr("Added"), tr("Last used")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setTabKeyNavigation(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(kName, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kBetweenRows);
    for (QPushButton *button : {m_deleteButton, m_deleteOthersButton}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kBetweenSections - metrics::kBetweenRows, 0, 0);
    column->setSpacing(metrics::kBetweenRows);
    column->addWidget(new SectionHeading(tr("Trusted Device List")));
    column->addWidget(m_note);
    column->addWidget(m_list);
    column->addLayout(buttons);
    setMaximumWidth(metrics::kColumnWidth);
}

BannerText TrustedDevicesPane::bannerText() const
{
    if (m_model.isBusy())
        return {};
    if (m_model.error())
        return {.tone = Tone::Danger, .text = errorText(*m_model.error())};
    if (m_model.outcome() == ChangeOutcome::Done)
        return {.tone = Tone::Good,
                .text = {tr("Deleted."), tr("At the next sign-in such a device is asked for a "
                                            "code again.")}};
    if (m_model.outcome() == ChangeOutcome::Unknown)
        return {.tone = Tone::Caution, .text = errorText({.kind = ApiError::Kind::UnknownOutcome})};
    return {};
}

void TrustedDevicesPane::refresh()
{
    const bool isEmpty = m_model.devices().isEmpty();
    if (!m_model.isLoaded())
        m_note->setText(m_model.isBusy() ? tr("Reading\u2026") : tr("Not read yet."));
    else if (isEmpty)
        m_note->setText(tr("No device is trusted. One is added when somebody ticks Trust this "
                           "device while signing in to this account."));
    else
        m_note->setText(tr("These sign in to this account without a code. Delete what you do not "
                           "know or do not use any more."));
    m_list->setVisible(!isEmpty);
    m_deleteButton->setVisible(!isEmpty);
    m_deleteOthersButton->setVisible(!isEmpty);
    fillList();
    refreshButtons();
}

void TrustedDevicesPane::fillList()
{
    const QString selected = selectedId();
    m_list->clear();
    for (const TrustedDevice &device : m_model.devices()) {
        //: %1 is the name of a device.
        const QString name = device.isCurrent ? tr("%1 (this PC)").arg(device.name) : device.name;
        auto *item = new QTreeWidgetItem(
            m_list, {name, device.address, localTime(device.added), localTime(device.lastUsed)});
        item->setData(kName, kIdRole, device.id);
        if (device.id == selected || !m_list->currentItem())
            m_list->setCurrentItem(item);
    }
    const int rows = std::clamp(m_list->topLevelItemCount(), 1, kMostRows);
    const int row = m_list->topLevelItemCount() > 0 ? m_list->sizeHintForRow(0)
                                                    : m_list->fontMetrics().height();
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + rows * row +
                           2 * m_list->frameWidth());
}

void TrustedDevicesPane::refreshButtons()
{
    const auto &devices = m_model.devices();
    const bool hasOthers = std::any_of(devices.begin(), devices.end(),
                                       [](const TrustedDevice &each) { return !each.isCurrent; });
    m_deleteButton->setEnabled(!m_model.isBusy() && !selectedId().isEmpty());
    m_deleteOthersButton->setEnabled(!m_model.isBusy() && hasOthers);
}

QString TrustedDevicesPane::selectedId() const
{
    const auto selected = m_list->selectedItems();
    return selected.isEmpty() ? QString() : selected.constFirst()->data(kName, kIdRole).toString();
}

QString TrustedDevicesPane::nameOf(const QString &id) const
{
    const auto &devices = m_model.devices();
    const auto found = std::find_if(devices.begin(), devices.end(),
                                    [&id](const TrustedDevice &each) { return each.id == id; });
    return found == devices.end() ? QString() : found->name;
}

void TrustedDevicesPane::askToRemove()
{
    const QString id = selectedId();
    if (id.isEmpty())
        return;
    auto *dialog = new ConfirmDialog(
        {.title = tr("Trusted Device List"),
         //: %1 is the name of a device.
         .question = tr("Trust %1 no longer?").arg(nameOf(id)),
         .consequences = {tr("At its next sign-in it is asked for a code. A session that is open "
                             "there goes on.")},
         .action = tr("&Delete")},
        this);
    connect(dialog, &QDialog::accepted, this, [this, id] { m_model.remove({id}); });
    dialog->open();
}

void TrustedDevicesPane::askToRemoveOthers()
{
    auto *dialog = new ConfirmDialog(
        {.title = tr("Trusted Device List"),
         .question = tr("Trust no device but this PC?"),
         .consequences = {tr("At the next sign-in all others are asked for a code. Sessions that "
                             "are open there go on.")},
         .action = tr("&Delete All Others")},
        this);
    connect(dialog, &QDialog::accepted, this, [this] { m_model.removeOthers(); });
    dialog->open();
}

} // namespace lw
