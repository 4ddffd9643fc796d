// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralinventory.h"

#include "centralcall.h"

namespace lw {

namespace {

constexpr int kPageSize = 50; // the most that the vendor documents
constexpr qsizetype kMostRows = 1'000'000;

ApiError endlessList(const QString &detail)
{
    return {.kind = ApiError::Kind::MalformedReply, .detail = detail};
}

} // namespace

CentralInventory::CentralInventory(CentralSession &session, QObject *parent)
    : QObject(parent), m_session(session), m_calls(std::make_unique<QObject>())
{}

CentralInventory::~CentralInventory() = default;

void CentralInventory::loadDevices(const QString &search)
{
    begin();
    read(ListQuery{.pageSize = kPageSize, .search = search}, m_devices,
         [](CentralClient &client, const Secret &token, const ListQuery &query) {
             return client.devices(token, query);
         });
}

void CentralInventory::loadUsers()
{
    begin();
    read(ListQuery{.pageSize = kPageSize}, m_users,
         [](CentralClient &client, const Secret &token, const ListQuery &query) {
             return client.users(token, query);
         });
}

void CentralInventory::loadCloudPbxs()
{
    begin();
    read(ListQuery{.pageSize = kPageSize}, m_cloudPbxs,
         [](CentralClient &client, const Secret &token, const ListQuery &query) {
             return client.cloudPbxs(token, query);
         });
}

void CentralInventory::begin()
{
    m_calls = std::make_unique<QObject>();
    m_devices.clear();
    m_users.clear();
    m_cloudPbxs.clear();
    m_seen.clear();
    m_error.reset();
    m_isLoaded = false;
    m_isBusy = true;
}

template<typename Row, typename Ask>
void CentralInventory::read(const ListQuery &query, QList<Row> &rows, Ask ask)
{
    callCentral<ListPage<Row>>(
        m_session, m_calls.get(), CentralCallRepeat::Read,
        [query, ask](CentralClient &client, const Secret &token) {
            return ask(client, token, query);
        },
        [this, query, &rows, ask](Result<ListPage<Row>> page) {
            if (!page) {
                finish(page.error());
                return;
            }
            const qsizetype before = rows.size();
            for (const Row &row : page->rows) {
                if (!m_seen.contains(row.id))
                    rows.append(row);
                m_seen.insert(row.id);
            }
            // The server may give less than was asked for: its own measure counts.
            const int size = page->pageSize > 0 ? page->pageSize : query.pageSize;
            if (page->rows.isEmpty() || qint64(query.page) * size >= page->total) {
                finish({});
                return;
            }
            if (rows.size() == before || rows.size() > kMostRows) {
                finish(endlessList(QStringLiteral("page %1 of a list of %2 brings nothing new")
                                       .arg(query.page)
                                       .arg(page->total)));
                return;
            }
            ListQuery next = query;
            ++next.page;
            next.pageSize = size;
            read(next, rows, ask);
        });
}

void CentralInventory::finish(std::optional<ApiError> error)
{
    m_isBusy = false;
    m_isLoaded = !error;
    m_error = std::move(error);
    emit changed();
}

} // namespace lw
