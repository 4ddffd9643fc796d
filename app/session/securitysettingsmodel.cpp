// SPDX-License-Identifier: GPL-3.0-or-later
#include "securitysettingsmodel.h"

#include "readinesscheck.h"
#include "sessioncall.h"
#include "sessionenvironment.h"

namespace lw {

SecuritySettingsModel::SecuritySettingsModel(PbxSession &session, QObject *parent)
    : QObject(parent), m_session(session), m_account(session, [this] { forget(); })
{
    connect(&session, &PbxSession::stateChanged, this, &SecuritySettingsModel::followSession);
    connect(&session, &PbxSession::settingsChanged, this, &SecuritySettingsModel::changed);
}

SecuritySettingsModel::~SecuritySettingsModel() = default;

void SecuritySettingsModel::load()
{
    if (!m_session.isSignedIn() || m_calls)
        return;
    m_calls = std::make_unique<QObject>();
    m_error.reset();
    auto *call = m_session.portal().twoFactor(byPerson(m_session));
    whenAnswered(m_session, m_calls.get(), call, [this](Result<TwoFactorState> state) {
        const auto context = std::move(m_calls);
        if (state)
            m_state = *state;
        else
            m_error = std::move(state.error());
        emit changed();
    });
    emit changed();
}

void SecuritySettingsModel::start(TwoFactorEnrolment::Purpose purpose)
{
    if (!m_state)
        return;
    dropFlow();
    m_flow = std::make_unique<TwoFactorEnrolment>(m_session, purpose, *m_state);
    connect(m_flow.get(), &TwoFactorEnrolment::changed, this, &SecuritySettingsModel::followFlow);
    emit changed();
}

void SecuritySettingsModel::giveUp()
{
    if (!m_flow)
        return;
    dropFlow();
    load();
    emit changed();
}

void SecuritySettingsModel::dropFlow()
{
    if (!m_flow)
        return;
    m_flow->disconnect(this);
    m_flow.release()->deleteLater(); // it may be what calls this
}

void SecuritySettingsModel::forget()
{
    m_state.reset();
    m_error.reset();
    dropFlow();
}

void SecuritySettingsModel::followFlow()
{
    if (m_flow && m_flow->after())
        m_state = m_flow->after();
    emit changed();
}

bool SecuritySettingsModel::needsReadiness() const
{
    return m_session.role().is(Role::SuperAdministrator) && !readiness().isComplete();
}

const ReadinessRecord &SecuritySettingsModel::readiness() const
{
    return m_session.settings().readiness;
}

void SecuritySettingsModel::checkReadiness()
{
    if (m_readinessCheck || !m_session.isSignedIn())
        return;
    m_readinessCheck = std::make_unique<ReadinessCheck>(
        m_session, [this](const QList<ReadinessEntry> &entries) { takeReadiness(entries); });
    m_readinessCheck->start();
    emit changed();
}

//! What a person affirmed stays unless the PBX shows that it is so.
void SecuritySettingsModel::takeReadiness(const QList<ReadinessEntry> &entries)
{
    m_readinessCheck.release()->deleteLater();
    ReadinessRecord record = readiness();
    for (const ReadinessEntry &entry : entries) {
        const auto known = record.of(entry.item);
        const bool isAffirmed = known && known->answer == ReadinessAnswer::Affirmed;
        if (!isAffirmed || entry.answer == ReadinessAnswer::Met)
            record.set(entry);
    }
    const QPointer<QObject> self(this);
    m_session.keepReadiness(record);
    if (self)
        emit changed();
}

void SecuritySettingsModel::answerReadiness(ReadinessItem item, ReadinessAnswer answer)
{
    ReadinessRecord record = readiness();
    record.set({.item = item, .answer = answer, .at = m_session.environment().clock.now()});
    const QPointer<QObject> self(this);
    m_session.keepReadiness(record);
    if (self)
        emit changed();
}

//! AccountWatch hears of it first: what it forgets is gone by now.
void SecuritySettingsModel::followSession()
{
    if (!m_session.isSignedIn()) { // what was asked belongs to the session before
        if (std::exchange(m_calls, nullptr))
            m_error = m_account.reason();
        m_readinessCheck.reset();
    }
    emit changed();
}

} // namespace lw
