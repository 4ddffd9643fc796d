// SPDX-License-Identifier: GPL-3.0-or-later
#include "centrallistmodel.h"

#include "centralinventory.h"
#include "centralsession.h"

#include <algorithm>
#include <utility>

namespace lw {

namespace {

using namespace std::chrono_literals;

constexpr int kPageSize = 50; // the most that the vendor documents
constexpr auto kTypingPause = 300ms;
constexpr auto kScrollingPause = 20ms;
constexpr int kMostAsked = 2;           //!< pages on their way
constexpr qsizetype kMostWanted = 4;    //!< pages; what was scrolled past is not worth asking
constexpr qint64 kMostRows = 1'000'000; //!< no platform has more, and views need memory for each

} // namespace

CentralListModel::CentralListModel(CentralSession &session, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_calls(std::make_unique<QObject>())
    , m_changes(std::make_unique<QObject>())
    , m_pageSize(kPageSize)
{
    m_wantedTimer.setSingleShot(true);
    m_wantedTimer.setInterval(kScrollingPause);
    connect(&m_wantedTimer, &QTimer::timeout, this, &CentralListModel::askWanted);
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(kTypingPause);
    connect(&m_searchTimer, &QTimer::timeout, this, &CentralListModel::restart);
}

CentralListModel::~CentralListModel() = default;

void CentralListModel::load()
{
    m_changeError.reset();
    restart();
}

void CentralListModel::clear()
{
    drop();
    m_hasStarted = false;
    beginResetModel();
    forgetRows();
    m_rowCount = 0;
    m_total = 0;
    m_isCurrent = false;
    m_isLoaded = false;
    m_error.reset();
    m_changeError.reset();
    endResetModel();
    emit changed();
}

void CentralListModel::setSearch(const QString &search)
{
    const QString wanted = search.trimmed();
    if (m_search == wanted)
        return;
    m_search = wanted;
    if (m_hasStarted)
        m_searchTimer.start();
}

bool CentralListModel::isUnsupported() const
{
    return m_hasFailed && m_error && m_error->kind == ApiError::Kind::Unsupported;
}

int CentralListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rowCount;
}

QVariant CentralListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role != Qt::DisplayRole && role < Qt::UserRole)
        return {};
    if (hasRow(index.row()))
        return valueOf(index.row(), index.column(), role);
    if (role == Qt::DisplayRole)
        want(index.row() / m_pageSize + 1);
    return {};
}

//! Rows stay until the first answer is there, so that nothing flickers while one types.
void CentralListModel::restart()
{
    drop();
    m_hasStarted = true;
    m_isCurrent = false;
    m_hasFailed = false;
    m_error.reset();
    m_pageSize = kPageSize;
    askPage(1);
    emit changed();
}

//! What is on its way, or about to be asked, is not wanted any more.
void CentralListModel::drop()
{
    m_searchTimer.stop();
    m_wantedTimer.stop();
    m_calls = std::make_unique<QObject>();
    m_asked.clear();
    m_wanted.clear();
}

//! Notes a page that a view would show; the last one counts most.
void CentralListModel::want(int page) const
{
    if (!m_isCurrent || m_hasFailed || m_asked.contains(page))
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

void CentralListModel::askWanted()
{
    bool hasAsked = false;
    while (!m_wanted.isEmpty() && m_asked.size() < kMostAsked) {
        const int page = m_wanted.takeLast();
        if (hasRow((page - 1) * m_pageSize))
            continue; // came meanwhile
        askPage(page);
        hasAsked = true;
    }
    if (hasAsked)
        emit changed();
}

void CentralListModel::askPage(int page)
{
    m_asked.insert(page);
    ask({.page = page, .pageSize = m_pageSize, .search = m_search});
}

bool CentralListModel::beginTaking(const PageFacts &facts)
{
    const int count = static_cast<int>(std::clamp<qint64>(facts.total, 0, kMostRows));
    m_asked.remove(facts.page);
    m_total = facts.total;
    const bool isFirst = !m_isCurrent;
    if (isFirst) {
        beginResetModel();
        forgetRows();
        m_rowCount = count;
        m_isCurrent = true;
        // The server may give less than was asked for: from now on its own measure counts.
        if (facts.pageSize > 0)
            m_pageSize = facts.pageSize;
    } else {
        setRowCount(count);
    }
    m_isLoaded = true;
    return isFirst;
}

void CentralListModel::endTaking(const PageFacts &facts, bool isFirst)
{
    if (isFirst) {
        endResetModel();
    } else {
        const int first = (facts.page - 1) * m_pageSize;
        const int last = std::min(first + m_pageSize, m_rowCount) - 1;
        if (first <= last)
            emit dataChanged(index(first, 0), index(last, columnCount() - 1));
    }
    askWanted();
    emit changed();
}

QVariant CentralListModel::switchValue(const SwitchWord &value)
{
    if (value)
        return *value;
    return value.isAbsent() ? QVariant() : QVariant(value.unknownWord());
}

void CentralListModel::fail(const ApiError &error)
{
    drop();
    m_hasFailed = true;
    m_error = error;
    emit changed();
}

bool CentralListModel::beginChange()
{
    if (m_isChanging)
        return false;
    m_isChanging = true;
    m_outcome = ChangeOutcome::None;
    m_changeError.reset();
    return true;
}

void CentralListModel::endChange(const std::optional<ApiError> &error, const Change &change)
{
    const ChangeOutcome outcome = outcomeOf(error);
    if (outcome == ChangeOutcome::Unknown)
        readBack(*error, change);
    else
        settle(outcome, error, change);
}

void CentralListModel::refuseChange(const ApiError &error)
{
    m_isChanging = false;
    m_outcome = ChangeOutcome::NotDone;
    m_changeError = error;
    emit changed();
}

//! Nobody knows whether the change was carried out: what is listed now tells.
void CentralListModel::readBack(const ApiError &error, const Change &change)
{
    auto *inventory = new CentralInventory(m_session, m_changes.get());
    connect(inventory, &CentralInventory::changed, this, [this, inventory, error, change] {
        inventory->deleteLater();
        const ChangeOutcome found =
            inventory->error() ? ChangeOutcome::Unknown : change.judge(*inventory);
        settle(found, found == ChangeOutcome::Done ? std::nullopt : std::optional(error), change);
    });
    readAll(*inventory);
}

void CentralListModel::settle(ChangeOutcome outcome, const std::optional<ApiError> &error,
                              const Change &change)
{
    m_isChanging = false;
    m_outcome = outcome;
    m_changeError = error;
    m_session.recordDeed(change.action, change.object, change.reason, outcomeWord(outcome));
    if (!error || leavesOutcomeOpen(*error))
        restart(); // tells
    else
        emit changed();
}

//! Devices may come and go while one scrolls.
void CentralListModel::setRowCount(int count)
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

} // namespace lw
