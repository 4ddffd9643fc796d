// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralclient.h"

#include "centralwire.h"
#include "formbody.h"
#include "jsonreader.h"
#include "rowid.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

#include <QJsonArray>
#include <QUrl>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;

constexpr qint64 kLargestPage = 100'000;

Verb verbOf(const WireCall &call)
{
    if (call.verb() == "POST")
        return Verb::Post;
    if (call.verb() == "PUT")
        return Verb::Put;
    return call.verb() == "DELETE" ? Verb::Delete : Verb::Get;
}

QString encoded(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

//! A list call that is not there: the platform does not offer what it lists.
template<typename T>
Result<T> unsupportedWhereMissing(Result<T> result)
{
    if (!result && result.error().httpStatus == 404)
        result.error().kind = Kind::Unsupported;
    return result;
}

//! A POST that changes nothing which matters: without an answer the server was not reached.
ApiError withoutOutcome(ApiError error)
{
    if (error.kind == Kind::UnknownOutcome)
        error.kind = error.reason == "timeout"_L1 ? Kind::Timeout : Kind::Unreachable;
    return error;
}

QString switchWord(const WireCall &call, const QString &field, bool isOn)
{
    return call.word(field, isOn ? u"on"_s : u"off"_s);
}

} // namespace

CentralClient::CentralClient(HttpTransport &transport, const WireProfile &profile)
    : m_transport(transport), m_profile(profile)
{}

Pending<ApiTokens> *CentralClient::requestTokens(const QString &clientId, const Secret &secret)
{
    const WireCall &call = m_profile.call(u"oauth/token"_s);
    FormBody form;
    form.add(call.field(u"grantType"_s), call.word(u"grantType"_s, u"clientCredentials"_s));
    form.add(call.field(u"clientId"_s), clientId);
    form.add(call.field(u"clientSecret"_s), secret);
    HttpRequest http = request(call);
    http.body = std::move(form).finish();
    return askTokens(std::move(http));
}

Pending<ApiTokens> *CentralClient::refreshTokens(const Secret &refreshToken)
{
    const WireCall &call = m_profile.call(u"oauth/token"_s);
    FormBody form;
    form.add(call.field(u"grantType"_s), call.word(u"grantType"_s, u"refreshToken"_s));
    form.add(call.field(u"refreshToken"_s), refreshToken);
    HttpRequest http = request(call);
    http.body = std::move(form).finish();
    return askTokens(std::move(http));
}

Pending<Done> *CentralClient::revoke(const QString &clientId, const Secret &secret)
{
    const WireCall &call = m_profile.call(u"oauth/revoke"_s);
    FormBody form;
    form.add(call.field(u"clientId"_s), clientId);
    form.add(call.field(u"clientSecret"_s), secret);
    HttpRequest http = request(call);
    http.contentType = "application/x-www-form-urlencoded";
    http.body = std::move(form).finish();
    return transformed<Done>(
        ask(std::move(http), CentralCallKind::Token), [](Result<QJsonObject> answer) {
            return answer ? Result<Done>(Done{})
                          : Result<Done>(Failure(withoutOutcome(answer.error())));
        });
}

Pending<RemoteConnections> *CentralClient::remoteConnections(const Secret &token)
{
    const WireCall &call = m_profile.call(u"rm_connections"_s);
    return transformed<RemoteConnections>(read<RemoteConnections>(request(call, token),
                                                                  [call](const QJsonObject &json) {
                                                                      return readConnections(json,
                                                                                             call);
                                                                  }),
                                          unsupportedWhereMissing<RemoteConnections>);
}

Pending<ListPage<RemoteDevice>> *CentralClient::devices(const Secret &token, const ListQuery &query)
{
    return readList<RemoteDevice>(u"remote_devices"_s, token, query, readDevice);
}

Pending<AddedDevice> *CentralClient::addDevice(const Secret &token, const NewRemoteDevice &device)
{
    const WireCall &call = m_profile.call(u"remote_devices/add"_s);
    SecretJson body;
    body.add(call.field(u"name"_s), QJsonValue(device.name));
    if (!device.group.isEmpty())
        body.add(call.field(u"group"_s), QJsonValue(device.group));
    if (!device.comment.isEmpty())
        body.add(call.field(u"comment"_s), QJsonValue(device.comment));
    body.add(call.field(u"passwordless"_s),
             QJsonValue(switchWord(call, u"passwordless"_s, device.isPasswordless)));
    body.add(call.field(u"template"_s),
             QJsonValue(switchWord(call, u"template"_s, device.isProvisionedByTemplate)));
    HttpRequest http = request(call, token);
    http.body = std::move(body).finish();
    return read<AddedDevice>(std::move(http), [call](const QJsonObject &json) {
        JsonReader reader(json, call);
        AddedDevice added{.id = reader.rowId(u"id"_s),
                          .authenticationCode = reader.secret(u"code"_s),
                          .expires = reader.optionalTime(u"expires"_s)};
        return reader.error() ? Result<AddedDevice>(Failure(*reader.error()))
                              : Result<AddedDevice>(std::move(added));
    });
}

Pending<Done> *CentralClient::deleteDevices(const Secret &token, const QStringList &ids)
{
    const WireCall &call = m_profile.call(u"remote_devices/delete"_s);
    QJsonArray list;
    for (const QString &id : ids)
        list.append(rowIdValue(id));
    SecretJson json;
    json.add(call.field(u"ids"_s), QJsonValue(list));
    HttpRequest http = request(call, token);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<AccessLink> *CentralClient::accessLink(const Secret &token, const QString &deviceId,
                                               AccessLink::Mode mode)
{
    const WireCall &call = m_profile.call(u"remote_devices/access_link"_s);
    const bool isPasswordless = mode == AccessLink::Mode::Passwordless;
    SecretJson json;
    json.add(call.field(u"mode"_s),
             QJsonValue(call.word(u"mode"_s, isPasswordless ? u"passwordless"_s : u"account"_s)));
    HttpRequest http = request(call, token, deviceId);
    http.body = std::move(json).finish();
    return transformed<AccessLink>(
        ask(std::move(http), CentralCallKind::Bearer), [call](Result<QJsonObject> answer) {
            if (!answer)
                return Result<AccessLink>(Failure(withoutOutcome(answer.error())));
            JsonReader reader(*answer, call);
            AccessLink link{.url = reader.secret(u"url"_s),
                            .expires = reader.optionalTime(u"expires"_s)};
            return reader.error() ? Result<AccessLink>(Failure(*reader.error()))
                                  : Result<AccessLink>(std::move(link));
        });
}

Pending<ListPage<CloudPbx>> *CentralClient::cloudPbxs(const Secret &token, const ListQuery &query)
{
    return readList<CloudPbx>(u"cloud_pbx"_s, token, query, readCloudPbx);
}

Pending<Done> *CentralClient::updateCloudPbx(const Secret &token, const CloudPbx &pbx)
{
    const WireCall &call = m_profile.call(u"cloud_pbx/update"_s);
    SecretJson json;
    const auto add = [&](const QString &field, bool isOn) {
        json.add(call.field(field), QJsonValue(switchWord(call, u"switch"_s, isOn)));
    };
    json.add(call.field(u"name"_s), QJsonValue(pbx.name));
    add(u"upgradeInPbx"_s, pbx.isUpgradedInPbx.value_or(false));
    add(u"messaging"_s, pbx.hasMessaging.value_or(true));
    add(u"passwordless"_s, pbx.isPasswordless.value_or(false));
    add(u"passwordlessForSuperior"_s, pbx.isPasswordlessForSuperior.value_or(false));
    HttpRequest http = request(call, token, pbx.id);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<ListPage<CentralUser>> *CentralClient::users(const Secret &token, const ListQuery &query)
{
    return readList<CentralUser>(u"users"_s, token, query, readUser);
}

Pending<Done> *CentralClient::disableSecondFactorOf(const Secret &token, const QString &userId)
{
    const WireCall &call = m_profile.call(u"users/update"_s);
    SecretJson json;
    json.add(call.field(u"twoFactor"_s), QJsonValue(call.word(u"twoFactor"_s, u"off"_s)));
    HttpRequest http = request(call, token, userId);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<Done> *CentralClient::greet()
{
    HttpRequest http = request(m_profile.call(u"rm_connections"_s));
    return transformed<Done>(
        ask(std::move(http), CentralCallKind::Bearer), [](Result<QJsonObject> answer) {
            const bool isRefused =
                !answer && answer.error().httpStatus >= 400 && answer.error().httpStatus < 500 &&
                (answer.error().serverCode || !answer.error().serverText.isEmpty());
            if (answer || isRefused)
                return Result<Done>(Done{});
            return Result<Done>(Failure(std::move(answer.error())));
        });
}

HttpRequest CentralClient::request(const WireCall &call, const QString &id) const
{
    HttpRequest http{.verb = verbOf(call), .logPath = call.path().toUtf8()};
    http.path = call.path();
    http.path.replace("{id}"_L1, rowIdText(id));
    if (http.verb != Verb::Get)
        http.contentType = "application/x-www-form-urlencoded";
    return http;
}

HttpRequest CentralClient::request(const WireCall &call, const Secret &token,
                                   const QString &id) const
{
    HttpRequest http = request(call, id);
    Secret bearer("Bearer ");
    bearer.append(token.view());
    http.headers.emplace_back("Authorization", std::move(bearer));
    if (http.verb != Verb::Get)
        http.contentType = "application/json";
    return http;
}

HttpRequest CentralClient::listRequest(const WireCall &call, const Secret &token,
                                       const ListQuery &query) const
{
    HttpRequest http = request(call, token);
    http.query.addQueryItem(call.field(u"pageSize"_s), QString::number(query.pageSize));
    http.query.addQueryItem(call.field(u"page"_s), QString::number(query.page));
    if (!query.search.isEmpty())
        http.query.addQueryItem(call.field(u"search"_s), encoded(query.search));
    return http;
}

Pending<QJsonObject> *CentralClient::ask(HttpRequest request, CentralCallKind kind)
{
    return transformed<QJsonObject>(
        m_transport.send(std::move(request)), [kind](Result<HttpResponse> response) {
            return response ? decodeCentral(*response, kind)
                            : Result<QJsonObject>(Failure(std::move(response.error())));
        });
}

Pending<ApiTokens> *CentralClient::askTokens(HttpRequest request)
{
    const WireCall &call = m_profile.call(u"oauth/token"_s);
    request.contentType = "application/x-www-form-urlencoded";
    return transformed<ApiTokens>(
        ask(std::move(request), CentralCallKind::Token), [call](Result<QJsonObject> answer) {
            if (!answer)
                return Result<ApiTokens>(Failure(withoutOutcome(answer.error())));
            JsonReader reader(*answer, call);
            ApiTokens tokens{.access = reader.secret(u"accessToken"_s)};
            if (!reader.isAbsent(u"refreshToken"_s))
                tokens.refresh = reader.secret(u"refreshToken"_s);
            tokens.expiresIn = reader.seconds(u"expiresIn"_s);
            return reader.error() ? Result<ApiTokens>(Failure(*reader.error()))
                                  : Result<ApiTokens>(std::move(tokens));
        });
}

Pending<Done> *CentralClient::change(HttpRequest request)
{
    return read<Done>(std::move(request), [](const QJsonObject &) { return Result<Done>(Done{}); });
}

template<typename T, typename ReadAnswer>
Pending<T> *CentralClient::read(HttpRequest request, ReadAnswer readAnswer)
{
    return transformed<T>(
        ask(std::move(request), CentralCallKind::Bearer), [readAnswer](Result<QJsonObject> answer) {
            return answer ? readAnswer(*answer) : Result<T>(Failure(std::move(answer.error())));
        });
}

template<typename Row, typename ReadRow>
Pending<ListPage<Row>> *CentralClient::readList(const QString &callId, const Secret &token,
                                                const ListQuery &query, ReadRow readRow)
{
    const WireCall &call = m_profile.call(callId);
    auto *pending = read<ListPage<Row>>(
        listRequest(call, token, query), [call, readRow](const QJsonObject &json) {
            JsonReader reader(json, call);
            ListPage<Row> page{.rows = {}, .total = reader.number(u"total"_s)};
            const qint64 size = reader.optionalNumber(u"pageSize"_s).value_or(0);
            page.pageSize = size > 0 && size <= kLargestPage ? static_cast<int>(size) : 0;
            for (JsonReader &row : reader.rows(u"rows"_s)) {
                page.rows.append(readRow(row, call));
                reader.takeErrorOf(row);
            }
            return reader.error() ? Result<ListPage<Row>>(Failure(*reader.error()))
                                  : Result<ListPage<Row>>(std::move(page));
        });
    return transformed<ListPage<Row>>(pending, unsupportedWhereMissing<ListPage<Row>>);
}

} // namespace lw
