// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitypage.h"

#include "allowedaddresslist.h"
#include "blockedaddresslist.h"
#include "operationloglist.h"
#include "widgets/emptypane.h"
#include "widgets/innertabs.h"

#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lw {

ActivityPage::ActivityPage(PbxSession &session, const Clock &clock, QWidget *parent)
    : SessionPage(parent)
    , m_log(new OperationLogModel(session, this))
    , m_addresses(new AddressListsModel(session, this))
    , m_tabs(innerTabs({tr("Operation &Log"), tr("Blo&cked IPs"), tr("Allo&wed IPs")}))
    , m_parts(new QStackedWidget)
    , m_logList(new OperationLogList(session, *m_log, clock))
    , m_blockedList(new BlockedAddressList(session, *m_addresses))
    , m_allowedList(new AllowedAddressList(session, *m_addresses))
    , m_pane(new EmptyPane)
{
    m_tabs->setAccessibleName(tr("Log and address lists"));
    for (QWidget *part : {static_cast<QWidget *>(m_logList), static_cast<QWidget *>(m_blockedList),
                          static_cast<QWidget *>(m_allowedList), static_cast<QWidget *>(m_pane)})
        m_parts->addWidget(part);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(innerTabRow(m_tabs));
    column->addWidget(m_parts, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        refreshPane();
        emit changed();
    });
    connect(m_pane, &EmptyPane::actionTriggered, this, &ActivityPage::readAgain);
    connect(m_log, &OperationLogModel::changed, this, &ActivityPage::refreshPane);
    connect(m_log, &OperationLogModel::changed, this, &SessionPage::changed);
    connect(m_logList, &OperationLogList::changed, this, &SessionPage::changed);
    connect(m_addresses, &AddressListsModel::changed, this, &ActivityPage::refreshPane);
    connect(m_addresses, &AddressListsModel::changed, this, &SessionPage::changed);
    connect(m_blockedList, &BlockedAddressList::changeStarted, this,
            [this] { noteChange(AddressChange::Unblock); });
    connect(m_allowedList, &AllowedAddressList::changeStarted, this,
            [this](AllowedAddressList::Change change) {
                noteChange(change == AllowedAddressList::Change::Add ? AddressChange::Allow
                                                                     : AddressChange::Remove);
            });
    refreshPane();
}

void ActivityPage::showPart(Part part)
{
    m_tabs->setCurrentIndex(static_cast<int>(part));
}

ActivityPage::Part ActivityPage::part() const
{
    return static_cast<Part>(m_tabs->currentIndex());
}

void ActivityPage::noteChange(AddressChange change)
{
    m_lastChange = change;
}

bool ActivityPage::hasContent() const
{
    return m_log->isLoaded() || m_addresses->isLoaded();
}

std::optional<ApiError> ActivityPage::loadError() const
{
    return part() == Part::Log ? m_log->error() : m_addresses->error();
}

void ActivityPage::load()
{
    m_lastChange = AddressChange::None;
    m_logList->load();
    m_addresses->load();
}

void ActivityPage::clear()
{
    m_log->clear();
    m_addresses->clear();
}

QString ActivityPage::busyText() const
{
    if (m_log->isExporting())
        //: %1 is a number of lines.
        return tr("Reading the log for the export, %1 lines so far\u2026")
            .arg(QLocale().toString(m_log->exportedSoFar()));
    if (part() == Part::Log || !m_addresses->isBusy() || !m_addresses->isLoaded())
        return {};
    return m_lastChange == AddressChange::None ? tr("Reading\u2026") : tr("Saving\u2026");
}

void ActivityPage::cancelWork()
{
    m_log->cancelExport();
}

BannerText ActivityPage::bannerText() const
{
    if (part() != Part::Log)
        return m_addresses->isBusy() ? BannerText() : bannerOf(*m_addresses, m_lastChange);
    if (m_log->error() && m_log->isLoaded())
        return {.tone = Tone::Danger,
                .text = errorText(*m_log->error()),
                .actions = {tr("Read Again")}};
    return m_logList->bannerText();
}

void ActivityPage::triggerBannerAction(int)
{
    readAgain();
}

void ActivityPage::readAgain()
{
    if (part() == Part::Log) {
        m_logList->load();
        return;
    }
    m_lastChange = AddressChange::None;
    m_addresses->load();
}

void ActivityPage::refreshPane()
{
    const bool isLog = part() == Part::Log;
    if (isLog ? m_log->isLoaded() : m_addresses->isLoaded()) {
        m_parts->setCurrentIndex(static_cast<int>(part()));
        return;
    }
    const auto error = loadError();
    m_pane->setText(error ? errorText(*error) : ErrorText{tr("Reading\u2026"), {}},
                    error ? tr("Read Again") : QString());
    m_parts->setCurrentWidget(m_pane);
}

} // namespace lw
