// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remotemanagementfixture.h"
#include <support/centralsessionfixture.h>

#include <session/connectthrough.h>

#include <algorithm>

namespace lw::test {

/*! A PBX and a platform that take part in one go: what the one saves the other sees. */
struct OneGo : CentralSessionFixture
{
    OneGo()
    {
        server.compute(kGetCall, [this](const SentRequest &) {
            return settingsAnswer(
                {{QStringLiteral("server_address"), address},
                 {QStringLiteral("activation_method"), QStringLiteral("auth_code")}});
        });
        server.compute(kStatusCall, [this](const SentRequest &) {
            return statusAnswer(isSaved && connects ? QStringLiteral("Connected")
                                                    : QStringLiteral("Disconnected"),
                                isSaved ? 2'000 : 1'000);
        });
        server.compute(kUpdateCall, [this](const SentRequest &sent) {
            isSaved = true;
            address = sent.json().value(QStringLiteral("server_address")).toString();
            return FakeAnswer::done();
        });
        server.always(kConnectionsPath, connectionsAnswer());
        server.compute(kDevicesPath, [this](const SentRequest &sent) { return device(sent); });
        signIn();
        signInToCentral();
        server.forgetRequests();
    }

    FakeAnswer device(const SentRequest &sent)
    {
        if (sent.verb == HttpRequest::Verb::Post) {
            name = sent.json().value(QStringLiteral("deviceName")).toString();
            exists = true;
            return addedAnswer();
        }
        if (sent.verb == HttpRequest::Verb::Delete) {
            exists = false;
            return centralAnswer(QJsonValue());
        }
        QJsonArray rows{deviceRow(3, QStringLiteral("Connected"), QStringLiteral("99"))};
        QJsonObject ours =
            deviceRow(7, isSaved && sees ? QStringLiteral("Connected") : QStringLiteral("Pending"),
                      isSaved && sees ? QStringLiteral("36") : QString());
        ours.insert(QStringLiteral("deviceName"), name);
        if (exists)
            rows.append(ours);
        return pageAnswer(rows, rows.size(), 50);
    }

    [[nodiscard]] static FakeAnswer addedAnswer()
    {
        return centralAnswer(
            QJsonObject{{QStringLiteral("deviceId"), 7},
                        {QStringLiteral("authenticationCode"), QStringLiteral("CODE7")}});
    }

    //! The PBX is of a firmware that knows neither custom servers nor passwordless login.
    void useFirmwareWithoutServers()
    {
        server.always(kProductCall, productAnswer(QStringLiteral("83.5.0.86")));
        session.signOut();
        signIn();
        server.compute(kGetCall, [](const SentRequest &) {
            return settingsAnswer({{QStringLiteral("connection_server_type"), QJsonValue()},
                                   {QStringLiteral("server_address"), QJsonValue()},
                                   {QStringLiteral("enb_passwordless"), QJsonValue()}});
        });
    }

    void usePlatform(const QString &host)
    {
        CentralSettings settings = central.settings();
        settings.address = PbxAddress::parse(host, kCentralPort).value();
        central.setSettings(settings);
        signInToCentral();
    }

    void go(ConnectThroughPlan plan = {})
    {
        plan.wait = std::chrono::milliseconds(300);
        flow.start(std::move(plan));
    }

    [[nodiscard]] QList<ConnectThrough::LegState> legs() const
    {
        QList<ConnectThrough::LegState> states;
        for (const auto leg : ConnectThrough::kLegs)
            states.append(flow.leg(leg).state);
        return states;
    }

    [[nodiscard]] int count(HttpRequest::Verb verb) const
    {
        const auto sent = server.sentTo(kDevicesPath);
        return static_cast<int>(std::count_if(
            sent.begin(), sent.end(), [verb](const SentRequest &one) { return one.verb == verb; }));
    }

    QString address = QStringLiteral("rm.example.com");
    QString name;
    bool isSaved = false;
    bool connects = true;
    bool sees = true;
    bool exists = false;
    ConnectThrough flow{session, central};
};

} // namespace lw::test
