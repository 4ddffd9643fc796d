// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QString>

#include <Qt>

class QAbstractButton;
class QDialog;
class QWidget;

namespace lw {

/*!
 * What a person can see and do in the window, for the tour: finds widgets by what they are called,
 * presses keys and the mouse on them, and takes pictures. Holds nothing but the window.
 */
class Screen final
{
public:
    explicit Screen(QWidget &window) : m_window(window) {}

    //! The dialog in front; null: there is none.
    [[nodiscard]] QDialog *dialog() const;
    //! The seen and enabled widget in front that is called \a name (accessible name or text without
    //! its mnemonic); null: none.
    [[nodiscard]] QWidget *find(const QString &name) const;
    //! Some seen text in front contains \a part.
    [[nodiscard]] bool shows(const QString &part) const;

    // Each answers whether the widget was there.
    [[nodiscard]] bool click(const QString &name) const;
    //! Scrolls until it is seen.
    [[nodiscard]] bool reveal(const QString &name) const;
    [[nodiscard]] bool focus(const QString &name) const;
    [[nodiscard]] bool type(const QString &name, const QString &text) const;
    //! Moves through a list by keys until \a item is chosen.
    [[nodiscard]] bool choose(const QString &name, const QString &item) const;
    //! The order of a menu, by its plain text.
    [[nodiscard]] bool order(const QString &text) const;

    void key(QWidget &target, Qt::Key key, const QString &text = {}) const;

    //! The window, with the dialog over it.
    [[nodiscard]] QPixmap picture() const;

private:
    [[nodiscard]] QWidget &front() const;

    QWidget &m_window;
};

} // namespace lw
