// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationlogmodel.h"

#include "pagesweep.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace lw {

namespace {

constexpr int kPageSize = 100;

//! How many rows at the start of \a rows were read already: as many as the log has grown at its top
//! since, \a grown, push them onto this page. Equal lines alone prove nothing.
qsizetype overlap(const QList<OperationLogEntry> &before, const QList<OperationLogEntry> &rows,
                  qint64 grown)
{
    const auto most = std::min<qint64>({before.size(), rows.size(), grown});
    for (qint64 count = most; count > 0; --count) {
        if (std::equal(rows.cbegin(), rows.cbegin() + count, before.cend() - count))
            return count;
    }
    return 0;
}

QString utcText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

//! A cell as RFC 4180 wants it, and so that no spreadsheet takes it for a formula.
QByteArray csvCell(const QString &text)
{
    static const QString kFormulaStarts = QStringLiteral("=+-@\t\r\n");
    QString cell = text;
    if (!cell.isEmpty() && kFormulaStarts.contains(cell.front()))
        cell.prepend(u'\'');
    const bool needsQuotes = std::any_of(cell.cbegin(), cell.cend(), [](QChar character) {
        return QStringLiteral(",;\"\t\r\n").contains(character);
    });
    if (!needsQuotes)
        return cell.toUtf8();
    cell.replace(u'"', QLatin1String("\"\""));
    return '"' + cell.toUtf8() + '"';
}

} // namespace

OperationLogModel::OperationLogModel(PbxSession &session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_calls(std::make_unique<QObject>())
{
    // Queued: the answer that ended the session comes first.
    connect(&session, &PbxSession::stateChanged, this, &OperationLogModel::followSession,
            Qt::QueuedConnection);
}

OperationLogModel::~OperationLogModel() = default;

void OperationLogModel::load()
{
    if (!m_session.isSignedIn())
        return;
    m_calls = std::make_unique<QObject>();
    m_nextPage = 1;
    m_error.reset();
    askPage();
}

void OperationLogModel::clear()
{
    m_calls = std::make_unique<QObject>();
    m_sweep.reset();
    m_isAsking = false;
    beginResetModel();
    m_entries.clear();
    m_total = 0;
    m_isLoaded = false;
    m_error.reset();
    endResetModel();
    emit changed();
}

void OperationLogModel::setFilter(const OperationLogFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    if (m_isLoaded || m_isAsking || m_error)
        load();
}

void OperationLogModel::exportAll()
{
    if (m_sweep || !m_session.isSignedIn())
        return;
    m_exporting.clear();
    m_sweep = std::make_unique<PageSweep<OperationLogEntry>>(
        m_session, ListQuery{.pageSize = kPageSize},
        PageSweep<OperationLogEntry>::Handlers{
            .ask =
                [this, filter = m_filter](const ListQuery &query) {
                    return m_session.portal().operationLog(byPerson(m_session), filter, query);
                },
            .page =
                [this](const ListPage<OperationLogEntry> &page) {
                    const qint64 grown = page.total - std::exchange(m_exportTotal, page.total);
                    m_exporting.append(page.rows.mid(overlap(m_exporting, page.rows, grown)));
                    emit changed();
                    return PageSweep<OperationLogEntry>::Continue::Yes;
                },
            .finished = [this](std::optional<ApiError> error) { endExport(std::move(error)); }});
    m_sweep->start();
    emit changed();
}

void OperationLogModel::cancelExport()
{
    if (m_sweep)
        endExport(ApiError{.kind = ApiError::Kind::Cancelled});
}

int OperationLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int OperationLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OperationLogModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OperationLogEntry &entry = m_entries.at(index.row());
    switch (static_cast<Column>(index.column())) {
    case Time:
        return entry.time;
    case User:
        return entry.user;
    case Address:
        return entry.address;
    case Module:
        return entry.module;
    case Operation:
        return entry.operation;
    case Detail:
        return entry.detail;
    case ColumnCount:
        break;
    }
    return {};
}

bool OperationLogModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_isLoaded && !m_isAsking && !m_error && m_hasMore &&
           m_session.isSignedIn();
}

void OperationLogModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        askPage();
}

void OperationLogModel::askPage()
{
    m_isAsking = true;
    whenAnswered(m_session, m_calls.get(),
                 m_session.portal().operationLog(byPerson(m_session), m_filter,
                                                 {.page = m_nextPage, .pageSize = kPageSize}),
                 [this](Result<ListPage<OperationLogEntry>> page) {
                     m_isAsking = false;
                     if (page)
                         takePage(*page);
                     else
                         m_error = page.error();
                     emit changed();
                 });
    emit changed();
}

void OperationLogModel::takePage(const ListPage<OperationLogEntry> &page)
{
    const qint64 grown = page.total - std::exchange(m_total, page.total);
    // By pages, not by rows: rows that were pushed from one page to the next come twice.
    m_hasMore = !page.rows.isEmpty() && qint64(m_nextPage) * kPageSize < page.total;
    if (m_nextPage++ == 1) {
        beginResetModel();
        m_entries = page.rows;
        m_isLoaded = true;
        endResetModel();
        return;
    }
    const QList<OperationLogEntry> fresh = page.rows.mid(overlap(m_entries, page.rows, grown));
    if (fresh.isEmpty())
        return;
    const int first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    m_entries.append(fresh);
    endInsertRows();
}

void OperationLogModel::endExport(std::optional<ApiError> error)
{
    m_sweep.reset();
    const QList<OperationLogEntry> entries = std::exchange(m_exporting, {});
    emit changed();
    if (error)
        emit exportFailed(*error);
    else
        emit exported(entries);
}

//! Answers may never come once the session is gone.
void OperationLogModel::followSession()
{
    if (m_session.isSignedIn())
        return;
    const ApiError error = m_session.error().value_or(ApiError{.kind = ApiError::Kind::Cancelled});
    if (m_isAsking) {
        m_calls = std::make_unique<QObject>();
        m_isAsking = false;
        m_error = error;
        emit changed();
    }
    if (m_sweep)
        endExport(error);
}

QByteArray operationLogCsv(const QList<OperationLogEntry> &entries)
{
    QByteArray csv = "time,user,address,module,operation,detail\r\n";
    for (const OperationLogEntry &entry : entries) {
        const QByteArrayList cells{csvCell(utcText(entry.time)), csvCell(entry.user),
                                   csvCell(entry.address),       csvCell(entry.module),
                                   csvCell(entry.operation),     csvCell(entry.detail)};
        csv += cells.join(',') + "\r\n";
    }
    return csv;
}

QByteArray operationLogJson(const QList<OperationLogEntry> &entries)
{
    QJsonArray array;
    for (const OperationLogEntry &entry : entries) {
        array.append(QJsonObject{{QStringLiteral("time"), utcText(entry.time)},
                                 {QStringLiteral("user"), entry.user},
                                 {QStringLiteral("address"), entry.address},
                                 {QStringLiteral("module"), entry.module},
                                 {QStringLiteral("operation"), entry.operation},
                                 {QStringLiteral("detail"), entry.detail}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

} // namespace lw
