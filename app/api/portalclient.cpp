// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalclient.h"

#include "envelope.h"
#include "jsonreader.h"
#include "remotemanagementwire.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

namespace lw {

namespace {

constexpr int kMd5Size = 16;

OpenWord<Role> roleOf(const WireCall &call, const QString &word)
{
    const QString meaning = call.meaning(QStringLiteral("role"), word);
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

Result<SignInAnswer> readSignIn(const HttpResponse &response, const WireProfile &profile)
{
    const auto answer = decodeEnvelope(response, profile);
    if (!answer)
        return Failure(answer.error());
    const WireCall &call = profile.call(QStringLiteral("login"));
    const QString cookieName =
        profile.call(QStringLiteral("session")).field(QStringLiteral("cookie"));
    JsonReader reader(answer->json, call);
    SignInAnswer signIn{.cookie = sessionCookie(response, cookieName),
                        .userName = reader.text(QStringLiteral("userName")),
                        .role = roleOf(call, reader.text(QStringLiteral("role")))};
    signIn.autoLogout = std::chrono::minutes(reader.number(QStringLiteral("autoLogoutTime")));
    signIn.mustChangePassword = reader.flag(QStringLiteral("mustChangePassword"));
    signIn.isPasswordlessEnabled = reader.flag(QStringLiteral("passwordlessEnabled"));
    if (reader.error())
        return Failure(*reader.error());
    if (signIn.cookie.isEmpty())
        return Failure(ApiError{.kind = ApiError::Kind::MalformedReply,
                                .detail = QStringLiteral("no cookie \"%1\"").arg(cookieName)});
    return signIn;
}

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

Secret portalPassword(const Secret &password)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    const QByteArrayView bytes = password.view();
    EVP_Digest(bytes.data(), static_cast<std::size_t>(bytes.size()), digest.data(), nullptr,
               EVP_md5(), nullptr);
    std::array<unsigned char, 2 * kMd5Size> hex{};
    for (std::size_t i = 0; i < kMd5Size; ++i) {
        hex[2 * i] = static_cast<unsigned char>(kHex[digest[i] >> 4]);
        hex[2 * i + 1] = static_cast<unsigned char>(kHex[digest[i] & 0xf]);
    }
    std::array<unsigned char, 4 * ((2 * kMd5Size + 2) / 3) + 1> base64{};
    const int length = EVP_EncodeBlock(base64.data(), hex.data(), static_cast<int>(hex.size()));
    Secret result(QByteArrayView(reinterpret_cast<const char *>(base64.data()), length));
    OPENSSL_cleanse(digest.data(), digest.size());
    OPENSSL_cleanse(hex.data(), hex.size());
    OPENSSL_cleanse(base64.data(), base64.size());
    return result;
}

PortalClient::PortalClient(HttpTransport &transport, const WireProfile &profile)
    : m_transport(transport), m_profile(profile)
{}

Pending<ProductFacts> *PortalClient::product(const QString &host)
{
    const WireCall &call = m_profile.call(QStringLiteral("pbx/getproduct"));
    HttpRequest http = request(call);
    http.query.addQueryItem(call.field(QStringLiteral("host")), host);
    return transformed<ProductFacts>(
        ask(std::move(http)), [profile = m_profile](Result<PortalAnswer> answer) {
            return answer ? readProduct(answer->json, profile)
                          : Result<ProductFacts>(Failure(std::move(answer.error())));
        });
}

Pending<SignInAnswer> *PortalClient::signIn(const QString &userName, const Secret &password)
{
    const WireCall &call = m_profile.call(QStringLiteral("login"));
    SecretJson json;
    json.add(call.field(QStringLiteral("userName")), QJsonValue(userName));
    json.add(call.field(QStringLiteral("password")), portalPassword(password));
    HttpRequest http = request(call);
    http.body = std::move(json).finish();
    return transformed<SignInAnswer>(
        m_transport.send(std::move(http)), [profile = m_profile](Result<HttpResponse> response) {
            return response ? readSignIn(*response, profile)
                            : Result<SignInAnswer>(Failure(std::move(response.error())));
        });
}

Pending<Done> *PortalClient::signOut(const PortalCaller &caller)
{
    return transformed<Done>(ask(request(m_profile.call(QStringLiteral("logout")), caller)),
                             [](Result<PortalAnswer> answer) {
                                 return answer ? Result<Done>(Done{})
                                               : Result<Done>(Failure(std::move(answer.error())));
                             });
}

Pending<RemoteManagementSettings> *PortalClient::remoteManagement(const PortalCaller &caller)
{
    return transformed<RemoteManagementSettings>(
        ask(request(m_profile.call(QStringLiteral("remotemanagement/get")), caller)),
        [profile = m_profile](Result<PortalAnswer> answer) {
            return answer ? readSettings(answer->json, profile)
                          : Result<RemoteManagementSettings>(Failure(std::move(answer.error())));
        });
}

Pending<ConnectionStatus> *PortalClient::connectionStatus(const PortalCaller &caller)
{
    return transformed<ConnectionStatus>(
        ask(request(m_profile.call(QStringLiteral("remotemanagement/status")), caller)),
        [profile = m_profile](Result<PortalAnswer> answer) {
            return answer ? readStatus(answer->json, profile)
                          : Result<ConnectionStatus>(Failure(std::move(answer.error())));
        });
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
