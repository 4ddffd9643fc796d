// SPDX-License-Identifier: GPL-3.0-or-later
#include "screen.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QTabBar>

namespace lw {

namespace {

constexpr int kTitleHeight = 28; //!< the system's title bar, which a picture lacks

QString plain(QString text)
{
    return text.remove(QLatin1Char('&'));
}

QString nameOf(const QWidget &widget)
{
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget);
        button && !button->text().isEmpty())
        return plain(button->text());
    return widget.accessibleName();
}

void press(QWidget &target, const QPoint &at)
{
    const QPointF global = target.mapToGlobal(QPointF(at));
    QMouseEvent down(QEvent::MouseButtonPress, at, global, Qt::LeftButton, Qt::LeftButton,
                     Qt::NoModifier);
    QMouseEvent up(QEvent::MouseButtonRelease, at, global, Qt::LeftButton, Qt::NoButton,
                   Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &down);
    QCoreApplication::sendEvent(&target, &up);
}

} // namespace

QDialog *Screen::dialog() const
{
    auto *front = qobject_cast<QDialog *>(QApplication::activeModalWidget());
    if (front && front->isVisible())
        return front; // one may ask in front of another
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        if (auto *dialog = qobject_cast<QDialog *>(widget); dialog && dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

QWidget &Screen::front() const
{
    QDialog *open = dialog();
    return open ? *open : m_window;
}

QWidget *Screen::find(const QString &name) const
{
    const auto widgets = front().findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->isVisible() && widget->isEnabled() && nameOf(*widget) == name)
            return widget;
    }
    return nullptr;
}

bool Screen::shows(const QString &part) const
{
    const auto labels = front().findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisible() && label->text().contains(part);
    });
}

bool Screen::click(const QString &name) const
{
    const auto bars = front().findChildren<QTabBar *>();
    for (QTabBar *bar : bars) {
        for (int tab = 0; tab < bar->count(); ++tab) {
            if (bar->isVisible() && plain(bar->tabText(tab)) == name) {
                press(*bar, bar->tabRect(tab).center());
                return true;
            }
        }
    }
    QWidget *target = find(name);
    if (!target)
        return false;
    // A check box answers only on its box and its words.
    const bool isCheck = target->inherits("QCheckBox");
    press(*target,
          isCheck ? QPoint(target->height() / 2, target->height() / 2) : target->rect().center());
    return true;
}

bool Screen::reveal(const QString &name) const
{
    QWidget *target = find(name);
    for (QWidget *above = target; above; above = above->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(above)) {
            area->ensureWidgetVisible(target);
            return true;
        }
    }
    return false;
}

bool Screen::focus(const QString &name) const
{
    QWidget *target = find(name);
    if (target)
        target->setFocus(Qt::TabFocusReason);
    return target != nullptr;
}

bool Screen::type(const QString &name, const QString &text) const
{
    auto *target = qobject_cast<QLineEdit *>(find(name));
    if (!target)
        return false;
    target->setFocus(Qt::TabFocusReason);
    target->selectAll();
    key(*target, Qt::Key_Delete);
    for (const QChar character : text)
        key(*target, Qt::Key_unknown, character);
    return true;
}

bool Screen::choose(const QString &name, const QString &item) const
{
    auto *list = qobject_cast<QComboBox *>(find(name));
    if (!list)
        return false;
    list->setFocus(Qt::TabFocusReason);
    key(*list, Qt::Key_Home);
    for (int step = 0; step < list->count() && list->currentText() != item; ++step)
        key(*list, Qt::Key_Down);
    return list->currentText() == item;
}

bool Screen::order(const QString &text) const
{
    const auto actions = m_window.findChildren<QAction *>();
    for (QAction *action : actions) {
        if (plain(action->text()) == text && action->isEnabled() && !action->menu()) {
            action->trigger();
            return true;
        }
    }
    return false;
}

void Screen::key(QWidget &target, Qt::Key key, const QString &text) const
{
    QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier, text);
    QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier, text);
    QCoreApplication::sendEvent(&target, &down);
    QCoreApplication::sendEvent(&target, &up);
}

QPixmap Screen::picture() const
{
    QPixmap window = m_window.grab();
    const QDialog *open = dialog();
    if (!open)
        return window;
    const QPixmap front = const_cast<QDialog *>(open)->grab();
    QPainter painter(&window);
    painter.fillRect(m_window.rect(), QColor(0, 0, 0, 70));
    QRect place(QPoint(), open->size());
    place.moveCenter(m_window.rect().center());
    const QRect title = place.adjusted(0, -kTitleHeight, 0, -place.height());
    painter.fillRect(place.united(title).adjusted(-1, -1, 1, 1), QColor(0, 0, 0, 120));
    painter.fillRect(title, open->palette().color(QPalette::Midlight));
    painter.setPen(open->palette().color(QPalette::WindowText));
    painter.drawText(title, Qt::AlignCenter, open->windowTitle());
    painter.drawPixmap(place, front);
    return window;
}

} // namespace lw
