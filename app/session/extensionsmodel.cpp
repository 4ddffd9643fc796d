// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensionsmodel.h"

#include "pagesweep.h"

#include <algorithm>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr int kPageSize = 100;
constexpr auto kTypingPause = 300ms;
constexpr auto kScrollingPause = 20ms;
constexpr int kMostAsked = 2;           //!< pages on their way
constexpr qsizetype kMostWanted = 4;    //!< pages; what was scrolled past is not worth asking
constexpr qint64 kMostRows = 1'000'000; //!< no PBX has more, and views need memory for each

int pageOf(int row)
{
    return row / kPageSize + 1;
}

//! Our names of the fields, by column; the client knows the PBX's.
constexpr const char *kFields[] = {"number",           "name",           "email", "role",
                                   "twoFactorEnabled", "twoFactorMethod"};
static_assert(std::size(kFields) == ExtensionsModel::ColumnCount);

QVariant valueOf(const Extension &extension, int column)
{
    switch (column) {
    case ExtensionsModel::Number:
        return extension.number;
    case ExtensionsModel::Name:
        return extension.name;
    case ExtensionsModel::Email:
        return extension.email;
    case ExtensionsModel::Role:
        return extension.role;
    case ExtensionsModel::SecondFactor:
        return extension.hasSecondFactor;
    case ExtensionsModel::Method:
        return extension.method.word;
    default:
        return {};
    }
}

} // namespace

ExtensionsModel::ExtensionsModel(PbxSession &session, QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_calls(std::make_unique<QObject>())
{
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(kScrollingPause);
    connect(&m_wantedTimer, &QTimer::timeout, this, &ExtensionsModel::askWanted);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(kTypingPause);
    connect(&m_searchTimer, &QTimer::timeout, this, &ExtensionsModel::restart);
    // Queued: the answer that ended the session comes first.
    connect(&session, &PbxSession::stateChanged, this, &ExtensionsModel::followSession,
            Qt::QueuedConnection);
}

ExtensionsModel::~ExtensionsModel() = default;

void ExtensionsModel::load()
{
    restart();
}

void ExtensionsModel::clear()
{
    drop();
    m_hasStarted = false;
    beginResetModel();
    m_pages.clear();
    m_found.clear();
    m_total = m_examined = m_rowCount = 0;
    m_isCurrent = false;
    m_isLoaded = false;
    m_error.reset();
    endResetModel();
    emit changed();
}

void ExtensionsModel::cancel()
{
    if (!isBusy())
        return;
    drop();
    if (!m_isCurrent)
        m_error = ApiError{.kind = ApiError::Kind::Cancelled};
    emit changed();
}

void ExtensionsModel::setSearch(const QString &search)
{
    const QString wanted = search.trimmed();
    if (m_search == wanted)
        return;
    m_search = wanted;
    if (m_hasStarted)
        m_searchTimer.start();
}

void ExtensionsModel::setFilter(Filter filter)
{
    if (std::exchange(m_filter, filter) != filter && m_hasStarted)
        restart();
}

bool ExtensionsModel::isBusy() const
{
    return m_sweep || !m_asked.isEmpty();
}

std::optional<Extension> ExtensionsModel::at(int row) const
{
    const Extension *extension = find(row);
    return extension ? std::optional(*extension) : std::nullopt;
}

void ExtensionsModel::refresh(const QString &id)
{
    if (!m_session.isSignedIn())
        return;
    whenAnswered(m_session, m_calls.get(), m_session.portal().extension(byPerson(m_session), id),
                 [this](Result<Extension> extension) {
                     if (extension)
                         replace(*extension);
                 });
}

int ExtensionsModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    if (m_shownFilter == Filter::WithoutSecondFactor)
        return static_cast<int>(m_found.size());
    return m_rowCount;
}

int ExtensionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExtensionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role != Qt::DisplayRole && role != IdRole && role != HasSecondFactorRole)
        return {};
    const Extension *extension = find(index.row());
    if (!extension) {
        if (role == Qt::DisplayRole)
            want(pageOf(index.row()));
        return {};
    }
    if (role == IdRole)
        return extension->id;
    if (role == HasSecondFactorRole)
        return extension->hasSecondFactor;
    return valueOf(*extension, index.column());
}

void ExtensionsModel::sort(int column, Qt::SortOrder order)
{
    const bool isColumn = column >= 0 && column < ColumnCount;
    const QString sortBy = isColumn ? QLatin1String(kFields[column]) : QString();
    const auto wanted =
        order == Qt::AscendingOrder ? ListQuery::Order::Ascending : ListQuery::Order::Descending;
    if (m_sortBy == sortBy && m_order == wanted)
        return;
    m_sortBy = sortBy;
    m_order = wanted;
    if (m_hasStarted)
        restart();
}

//! Rows stay until the first answer is there, so that nothing flickers while one types.
void ExtensionsModel::restart()
{
    if (!m_session.isSignedIn())
        return;
    drop();
    m_hasStarted = true;
    m_isCurrent = false;
    m_error.reset();
    if (m_filter == Filter::WithoutSecondFactor)
        sweep();
    else
        askPage(1);
    emit changed();
}

//! What is on its way, or about to be asked, is not wanted any more.
void ExtensionsModel::drop()
{
    m_searchTimer.stop();
    m_wantedTimer.stop();
    m_calls = std::make_unique<QObject>();
    m_sweep.reset();
    m_asked.clear();
    m_wanted.clear();
}

//! Null: not read yet.
const Extension *ExtensionsModel::find(int row) const
{
    const bool isFound = m_shownFilter == Filter::WithoutSecondFactor;
    const auto page = isFound ? m_pages.cend() : m_pages.constFind(pageOf(row));
    if (row < 0 || (!isFound && page == m_pages.cend()))
        return nullptr;
    const QList<Extension> &rows = isFound ? m_found : *page;
    const int index = isFound ? row : row % kPageSize;
    return index < rows.size() ? &rows.at(index) : nullptr;
}

//! Notes a page that a view would show; the last one counts most.
void ExtensionsModel::want(int page) const
{
    if (!m_isCurrent || m_error || m_asked.contains(page) || m_pages.contains(page))
        return;
    if (!m_wanted.isEmpty() && m_wanted.constLast() == page)
        return;
    m_wanted.removeOne(page);
    m_wanted.append(page);
    if (m_wanted.size() > kMostWanted)
        m_wanted.removeFirst();
    if (!m_wantedTimer.isActive())
        m_wantedTimer.start();
}

void ExtensionsModel::askWanted()
{
    bool hasAsked = false;
    while (!m_wanted.isEmpty() && m_asked.size() < kMostAsked && m_session.isSignedIn()) {
        askPage(m_wanted.takeLast());
        hasAsked = true;
    }
    if (hasAsked)
        emit changed();
}

void ExtensionsModel::askPage(int page)
{
    m_asked.insert(page);
    whenAnswered(m_session, m_calls.get(),
                 m_session.portal().extensions(byPerson(m_session), query(page)),
                 [this, page](Result<ListPage<Extension>> answer) {
                     m_asked.remove(page);
                     if (answer)
                         takePage(page, *answer);
                     else
                         fail(answer.error());
                 });
}

void ExtensionsModel::takePage(int page, const ListPage<Extension> &answer)
{
    const int count = static_cast<int>(std::clamp<qint64>(answer.total, 0, kMostRows));
    if (m_isCurrent) {
        setRowCount(count);
        m_pages.insert(page, answer.rows);
        const int first = (page - 1) * kPageSize;
        const int last = std::min(first + kPageSize, m_rowCount) - 1;
        if (first <= last)
            emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    } else {
        beginShowing();
        m_pages.insert(page, answer.rows);
        m_rowCount = count;
        endResetModel();
    }
    m_total = answer.total;
    m_isLoaded = true;
    askWanted();
    emit changed();
}

void ExtensionsModel::sweep()
{
    using Sweep = PageSweep<Extension>;
    m_sweep = std::make_unique<Sweep>(
        m_session, query(1),
        Sweep::Handlers{.ask =
                            [this](const ListQuery &query) {
                                return m_session.portal().extensions(byPerson(m_session), query);
                            },
                        .page =
                            [this](const ListPage<Extension> &page) {
                                takeSwept(page);
                                return Sweep::Continue::Yes;
                            },
                        .finished =
                            [this](const std::optional<ApiError> &error) {
                                m_sweep.reset();
                                if (error)
                                    fail(*error);
                                else
                                    emit changed();
                            }});
    m_sweep->start();
}

void ExtensionsModel::takeSwept(const ListPage<Extension> &page)
{
    if (!m_isCurrent) {
        beginShowing();
        endResetModel();
    }
    QList<Extension> without;
    std::copy_if(page.rows.cbegin(), page.rows.cend(), std::back_inserter(without),
                 [](const Extension &extension) { return !extension.hasSecondFactor; });
    m_total = page.total;
    m_examined += page.rows.size();
    m_isLoaded = true;
    if (!without.isEmpty()) {
        const int first = static_cast<int>(m_found.size());
        beginInsertRows({}, first, first + static_cast<int>(without.size()) - 1);
        m_found.append(without);
        endInsertRows();
    }
    emit changed();
}

//! The first answer of another question is there: what is shown of the last one goes.
void ExtensionsModel::beginShowing()
{
    beginResetModel();
    m_pages.clear();
    m_found.clear();
    m_rowCount = 0;
    m_examined = 0;
    m_shownFilter = m_filter;
    m_isCurrent = true;
}

//! Extensions may come and go while one scrolls.
void ExtensionsModel::setRowCount(int count)
{
    if (count > m_rowCount) {
        beginInsertRows({}, m_rowCount, count - 1);
        m_rowCount = count;
        endInsertRows();
    } else if (count < m_rowCount) {
        beginRemoveRows({}, count, m_rowCount - 1);
        m_rowCount = count;
        endRemoveRows();
    }
}

void ExtensionsModel::replace(const Extension &extension)
{
    const auto replaceIn = [&](QList<Extension> &rows, int firstRow) {
        const auto found = std::find_if(
            rows.begin(), rows.end(), [&](const Extension &row) { return row.id == extension.id; });
        if (found == rows.end())
            return;
        *found = extension;
        const int row = firstRow + static_cast<int>(found - rows.begin());
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    };
    replaceIn(m_found, 0);
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page)
        replaceIn(*page, (page.key() - 1) * kPageSize);
}

void ExtensionsModel::fail(const ApiError &error)
{
    drop();
    m_error = error;
    emit changed();
}

//! Answers may never come once the session is gone.
void ExtensionsModel::followSession()
{
    if (m_session.isSignedIn() || !isBusy())
        return;
    fail(m_session.error().value_or(ApiError{.kind = ApiError::Kind::Cancelled}));
}

ListQuery ExtensionsModel::query(int page) const
{
    return {.page = page,
            .pageSize = kPageSize,
            .sortBy = m_sortBy,
            .order = m_order,
            .search = m_search};
}

} // namespace lw
