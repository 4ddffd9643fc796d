// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/errortext.h"

#include <core/practicecontrol.h>

#include <QHash>
#include <QObject>
#include <QString>

#include <optional>

class QStackedWidget;

namespace lw {

class PbxPage;
class WindowState;
struct BannerText;
struct MainWindowParts;
struct PbxSettings;

/*!
 * The pages of the PBXs and what the window does with a PBX: add, edit, remove, connect, forget the
 * saved sign-in. Made and owned by MainWindow, whose stack shows the pages.
 */
class PbxPages final : public QObject
{
    Q_OBJECT
public:
    //! All of it outlives this; \a window is the parent of dialogs.
    PbxPages(const MainWindowParts &parts, QStackedWidget &stack, const WindowState &state,
             QWidget &window);
    ~PbxPages() override;

    //! The page of \a id, made when it is first asked for; null: there is no such PBX.
    [[nodiscard]] PbxPage *page(const QString &id);
    //! Null: it was not made yet.
    [[nodiscard]] PbxPage *existing(const QString &id) const { return m_pages.value(id); }
    //! Asks the PBX who it is, and signs in with the password that is kept, where one is.
    void connectPage(PbxPage &page) const;
    void setPractice(const PracticeControl &practice);

    void add();
    void edit(const QString &id);
    void remove(const QString &id);
    void forgetSignIn(const QString &id) const;
    //! On the page of \a id, where there is one.
    void say(const QString &id, const ErrorText &text) const;
    void saveColumns() const;

signals:
    //! A PBX was added or changed by a person.
    void saved(const QString &id);
    void removalFailed(const QString &why);
    //! The PBX is gone, and so is its page.
    void dropped(const QString &id);
    //! A person wants to sign in to that management server.
    void platformSignInRequested(const QString &id);
    //! Anything that menu and title depend on.
    void changed();

private:
    void connectKeeping();
    void giveNeighbours(PbxPage &page);
    void openDialog(const PbxSettings &pbx);
    void drop(const QString &id);
    [[nodiscard]] std::optional<PracticePbx> practicePbx(const QString &id) const;
    [[nodiscard]] QList<PracticeAccount> practiceAccounts(const QString &id) const;

    const MainWindowParts &m_parts;
    QStackedWidget &m_stack;
    const WindowState &m_state;
    QWidget &m_window;
    const PracticeControl *m_practice = nullptr;
    QHash<QString, PbxPage *> m_pages; //!< children of the stack
};

} // namespace lw
