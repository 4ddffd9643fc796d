// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapitokens.h"

#include <algorithm>

namespace lw::Sandbox {

namespace {
constexpr int kMostTokens = 8;
} // namespace

std::optional<OpenApiTokens::Pair> OpenApiTokens::issue(const QDateTime &now)
{
    // Documented: eight valid access tokens; those that wait to be refreshed do not count.
    if (liveAt(now) >= kMostTokens)
        return std::nullopt;
    m_tokens.removeIf([&](const auto &it) { return it.value().refreshEnd <= now; });
    Pair pair{.access = makeToken(m_random), .refresh = makeToken(m_random)};
    m_tokens.insert(pair.access, {.refresh = pair.refresh,
                                  .accessEnd = now.addSecs(kAccessTime.count()),
                                  .refreshEnd = now.addSecs(kRefreshTime.count())});
    return pair;
}

OpenApiTokens::Entries::const_iterator OpenApiTokens::entryOf(const QByteArray &refresh,
                                                              const QDateTime &now) const
{
    return std::find_if(m_tokens.begin(), m_tokens.end(), [&](const Entry &entry) {
        return entry.refresh == refresh && entry.refreshEnd > now;
    });
}

bool OpenApiTokens::canRefresh(const QByteArray &refresh, const QDateTime &now) const
{
    return entryOf(refresh, now) != m_tokens.end();
}

std::optional<OpenApiTokens::Pair> OpenApiTokens::renew(const QByteArray &refresh,
                                                        const QDateTime &now)
{
    const auto found = entryOf(refresh, now);
    if (found == m_tokens.end())
        return std::nullopt;
    const int others = liveAt(now) - (found->accessEnd > now ? 1 : 0); // its place becomes free
    if (others >= kMostTokens)
        return std::nullopt;
    m_tokens.erase(found);
    return issue(now);
}

bool OpenApiTokens::isLive(const QByteArray &access, const QDateTime &now) const
{
    const auto found = m_tokens.find(access);
    return found != m_tokens.end() && found->accessEnd > now;
}

int OpenApiTokens::liveAt(const QDateTime &now) const
{
    return static_cast<int>(
        std::count_if(m_tokens.begin(), m_tokens.end(),
                      [&](const Entry &entry) { return entry.accessEnd > now; }));
}

} // namespace lw::Sandbox
