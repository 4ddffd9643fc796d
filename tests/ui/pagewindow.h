// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sessionfixture.h"

#include <ui/pages/sessionpage.h>
#include <ui/tour/screen.h>

#include <QAbstractItemView>
#include <QDialog>
#include <QVBoxLayout>
#include <QWidget>

namespace lw::test {

/*!
 * A window with one page of a session that is signed in, without the frame around it. What the
 * frame would show at the foot is asked of the page itself.
 */
template<typename Page>
class PageWindow final
{
public:
    explicit PageWindow(const QString &firmware = QStringLiteral("83.19.0.110"))
        : fixture(firmware), screen(window)
    {
        fixture.signIn();
    }

    //! \a arguments follow the session in the page's constructor.
    template<typename... Arguments>
    void open(Arguments &&...arguments)
    {
        page = new Page(fixture.session, std::forward<Arguments>(arguments)...);
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(page);
        window.resize(1000, 640);
        window.show();
        window.activateWindow();
        page->load();
    }

    [[nodiscard]] QAbstractItemView &table(const QString &name) const
    {
        return *qobject_cast<QAbstractItemView *>(screen.find(name));
    }
    [[nodiscard]] QString cell(const QString &name, int row, int column) const
    {
        return table(name).model()->index(row, column).data().toString();
    }
    //! The word of the sentence at the foot.
    [[nodiscard]] QString banner() const { return page->bannerText().text.joined(); }
    //! Presses a key where the focus is, in the dialog that is in front or in the window.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *front = screen.dialog() ? static_cast<QWidget *>(screen.dialog()) : page->window();
        QWidget *target = front->focusWidget() ? front->focusWidget() : front;
        QTest::keyClick(target, key, modifiers);
    }

    SessionFixture fixture;
    QWidget window;
    Screen screen;
    Page *page = nullptr; //!< a child of the window
};

} // namespace lw::test
