// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagetabs.h"

#include "support/metrics.h"
#include "widgets/emptypane.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace lw {

PageTabs::PageTabs(EmptyPane *pane, const QString &name, QWidget *parent)
    : QWidget(parent), m_bar(new QTabBar(this)), m_stack(new QStackedWidget(this)), m_pane(pane)
{
    m_bar->setAccessibleName(name);
    m_bar->setDocumentMode(true);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_stack->addWidget(m_pane);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics::kPageMargin, metrics::kInsideGroup, metrics::kPageMargin, 0);
    row->addWidget(m_bar);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    connect(m_bar, &QTabBar::currentChanged, this, &PageTabs::handleChange);
}

void PageTabs::addPage(Tab tab, const QString &title, QWidget *widget)
{
    auto *page = qobject_cast<SessionPage *>(widget);
    m_places.push_back({.tab = tab, .widget = widget, .page = page, .isStale = true});
    m_stack->addWidget(widget);
    m_bar->addTab(title);
    if (page)
        connect(page, &SessionPage::changed, this, &PageTabs::pageChanged);
}

void PageTabs::offer(const std::function<bool(Tab)> &isOffered)
{
    for (std::size_t index = 0; index < m_places.size(); ++index) {
        const int bar = static_cast<int>(index);
        const bool isWanted = isOffered(m_places.at(index).tab);
        // Telling the bar what it knows makes it forget to lay out what it was told before.
        if (m_bar->isTabVisible(bar) != isWanted)
            m_bar->setTabVisible(bar, isWanted);
    }
}

void PageTabs::show(Tab tab)
{
    for (std::size_t index = 0; index < m_places.size(); ++index) {
        const int bar = static_cast<int>(index);
        if (m_places.at(index).tab == tab && m_bar->isTabVisible(bar))
            m_bar->setCurrentIndex(bar);
    }
}

const PageTabs::Place &PageTabs::place() const
{
    return m_places.at(currentIndex());
}

std::size_t PageTabs::currentIndex() const
{
    return static_cast<std::size_t>(std::max(0, m_bar->currentIndex()));
}

PageTabs::Tab PageTabs::current() const
{
    return place().tab;
}

SessionPage *PageTabs::currentPage() const
{
    return place().page;
}

SessionPage *PageTabs::shownPage() const
{
    return qobject_cast<SessionPage *>(m_stack->currentWidget());
}

bool PageTabs::isPaneShown() const
{
    return m_stack->currentWidget() == m_pane;
}

void PageTabs::showPage()
{
    m_stack->setCurrentWidget(place().widget);
}

void PageTabs::showPane()
{
    m_stack->setCurrentWidget(m_pane);
}

void PageTabs::markStale(Tab isRead)
{
    for (Place &each : m_places)
        each.isStale = each.tab != isRead;
}

void PageTabs::load()
{
    Place &shown = m_places.at(currentIndex());
    if (!shown.page || !shown.isStale)
        return;
    shown.isStale = false;
    shown.page->load();
}

void PageTabs::reload()
{
    m_places.at(currentIndex()).isStale = true;
    load();
}

void PageTabs::clear()
{
    for (const Place &each : m_places) {
        if (each.page)
            each.page->clear();
    }
}

QList<SessionPage *> PageTabs::changedPages() const
{
    QList<SessionPage *> pages;
    for (const Place &each : m_places) {
        if (each.page && each.page->hasChanges())
            pages.append(each.page);
    }
    return pages;
}

QString PageTabs::titleOf(const SessionPage *page) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(),
                                    [page](const Place &each) { return each.page == page; });
    if (found == m_places.end())
        return {};
    QString title = m_bar->tabText(static_cast<int>(found - m_places.begin()));
    return title.remove(QLatin1Char('&'));
}

void PageTabs::markAllStale()
{
    for (Place &each : m_places)
        each.isStale = true;
}

//! Back to where it was as long as a person has not decided what happens to the changes there.
void PageTabs::handleChange()
{
    const SessionPage *left = shownPage();
    const auto from = std::find_if(m_places.begin(), m_places.end(),
                                   [left](const Place &each) { return each.page == left; });
    const Tab wanted = current();
    if (!left || from->tab == wanted || !left->hasChanges()) {
        emit tabChanged();
        return;
    }
    {
        const QSignalBlocker blocker(m_bar);
        m_bar->setCurrentIndex(static_cast<int>(from - m_places.begin()));
    }
    emit leaveRequested(wanted);
}

} // namespace lw
