// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiontable.h"

#include <algorithm>

namespace lw::Sandbox {

namespace {
//! Whoever signs in again and again without signing out ends the sessions that are over.
constexpr qsizetype kTidyAbove = 100;
} // namespace

QByteArray SessionTable::open(const Owner &owner, const QDateTime &now)
{
    if (m_sessions.size() > kTidyAbove)
        m_sessions.removeIf([&](const auto &it) { return isOver(it.value(), now); });
    const QByteArray cookie = makeToken(m_random);
    m_sessions.insert(cookie, {.owner = owner, .lastActivity = now});
    return cookie;
}

std::optional<SessionTable::Owner> SessionTable::use(const QByteArray &cookie, Cause cause,
                                                     const QDateTime &now)
{
    const auto found = m_sessions.find(cookie);
    if (found == m_sessions.end())
        return std::nullopt;
    if (isOver(*found, now)) {
        m_sessions.erase(found);
        return std::nullopt;
    }
    if (cause == Cause::Person)
        found->lastActivity = now;
    return found->owner;
}

std::chrono::seconds SessionTable::timeLeft(const QByteArray &cookie, const QDateTime &now) const
{
    const auto found = m_sessions.find(cookie);
    if (found == m_sessions.end() || isOver(*found, now))
        return std::chrono::seconds(0);
    return m_autoLogoutTime - std::chrono::seconds(found->lastActivity.secsTo(now));
}

void SessionTable::closeOthers(qsizetype account, const QByteArray &cookie)
{
    m_sessions.removeIf(
        [&](const auto &it) { return it.value().owner.account == account && it.key() != cookie; });
}

int SessionTable::openAt(const QDateTime &now) const
{
    return static_cast<int>(std::count_if(m_sessions.begin(), m_sessions.end(),
                                          [&](const Entry &entry) { return !isOver(entry, now); }));
}

bool SessionTable::isOver(const Entry &entry, const QDateTime &now) const
{
    return entry.lastActivity.secsTo(now) >= std::chrono::seconds(m_autoLogoutTime).count();
}

} // namespace lw::Sandbox
