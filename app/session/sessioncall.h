// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxsession.h"

#include <api/portalclient.h>
#include <core/pending.h>

#include <QPointer>

#include <memory>
#include <utility>

namespace lw {

//! Who asks, for a call that a person caused.
[[nodiscard]] inline PortalCaller byPerson(const PbxSession &session)
{
    return {.cookie = session.cookie(), .cause = PortalCaller::Cause::Person};
}

/*!
 * Calls \a handler with the answer of a signed-in call after the session has heard of it: an error
 * may end the session, an answer starts its Auto Logout Time again. The session hears nothing of an
 * answer to an earlier session. A call that goes with its connection is answered Cancelled. Nothing
 * is called when \a context is gone by then.
 */
template<typename T, typename Handler>
void whenAnswered(PbxSession &session, QObject *context, Pending<T> *call, Handler handler)
{
    auto waiting =
        std::make_shared<std::unique_ptr<Handler>>(std::make_unique<Handler>(std::move(handler)));
    call->then(context, [&session, generation = session.generation(),
                         context = QPointer<QObject>(context), waiting](Result<T> result) {
        const auto answer = std::move(*waiting);
        if (generation == session.generation()) {
            if (result)
                session.noteActivity();
            else
                session.noteError(result.error());
        }
        if (context)
            (*answer)(std::move(result));
    });
    const auto dropped = [waiting, owner = QPointer<PbxSession>(&session)] {
        const auto answer = std::move(*waiting);
        if (answer && owner)
            (*answer)(Failure(ApiError{.kind = ApiError::Kind::Cancelled}));
    };
    QObject::connect(call, &QObject::destroyed, context, dropped, Qt::QueuedConnection);
}

} // namespace lw
