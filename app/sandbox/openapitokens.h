// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <optional>

namespace lw::Sandbox {

/*!
 * The tokens of one PBX's OpenAPI: eight live access tokens at most, 30 minutes each, with a
 * refresh token for 24 hours that replaces both. Time is an argument. Sandbox thread only.
 */
class OpenApiTokens final
{
public:
    static constexpr std::chrono::seconds kAccessTime{1800};
    static constexpr std::chrono::seconds kRefreshTime{86'400};

    struct Pair
    {
        QByteArray access;
        QByteArray refresh;
    };

    explicit OpenApiTokens(RandomSource random) : m_random(std::move(random)) {}

    //! Nothing: there are eight already.
    [[nodiscard]] std::optional<Pair> issue(const QDateTime &now);
    [[nodiscard]] bool canRefresh(const QByteArray &refresh, const QDateTime &now) const;
    //! Likewise; the old ones are dead where there is a new pair. \a refresh must be good.
    [[nodiscard]] std::optional<Pair> renew(const QByteArray &refresh, const QDateTime &now);
    [[nodiscard]] bool isLive(const QByteArray &access, const QDateTime &now) const;
    void remove(const QByteArray &access) { m_tokens.remove(access); }
    [[nodiscard]] int liveAt(const QDateTime &now) const;

private:
    struct Entry
    {
        QByteArray refresh;
        QDateTime accessEnd;
        QDateTime refreshEnd;
    };
    using Entries = QHash<QByteArray, Entry>;

    [[nodiscard]] Entries::const_iterator entryOf(const QByteArray &refresh,
                                                  const QDateTime &now) const;

    RandomSource m_random;
    Entries m_tokens; //!< by access token
};

} // namespace lw::Sandbox
