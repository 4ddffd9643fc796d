// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwordchange.h"

#include "sessioncall.h"

namespace lw {

PasswordChange::PasswordChange(PbxSession &session, QObject *parent)
    : QObject(parent), m_session(session)
{}

bool PasswordChange::mayAsk() const
{
    return m_session.isSignedIn() || m_session.state() == PbxSession::State::NeedsNewPassword;
}

void PasswordChange::start(const Secret &current, Secret wanted)
{
    if (isBusy() || !mayAsk())
        return;
    m_userName = m_session.userName();
    m_wanted = std::move(wanted);
    m_outcome = ChangeOutcome::None;
    m_error.reset();
    m_step = Step::Sending;
    auto *call = m_session.portal().changePassword(byPerson(m_session), current, m_wanted);
    whenAnswered(m_session, this, call, [this](Result<Acceptance> accepted) {
        if (accepted)
            finish(ChangeOutcome::Done);
        else if (leavesOutcomeOpen(accepted.error()))
            prove(accepted.error());
        else
            finish(ChangeOutcome::NotDone, std::move(accepted.error()));
    });
    emit changed();
}

void PasswordChange::prove(const ApiError &openEnd)
{
    if (!mayAsk()) {
        finish(ChangeOutcome::Unknown, openEnd);
        return;
    }
    m_step = Step::Proving;
    auto *call = m_session.portal().checkPassword(byPerson(m_session), m_wanted);
    whenAnswered(m_session, this, call, [this, openEnd](const Result<PasswordProof> &proof) {
        if (proof)
            finish(ChangeOutcome::Done);
        else if (proof.error().kind == ApiError::Kind::Unauthorized && proof.error().serverCode)
            finish(ChangeOutcome::NotDone, openEnd);
        else
            finish(ChangeOutcome::Unknown, openEnd);
    });
    emit changed();
}

void PasswordChange::finish(ChangeOutcome outcome, std::optional<ApiError> error)
{
    m_step = Step::Finished;
    m_outcome = outcome;
    m_error = std::move(error);
    m_session.recordDeed(QStringLiteral("own-password-changed"), m_userName, {},
                         outcomeWord(outcome), m_userName);
    if (outcome != ChangeOutcome::Done) {
        m_wanted.wipe();
        emit changed();
        return;
    }
    const QPointer<PasswordChange> self(this);
    m_session.notePasswordChanged(m_userName, m_wanted);
    if (!self)
        return;
    m_wanted.wipe();
    emit changed();
}

} // namespace lw
