// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessioncall.h"

#include <core/listpage.h>

#include <QObject>

#include <functional>
#include <optional>

namespace lw {

/*!
 * Reads a whole list of a PBX, a page after the other. Owned by a model; destroying it stops it
 * silently. A list that becomes shorter meanwhile ends early, one that becomes longer is followed.
 */
template<typename Row>
class PageSweep final : public QObject
{
public:
    enum class Continue { Yes, No };

    struct Handlers
    {
        std::function<Pending<ListPage<Row>> *(const ListQuery &)> ask;
        //! May stop the reading: then finished() follows without an error. May destroy the sweep.
        std::function<Continue(const ListPage<Row> &)> page;
        std::function<void(std::optional<ApiError>)> finished; //!< may destroy the sweep
    };

    PageSweep(PbxSession &session, ListQuery query, Handlers handlers)
        : m_session(session), m_query(std::move(query)), m_handlers(std::move(handlers))
    {}

    void start() { askNext(); }

private:
    void askNext()
    {
        whenAnswered(m_session, this, m_handlers.ask(m_query), [this](Result<ListPage<Row>> page) {
            if (page)
                take(*page);
            else
                finish(std::move(page.error()));
        });
    }
    void take(const ListPage<Row> &page)
    {
        m_seen += page.rows.size();
        const auto handler = m_handlers.page; // copied: it may destroy this
        const QPointer<QObject> self(this);
        const bool isWanted = handler(page) == Continue::Yes;
        if (!self)
            return;
        if (!isWanted || page.rows.isEmpty() || m_seen >= page.total) {
            finish({});
            return;
        }
        ++m_query.page;
        askNext();
    }
    void finish(std::optional<ApiError> error)
    {
        const auto finished = m_handlers.finished; // copied: it may destroy this
        finished(std::move(error));
    }

    PbxSession &m_session;
    ListQuery m_query;
    Handlers m_handlers;
    qint64 m_seen = 0;
};

} // namespace lw
