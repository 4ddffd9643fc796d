// SPDX-License-Identifier: GPL-3.0-or-later
// The calls about the account that is signed in.
#include "portalclient.h"

#include "jsonreader.h"
#include "portalpassword.h"
#include "portalreading.h"
#include "twofactorwire.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

Result<PasswordProof> readProof(const QJsonObject &json, const WireCall &call)
{
    JsonReader reader(json, call);
    PasswordProof proof{.token = reader.secret(u"passwordToken"_s),
                        .expiresIn = reader.seconds(u"expiresIn"_s)};
    if (reader.error())
        return Failure(*reader.error());
    return proof;
}

} // namespace

Pending<TwoFactorState> *PortalClient::twoFactor(const PortalCaller &caller)
{
    return read<TwoFactorState>(
        request(m_profile.call(u"twofactor/get"_s), caller),
        [profile = m_profile](const QJsonObject &json) { return readTwoFactor(json, profile); });
}

Pending<PasswordProof> *PortalClient::checkPassword(const PortalCaller &caller,
                                                    const Secret &password)
{
    const WireCall &call = m_profile.call(u"twofactor/checkpassword"_s);
    SecretJson json;
    json.add(call.field(u"password"_s), portalPassword(password));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return read<PasswordProof>(
        std::move(http), [call](const QJsonObject &answer) { return readProof(answer, call); });
}

Pending<TotpKey> *PortalClient::newTotpKey(const PortalCaller &caller, const Secret &passwordToken)
{
    return read<TotpKey>(
        provenRequest(u"twofactor/getsecret"_s, caller, passwordToken),
        [profile = m_profile](const QJsonObject &json) { return readTotpKey(json, profile); });
}

Pending<MailedCode> *PortalClient::mailEnrolmentCode(const PortalCaller &caller,
                                                     const Secret &passwordToken)
{
    const WireCall &call = m_profile.call(u"twofactor/sendemail"_s);
    return read<MailedCode>(provenRequest(u"twofactor/sendemail"_s, caller, passwordToken),
                            [call](const QJsonObject &json) { return readMailedCode(json, call); });
}

Pending<Acceptance> *PortalClient::enableTwoFactor(const PortalCaller &caller,
                                                   const Secret &passwordToken,
                                                   SecondFactorMethod method, const Secret &code)
{
    const WireCall &call = m_profile.call(u"twofactor/update"_s);
    SecretJson json;
    json.add(call.field(u"passwordToken"_s), passwordToken);
    json.add(call.field(u"enabled"_s), QJsonValue(1));
    json.add(call.field(u"method"_s), QJsonValue(secondFactorWord(call, method)));
    json.add(call.field(u"code"_s), code);
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<Acceptance> *PortalClient::disableTwoFactor(const PortalCaller &caller,
                                                    const Secret &passwordToken)
{
    const WireCall &call = m_profile.call(u"twofactor/update"_s);
    SecretJson json;
    json.add(call.field(u"passwordToken"_s), passwordToken);
    json.add(call.field(u"enabled"_s), QJsonValue(0));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<ListPage<TrustedDevice>> *PortalClient::trustedDevices(const PortalCaller &caller,
                                                               const ListQuery &query)
{
    return readList<TrustedDevice>(listRequest(u"trusteddevice/searchsummary"_s, caller, query),
                                   m_profile.call(u"trusteddevice/searchsummary"_s),
                                   [](JsonReader &row, const WireCall &) {
                                       return TrustedDevice{.id = row.rowId(u"id"_s),
                                                            .name = row.text(u"name"_s),
                                                            .address = row.text(u"address"_s),
                                                            .added = row.time(u"addedTime"_s),
                                                            .lastUsed = row.time(u"lastUsedTime"_s),
                                                            .isCurrent = row.flag(u"current"_s)};
                                   });
}

Pending<Acceptance> *PortalClient::deleteTrustedDevices(const PortalCaller &caller,
                                                        const QStringList &ids)
{
    return deleteRows(u"trusteddevice/batchdelete"_s, caller, ids);
}

Pending<Acceptance> *PortalClient::changePassword(const PortalCaller &caller, const Secret &current,
                                                  const Secret &wanted)
{
    const WireCall &call = m_profile.call(u"user/updatepassword"_s);
    SecretJson json;
    json.add(call.field(u"oldPassword"_s), portalPassword(current));
    json.add(call.field(u"newPassword"_s), portalPassword(wanted));
    json.add(call.field(u"confirmPassword"_s), portalPassword(wanted));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

} // namespace lw
