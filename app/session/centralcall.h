// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralsession.h"

#include <api/centralclient.h>
#include <core/pending.h>

#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace lw {

//! Whether a call may be sent again as often as the platform asks us to wait, or once only.
enum class CentralCallRepeat { Read, Change };

/*!
 * One call of a management server under the session's token. A 429, and a token that the platform
 * takes for expired, mean that nothing was carried out: the call is sent again after the wait or
 * after one refresh. Child of its context; deletes itself when it has answered.
 *
 *   whenReady() -> send -> answer ------------------------------> handler
 *        ^           |- 1000035, 1000036, first time -> stale --+
 *        |           |- 429, wait not too long -----------------+
 *        +-----------------------------------------------------+
 */
template<typename T, typename Handler>
class CentralCall final : public QObject
{
public:
    using Ask = std::function<Pending<T> *(CentralClient &, const Secret &)>;

    CentralCall(CentralSession &session, QObject *context, CentralCallRepeat repeat, Ask ask,
                Handler handler)
        : QObject(context)
        , m_session(session)
        , m_waitsLeft(repeat == CentralCallRepeat::Read ? kMostReadWaits : 1)
        , m_ask(std::move(ask))
        , m_handler(std::move(handler))
    {}

    void start()
    {
        m_session.whenReady(this, [this](std::optional<ApiError> error) {
            if (error)
                finish(Failure(std::move(*error)));
            else
                send();
        });
    }

private:
    static constexpr int kMostReadWaits = 4;

    void send()
    {
        const int attempt = ++m_attempt;
        m_tokenNumber = m_session.tokenNumber();
        Pending<T> *pending = m_ask(m_session.client(), m_session.token());
        pending->then(this, [this](Result<T> result) {
            ++m_attempt; // this one is over
            take(std::move(result));
        });
        // A call that goes with its connection is answered too.
        connect(
            pending, &QObject::destroyed, this,
            [this, attempt] {
                if (m_attempt == attempt)
                    finish(Failure(ApiError{.kind = ApiError::Kind::Cancelled}));
            },
            Qt::QueuedConnection);
    }

    void take(Result<T> result)
    {
        using Kind = ApiError::Kind;
        if (result) {
            m_session.noteAnswer();
        } else if (result.error().kind == Kind::SessionExpired) {
            if (!std::exchange(m_hasRefreshed, true)) {
                m_session.noteStaleToken(m_tokenNumber);
                start();
                return;
            }
            m_session.noteRefusedToken(result.error());
        } else if (result.error().kind == Kind::RateLimited) {
            if (m_waitsLeft-- > 0 && m_session.noteRateLimit(result.error())) {
                start();
                return;
            }
        } else {
            m_session.noteError(result.error());
        }
        finish(std::move(result));
    }

    void finish(Result<T> result)
    {
        auto handler = std::move(m_handler);
        deleteLater();
        handler(std::move(result)); // may destroy this
    }

    CentralSession &m_session;
    int m_waitsLeft;
    Ask m_ask;
    Handler m_handler;
    int m_attempt = 0;
    int m_tokenNumber = 0;
    bool m_hasRefreshed = false;
};

/*!
 * Calls \a handler with the answer to \a ask, from the event loop, unless \a context is gone by
 * then. The session must outlive the context.
 */
template<typename T, typename Handler>
void callCentral(CentralSession &session, QObject *context, CentralCallRepeat repeat,
                 std::function<Pending<T> *(CentralClient &, const Secret &)> ask, Handler handler)
{
    auto *call =
        new CentralCall<T, Handler>(session, context, repeat, std::move(ask), std::move(handler));
    call->start();
}

} // namespace lw
