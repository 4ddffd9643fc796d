// SPDX-License-Identifier: GPL-3.0-or-later
#include "twofactorwire.h"

#include "jsonreader.h"

#include <core/wireprofile.h>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFewestDigits = 6; // RFC 4226 5.3
constexpr int kMostDigits = 10;
constexpr int kLongestPeriod = 3600;

QString meaningOf(SecondFactorMethod method)
{
    return method == SecondFactorMethod::Authenticator ? u"authenticator"_s : u"email"_s;
}

ApiError malformed(const QString &detail)
{
    return {.kind = ApiError::Kind::MalformedReply, .detail = detail};
}

} // namespace

OpenWord<SecondFactorMethod> secondFactorMethod(const WireCall &call, const QString &field,
                                                const QString &word)
{
    const QString meaning = call.meaning(field, word);
    for (const auto method : {SecondFactorMethod::Authenticator, SecondFactorMethod::Email}) {
        if (meaning == meaningOf(method))
            return {method, word};
    }
    return {std::nullopt, word};
}

QString secondFactorWord(const WireCall &call, SecondFactorMethod method)
{
    return call.word(u"method"_s, meaningOf(method));
}

Result<TwoFactorState> readTwoFactor(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &call = profile.call(u"twofactor/get"_s);
    JsonReader reader(json, call);
    TwoFactorState state{.isEnabled = reader.flag(u"enabled"_s),
                         .method = secondFactorMethod(call, u"method"_s, reader.text(u"method"_s)),
                         .emailHint = reader.text(u"emailHint"_s),
                         .isMandatory = reader.flag(u"mandatory"_s),
                         .isMailServerReady = reader.flag(u"mailServerReady"_s)};
    if (reader.error())
        return Failure(*reader.error());
    return state;
}

Result<TotpKey> readTotpKey(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &call = profile.call(u"twofactor/getsecret"_s);
    JsonReader reader(json, call);
    TotpKey key{.secret = reader.secret(u"secret"_s),
                .issuer = reader.text(u"issuer"_s),
                .account = reader.text(u"account"_s)};
    const QString word = reader.text(u"algorithm"_s);
    const qint64 digits = reader.number(u"digits"_s);
    const qint64 period = reader.number(u"period"_s);
    if (reader.error())
        return Failure(*reader.error());
    const auto algorithm = algorithmFromWord(word);
    if (!algorithm)
        return Failure(
            malformed(u"\"%1\" is no known algorithm"_s.arg(call.field(u"algorithm"_s))));
    if (digits < kFewestDigits || digits > kMostDigits)
        return Failure(malformed(u"\"%1\" is not 6 to 10"_s.arg(call.field(u"digits"_s))));
    if (period < 1 || period > kLongestPeriod)
        return Failure(malformed(u"\"%1\" is not 1 to 3600"_s.arg(call.field(u"period"_s))));
    key.algorithm = *algorithm;
    key.digits = static_cast<int>(digits);
    key.period = std::chrono::seconds(period);
    if (keyBits(key) == 0)
        return Failure(malformed(u"\"%1\" is not Base32"_s.arg(call.field(u"secret"_s))));
    return key;
}

Result<MailedCode> readMailedCode(const QJsonObject &json, const WireCall &call)
{
    JsonReader reader(json, call);
    MailedCode mailed{.emailHint = reader.optionalText(u"emailHint"_s).value_or(QString()),
                      .expiresIn = reader.seconds(u"expiresIn"_s),
                      .resendAfter = reader.seconds(u"resendAfter"_s)};
    if (reader.error())
        return Failure(*reader.error());
    return mailed;
}

} // namespace lw
