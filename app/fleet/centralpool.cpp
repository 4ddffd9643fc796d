// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralpool.h"

#include "centralregistry.h"

#include <session/centralsession.h>

namespace lw {

CentralPool::CentralPool(CentralRegistry &registry, const SessionEnvironment &environment,
                         QObject *parent)
    : QObject(parent), m_registry(registry), m_environment(environment)
{
    connect(&registry, &CentralRegistry::changed, this, &CentralPool::followRegistry);
}

CentralPool::~CentralPool() = default;

CentralSession *CentralPool::session(const QString &id)
{
    if (CentralSession *known = existing(id))
        return known;
    const auto settings = m_registry.byId(id);
    if (!settings)
        return nullptr;
    auto *session = new CentralSession(*settings, m_environment, this);
    m_sessions.insert(id, session);
    const auto tell = [this, id] { emit sessionChanged(id); };
    connect(session, &CentralSession::stateChanged, this, tell);
    connect(session, &CentralSession::factsChanged, this, tell);
    connect(session, &CentralSession::waitChanged, this, tell);
    connect(session, &CentralSession::settingsChanged, this,
            [this, session] { keepSettings(*session); });
    return session;
}

CentralSession *CentralPool::existing(const QString &id) const
{
    return m_sessions.value(id);
}

void CentralPool::followRegistry()
{
    const QStringList ids = m_sessions.keys();
    for (const QString &id : ids) {
        CentralSession *session = m_sessions.value(id);
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

void CentralPool::keepSettings(const CentralSession &session)
{
    const CentralSettings &now = session.settings();
    const auto listed = m_registry.byId(now.id);
    if (m_registry.update(now))
        return;
    if (listed)
        m_unsavedTrust.insert(now.id, {.listed = listed->trust, .decided = now.trust});
    emit settingsNotSaved(now.id);
}

} // namespace lw
