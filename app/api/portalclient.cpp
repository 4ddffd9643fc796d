// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalclient.h"

#include "envelope.h"
#include "jsonreader.h"
#include "portalreading.h"
#include "remotemanagementwire.h"
#include "rowid.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

#include <QJsonArray>
#include <QUrl>

namespace lw {

namespace {

Result<ProductFacts> readProduct(const QJsonObject &json, const WireProfile &profile)
{
    const WireCall &call = profile.call(QStringLiteral("pbx/getproduct"));
    JsonReader reader(json, call);
    const QString platform = reader.text(QStringLiteral("platform"));
    ProductFacts facts{.name = reader.text(QStringLiteral("name")),
                       .type = reader.text(QStringLiteral("type")),
                       .platform = platform,
                       .displayName = reader.text(QStringLiteral("displayName")),
                       .serialNumber = reader.text(QStringLiteral("serialNumber")),
                       .firmware = FirmwareVersion(reader.text(QStringLiteral("version"))),
                       .isCloud = platform ==
                                  call.word(QStringLiteral("platform"), QStringLiteral("cloud"))};
    if (reader.error())
        return Failure(*reader.error());
    return facts;
}

} // namespace

PortalClient::PortalClient(HttpTransport &transport, const WireProfile &profile)
    : m_transport(transport), m_profile(profile)
{}

Pending<ProductFacts> *PortalClient::product(const QString &host)
{
    const WireCall &call = m_profile.call(QStringLiteral("pbx/getproduct"));
    HttpRequest http = request(call);
    http.query.addQueryItem(call.field(QStringLiteral("host")), host);
    return read<ProductFacts>(std::move(http), [profile = m_profile](const QJsonObject &json) {
        return readProduct(json, profile);
    });
}

Pending<Done> *PortalClient::signOut(const PortalCaller &caller)
{
    return read<Done>(request(m_profile.call(QStringLiteral("logout")), caller),
                      [](const QJsonObject &) { return Result<Done>(Done{}); });
}

Pending<RemoteManagementSettings> *PortalClient::remoteManagement(const PortalCaller &caller)
{
    return read<RemoteManagementSettings>(
        request(m_profile.call(QStringLiteral("remotemanagement/get")), caller),
        [profile = m_profile](const QJsonObject &json) { return readSettings(json, profile); });
}

Pending<ConnectionStatus> *PortalClient::connectionStatus(const PortalCaller &caller)
{
    return read<ConnectionStatus>(
        request(m_profile.call(QStringLiteral("remotemanagement/status")), caller),
        [profile = m_profile](const QJsonObject &json) { return readStatus(json, profile); });
}

Pending<Acceptance> *PortalClient::updateRemoteManagement(const PortalCaller &caller,
                                                          const RemoteManagementSettings &settings,
                                                          const RemoteManagementSecrets &secrets)
{
    HttpRequest http = request(m_profile.call(QStringLiteral("remotemanagement/update")), caller);
    http.body = writeSettings(settings, secrets, m_profile);
    return change(std::move(http));
}

Pending<Acceptance> *PortalClient::disconnectRemoteManagement(const PortalCaller &caller)
{
    return change(request(m_profile.call(QStringLiteral("remotemanagement/disconnect")), caller));
}

HttpRequest PortalClient::request(const WireCall &call) const
{
    HttpRequest http{.path = call.path(), .logPath = call.path().toUtf8()};
    if (call.verb() == "POST") {
        http.verb = HttpRequest::Verb::Post;
        http.contentType = "application/json;charset=utf-8";
        http.body = Secret("{}");
    }
    return http;
}

HttpRequest PortalClient::request(const WireCall &call, const PortalCaller &caller) const
{
    const WireCall &session = m_profile.call(QStringLiteral("session"));
    HttpRequest http = request(call);
    Secret cookie(session.field(QStringLiteral("cookie")).toLatin1() + '=');
    cookie.append(caller.cookie.view());
    http.headers.emplace_back("Cookie", std::move(cookie));
    if (caller.cause == PortalCaller::Cause::Person) {
        http.headers.emplace_back(session.field(QStringLiteral("activityHeader")).toLatin1(),
                                  Secret("1"));
    } else {
        http.cause = HttpRequest::Cause::Timer;
    }
    return http;
}

HttpRequest PortalClient::provenRequest(const QString &callId, const PortalCaller &caller,
                                        const Secret &passwordToken) const
{
    const WireCall &call = m_profile.call(callId);
    SecretJson json;
    json.add(call.field(QStringLiteral("passwordToken")), passwordToken);
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return http;
}

HttpRequest PortalClient::listRequest(const QString &callId, const PortalCaller &caller,
                                      const ListQuery &query) const
{
    const WireCall &call = m_profile.call(callId);
    HttpRequest http = request(call, caller);
    const auto add = [&](const char *field, const QString &value) {
        http.query.addQueryItem(call.field(QString::fromLatin1(field)), encoded(value));
    };
    add("page", QString::number(query.page));
    add("pageSize", QString::number(query.pageSize));
    if (!query.sortBy.isEmpty()) {
        const bool isAscending = query.order == ListQuery::Order::Ascending;
        add("sortBy", call.field(query.sortBy));
        add("order",
            call.word(QStringLiteral("order"),
                      isAscending ? QStringLiteral("ascending") : QStringLiteral("descending")));
    }
    if (!query.search.isEmpty())
        add("search", query.search);
    return http;
}

QString PortalClient::encoded(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

Pending<Acceptance> *PortalClient::deleteRows(const QString &callId, const PortalCaller &caller,
                                              const QStringList &ids)
{
    const WireCall &call = m_profile.call(callId);
    QJsonArray list;
    for (const QString &id : ids)
        list.append(rowIdValue(id));
    SecretJson json;
    json.add(call.field(QStringLiteral("ids")), QJsonValue(list));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<PortalAnswer> *PortalClient::ask(HttpRequest request)
{
    return transformed<PortalAnswer>(
        m_transport.send(std::move(request)), [profile = m_profile](Result<HttpResponse> response) {
            return response ? decodeEnvelope(*response, profile)
                            : Result<PortalAnswer>(Failure(std::move(response.error())));
        });
}

Pending<Acceptance> *PortalClient::change(HttpRequest request)
{
    return transformed<Acceptance>(ask(std::move(request)), [](Result<PortalAnswer> answer) {
        if (!answer)
            return Result<Acceptance>(Failure(std::move(answer.error())));
        return Result<Acceptance>(answer->isProcessing ? Acceptance::Processing : Acceptance::Done);
    });
}

} // namespace lw
