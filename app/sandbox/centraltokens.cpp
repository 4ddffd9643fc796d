// SPDX-License-Identifier: GPL-3.0-or-later
#include "centraltokens.h"

#include <algorithm>

namespace lw::Sandbox {

namespace {

constexpr qint64 kRefreshSeconds = qint64{15} * 24 * 60 * 60;
//! How long an expired token is still told from one that never was.
constexpr qint64 kRememberedSeconds = 24 * 60 * 60;
constexpr qsizetype kTidyAbove = 1000;

} // namespace

QByteArray CentralTokens::longToken() const
{
    // As long as the real ones, which are JSON Web Tokens, and as opaque.
    return makeToken(m_random) + '.' + makeToken(m_random) + makeToken(m_random) + '.' +
           makeToken(m_random);
}

CentralTokens::Pair CentralTokens::issue(const QDateTime &now)
{
    for (Ends *ends : {&m_access, &m_refresh}) {
        if (ends->size() > kTidyAbove)
            ends->removeIf(
                [&](const auto &it) { return it.value().secsTo(now) > kRememberedSeconds; });
    }
    Pair pair{.access = longToken(), .refresh = longToken()};
    m_access.insert(pair.access, now.addSecs(kAccessTime.count()));
    m_refresh.insert(pair.refresh, now.addSecs(kRefreshSeconds));
    return pair;
}

CentralTokens::Pair CentralTokens::renew(const QByteArray &refresh, const QDateTime &now)
{
    m_refresh.remove(refresh);
    return issue(now);
}

CentralTokens::Verdict CentralTokens::verdict(const Ends &ends, const QByteArray &token,
                                              const QDateTime &now)
{
    const auto found = ends.find(token);
    if (found == ends.end())
        return Verdict::Unknown;
    return *found <= now ? Verdict::Expired : Verdict::Good;
}

CentralTokens::Verdict CentralTokens::judgeRefresh(const QByteArray &refresh,
                                                   const QDateTime &now) const
{
    return verdict(m_refresh, refresh, now);
}

CentralTokens::Verdict CentralTokens::judge(const QByteArray &access, const QDateTime &now) const
{
    return verdict(m_access, access, now);
}

void CentralTokens::expire(const QByteArray &access, const QDateTime &now)
{
    if (const auto found = m_access.find(access); found != m_access.end())
        *found = now;
}

int CentralTokens::liveAt(const QDateTime &now) const
{
    return static_cast<int>(std::count_if(m_access.begin(), m_access.end(),
                                          [&](const QDateTime &end) { return end > now; }));
}

void CentralTokens::clear()
{
    m_access.clear();
    m_refresh.clear();
}

} // namespace lw::Sandbox
