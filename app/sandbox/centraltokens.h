// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <optional>

namespace lw::Sandbox {

/*!
 * The tokens of a practice management server's one client. A refresh token is good once, for 15
 * days; access tokens last 30 minutes whatever becomes of the refresh token. Time is an argument.
 * Sandbox thread only.
 */
class CentralTokens final
{
public:
    static constexpr std::chrono::seconds kAccessTime{1800};

    enum class Verdict { Good, Expired, Unknown };
    struct Pair
    {
        QByteArray access;
        QByteArray refresh;
    };

    explicit CentralTokens(RandomSource random) : m_random(std::move(random)) {}

    [[nodiscard]] Pair issue(const QDateTime &now);
    [[nodiscard]] Verdict judgeRefresh(const QByteArray &refresh, const QDateTime &now) const;
    //! \a refresh must be good; it is dead afterwards.
    [[nodiscard]] Pair renew(const QByteArray &refresh, const QDateTime &now);
    void revokeRefreshTokens() { m_refresh.clear(); }

    [[nodiscard]] Verdict judge(const QByteArray &access, const QDateTime &now) const;
    void expire(const QByteArray &access, const QDateTime &now);
    [[nodiscard]] int liveAt(const QDateTime &now) const;
    void clear();

private:
    using Ends = QHash<QByteArray, QDateTime>;

    [[nodiscard]] static Verdict verdict(const Ends &ends, const QByteArray &token,
                                         const QDateTime &now);
    [[nodiscard]] QByteArray longToken() const;

    RandomSource m_random;
    Ends m_access;
    Ends m_refresh;
};

} // namespace lw::Sandbox
