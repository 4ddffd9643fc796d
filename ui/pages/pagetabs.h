// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionpage.h"

#include <QWidget>

#include <functional>
#include <vector>

class QStackedWidget;
class QTabBar;

namespace lw {

class EmptyPane;

/*!
 * The tabs of one server and the pages behind them: which are offered, which is seen, which were
 * read since the sign-in. What stands in the place of a page that has nothing to show, and whether
 * one may be left, is for PbxPage or CentralPage to say, which own this.
 */
class PageTabs final : public QWidget
{
    Q_OBJECT
public:
    enum class Tab {
        Overview,
        // of a PBX
        RemoteManagement,
        SecuritySettings,
        Extensions,
        Activity,
        // of a management server
        Devices,
        Users,
        CloudPbxs
    };

    //! \a name is what a screen reader calls the tabs.
    PageTabs(EmptyPane *pane, const QString &name, QWidget *parent = nullptr);

    //! Takes \a widget over; one that is no SessionPage reads nothing and loses nothing.
    void addPage(Tab tab, const QString &title, QWidget *widget);
    //! Hides the tabs for which \a isOffered says no.
    void offer(const std::function<bool(Tab)> &isOffered);
    //! Does nothing where there is no such tab or it is not offered.
    void show(Tab tab);
    [[nodiscard]] Tab current() const;
    //! The page behind the current tab, seen or not; null: it is no SessionPage.
    [[nodiscard]] SessionPage *currentPage() const;
    //! The page that is seen; null: none, or one that is no SessionPage.
    [[nodiscard]] SessionPage *shownPage() const;
    [[nodiscard]] bool isPaneShown() const;
    void showPage();
    void showPane();

    //! All pages have to be read again, \a isRead alone was just read.
    void markStale(Tab isRead);
    void markAllStale();
    //! Reads the current page unless that was done already.
    void load();
    void reload();
    void clear(); //!< of what was read

    [[nodiscard]] QList<SessionPage *> changedPages() const;
    [[nodiscard]] QString titleOf(const SessionPage *page) const;

signals:
    //! Another tab is current.
    void tabChanged();
    //! Anything about a page has changed.
    void pageChanged();
    //! A person wants to go to \a tab from a page that has changes.
    void leaveRequested(lw::PageTabs::Tab tab);

private:
    struct Place
    {
        Tab tab;
        QWidget *widget;
        SessionPage *page;
        bool isStale;
    };

    void handleChange();
    [[nodiscard]] const Place &place() const;
    [[nodiscard]] std::size_t currentIndex() const;

    QTabBar *m_bar;
    QStackedWidget *m_stack;
    EmptyPane *m_pane;
    std::vector<Place> m_places; //!< in the order of the tabs
};

} // namespace lw
