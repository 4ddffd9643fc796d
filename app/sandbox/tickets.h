// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <QDateTime>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace lw::Sandbox {

/*!
 * What is good for a while and known by a name that nobody can guess: sign-in challenges, password
 * tokens. An \a Entry has an `account` and an `end`. Time is an argument. Sandbox thread only.
 */
template<typename Entry>
class Tickets final
{
public:
    explicit Tickets(RandomSource random) : m_random(std::move(random)) {}

    [[nodiscard]] QByteArray add(Entry entry, const QDateTime &now)
    {
        std::erase_if(m_entries, [&](const auto &it) { return it.second.end <= now; });
        const QByteArray name = makeToken(m_random);
        m_entries.emplace(name, std::move(entry));
        return name;
    }

    //! Null where there is none, or its time is over. Valid until the next change.
    [[nodiscard]] Entry *find(const QByteArray &name, const QDateTime &now)
    {
        const auto found = m_entries.find(name);
        return found == m_entries.end() || found->second.end <= now ? nullptr : &found->second;
    }

    void remove(const QByteArray &name) { m_entries.erase(name); }
    void removeOf(qsizetype account)
    {
        std::erase_if(m_entries, [&](const auto &it) { return it.second.account == account; });
    }
    [[nodiscard]] int countAt(const QDateTime &now) const
    {
        return static_cast<int>(
            std::ranges::count_if(m_entries, [&](const auto &it) { return it.second.end > now; }));
    }

private:
    struct Hash
    {
        size_t operator()(const QByteArray &name) const { return qHash(name); }
    };

    RandomSource m_random;
    std::unordered_map<QByteArray, Entry, Hash> m_entries; //!< QHash wants entries that copy
};

} // namespace lw::Sandbox
