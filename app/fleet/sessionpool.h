// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/trustchoice.h>

#include <QHash>
#include <QObject>

#include <memory>

namespace lw {

class PbxRegistry;
class PbxSession;
struct SessionEnvironment;

/*!
 * The sessions of the PBXs of a registry, each made when it is first asked for and ended when its
 * PBX is removed. Keeps settings that a session changed (a trusted certificate). Main thread.
 */
class SessionPool final : public QObject
{
    Q_OBJECT
public:
    SessionPool(PbxRegistry &registry, const SessionEnvironment &environment,
                QObject *parent = nullptr);
    ~SessionPool() override;

    //! The session of the PBX \a id; null when there is no such PBX.
    [[nodiscard]] PbxSession *session(const QString &id);
    //! The session if there is one already.
    [[nodiscard]] PbxSession *existing(const QString &id) const;

signals:
    //! State or facts of the session of PBX \a id changed.
    void sessionChanged(const QString &id);
    //! The PBX was removed; its session is about to go.
    void sessionEnding(const QString &id);
    //! A trusted certificate could not be saved: it holds until the program ends.
    void settingsNotSaved(const QString &id);

private:
    void followRegistry();
    void keepSettings(const PbxSession &session);

    PbxRegistry &m_registry;
    const SessionEnvironment &m_environment;
    QHash<QString, PbxSession *> m_sessions;
    //! A decision that the list does not have.
    struct UnsavedTrust
    {
        TrustChoice listed;
        TrustChoice decided;
    };
    QHash<QString, UnsavedTrust> m_unsavedTrust;
};

} // namespace lw
