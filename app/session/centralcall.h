// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "centralsession.h"
#include "changeoutcome.h"

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
 * after one refresh. An error from before sending passes notSent(). Child of its context; deletes
 * itself when it has answered.
 *
 *   whenReady() -> send -> answer ------------------------------> handler
 *        ^           |- 1000035, 1000036, first time -> stale --+
 *        |           |- 429, wait not too long -----------------+
 *        +-----------------------------------------------------+
 *
 * A change goes back once at most, and only where it was surely not carried out.
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
        , m_repeat(repeat)
        , m_repeatsLeft(repeat == CentralCallRepeat::Read ? kMostReadRepeats : 1)
        , m_ask(std::move(ask))
        , m_handler(std::move(handler))
    {}

    void start()
    {
        m_session.whenReady(this, [this](std::optional<ApiError> error) {
            if (error)
                finish(Failure(notSent(std::move(*error))));
            else
                send();
        });
    }

private:
    static constexpr int kMostReadRepeats = 4;

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
        if (result)
            m_session.noteAnswer(m_tokenNumber);
        else if (goesAgain(result.error())) {
            start();
            return;
        }
        finish(std::move(result));
    }

    //! Tells the session what came; true: the call is to be sent again.
    [[nodiscard]] bool goesAgain(const ApiError &error)
    {
        using Kind = ApiError::Kind;
        const bool mayRepeat =
            m_repeatsLeft > 0 && (m_repeat == CentralCallRepeat::Read || wasNotCarriedOut(error));
        bool goes = false;
        if (error.kind == Kind::SessionExpired && std::exchange(m_hasRefreshed, true)) {
            m_session.noteRefusedToken(m_tokenNumber, error);
        } else if (error.kind == Kind::SessionExpired) {
            m_session.noteStaleToken(m_tokenNumber);
            goes = mayRepeat;
        } else if (error.kind == Kind::RateLimited) {
            goes = mayRepeat && m_session.noteRateLimit(m_tokenNumber, error);
        } else {
            m_session.noteError(m_tokenNumber, error);
        }
        m_repeatsLeft -= goes ? 1 : 0;
        return goes;
    }

    void finish(Result<T> result)
    {
        auto handler = std::move(m_handler);
        deleteLater();
        handler(std::move(result)); // may destroy this
    }

    CentralSession &m_session;
    CentralCallRepeat m_repeat;
    int m_repeatsLeft; //!< after a wait and after a refresh alike
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
