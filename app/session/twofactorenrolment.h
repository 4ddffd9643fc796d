// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeoutcome.h"

#include <core/codeadvice.h>
#include <core/result.h>
#include <core/secret.h>
#include <core/totp.h>
#include <core/twofactorstate.h>

#include <QDateTime>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace lw {

class PbxSession;

/*!
 * Switching the second factor of the own account on, to another method, or off. Nothing is in force
 * before save() has succeeded: destroying the flow leaves the PBX as it was. Main thread; owned by
 * SecuritySettingsModel; the session must outlive it.
 *
 *   AskingPassword --confirmPassword()--> CheckingPassword --> ChoosingMethod (Enrol)
 *        ^                                      \------------> ReadyToSwitchOff (SwitchOff)
 *        |   ChoosingMethod --chooseMethod(Authenticator)--> FetchingKey --> ShowingKey
 *        |   ChoosingMethod --chooseMethod(Email)--> ReadyToMail --sendMail()--> SendingMail
 *        |                                                          --> AwaitingMailedCode
 *        |   ShowingKey | AwaitingMailedCode | ReadyToSwitchOff --save()--> Saving --> Finished
 *        \-- the proof of the password is over: asked again, the key stays
 *
 * A refusal leads back to the step before with error(); after an unanswered save() it reads, and
 * outcome() says what it found.
 */
class TwoFactorEnrolment final : public QObject
{
    Q_OBJECT
public:
    enum class Purpose { Enrol, SwitchOff };
    enum class Step {
        AskingPassword,
        CheckingPassword,
        ChoosingMethod,
        FetchingKey,
        ShowingKey, //!< key() is there, the code is awaited
        ReadyToMail,
        SendingMail,
        AwaitingMailedCode,
        ReadyToSwitchOff,
        Saving,
        Finished
    };
    Q_ENUM(Step)

    //! \a before is what the PBX has now.
    TwoFactorEnrolment(PbxSession &session, Purpose purpose, TwoFactorState before,
                       QObject *parent = nullptr);
    ~TwoFactorEnrolment() override;

    void confirmPassword(Secret password);
    //! Also back and forth; the key of the authenticator stays until another is asked for.
    void chooseMethod(SecondFactorMethod method);
    //! In ShowingKey: another key in place of this one, which judgeCode() still recognises.
    void renewKey();
    //! Sends the code, or sends it again once mayMailAt() has come.
    void sendMail();
    //! \a code is as typed; blanks are removed. Ignored for switching off.
    void save(const Secret &code);

    //! What our own computation says of the code typed so far; only in ShowingKey. Advice only.
    [[nodiscard]] CodeAdvice judgeCode(const Secret &typed) const;

    [[nodiscard]] Purpose purpose() const { return m_purpose; }
    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] std::optional<SecondFactorMethod> method() const { return m_method; }
    //! Of the last step that did not succeed; gone with the next attempt.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    [[nodiscard]] ChangeOutcome outcome() const { return m_outcome; }
    [[nodiscard]] const TwoFactorState &before() const { return m_before; }
    //! What the PBX says after the end, when it could be read.
    [[nodiscard]] const std::optional<TwoFactorState> &after() const { return m_after; }

    //! The key on offer; null where there is none.
    [[nodiscard]] const TotpKey *key() const { return m_key ? &*m_key : nullptr; }
    //! Shorter than the 128 bits that RFC 4226 section 4 demands.
    [[nodiscard]] bool isKeyWeak() const;

    [[nodiscard]] QString emailHint() const { return m_emailHint; }
    //! When the e-mailed code is over; absent: none was sent.
    [[nodiscard]] std::optional<QDateTime> mailedCodeEndsAt() const { return m_mailEndsAt; }
    //! From when on sendMail() is worth trying.
    [[nodiscard]] std::optional<QDateTime> mayMailAt() const { return m_mayMailAt; }
    //! Codes that the PBX refused in this flow: after three the clocks are worth a look.
    [[nodiscard]] int refusedCodes() const { return m_refusedCodes; }

signals:
    //! Anything above changed.
    void changed();

private:
    void setStep(Step step, std::optional<ApiError> error = {});
    void fetchKey();
    void continueAfterPassword();
    void takeMailed(const MailedCode &mailed);
    void failMail(const ApiError &error);
    void send(const Secret &code);
    void finishSave(const std::optional<ApiError> &error);
    void readBack(const std::optional<ApiError> &openEnd);
    void finish(ChangeOutcome outcome, std::optional<ApiError> error = {});
    [[nodiscard]] Step stepOfMethod() const;
    [[nodiscard]] bool isAsWanted(const TwoFactorState &now) const;
    [[nodiscard]] bool readingTells() const;
    [[nodiscard]] bool provesPassword() const;

    PbxSession &m_session;
    Purpose m_purpose;
    TwoFactorState m_before;
    std::optional<TwoFactorState> m_after;
    Step m_step = Step::AskingPassword;
    std::optional<SecondFactorMethod> m_method;
    std::optional<ApiError> m_error;
    ChangeOutcome m_outcome = ChangeOutcome::None;
    Secret m_passwordToken;
    QDateTime m_tokenEndsAt;
    std::optional<TotpKey> m_key;
    std::vector<TotpKey> m_previousKeys;
    QString m_emailHint;
    std::optional<QDateTime> m_mailEndsAt;
    std::optional<QDateTime> m_mayMailAt;
    int m_refusedCodes = 0;
};

} // namespace lw
