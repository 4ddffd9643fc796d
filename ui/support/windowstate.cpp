// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowstate.h"

#include "widgets/listtable.h"

#include <QDir>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>

namespace lw {

namespace {

const QString kGeometry = QStringLiteral("window/geometry");
const QString kParts = QStringLiteral("window/parts");
const QString kSplitter = QStringLiteral("window/splitter");
const QString kColumns = QStringLiteral("columns/");
const QString kLastPbx = QStringLiteral("list/lastPbx");

} // namespace

WindowState::WindowState(const QString &profileFolder)
    : m_path(QDir(profileFolder).filePath(QStringLiteral("window.ini")))
{}

void WindowState::restore(QMainWindow &window, QSplitter &splitter) const
{
    const QSettings file(m_path, QSettings::IniFormat);
    window.restoreGeometry(file.value(kGeometry).toByteArray());
    window.restoreState(file.value(kParts).toByteArray());
    splitter.restoreState(file.value(kSplitter).toByteArray());
}

void WindowState::save(const QMainWindow &window, const QSplitter &splitter) const
{
    QSettings file(m_path, QSettings::IniFormat);
    file.setValue(kGeometry, window.saveGeometry());
    file.setValue(kParts, window.saveState());
    file.setValue(kSplitter, splitter.saveState());
}

void WindowState::restoreColumns(const QWidget &page) const
{
    const QSettings file(m_path, QSettings::IniFormat);
    const auto tables = page.findChildren<ListTable *>();
    for (ListTable *table : tables)
        table->restoreColumns(file.value(kColumns + table->columnsName()).toByteArray());
}

void WindowState::saveColumns(const QWidget &page) const
{
    QSettings file(m_path, QSettings::IniFormat);
    const auto tables = page.findChildren<ListTable *>();
    for (const ListTable *table : tables) {
        if (const QByteArray columns = table->columns(); !columns.isEmpty())
            file.setValue(kColumns + table->columnsName(), columns);
    }
}

QString WindowState::lastPbx() const
{
    return QSettings(m_path, QSettings::IniFormat).value(kLastPbx).toString();
}

void WindowState::setLastPbx(const QString &id) const
{
    QSettings(m_path, QSettings::IniFormat).setValue(kLastPbx, id);
}

} // namespace lw
