// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"

#include "tones.h"

#include <QAbstractButton>
#include <QEvent>
#include <QFile>
#include <QGuiApplication>

namespace lw {

namespace {

//! Qt finds the drawings for scaled screens beside the file.
QString pathOf(const QString &folder, const QString &name)
{
    return QStringLiteral(":/linewarden/icons/%1/%2.png").arg(folder, name);
}

/*! Renews the icon of its parent, a button, when the colours change. */
class IconKeeper final : public QObject
{
public:
    IconKeeper(QAbstractButton &button, QString name)
        : QObject(&button), m_button(button), m_name(std::move(name))
    {}

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange)
            m_button.setIcon(icon(m_name));
        return QObject::eventFilter(watched, event);
    }

private:
    QAbstractButton &m_button;
    QString m_name;
};

} // namespace

QIcon icon(const QString &name)
{
    const bool isOnDark = isDark(QGuiApplication::palette());
    const QString path = pathOf(isOnDark ? QStringLiteral("dark") : QStringLiteral("light"), name);
    return QFile::exists(path) ? QIcon(path) : QIcon();
}

void keepIcon(QAbstractButton &button, const QString &name)
{
    const auto children = button.children();
    for (QObject *child : children)
        delete dynamic_cast<IconKeeper *>(child); // of another icon before
    button.setIcon(icon(name));
    button.installEventFilter(new IconKeeper(button, name));
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        const QString path =
            pathOf(QStringLiteral("app"), QStringLiteral("linewarden-%1").arg(size));
        if (QFile::exists(path))
            result.addFile(path, {size, size});
    }
    return result;
}

} // namespace lw
