// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pbxsession.h"

#include <api/portalclient.h>
#include <core/pending.h>

#include <QPointer>

#include <utility>

namespace lw {

//! Who asks, for a call that a person caused.
[[nodiscard]] inline PortalCaller byPerson(const PbxSession &session)
{
    return {.cookie = session.cookie(), .cause = PortalCaller::Cause::Person};
}

/*!
 * Calls \a handler with the answer of a signed-in call after the session has heard of it: an error
 * may end the session, an answer starts its Auto Logout Time again. Nothing is called when
 * \a context is gone by then.
 */
template<typename T, typename Handler>
void whenAnswered(PbxSession &session, QObject *context, Pending<T> *call, Handler handler)
{
    call->then(context, [&session, context = QPointer<QObject>(context),
                         handler = std::move(handler)](Result<T> result) mutable {
        if (result)
            session.noteActivity();
        else
            session.noteError(result.error());
        if (context)
            handler(std::move(result));
    });
}

} // namespace lw
