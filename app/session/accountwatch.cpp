// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountwatch.h"

#include "pbxsession.h"

namespace lw {

AccountWatch::AccountWatch(PbxSession &session, std::function<void()> forget)
    : m_session(session), m_forget(std::move(forget)), m_owner(session.userName())
{
    connect(&session, &PbxSession::stateChanged, this, &AccountWatch::followSession);
}

ApiError AccountWatch::reason() const
{
    return m_session.error().value_or(ApiError{.kind = ApiError::Kind::Cancelled});
}

void AccountWatch::followSession()
{
    const bool isSignedIn = m_session.isSignedIn();
    const bool isAnother = isSignedIn && m_owner != m_session.userName();
    const bool isGone = !isSignedIn && m_session.state() != PbxSession::State::Connecting &&
                        !m_session.hasExpired();
    if (isSignedIn)
        m_owner = m_session.userName();
    if (!isAnother && !isGone)
        return;
    const auto forget = m_forget; // copied: it may destroy this
    forget();
}

} // namespace lw
