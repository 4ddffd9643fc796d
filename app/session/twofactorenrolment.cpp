// SPDX-License-Identifier: GPL-3.0-or-later
#include "twofactorenrolment.h"

#include "sessioncall.h"
#include "sessionenvironment.h"

namespace lw {

namespace {

using Kind = ApiError::Kind;

//! The PBX wants the password again before it goes on; the last wrong code uses the proof up.
bool wantsPassword(const ApiError &error)
{
    return error.reason == u"password-proof-over" || error.kind == Kind::SessionExpired ||
           error.attemptsLeft == 0;
}

ApiError proofOver()
{
    return {.kind = Kind::Unauthorized, .reason = QStringLiteral("password-proof-over")};
}

} // namespace

TwoFactorEnrolment::TwoFactorEnrolment(PbxSession &session, Purpose purpose, TwoFactorState before,
                                       QObject *parent)
    : QObject(parent), m_session(session), m_purpose(purpose), m_before(std::move(before))
{}

TwoFactorEnrolment::~TwoFactorEnrolment() = default;

bool TwoFactorEnrolment::isBusy() const
{
    return m_step == Step::CheckingPassword || m_step == Step::FetchingKey ||
           m_step == Step::SendingMail || m_step == Step::Saving;
}

void TwoFactorEnrolment::confirmPassword(Secret password)
{
    if (m_step != Step::AskingPassword || !m_session.isSignedIn())
        return;
    auto *call = m_session.portal().checkPassword(byPerson(m_session), password);
    whenAnswered(m_session, this, call, [this](Result<PasswordProof> proof) {
        if (!proof) {
            setStep(Step::AskingPassword, std::move(proof.error()));
            return;
        }
        m_passwordToken = std::move(proof->token);
        m_tokenEndsAt = m_session.environment().clock.now().addSecs(proof->expiresIn.count());
        continueAfterPassword();
    });
    setStep(Step::CheckingPassword);
}

void TwoFactorEnrolment::continueAfterPassword()
{
    if (m_purpose == Purpose::SwitchOff)
        setStep(Step::ReadyToSwitchOff);
    else if (!m_method)
        setStep(Step::ChoosingMethod);
    else if (*m_method == SecondFactorMethod::Authenticator && !m_key)
        fetchKey();
    else
        setStep(stepOfMethod());
}

void TwoFactorEnrolment::chooseMethod(SecondFactorMethod method)
{
    const bool mayChoose = m_step == Step::ChoosingMethod || m_step == Step::ShowingKey ||
                           m_step == Step::ReadyToMail || m_step == Step::AwaitingMailedCode;
    if (!mayChoose)
        return;
    m_method = method;
    if (!provesPassword())
        setStep(Step::AskingPassword, proofOver());
    else
        continueAfterPassword();
}

void TwoFactorEnrolment::renewKey()
{
    if (m_step != Step::ShowingKey)
        return;
    if (!provesPassword())
        setStep(Step::AskingPassword, proofOver());
    else
        fetchKey();
}

void TwoFactorEnrolment::fetchKey()
{
    if (!m_session.isSignedIn()) { // ended while the password was on its way
        setStep(Step::AskingPassword, proofOver());
        return;
    }
    auto *call = m_session.portal().newTotpKey(byPerson(m_session), m_passwordToken);
    whenAnswered(m_session, this, call, [this](Result<TotpKey> key) {
        if (key) {
            if (m_key)
                m_previousKeys.push_back(std::move(*m_key));
            m_key = std::move(*key);
            setStep(Step::ShowingKey);
        } else if (wantsPassword(key.error())) {
            setStep(Step::AskingPassword, std::move(key.error()));
        } else {
            if (!m_key)
                m_method.reset();
            setStep(m_key ? Step::ShowingKey : Step::ChoosingMethod, std::move(key.error()));
        }
    });
    setStep(Step::FetchingKey);
}

void TwoFactorEnrolment::sendMail()
{
    const bool maySend = m_step == Step::ReadyToMail || m_step == Step::AwaitingMailedCode;
    const QDateTime now = m_session.environment().clock.now();
    if (!maySend || (m_mayMailAt && now < *m_mayMailAt))
        return;
    if (!provesPassword()) {
        setStep(Step::AskingPassword, proofOver());
        return;
    }
    auto *call = m_session.portal().mailEnrolmentCode(byPerson(m_session), m_passwordToken);
    whenAnswered(m_session, this, call, [this](Result<MailedCode> mailed) {
        if (mailed)
            takeMailed(*mailed);
        else
            failMail(mailed.error());
    });
    setStep(Step::SendingMail);
}

void TwoFactorEnrolment::takeMailed(const MailedCode &mailed)
{
    const QDateTime now = m_session.environment().clock.now();
    m_emailHint = mailed.emailHint;
    m_mailEndsAt = now.addSecs(mailed.expiresIn.count());
    m_mayMailAt = now.addSecs(mailed.resendAfter.count());
    setStep(Step::AwaitingMailedCode);
}

void TwoFactorEnrolment::failMail(const ApiError &error)
{
    if (error.kind == Kind::RateLimited && error.retryAfter)
        m_mayMailAt = m_session.environment().clock.now().addSecs(error.retryAfter->count());
    setStep(wantsPassword(error) ? Step::AskingPassword : stepOfMethod(), error);
}

void TwoFactorEnrolment::save(const Secret &code)
{
    const bool maySave = m_step == Step::ShowingKey || m_step == Step::AwaitingMailedCode ||
                         m_step == Step::ReadyToSwitchOff;
    if (!maySave)
        return;
    if (provesPassword())
        send(withoutBlanks(code.view()));
    else
        setStep(Step::AskingPassword, proofOver());
}

void TwoFactorEnrolment::send(const Secret &code)
{
    m_outcome = ChangeOutcome::None;
    PortalClient &portal = m_session.portal();
    auto *call =
        m_purpose == Purpose::SwitchOff
            ? portal.disableTwoFactor(byPerson(m_session), m_passwordToken)
            : portal.enableTwoFactor(byPerson(m_session), m_passwordToken, *m_method, code);
    whenAnswered(m_session, this, call, [this](Result<Acceptance> accepted) {
        finishSave(accepted ? std::nullopt : std::optional(std::move(accepted.error())));
    });
    setStep(Step::Saving);
}

void TwoFactorEnrolment::finishSave(const std::optional<ApiError> &error)
{
    if (!error || leavesOutcomeOpen(*error)) {
        readBack(error);
        return;
    }
    if (error->reason == u"code-wrong" || error->reason == u"code-expired")
        ++m_refusedCodes;
    m_outcome = ChangeOutcome::NotDone;
    setStep(wantsPassword(*error) ? Step::AskingPassword : stepOfMethod(), *error);
}

//! \a openEnd: nobody knows yet whether it was carried out; otherwise the PBX said that it was.
void TwoFactorEnrolment::readBack(const std::optional<ApiError> &openEnd)
{
    if (!m_session.isSignedIn()) {
        finish(openEnd ? ChangeOutcome::Unknown : ChangeOutcome::Done, openEnd);
        return;
    }
    auto *call = m_session.portal().twoFactor(byPerson(m_session));
    whenAnswered(m_session, this, call, [this, openEnd](Result<TwoFactorState> now) {
        if (now)
            m_after = *now;
        if (!openEnd) {
            finish(ChangeOutcome::Done);
        } else if (!now || !readingTells()) {
            finish(ChangeOutcome::Unknown, openEnd);
        } else if (isAsWanted(*now)) {
            finish(ChangeOutcome::Done);
        } else {
            m_outcome = ChangeOutcome::NotDone;
            setStep(stepOfMethod(), openEnd);
        }
    });
}

void TwoFactorEnrolment::finish(ChangeOutcome outcome, std::optional<ApiError> error)
{
    m_outcome = outcome;
    m_passwordToken.wipe();
    if (outcome == ChangeOutcome::Done) {
        m_key.reset();
        m_previousKeys.clear();
    }
    const bool isOff = m_purpose == Purpose::SwitchOff;
    m_session.recordDeed(isOff ? QStringLiteral("own-second-factor-off")
                               : QStringLiteral("own-second-factor-on"),
                         m_session.userName(), {}, outcomeWord(outcome));
    setStep(Step::Finished, std::move(error));
}

CodeAdvice TwoFactorEnrolment::judgeCode(const Secret &typed) const
{
    if (!m_key)
        return {};
    std::vector<const TotpKey *> previous;
    for (const TotpKey &key : m_previousKeys)
        previous.push_back(&key);
    ClockReadings clocks{.workstation = m_session.environment().clock.now()};
    if (const auto skew = m_session.clockSkew())
        clocks.pbxSkew = skew->difference();
    return adviseOnCode(typed.view(), *m_key, previous, clocks);
}

bool TwoFactorEnrolment::isKeyWeak() const
{
    return m_key && isWeak(*m_key);
}

TwoFactorEnrolment::Step TwoFactorEnrolment::stepOfMethod() const
{
    if (m_purpose == Purpose::SwitchOff)
        return Step::ReadyToSwitchOff;
    if (m_method == SecondFactorMethod::Authenticator)
        return Step::ShowingKey;
    return m_mailEndsAt ? Step::AwaitingMailedCode : Step::ReadyToMail;
}

bool TwoFactorEnrolment::isAsWanted(const TwoFactorState &now) const
{
    if (m_purpose == Purpose::SwitchOff)
        return !now.isEnabled;
    return now.isEnabled && now.method.is(*m_method);
}

//! Reading cannot tell a new key of a method from the one before.
bool TwoFactorEnrolment::readingTells() const
{
    return !isAsWanted(m_before);
}

bool TwoFactorEnrolment::provesPassword() const
{
    return m_session.isSignedIn() && !m_passwordToken.isEmpty() &&
           m_session.environment().clock.now() < m_tokenEndsAt;
}

//! Always the last thing done: whoever hears of it may destroy this.
void TwoFactorEnrolment::setStep(Step step, std::optional<ApiError> error)
{
    if (step == Step::AskingPassword)
        m_passwordToken.wipe();
    m_step = step;
    m_error = std::move(error);
    emit changed();
}

} // namespace lw
