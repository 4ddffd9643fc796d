// SPDX-License-Identifier: GPL-3.0-or-later
#include "secondfactorremoval.h"

#include "sessioncall.h"

#include <QPointer>

#include <algorithm>

namespace lw {

SecondFactorRemoval::SecondFactorRemoval(PbxSession &session, const QList<Extension> &extensions,
                                         QString reason, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_calls(std::make_unique<QObject>())
    , m_reason(std::move(reason))
{
    for (const Extension &extension : extensions)
        m_rows.append({.extension = extension});
    // Queued: the answer that ended the session comes first.
    connect(&session, &PbxSession::stateChanged, this, &SecondFactorRemoval::followSession,
            Qt::QueuedConnection);
}

SecondFactorRemoval::~SecondFactorRemoval() = default;

void SecondFactorRemoval::start()
{
    if (m_isRunning || m_current > 0)
        return;
    m_isRunning = true;
    QMetaObject::invokeMethod(this, &SecondFactorRemoval::next, Qt::QueuedConnection);
}

void SecondFactorRemoval::cancel()
{
    m_isCancelled = true;
}

int SecondFactorRemoval::count(ChangeOutcome outcome) const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(),
                                          [=](const Row &row) { return row.outcome == outcome; }));
}

void SecondFactorRemoval::next()
{
    if (m_isCancelled || !m_session.isSignedIn() || m_current == m_rows.size()) {
        finish();
        return;
    }
    const QString id = m_rows.at(m_current).extension.id;
    m_isSent = true;
    whenAnswered(m_session, m_calls.get(),
                 m_session.portal().disableSecondFactorOf(byPerson(m_session), id),
                 [this](Result<Acceptance> accepted) {
                     if (accepted)
                         finishRow(ChangeOutcome::Done);
                     else if (leavesOutcomeOpen(accepted.error()))
                         readBack();
                     else
                         finishRow(ChangeOutcome::NotDone, accepted.error());
                 });
}

//! No answer came: the PBX is asked once what it has.
void SecondFactorRemoval::readBack()
{
    if (!m_session.isSignedIn()) {
        finishRow(ChangeOutcome::Unknown, ApiError{.kind = ApiError::Kind::UnknownOutcome});
        return;
    }
    const QString id = m_rows.at(m_current).extension.id;
    whenAnswered(m_session, m_calls.get(), m_session.portal().extension(byPerson(m_session), id),
                 [this](Result<Extension> now) {
                     if (!now)
                         finishRow(ChangeOutcome::Unknown, now.error());
                     else if (now->hasSecondFactor)
                         finishRow(ChangeOutcome::NotDone);
                     else
                         finishRow(ChangeOutcome::Done);
                 });
}

void SecondFactorRemoval::finishRow(ChangeOutcome outcome, std::optional<ApiError> error)
{
    m_isSent = false;
    const auto index = static_cast<int>(m_current++);
    Row &row = m_rows[index];
    row.outcome = outcome;
    row.error = std::move(error);
    m_session.recordDeed(QStringLiteral("second-factor-off"), row.extension.number, m_reason,
                         outcomeWord(outcome));
    const QPointer<SecondFactorRemoval> guard(this);
    emit rowFinished(index);
    if (guard)
        next();
}

//! The rows that were not sent are not done, and it is said why.
void SecondFactorRemoval::finish()
{
    const ApiError why = m_session.isSignedIn() || !m_session.error()
                             ? ApiError{.kind = ApiError::Kind::Cancelled}
                             : *m_session.error();
    const QPointer<SecondFactorRemoval> guard(this);
    while (guard && m_current < m_rows.size()) {
        const auto index = static_cast<int>(m_current++);
        m_rows[index].outcome = ChangeOutcome::NotDone;
        m_rows[index].error = why;
        emit rowFinished(index);
    }
    if (!guard)
        return;
    m_isRunning = false;
    emit finished();
}

//! The answer may never come once the session is gone.
void SecondFactorRemoval::followSession()
{
    if (m_session.isSignedIn() || !m_isRunning || !m_isSent)
        return;
    m_calls = std::make_unique<QObject>();
    finishRow(ChangeOutcome::Unknown, ApiError{.kind = ApiError::Kind::UnknownOutcome});
}

} // namespace lw
