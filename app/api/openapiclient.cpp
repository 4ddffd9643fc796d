// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapiclient.h"

#include "jsonreader.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

#include <QUrl>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

using Kind = ApiError::Kind;

Result<SystemInformation> readInformation(const QJsonObject &json, const WireCall &call)
{
    JsonReader reader(json, call);
    SystemInformation information{.deviceName = reader.text(u"deviceName"_s),
                                  .model = reader.text(u"model"_s),
                                  .serialNumber = reader.text(u"serialNumber"_s),
                                  .hardwareVersion = reader.textOrNull(u"hardwareVersion"_s),
                                  .firmwareVersion = reader.text(u"firmwareVersion"_s),
                                  .systemTime = reader.text(u"systemTime"_s),
                                  .upTime = reader.seconds(u"upTime"_s),
                                  .time = reader.optionalTime(u"time"_s)};
    return reader.error() ? Result<SystemInformation>(Failure(*reader.error()))
                          : Result<SystemInformation>(std::move(information));
}

Result<ListPage<FoundExtension>> readExtensions(const QJsonObject &json, const WireCall &call)
{
    JsonReader reader(json, call);
    ListPage<FoundExtension> page{.rows = {}, .total = reader.number(u"total"_s)};
    for (JsonReader &row : reader.rows(u"rows"_s)) {
        page.rows.append({.number = row.text(u"number"_s),
                          .name = row.textOrNull(u"name"_s),
                          .email = row.textOrNull(u"email"_s),
                          .role = row.textOrNull(u"role"_s)});
        reader.takeErrorOf(row);
    }
    return reader.error() ? Result<ListPage<FoundExtension>>(Failure(*reader.error()))
                          : Result<ListPage<FoundExtension>>(std::move(page));
}

//! The network stack's own words may quote the address that was asked.
ApiError withoutQuery(ApiError error)
{
    const qsizetype query = error.detail.indexOf("access_token"_L1);
    if (query >= 0)
        error.detail.truncate(query);
    return error;
}

//! A PBX may quote what it refuses.
ApiError without(const Secret &sent, ApiError error)
{
    const QString secret = QString::fromUtf8(sent.view());
    const QString encoded = QString::fromLatin1(sent.view().toByteArray().toPercentEncoding());
    if (secret.isEmpty())
        return error;
    const auto quotes = [&](const QString &text) {
        return text.contains(secret, Qt::CaseInsensitive) ||
               text.contains(encoded, Qt::CaseInsensitive);
    };
    for (QString *text : {&error.serverText, &error.detail}) {
        if (quotes(*text))
            text->clear();
    }
    error.fields.removeIf([&](const std::pair<const QString &, QString &> &field) {
        return quotes(field.first) || quotes(field.second);
    });
    return error;
}

} // namespace

OpenApiClient::OpenApiClient(HttpTransport &transport, const WireProfile &profile)
    : m_transport(transport), m_profile(profile)
{}

Pending<ApiTokens> *OpenApiClient::requestTokens(const QString &clientId, const Secret &secret)
{
    const QString id = u"get_token"_s;
    const WireCall &call = m_profile.call(id);
    SecretJson json;
    json.add(call.field(u"clientId"_s), QJsonValue(clientId));
    json.add(call.field(u"clientSecret"_s), secret);
    HttpRequest http = request(id);
    http.body = std::move(json).finish();
    return askTokens(std::move(http), id, secret);
}

Pending<ApiTokens> *OpenApiClient::refreshTokens(const Secret &refreshToken)
{
    const QString id = u"refresh_token"_s;
    SecretJson json;
    json.add(m_profile.call(id).field(u"refreshToken"_s), refreshToken);
    HttpRequest http = request(id);
    http.body = std::move(json).finish();
    return askTokens(std::move(http), id, refreshToken);
}

Pending<Done> *OpenApiClient::releaseToken(const Secret &token)
{
    return transformed<Done>(ask(request(u"del_token"_s, token), OpenApiCallKind::Call, token),
                             [](Result<QJsonObject> answer) {
                                 return answer ? Result<Done>(Done{})
                                               : Result<Done>(Failure(std::move(answer.error())));
                             });
}

Pending<SystemInformation> *OpenApiClient::systemInformation(const Secret &token)
{
    const QString id = u"system/information"_s;
    const WireCall &call = m_profile.call(id);
    return transformed<SystemInformation>(
        ask(request(id, token), OpenApiCallKind::Call, token), [call](Result<QJsonObject> answer) {
            return answer ? readInformation(*answer, call)
                          : Result<SystemInformation>(Failure(std::move(answer.error())));
        });
}

Pending<ListPage<FoundExtension>> *OpenApiClient::searchExtensions(const Secret &token,
                                                                   const ListQuery &query)
{
    const QString id = u"extension/search"_s;
    const WireCall &call = m_profile.call(id);
    HttpRequest http = request(id, token);
    const auto add = [&](const QString &field, const QString &value) {
        http.query.addQueryItem(call.field(field),
                                QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"page"_s, QString::number(query.page));
    add(u"pageSize"_s, QString::number(query.pageSize));
    add(u"sortBy"_s, call.field(u"number"_s));
    add(u"order"_s, call.word(u"order"_s, u"ascending"_s));
    add(u"search"_s, query.search);
    return transformed<ListPage<FoundExtension>>(
        ask(std::move(http), OpenApiCallKind::Call, token), [call](Result<QJsonObject> answer) {
            return answer ? readExtensions(*answer, call)
                          : Result<ListPage<FoundExtension>>(Failure(std::move(answer.error())));
        });
}

HttpRequest OpenApiClient::request(const QString &callId) const
{
    const WireCall &call = m_profile.call(callId);
    HttpRequest http{.path = call.path(), .logPath = call.path().toUtf8()};
    if (call.verb() == "POST") {
        http.verb = HttpRequest::Verb::Post;
        http.contentType = "application/json";
    }
    return http;
}

HttpRequest OpenApiClient::request(const QString &callId, const Secret &token) const
{
    HttpRequest http = request(callId);
    http.query.addQueryItem(m_profile.call(u"session"_s).field(u"accessToken"_s),
                            QString::fromLatin1(token.view().toByteArray().toPercentEncoding()));
    return http;
}

Pending<ApiTokens> *OpenApiClient::askTokens(HttpRequest request, const QString &callId,
                                             const Secret &sent)
{
    const WireCall &call = m_profile.call(callId);
    return transformed<ApiTokens>(
        ask(std::move(request), OpenApiCallKind::Token, sent), [call](Result<QJsonObject> answer) {
            if (!answer) {
                ApiError error = std::move(answer.error());
                if (error.kind == Kind::UnknownOutcome) // nothing that matters was changed
                    error.kind = error.reason == "timeout"_L1 ? Kind::Timeout : Kind::Unreachable;
                return Result<ApiTokens>(Failure(std::move(error)));
            }
            JsonReader reader(*answer, call);
            ApiTokens tokens{.access = reader.secret(u"accessToken"_s),
                             .refresh = reader.secret(u"refreshToken"_s),
                             .expiresIn = reader.seconds(u"expiresIn"_s)};
            return reader.error() ? Result<ApiTokens>(Failure(*reader.error()))
                                  : Result<ApiTokens>(std::move(tokens));
        });
}

Pending<QJsonObject> *OpenApiClient::ask(HttpRequest request, OpenApiCallKind kind,
                                         const Secret &sent)
{
    return transformed<QJsonObject>(
        m_transport.send(std::move(request)),
        [kind, profile = m_profile, sent = sent.clone()](Result<HttpResponse> response) {
            if (!response)
                return Result<QJsonObject>(
                    Failure(without(sent, withoutQuery(std::move(response.error())))));
            auto answer = decodeOpenApi(*response, kind, profile);
            return answer ? std::move(answer)
                          : Result<QJsonObject>(Failure(without(sent, std::move(answer.error()))));
        });
}

} // namespace lw
