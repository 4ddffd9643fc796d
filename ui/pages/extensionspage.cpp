// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensionspage.h"

#include "extensionslist.h"
#include "extensionswords.h"
#include "securityoptionspanel.h"
#include "support/metrics.h"
#include "widgets/emptypane.h"
#include "widgets/innertabs.h"

#include <session/extensionsmodel.h>
#include <session/pbxsession.h>
#include <session/securityoptionsmodel.h>

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lw {

ExtensionsPage::ExtensionsPage(PbxSession &session, QWidget *parent)
    : SessionPage(parent)
    , m_session(session)
    , m_extensions(new ExtensionsModel(session, this))
    , m_options(new SecurityOptionsModel(session, this))
    , m_tabs(innerTabs({tr("A&ll Extensions"), tr("Security &Options")}))
    , m_parts(new QStackedWidget)
    , m_list(new ExtensionsList(session, *m_extensions))
    , m_panel(new SecurityOptionsPanel(session, *m_options))
    , m_pane(new EmptyPane)
{
    m_tabs->setAccessibleName(tr("Extensions and options"));
    for (QWidget *part : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_panel),
                          static_cast<QWidget *>(m_pane)})
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
    connect(m_pane, &EmptyPane::actionTriggered, this, &ExtensionsPage::readAgain);
    connect(m_panel, &SecurityOptionsPanel::listRequested, this, [this] {
        showPart(Part::List);
        m_list->showOnlyWithoutSecondFactor();
    });
    connect(m_extensions, &ExtensionsModel::changed, this, &ExtensionsPage::refreshPane);
    connect(m_extensions, &ExtensionsModel::changed, this, &SessionPage::changed);
    connect(m_options, &SecurityOptionsModel::changed, this, &ExtensionsPage::refreshPane);
    connect(m_options, &SecurityOptionsModel::changed, this, &SessionPage::changed);
    refreshPane();
}

void ExtensionsPage::showPart(Part part)
{
    m_tabs->setCurrentIndex(static_cast<int>(part));
}

ExtensionsPage::Part ExtensionsPage::part() const
{
    return static_cast<Part>(m_tabs->currentIndex());
}

bool ExtensionsPage::hasContent() const
{
    return m_extensions->isLoaded() || m_options->isLoaded();
}

std::optional<ApiError> ExtensionsPage::loadError() const
{
    return part() == Part::List ? m_extensions->error() : m_options->error();
}

void ExtensionsPage::load()
{
    m_extensions->load();
    m_options->load();
}

void ExtensionsPage::clear()
{
    m_panel->cancelSave();
    m_extensions->clear();
    m_options->clear();
}

bool ExtensionsPage::hasSave() const
{
    return hasChanges() || (part() == Part::Options && m_options->isLoaded());
}

bool ExtensionsPage::hasChanges() const
{
    return m_options->isDirty();
}

bool ExtensionsPage::maySave() const
{
    return hasChanges() && !m_options->isBusy() && !m_panel->isCounting();
}

void ExtensionsPage::save()
{
    showPart(Part::Options); // one sees what is saved
    m_panel->save();
    emit changed();
}

void ExtensionsPage::revert()
{
    m_panel->cancelSave();
    m_options->revert();
}

//! What the list reads is said above it, so that the table does not move.
QString ExtensionsPage::busyText() const
{
    if (m_panel->isCounting())
        return tr("Counting who has no second factor\u2026");
    if (!m_options->isBusy() || part() != Part::Options)
        return {};
    return m_options->isDirty() ? tr("Saving\u2026") : tr("Reading\u2026");
}

void ExtensionsPage::cancelWork()
{
    m_panel->cancelSave();
    emit changed();
}

BannerText ExtensionsPage::bannerText() const
{
    if (part() == Part::Options)
        return m_options->isBusy() ? BannerText() : bannerOf(*m_options);
    if (!m_extensions->error() || !m_extensions->isLoaded())
        return {};
    return {.tone = Tone::Danger,
            .text = errorText(*m_extensions->error()),
            .actions = {tr("Read Again")}};
}

void ExtensionsPage::triggerBannerAction(int)
{
    readAgain();
}

void ExtensionsPage::readAgain()
{
    if (part() == Part::List)
        m_extensions->load();
    else
        m_options->load();
}

void ExtensionsPage::refreshPane()
{
    const bool isList = part() == Part::List;
    const bool isLoaded = isList ? m_extensions->isLoaded() : m_options->isLoaded();
    if (isLoaded) {
        m_parts->setCurrentWidget(isList ? static_cast<QWidget *>(m_list) : m_panel);
        return;
    }
    const auto error = loadError();
    m_pane->setText(error ? errorText(*error) : ErrorText{tr("Reading\u2026"), {}},
                    error ? tr("Read Again") : QString());
    m_parts->setCurrentWidget(m_pane);
}

} // namespace lw
