// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalclient.h"

#include "envelope.h"
#include "jsonreader.h"
#include "portalpassword.h"
#include "portalreading.h"
#include "twofactorwire.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

#include <QJsonDocument>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

OpenWord<Role> roleOf(const WireCall &call, const QString &word)
{
    const QString meaning = call.meaning(u"role"_s, word);
    if (meaning == QLatin1String("superAdministrator"))
        return {Role::SuperAdministrator, word};
    if (meaning == QLatin1String("administrator"))
        return {Role::Administrator, word};
    if (meaning == QLatin1String("user"))
        return {Role::User, word};
    return {std::nullopt, word};
}

//! The value of the session cookie among the Set-Cookie values, the last one by RFC 6265 5.3;
//! empty: it is not there.
Secret sessionCookie(const HttpResponse &response, const QString &name)
{
    const QByteArray start = name.toLatin1() + '=';
    for (auto cookie = response.cookies.rbegin(); cookie != response.cookies.rend(); ++cookie) {
        const QByteArrayView text = cookie->view();
        if (!text.startsWith(start))
            continue;
        const QByteArrayView value = text.sliced(start.size());
        const qsizetype end = value.indexOf(';');
        return Secret((end < 0 ? value : value.first(end)).trimmed());
    }
    return {};
}

Result<SignInAnswer> readSignedIn(const QJsonObject &json, const HttpResponse &response,
                                  const WireProfile &profile)
{
    const WireCall &call = profile.call(u"login"_s);
    const QString cookieName = profile.call(u"session"_s).field(u"cookie"_s);
    JsonReader reader(json, call);
    SignInAnswer signIn{.cookie = sessionCookie(response, cookieName),
                        .userName = reader.text(u"userName"_s),
                        .role = roleOf(call, reader.text(u"role"_s))};
    signIn.autoLogout = std::chrono::minutes(reader.number(u"autoLogoutTime"_s));
    signIn.mustChangePassword = reader.flag(u"mustChangePassword"_s);
    signIn.isPasswordlessEnabled = reader.flag(u"passwordlessEnabled"_s);
    if (reader.error())
        return Failure(*reader.error());
    if (signIn.cookie.isEmpty())
        return Failure(ApiError{.kind = ApiError::Kind::MalformedReply,
                                .detail = QStringLiteral("no cookie \"%1\"").arg(cookieName)});
    return signIn;
}

Result<SecondFactorChallenge> readChallenge(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &call = profile.call(u"login"_s);
    JsonReader outer(json, call);
    JsonReader reader = outer.nested(u"twoFactor"_s);
    SecondFactorChallenge challenge{
        .token = reader.secret(u"challenge"_s),
        .method = secondFactorMethod(call, u"twoFactorMethod"_s, reader.text(u"twoFactorMethod"_s)),
        .emailHint = reader.optionalText(u"emailHint"_s).value_or(QString()),
        .expiresIn = reader.seconds(u"expiresIn"_s)};
    if (reader.has(u"resendAfter"_s))
        challenge.resendAfter = reader.seconds(u"resendAfter"_s);
    if (reader.error())
        return Failure(*reader.error());
    return challenge;
}

Result<SignInReply> readSignInReply(const HttpResponse &response, const WireProfile &profile)
{
    const auto answer = decodeEnvelope(response, profile);
    if (answer) {
        auto signedIn = readSignedIn(answer->json, response, profile);
        return signedIn ? Result<SignInReply>(std::move(*signedIn))
                        : Result<SignInReply>(Failure(std::move(signedIn.error())));
    }
    if (answer.error().kind != ApiError::Kind::SecondFactorRequired)
        return Failure(answer.error());
    auto challenge = readChallenge(QJsonDocument::fromJson(response.body).object(), profile);
    return challenge ? Result<SignInReply>(std::move(*challenge))
                     : Result<SignInReply>(Failure(std::move(challenge.error())));
}

Result<SignInAnswer> readSecondStep(const HttpResponse &response, const WireProfile &profile)
{
    const auto answer = decodeEnvelope(response, profile);
    if (!answer)
        return Failure(answer.error());
    auto signedIn = readSignedIn(answer->json, response, profile);
    JsonReader reader(answer->json, profile.call(u"login/twofactor"_s));
    const auto token = reader.optionalText(u"trustedDeviceToken"_s);
    if (reader.error())
        return Failure(*reader.error());
    if (signedIn && token)
        signedIn->deviceToken = Secret::fromText(*token);
    return signedIn;
}

} // namespace

Pending<SignInReply> *PortalClient::signIn(const SignInRequest &request)
{
    const WireCall &call = m_profile.call(u"login"_s);
    SecretJson json;
    json.add(call.field(u"userName"_s), QJsonValue(request.userName));
    json.add(call.field(u"password"_s), portalPassword(request.password));
    if (!request.deviceName.isEmpty())
        json.add(call.field(u"deviceName"_s), QJsonValue(request.deviceName));
    if (request.deviceToken && !request.deviceToken->isEmpty())
        json.add(call.field(u"trustedDeviceToken"_s), *request.deviceToken);
    HttpRequest http = this->request(call);
    http.body = std::move(json).finish();
    return transformed<SignInReply>(
        m_transport.send(std::move(http)), [profile = m_profile](Result<HttpResponse> response) {
            return response ? readSignInReply(*response, profile)
                            : Result<SignInReply>(Failure(std::move(response.error())));
        });
}

Pending<SignInAnswer> *PortalClient::answerSecondFactor(const Secret &challenge, const Secret &code,
                                                        const DeviceTrust &device)
{
    const WireCall &call = m_profile.call(u"login/twofactor"_s);
    SecretJson json;
    json.add(call.field(u"challenge"_s), challenge);
    json.add(call.field(u"code"_s), code);
    json.add(call.field(u"trustDevice"_s),
             QJsonValue(device.choice == DeviceTrust::Choice::Trust ? 1 : 0));
    json.add(call.field(u"deviceName"_s), QJsonValue(device.deviceName));
    HttpRequest http = request(call);
    http.body = std::move(json).finish();
    return transformed<SignInAnswer>(
        m_transport.send(std::move(http)), [profile = m_profile](Result<HttpResponse> response) {
            return response ? readSecondStep(*response, profile)
                            : Result<SignInAnswer>(Failure(std::move(response.error())));
        });
}

Pending<MailedCode> *PortalClient::mailSecondFactor(const Secret &challenge)
{
    const WireCall &call = m_profile.call(u"login/twofactor/sendemail"_s);
    SecretJson json;
    json.add(call.field(u"challenge"_s), challenge);
    HttpRequest http = request(call);
    http.body = std::move(json).finish();
    return read<MailedCode>(std::move(http), [call](const QJsonObject &answer) {
        return readMailedCode(answer, call);
    });
}

} // namespace lw
