// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionwatch.h"

#include "pbxsession.h"

#include <api/portalclient.h>

namespace lw {

ConnectionWatch::ConnectionWatch(PbxSession &session, Handler handler)
    : m_session(session), m_handler(std::move(handler))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionWatch::ask);
}

void ConnectionWatch::start(std::chrono::milliseconds interval)
{
    startLater(interval);
    ask();
}

void ConnectionWatch::startLater(std::chrono::milliseconds interval)
{
    m_isRunning = true;
    m_timer.start(interval);
}

void ConnectionWatch::stop()
{
    m_isRunning = false;
    m_question.reset();
    m_timer.stop();
}

void ConnectionWatch::ask()
{
    if (m_question)
        return;
    if (m_session.state() != PbxSession::State::Connected) {
        m_timer.start();
        return;
    }
    m_question = std::make_unique<QObject>();
    m_timer.stop();
    m_session.portal()
        .connectionStatus({.cookie = m_session.cookie(), .cause = PortalCaller::Cause::Timer})
        ->then(m_question.get(),
               [this, generation = m_session.generation()](Result<ConnectionStatus> status) {
                   m_question.reset();
                   m_timer.start();
                   if (generation != m_session.generation())
                       return; // the answer is to a session that is over
                   if (!status)
                       m_session.noteError(status.error());
                   m_handler(std::move(status));
               });
}

} // namespace lw
