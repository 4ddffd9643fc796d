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

#include <limits>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Kind = ApiError::Kind;
using Verb = HttpRequest::Verb;

constexpr qint64 kLargestPage = 100'000;
constexpr qint64 kLargestTotal = std::numeric_limits<int>::max();

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
template<typename T>
Result<T> withoutOutcome(Result<T> result)
{
    if (!result && result.error().kind == Kind::UnknownOutcome)
        result.error().kind =
            result.error().reason == "timeout"_L1 ? Kind::Timeout : Kind::Unreachable;
    return result;
}

Result<Done> anyAnswer(const QJsonObject &)
{
    return Done{};
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
    return transformed<Done>(ask<Done>(std::move(http), CentralCallKind::Token, anyAnswer),
                             withoutOutcome<Done>);
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
    auto *pending = read<AccessLink>(std::move(http), [call](const QJsonObject &answer) {
        JsonReader reader(answer, call);
        AccessLink link{.url = reader.secret(u"url"_s),
                        .expires = reader.optionalTime(u"expires"_s)};
        return reader.error() ? Result<AccessLink>(Failure(*reader.error()))
                              : Result<AccessLink>(std::move(link));
    });
    return transformed<AccessLink>(pending, withoutOutcome<AccessLink>);
}

Pending<ListPage<CloudPbx>> *CentralClient::cloudPbxs(const Secret &token, const ListQuery &query)
{
    return readList<CloudPbx>(u"cloud_pbx"_s, token, query, readCloudPbx);
}

Pending<Done> *CentralClient::updateCloudPbx(const Secret &token, const CloudPbx &pbx)
{
    const WireCall &call = m_profile.call(u"cloud_pbx/update"_s);
    if (pbx.isUpgradedInPbx.isAbsent()) {
        auto *refused = new Pending<Done>(&m_transport);
        refused->settle(
            Failure(ApiError{.kind = Kind::MalformedReply,
                             .detail = u"\"%1\" is missing"_s.arg(call.field(u"upgradeInPbx"_s))}));
        return refused;
    }
    SecretJson json;
    const auto add = [&](const QString &field, const SwitchWord &value) {
        const QString unknown = value.unknownWord();
        json.add(call.field(field),
                 QJsonValue(unknown.isEmpty() ? switchWord(call, u"switch"_s, *value) : unknown));
    };
    const CloudPbx sent = updateOf(pbx);
    json.add(call.field(u"name"_s), QJsonValue(sent.name));
    add(u"upgradeInPbx"_s, sent.isUpgradedInPbx);
    add(u"messaging"_s, sent.hasMessaging);
    add(u"passwordless"_s, sent.isPasswordless);
    add(u"passwordlessForSuperior"_s, sent.isPasswordlessForSuperior);
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
        ask<Done>(std::move(http), CentralCallKind::Bearer, anyAnswer), [](Result<Done> answer) {
            const bool isRefused =
                !answer && answer.error().httpStatus >= 400 && answer.error().httpStatus < 500 &&
                (answer.error().serverCode || !answer.error().serverText.isEmpty());
            return isRefused ? Result<Done>(Done{}) : std::move(answer);
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

//! Sends \a request and reads its answer; what is wrong with it says whose answer it was.
template<typename T, typename ReadAnswer>
Pending<T> *CentralClient::ask(HttpRequest request, CentralCallKind kind, ReadAnswer readAnswer)
{
    return transformed<T>(m_transport.send(std::move(request)), [kind, readAnswer](
                                                                    Result<HttpResponse> response) {
        if (!response)
            return Result<T>(Failure(std::move(response.error())));
        const auto answer = decodeCentral(*response, kind);
        if (!answer)
            return Result<T>(Failure(answer.error()));
        Result<T> result = readAnswer(*answer);
        return result
                   ? std::move(result)
                   : Result<T>(Failure(withOrigin(std::move(result.error()), *response, *answer)));
    });
}

Pending<ApiTokens> *CentralClient::askTokens(HttpRequest request)
{
    const WireCall &call = m_profile.call(u"oauth/token"_s);
    request.contentType = "application/x-www-form-urlencoded";
    auto *pending =
        ask<ApiTokens>(std::move(request), CentralCallKind::Token, [call](const QJsonObject &json) {
            JsonReader reader(json, call);
            ApiTokens tokens{.access = reader.secret(u"accessToken"_s)};
            if (!reader.isAbsent(u"refreshToken"_s))
                tokens.refresh = reader.secret(u"refreshToken"_s);
            tokens.expiresIn = reader.seconds(u"expiresIn"_s);
            return reader.error() ? Result<ApiTokens>(Failure(*reader.error()))
                                  : Result<ApiTokens>(std::move(tokens));
        });
    return transformed<ApiTokens>(pending, withoutOutcome<ApiTokens>);
}

Pending<Done> *CentralClient::change(HttpRequest request)
{
    return read<Done>(std::move(request), anyAnswer);
}

template<typename T, typename ReadAnswer>
Pending<T> *CentralClient::read(HttpRequest request, ReadAnswer readAnswer)
{
    return ask<T>(std::move(request), CentralCallKind::Bearer, readAnswer);
}

template<typename Row, typename ReadRow>
Pending<ListPage<Row>> *CentralClient::readList(const QString &callId, const Secret &token,
                                                const ListQuery &query, ReadRow readRow)
{
    const WireCall &call = m_profile.call(callId);
    auto *pending = read<ListPage<Row>>(
        listRequest(call, token, query), [call, readRow](const QJsonObject &json) {
            JsonReader reader(json, call);
            // Without its true measure nobody knows which rows the next page has.
            ListPage<Row> page{
                .rows = {},
                .total = reader.numberWithin(u"total"_s, 0, kLargestTotal),
                .pageSize = static_cast<int>(reader.numberWithin(u"pageSize"_s, 1, kLargestPage))};
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
