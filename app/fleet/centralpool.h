// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/trustchoice.h>

#include <QHash>
#include <QObject>

namespace lw {

class CentralRegistry;
class CentralSession;
struct SessionEnvironment;

/*!
 * The sessions of the management servers of a registry, each made when it is first asked for and
 * ended when its server is removed. Keeps settings that a session changed. Main thread.
 */
class CentralPool final : public QObject
{
    Q_OBJECT
public:
    CentralPool(CentralRegistry &registry, const SessionEnvironment &environment,
                QObject *parent = nullptr);
    ~CentralPool() override;

    //! The session of the server \a id; null when there is no such server.
    [[nodiscard]] CentralSession *session(const QString &id);
    //! The session if there is one already.
    [[nodiscard]] CentralSession *existing(const QString &id) const;

signals:
    //! State, facts or wait of the session of server \a id changed.
    void sessionChanged(const QString &id);
    //! The server was removed; its session is about to go.
    void sessionEnding(const QString &id);
    //! A trusted certificate could not be saved: it holds until the program ends.
    void settingsNotSaved(const QString &id);

private:
    void followRegistry();
    void keepSettings(const CentralSession &session);

    CentralRegistry &m_registry;
    const SessionEnvironment &m_environment;
    QHash<QString, CentralSession *> m_sessions; //!< our children
    //! A decision that the list does not have.
    struct UnsavedTrust
    {
        TrustChoice listed;
        TrustChoice decided;
    };
    QHash<QString, UnsavedTrust> m_unsavedTrust;
};

} // namespace lw
