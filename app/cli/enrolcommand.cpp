// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolcommand.h"

#include "answer.h"
#include "secretoutput.h"
#include "securityanswers.h"

#include <core/base32.h>
#include <core/otpauthuri.h>
#include <core/qrmatrix.h>
#include <core/secretjson.h>
#include <session/pbxsession.h>
#include <session/securitysettingsmodel.h>
#include <session/sessionenvironment.h>

#include <QTextStream>

#include <utility>

namespace lw {

namespace {

void tell(const QString &sentence)
{
    if (!sentence.isEmpty())
        QTextStream(stderr) << "linewardenctl: " << sentence << '\n';
}

QString wordOf(SecondFactorMethod method)
{
    return method == SecondFactorMethod::Authenticator ? QStringLiteral("authenticator")
                                                       : QStringLiteral("email");
}

CommandError outputError(const QString &option, const QString &detail)
{
    return usageError(QStringLiteral("%1: %2").arg(option, detail));
}

} // namespace

EnrolCommand::EnrolCommand(PbxSession &session, SignInMeans means, EnrolOptions options)
    : PbxCommand(session, Need::Session, std::move(means))
    , m_model(new SecuritySettingsModel(session, this))
    , m_options(std::move(options))
{}

//! Before anything is sent: a key that nobody answers would only confuse.
std::optional<CommandError> EnrolCommand::beforeSignIn()
{
    if (!means().codes)
        return codeRequired(wordOf(m_options.method));
    return std::nullopt;
}

void EnrolCommand::run()
{
    connect(m_model, &SecuritySettingsModel::changed, this, &EnrolCommand::followModel);
    m_model->load();
}

void EnrolCommand::followModel()
{
    switch (m_stage) {
    case Stage::Reading:
        if (m_model->isBusy())
            return;
        if (m_model->error() || !m_model->isLoaded()) {
            finish(commandError(m_model->error().value_or(ApiError{})));
        } else if (m_model->needsReadiness()) {
            m_stage = Stage::CheckingReadiness;
            m_model->checkReadiness();
        } else {
            begin();
        }
        return;
    case Stage::CheckingReadiness:
        if (m_model->isCheckingReadiness())
            return;
        if (!session().isSignedIn()) {
            finish(commandError(session().error().value_or(ApiError{})));
            return;
        }
        for (const QString &sentence : readinessSentences(m_model->readiness()))
            tell(sentence);
        begin();
        return;
    case Stage::Enrolling:
        if (m_model->flow())
            followFlow();
        else
            finish(commandError(session().error().value_or(ApiError{})));
        return;
    }
}

void EnrolCommand::begin()
{
    m_stage = Stage::Enrolling;
    m_model->start(TwoFactorEnrolment::Purpose::Enrol);
}

void EnrolCommand::followFlow()
{
    using Step = TwoFactorEnrolment::Step;
    TwoFactorEnrolment &flow = *m_model->flow();
    if (flow.isBusy())
        return;
    const Step step = flow.step();
    if (step == Step::Finished) {
        QJsonObject json{{QStringLiteral("name"), session().settings().name},
                         {QStringLiteral("user"), session().userName()},
                         {QStringLiteral("second_factor"), secondFactorJson(m_model->state())}};
        finish(changeResult(flow.outcome(), flow.error(), {.json = json, .text = linesOf(json)}));
    } else if (flow.error()) {
        finish(changeResult(ChangeOutcome::NotDone, flow.error(), {}));
    } else if (step == Step::AskingPassword && !std::exchange(m_isConfirmed, true)) {
        flow.confirmPassword(takePassword());
    } else if (step == Step::ChoosingMethod) {
        flow.chooseMethod(m_options.method);
    } else if (step == Step::ReadyToMail && !std::exchange(m_isMailAsked, true)) {
        flow.sendMail();
    } else if (!std::exchange(m_isHandedOut, true) && handOut()) {
        waitForCode();
    }
}

bool EnrolCommand::handOut()
{
    if (m_options.method == SecondFactorMethod::Authenticator)
        return handOutKey();
    const TwoFactorEnrolment &flow = *m_model->flow();
    if (m_options.secretOut.isEmpty()) {
        tell(QStringLiteral("The code was sent to %1.").arg(flow.emailHint()));
        return true;
    }
    const qint64 expiresIn = session().environment().clock.now().secsTo(*flow.mailedCodeEndsAt());
    SecretJson json;
    json.add(QStringLiteral("sent_to"), QJsonValue(flow.emailHint()));
    json.add(QStringLiteral("expires_in"), QJsonValue(expiresIn));
    const auto problem = writeSecretLine(m_options.secretOut, std::move(json).finish());
    if (problem)
        finish(outputError(QStringLiteral("--secret-out"), *problem));
    return !problem;
}

bool EnrolCommand::handOutKey()
{
    const TotpKey &key = *m_model->flow()->key();
    if (m_model->flow()->isKeyWeak())
        tell(QStringLiteral("The key has only %1 bits; RFC 4226 asks for 128.").arg(keyBits(key)));
    const Secret uri = otpAuthUri(key);
    // The picture first: whoever reads the line may rely on it.
    if (const auto problem = draw(uri)) {
        finish(outputError(QStringLiteral("--qr"), *problem));
        return false;
    }
    if (m_options.secretOut.isEmpty())
        return true;
    SecretJson json;
    json.add(QStringLiteral("otpauth"), uri);
    json.add(QStringLiteral("secret"), plainBase32(key.secret.view()));
    const auto problem = writeSecretLine(m_options.secretOut, std::move(json).finish());
    if (problem)
        finish(outputError(QStringLiteral("--secret-out"), *problem));
    return !problem;
}

std::optional<QString> EnrolCommand::draw(const Secret &uri) const
{
    if (m_options.qr.isEmpty())
        return std::nullopt;
    const auto matrix = QrMatrix::encode(uri.view());
    if (!matrix)
        return QStringLiteral("the key does not fit into a QR symbol");
    if (m_options.qr == QLatin1String("-"))
        return writeSecretLine(m_options.qr, halfBlocks(*matrix));
    return saveQr(*matrix, m_options.qr);
}

void EnrolCommand::waitForCode()
{
    askForCode(wordOf(m_options.method), [this](const Secret &code) {
        TwoFactorEnrolment *flow = m_model->flow();
        if (!flow)
            return;
        if (flow->key())
            tell(adviceSentence(flow->judgeCode(code)));
        flow->save(code);
    });
}

} // namespace lw
