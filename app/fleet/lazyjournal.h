// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal.h"

#include <functional>
#include <memory>

namespace lw {

/*!
 * The journal of one run; its file is opened when there is something to write, so that starting a
 * program costs nothing. Main thread; constructed in main(); the clock outlives it.
 */
class LazyJournal final : public DeedLog
{
public:
    //! \a problemFound hears of what is wrong after each deed.
    using ProblemFound = std::function<void(const JournalProblem &)>;

    LazyJournal(QString profileFolder, const Clock &clock, ProblemFound problemFound)
        : m_folder(std::move(profileFolder))
        , m_clock(clock)
        , m_problemFound(std::move(problemFound))
    {}

    void record(const Deed &deed) override
    {
        if (!m_journal)
            m_journal = std::make_unique<Journal>(m_folder, m_clock);
        m_journal->record(deed);
        if (m_journal->problem() && m_problemFound)
            m_problemFound(*m_journal->problem());
    }

private:
    QString m_folder;
    const Clock &m_clock;
    ProblemFound m_problemFound;
    std::unique_ptr<Journal> m_journal;
};

} // namespace lw
