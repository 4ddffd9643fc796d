// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountfixture.h"

#include <session/twofactorenrolment.h>

namespace lw::test {

using Step = TwoFactorEnrolment::Step;
using Purpose = TwoFactorEnrolment::Purpose;

//! The state of an account whose second factor is \a method, or that has none.
[[nodiscard]] inline TwoFactorState stateWith(std::optional<SecondFactorMethod> method)
{
    TwoFactorState state{.isEnabled = method.has_value(), .isMailServerReady = true};
    if (method == SecondFactorMethod::Authenticator)
        state.method = {method, QStringLiteral("authenticator")};
    else if (method)
        state.method = {method, QStringLiteral("email")};
    return state;
}

//! The answer of twofactor/get in that state.
[[nodiscard]] inline FakeAnswer stateAnswer(std::optional<SecondFactorMethod> method)
{
    if (!method)
        return golden(QStringLiteral("twofactor-get"));
    return golden(*method == SecondFactorMethod::Email
                      ? QStringLiteral("twofactor-get-email")
                      : QStringLiteral("twofactor-get-authenticator"));
}

/*! A flow of an account that is signed in; the PBX takes everything but the change itself. */
struct EnrolmentFixture : AccountFixture
{
    explicit EnrolmentFixture(Purpose purpose = Purpose::Enrol,
                              std::optional<SecondFactorMethod> before = {})
    {
        server.always(kCheckPasswordCall, golden(QStringLiteral("twofactor-checkpassword")));
        server.always(kKeyCall, golden(QStringLiteral("twofactor-getsecret")));
        server.always(kMailCall, golden(QStringLiteral("twofactor-sendemail")));
        server.always(kTwoFactorCall, stateAnswer(before));
        signIn();
        server.forgetRequests();
        flow = std::make_unique<TwoFactorEnrolment>(session, purpose, stateWith(before));
    }

    void confirm()
    {
        flow->confirmPassword(typed("password"));
        turn();
    }
    void choose(SecondFactorMethod method)
    {
        flow->chooseMethod(method);
        turn();
    }
    void mail()
    {
        flow->sendMail();
        turn();
    }
    void save(const char *code = "287082")
    {
        flow->save(typed(code));
        turn();
    }
    void showKey()
    {
        confirm();
        choose(SecondFactorMethod::Authenticator);
    }
    void awaitMail()
    {
        confirm();
        choose(SecondFactorMethod::Email);
        mail();
    }

    //! Goes there; a step that waits for an answer never gets it.
    void goTo(Step step)
    {
        const auto hangAt = [&](Step busy, const QString &call) {
            if (step == busy)
                server.next(call, FakeAnswer::hang());
        };
        hangAt(Step::CheckingPassword, kCheckPasswordCall);
        hangAt(Step::FetchingKey, kKeyCall);
        hangAt(Step::SendingMail, kMailCall);
        hangAt(Step::Saving, kTwoFactorUpdateCall);
        if (step == Step::AskingPassword)
            return;
        confirm();
        const bool isByMail = step == Step::ReadyToMail || step == Step::SendingMail ||
                              step == Step::AwaitingMailedCode;
        if (step != Step::CheckingPassword && step != Step::ChoosingMethod)
            choose(isByMail ? SecondFactorMethod::Email : SecondFactorMethod::Authenticator);
        if (step == Step::SendingMail || step == Step::AwaitingMailedCode)
            mail();
        if (step == Step::Saving)
            save();
    }

    [[nodiscard]] QString errorReason() const
    {
        return flow->error() ? flow->error()->reason : QStringLiteral("no error");
    }

    std::unique_ptr<TwoFactorEnrolment> flow;
};

} // namespace lw::test
