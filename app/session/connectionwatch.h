// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/connectionstatus.h>
#include <core/result.h>

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace lw {

class PbxSession;

/*!
 * Asks a PBX for its connection status again and again, the next time only after the last answer.
 * Its questions do not keep the session alive. Owned by a model; says nothing while nobody is
 * signed in.
 */
class ConnectionWatch final : public QObject
{
public:
    using Handler = std::function<void(Result<ConnectionStatus>)>;

    ConnectionWatch(PbxSession &session, Handler handler);

    //! Asks at once, and then every \a interval.
    void start(std::chrono::milliseconds interval);
    //! Asks in \a interval for the first time.
    void startLater(std::chrono::milliseconds interval);
    //! A question that is under way is dropped: its answer would be of another time.
    void stop();

private:
    void ask();

    PbxSession &m_session;
    Handler m_handler;
    QTimer m_timer;
    std::unique_ptr<QObject> m_question; //!< context of the running request; null: none runs
    bool m_isRunning = false;
};

} // namespace lw
