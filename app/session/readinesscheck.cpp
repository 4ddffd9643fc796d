// SPDX-License-Identifier: GPL-3.0-or-later
#include "readinesscheck.h"

#include "pagesweep.h"
#include "sessionenvironment.h"

namespace lw {

namespace {

constexpr int kPageSize = 200;

} // namespace

ReadinessCheck::ReadinessCheck(PbxSession &session, Finished finished)
    : m_session(session), m_finished(std::move(finished))
{}

ReadinessCheck::~ReadinessCheck() = default;

void ReadinessCheck::start()
{
    auto *call = m_session.portal().twoFactor(byPerson(m_session));
    whenAnswered(m_session, this, call, [this](const Result<TwoFactorState> &state) {
        if (!state)
            add(ReadinessItem::MailServer, ReadinessAnswer::Unknown);
        else
            add(ReadinessItem::MailServer,
                state->isMailServerReady ? ReadinessAnswer::Met : ReadinessAnswer::NotMet);
        if (m_session.isSignedIn())
            askForAdministrators();
        else
            finish(ReadinessAnswer::Unknown);
    });
}

void ReadinessCheck::askForAdministrators()
{
    using Sweep = PageSweep<Extension>;
    const WireCall &call = m_session.wire().call(QStringLiteral("extension/searchsummary"));
    const auto isAdministrator = [this, call](const Extension &extension) {
        return extension.number != m_session.userName() &&
               call.meaning(QStringLiteral("role"), extension.role) ==
                   QLatin1String("administrator");
    };
    m_sweep = std::make_unique<Sweep>(
        m_session, ListQuery{.pageSize = kPageSize, .sortBy = QStringLiteral("role")},
        Sweep::Handlers{.ask =
                            [this](const ListQuery &query) {
                                return m_session.portal().extensions(byPerson(m_session), query);
                            },
                        .page =
                            [this, isAdministrator](const ListPage<Extension> &page) {
                                m_hasSecond = std::any_of(page.rows.begin(), page.rows.end(),
                                                          isAdministrator);
                                return m_hasSecond ? Sweep::Continue::No : Sweep::Continue::Yes;
                            },
                        .finished =
                            [this](const std::optional<ApiError> &error) {
                                const auto without =
                                    error ? ReadinessAnswer::Unknown : ReadinessAnswer::NotMet;
                                finish(m_hasSecond ? ReadinessAnswer::Met : without);
                            }});
    m_sweep->start();
}

void ReadinessCheck::finish(ReadinessAnswer secondAdministrator)
{
    add(ReadinessItem::SecondAdministrator, secondAdministrator);
    const auto finished = m_finished; // copied: it may destroy this
    finished(m_entries);
}

void ReadinessCheck::add(ReadinessItem item, ReadinessAnswer answer)
{
    m_entries.append({.item = item, .answer = answer, .at = m_session.environment().clock.now()});
}

} // namespace lw
