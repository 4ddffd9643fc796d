// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralcommand.h"

#include <session/centralsession.h>

namespace lw {

CentralCommand::CentralCommand(CentralSession &session, CentralMeans means)
    : m_session(session), m_signIn(session, std::move(means), nullptr)
{}

CentralCommand::~CentralCommand() = default;

void CentralCommand::start()
{
    m_signIn.start([this](std::optional<CommandError> error) {
        if (error)
            finish(std::move(*error));
        else
            run();
    });
}

void CentralCommand::interrupt()
{
    finish(CommandError{
        .exitCode = ExitCode::Cancelled,
        .kind = kindName(ApiError::Kind::Cancelled),
        .message = QStringLiteral("Cancelled. A change may have been sent already: read again.")});
}

void CentralCommand::finish(CommandResult result)
{
    if (std::exchange(m_isFinishing, true))
        return;
    m_result = std::move(result);
    m_signIn.end([this] { emit finished(m_result); });
}

} // namespace lw
