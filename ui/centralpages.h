// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/errortext.h"

#include <core/practicecontrol.h>
#include <session/connectthrough.h>

#include <QHash>
#include <QObject>
#include <QString>

class QStackedWidget;

namespace lw {

class CentralPage;
class WindowState;
struct CentralSettings;
struct CentralSignInOptions;
struct MainWindowParts;

/*! A new device of a management server that shall be used on a saved PBX in one go. */
struct ConnectThroughWish
{
    QString centralId;
    QString pbxId;
    ConnectThroughPlan plan;
};

/*!
 * The pages of the management servers and what the window does with one: add, edit, remove, forget
 * the saved Client Secret. Made and owned by MainWindow, whose stack shows the pages.
 */
class CentralPages final : public QObject
{
    Q_OBJECT
public:
    //! All of it outlives this; \a window is the parent of dialogs.
    CentralPages(const MainWindowParts &parts, QStackedWidget &stack, const WindowState &state,
                 QWidget &window);
    ~CentralPages() override;

    //! The page of \a id, made when it is first asked for; null: there is no such server.
    [[nodiscard]] CentralPage *page(const QString &id);
    //! Null: it was not made yet.
    [[nodiscard]] CentralPage *existing(const QString &id) const { return m_pages.value(id); }
    //! Signs in with the Client Secret that is kept, where one is and nobody has signed in yet.
    void connectPage(const CentralPage &page) const;
    void setPractice(const PracticeControl &practice);

    void add();
    void edit(const QString &id);
    void remove(const QString &id);
    void forgetSignIn(const QString &id) const;
    //! With the Client Secret that is kept; else asks for it, whatever page is seen.
    void signIn(const QString &id);
    //! On the page of \a id, where there is one.
    void say(const QString &id, const ErrorText &text) const;
    void saveColumns() const;

signals:
    //! A server was added or changed by a person.
    void saved(const QString &id);
    void removalFailed(const QString &why);
    //! The server is gone, and so is its page.
    void dropped(const QString &id);
    //! Anything that menu and title depend on.
    void changed();
    void connectThroughRequested(const lw::ConnectThroughWish &wish);

private:
    void connectKeeping();
    void openDialog(const CentralSettings &central);
    void drop(const QString &id);
    [[nodiscard]] CentralSignInOptions signInOptions(const QString &id) const;
    [[nodiscard]] QString practiceSecret(const QString &id) const;

    const MainWindowParts &m_parts;
    QStackedWidget &m_stack;
    const WindowState &m_state;
    QWidget &m_window;
    const PracticeControl *m_practice = nullptr;
    QHash<QString, CentralPage *> m_pages; //!< children of the stack
};

} // namespace lw
