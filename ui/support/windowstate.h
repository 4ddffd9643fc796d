// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QMainWindow;
class QSplitter;
class QWidget;

namespace lw {

/*!
 * How the window looked when it was closed: window.ini in the profile folder. Nothing of it matters
 * when the file is missing or damaged.
 */
class WindowState final
{
public:
    explicit WindowState(const QString &profileFolder);

    void restore(QMainWindow &window, QSplitter &splitter) const;
    void save(const QMainWindow &window, const QSplitter &splitter) const;

    //! How a person arranged the columns of the tables in \a page, by the name of each.
    void restoreColumns(const QWidget &page) const;
    void saveColumns(const QWidget &page) const;

    [[nodiscard]] QString lastPbx() const;
    void setLastPbx(const QString &id) const;

private:
    QString m_path;
};

} // namespace lw
