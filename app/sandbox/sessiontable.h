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

    //! Who signed in, and by which trusted device.
    struct Owner
    {
        qsizetype account = 0; //!< an index of the PBX's accounts
        qint64 device = 0;     //!< 0: none
        friend bool operator==(const Owner &, const Owner &) = default;
    };

    [[nodiscard]] std::chrono::minutes autoLogoutTime() const { return m_autoLogoutTime; }
    //! For the open sessions too.
    void setAutoLogoutTime(std::chrono::minutes time) { m_autoLogoutTime = time; }

    //! The cookie of a new session.
    [[nodiscard]] QByteArray open(const Owner &owner, const QDateTime &now);
    //! Whose session it is; nothing when there is none or it is over.
    [[nodiscard]] std::optional<Owner> use(const QByteArray &cookie, Cause cause,
                                           const QDateTime &now);
    //! Until it ends by itself; 0 where there is none.
    [[nodiscard]] std::chrono::seconds timeLeft(const QByteArray &cookie,
                                                const QDateTime &now) const;
    void close(const QByteArray &cookie) { m_sessions.remove(cookie); }
    //! Ends the sessions of an account except the one of \a cookie.
    void closeOthers(qsizetype account, const QByteArray &cookie);
    [[nodiscard]] int openAt(const QDateTime &now) const;

private:
    struct Entry
    {
        Owner owner;
        QDateTime lastActivity;
    };
    [[nodiscard]] bool isOver(const Entry &entry, const QDateTime &now) const;

    RandomSource m_random;
    std::chrono::minutes m_autoLogoutTime;
    QHash<QByteArray, Entry> m_sessions;
};

} // namespace lw::Sandbox
