// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>

#include <chrono>
#include <optional>

namespace lw::Sandbox {

/*!
 * The open portal sessions of one PBX, by cookie. A session ends when Auto Logout Time has passed
 * without a request of a person; polling does not count. Time is an argument. Sandbox thread only.
 */
class SessionTable final
{
public:
    enum class Cause { Person, Polling };

    SessionTable(RandomSource random, std::chrono::minutes autoLogoutTime)
        : m_random(std::move(random)), m_autoLogoutTime(autoLogoutTime)
    {}

    [[nodiscard]] std::chrono::minutes autoLogoutTime() const { return m_autoLogoutTime; }

    //! The cookie of a new session of \a account (an index of the PBX's accounts).
    [[nodiscard]] QByteArray open(qsizetype account, const QDateTime &now);
    //! Whose session it is; nothing when there is none or it is over.
    [[nodiscard]] std::optional<qsizetype> use(const QByteArray &cookie, Cause cause,
                                               const QDateTime &now);
    void close(const QByteArray &cookie) { m_sessions.remove(cookie); }
    [[nodiscard]] int openAt(const QDateTime &now) const;

private:
    struct Entry
    {
        qsizetype account = 0;
        QDateTime lastActivity;
    };
    [[nodiscard]] bool isOver(const Entry &entry, const QDateTime &now) const;

    RandomSource m_random;
    std::chrono::minutes m_autoLogoutTime;
    QHash<QByteArray, Entry> m_sessions;
};

} // namespace lw::Sandbox
