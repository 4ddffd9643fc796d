// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/remotemanagementfixture.h"

#include <core/centralsettings.h>
#include <session/centralsession.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace lw::test {

const inline QString kTokenCall = QStringLiteral("/dm/open_api/oauth/token");
const inline QString kConnectionsCall =
    QStringLiteral("/dm/open_api/v1/subscription/rm_connections");
const inline QString kDevicesCall = QStringLiteral("/dm/open_api/v1/remote_devices");

[[nodiscard]] inline FakeAnswer centralAnswer(const QJsonValue &data = {})
{
    QJsonObject json{{QStringLiteral("requestId"), QStringLiteral("r-1")},
                     {QStringLiteral("status"), QStringLiteral("Success")},
                     {QStringLiteral("time"), 1'800'000'000}};
    if (!data.isNull())
        json.insert(QStringLiteral("data"), data);
    return FakeAnswer::json(json);
}

[[nodiscard]] inline FakeAnswer centralRefusal(int status, int code, const QString &text)
{
    FakeAnswer answer = FakeAnswer::json({{QStringLiteral("requestId"), QStringLiteral("r-2")},
                                          {QStringLiteral("status"), QStringLiteral("Failed")},
                                          {QStringLiteral("errCode"), code},
                                          {QStringLiteral("errMsg"), text}});
    answer.status = status;
    return answer;
}

[[nodiscard]] inline FakeAnswer connectionsAnswer(int used, int capacity)
{
    return centralAnswer(QJsonObject{
        {QStringLiteral("connections"),
         QJsonObject{{QStringLiteral("used"), used}, {QStringLiteral("capacity"), capacity}}}});
}

[[nodiscard]] inline QJsonObject deviceRow(int id, const QString &name, const QString &serialNumber,
                                           const QString &status)
{
    return {{QStringLiteral("deviceId"), id},
            {QStringLiteral("deviceName"), name},
            {QStringLiteral("sn"), serialNumber},
            {QStringLiteral("status"), status}};
}

/*!
 * A PBX and a platform without sockets, both signed in. The platform keeps its devices: it adds,
 * lists and deletes them. What a device's status is decides the test.
 */
struct PlatformFixture : RemoteManagementFixture
{
    explicit PlatformFixture(const QString &firmware = QStringLiteral("83.19.0.110"))
        : RemoteManagementFixture(firmware)
    {
        server.always(kTokenCall,
                      FakeAnswer::json({{QStringLiteral("access_token"), QStringLiteral("a")},
                                        {QStringLiteral("refresh_token"), QStringLiteral("r")},
                                        {QStringLiteral("token_type"), QStringLiteral("Bearer")},
                                        {QStringLiteral("expires_in"), 1800}}));
        server.always(kConnectionsCall, connectionsAnswer(3, 10));
        server.compute(kDevicesCall,
                       [this](const SentRequest &request) { return answerDevices(request); });
        signInPlatform();
    }

    void signInPlatform()
    {
        central.signIn(Secret(QByteArrayView("secret")));
        settleAll([this] { return central.state() != CentralSession::State::Connecting; });
    }

    //! The PBX has used its code.
    void setDevice(const QString &serialNumber, const QString &status)
    {
        devices.replace(0, deviceRow(1, nameOfFirst(), serialNumber, status));
    }

    [[nodiscard]] FakeAnswer answerDevices(const SentRequest &request)
    {
        if (request.verb == HttpRequest::Verb::Post) {
            devices.append(deviceRow(static_cast<int>(devices.size()) + 1,
                                     request.json().value(QStringLiteral("deviceName")).toString(),
                                     {}, QStringLiteral("Pending")));
            return centralAnswer(QJsonObject{
                {QStringLiteral("deviceId"), static_cast<int>(devices.size())},
                {QStringLiteral("authenticationCode"), QStringLiteral("ABCDEFGHJKMNPQRS")},
                {QStringLiteral("expireTime"), 1'800'086'400}});
        }
        if (request.verb != HttpRequest::Verb::Get) {
            devices = {};
            return centralAnswer();
        }
        return centralAnswer(QJsonObject{{QStringLiteral("pageSize"), 50},
                                         {QStringLiteral("pageNumber"), 1},
                                         {QStringLiteral("total"), devices.size()},
                                         {QStringLiteral("list"), devices}});
    }

    [[nodiscard]] static CentralSettings savedPlatform()
    {
        return {.id = QStringLiteral("platform-1"),
                .name = QStringLiteral("Provider"),
                .address =
                    PbxAddress::parse(QStringLiteral("rm.example.com"), kCentralPort).value(),
                .clientId = QStringLiteral("client")};
    }

    QJsonArray devices;
    CentralSession central{savedPlatform(), environment};

private:
    [[nodiscard]] QString nameOfFirst() const
    {
        return devices.at(0).toObject().value(QStringLiteral("deviceName")).toString();
    }
};

} // namespace lw::test
