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
        if (auto settings = m_registry.byId(id)) {
            const auto unsaved = m_unsavedTrust.constFind(id);
            if (unsaved != m_unsavedTrust.constEnd() && settings->trust == unsaved->listed)
                settings->trust = unsaved->decided;
            else
                m_unsavedTrust.remove(id);
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
    const PbxSettings &now = session.settings();
    const auto listed = m_registry.byId(now.id);
    if (m_registry.update(now))
        return;
    if (listed)
        m_unsavedTrust.insert(now.id, {.listed = listed->trust, .decided = now.trust});
    emit settingsNotSaved(now.id);
}

} // namespace lw
