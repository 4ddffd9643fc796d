// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionpool.h"

#include "pbxregistry.h"

#include <session/pbxsession.h>

namespace lw {

SessionPool::SessionPool(PbxRegistry &registry, const SessionEnvironment &environment,
                         QObject *parent)
    : QObject(parent), m_registry(registry), m_environment(environment)
{
    connect(&registry, &PbxRegistry::changed, this, &SessionPool::followRegistry);
}

SessionPool::~SessionPool() = default;

PbxSession *SessionPool::session(const QString &id)
{
    if (PbxSession *known = existing(id))
        return known;
    const auto settings = m_registry.byId(id);
    if (!settings)
        return nullptr;
    auto *session = new PbxSession(*settings, m_environment, this);
    m_sessions.insert(id, session);
    connect(session, &PbxSession::stateChanged, this, [this, id] { emit sessionChanged(id); });
    connect(session, &PbxSession::factsChanged, this, [this, id] { emit sessionChanged(id); });
    connect(session, &PbxSession::settingsChanged, this,
            [this, session] { keepSettings(*session); });
    return session;
}

PbxSession *SessionPool::existing(const QString &id) const
{
    return m_sessions.value(id);
}

void SessionPool::followRegistry()
{
    const QStringList ids = m_sessions.keys();
    for (const QString &id : ids) {
        PbxSession *session = m_sessions.value(id);
        if (const auto settings = m_registry.byId(id)) {
            session->setSettings(*settings);
        } else {
            emit sessionEnding(id);
            m_sessions.remove(id);
            session->deleteLater();
        }
    }
}

void SessionPool::keepSettings(const PbxSession &session)
{
    if (!m_registry.update(session.settings()))
        emit settingsNotSaved(session.settings().id);
}

} // namespace lw
