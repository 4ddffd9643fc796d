// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/fakes.h"

#include <sandbox/pbxservice.h>

namespace lw::Sandbox {

/*! A practice PBX without sockets, and a client that speaks to it. */
class PbxFixture final
{
public:
    explicit PbxFixture(const QString &firmware = QStringLiteral("83.19.0.110"),
                        const WireProfile &wire = builtInWire())
        : m_wire(wire)
        , pbx(planFor(firmware), m_wire,
              {.platforms = &platform,
               .scheduler = &scheduler,
               .clock = &clock,
               .random = countingRandom(),
               .defaultServer = PbxAddress::parse(QStringLiteral("127.0.0.1:4443")).value()})
    {}

    static PbxPlan planFor(const QString &firmware)
    {
        return {.name = QStringLiteral("Lab"),
                .firmware = FirmwareVersion(firmware),
                .model = QStringLiteral("P-Series Software Edition"),
                .serialNumber = QStringLiteral("369831900110"),
                .accounts = {{.userName = QStringLiteral("admin"),
                              .password = QStringLiteral("Practice-Admin-1"),
                              .role = QStringLiteral("super_admin")},
                             {.userName = QStringLiteral("operator"),
                              .password = QStringLiteral("Practice-Operator-1"),
                              .role = QStringLiteral("administrator")},
                             {.userName = QStringLiteral("1001"),
                              .password = QStringLiteral("Practice-User-1"),
                              .role = QStringLiteral("user"),
                              .email = QStringLiteral("anna@pbx.example")}}};
    }

    //! Sends the contract's \a call with the path and verb of the wire profile.
    WebAnswer ask(const QString &call, const QByteArray &body = {})
    {
        const WireCall &wireCall = m_wire.call(call);
        WebRequest request{.verb = wireCall.verb(),
                           .path = wireCall.path(),
                           .headers = headers,
                           .body = body,
                           .peer = peer};
        return send(request);
    }

    WebAnswer send(const WebRequest &request)
    {
        answered = false;
        WebAnswer given;
        // Answers that come later find the fixture, not this call.
        pbx.handle(request, [this](const WebAnswer &answer) {
            answered = true;
            last = answer;
        });
        return answered ? last : given;
    }

    WebAnswer signIn(const QString &user, const QString &password)
    {
        const WireCall &login = m_wire.call(QStringLiteral("login"));
        const WebAnswer answer = ask(QStringLiteral("login"),
                                     bytesOf({{login.field(QStringLiteral("userName")), user},
                                              {login.field(QStringLiteral("password")),
                                               QString::fromLatin1(portalPassword(password))}}));
        for (const auto &[name, value] : answer.headers) {
            if (name == "Set-Cookie")
                headers.insert("cookie", value.split(';').first());
        }
        return answer;
    }
    WebAnswer signIn()
    {
        return signIn(QStringLiteral("admin"), QStringLiteral("Practice-Admin-1"));
    }

    FixedClock clock;
    FakeCaller platform;
    FakeScheduler scheduler;
    QHash<QByteArray, QByteArray> headers;
    QByteArray peer = "127.0.0.1";
    WebAnswer last;
    bool answered = false;

private:
    WireProfile m_wire;

public:
    PbxService pbx;
};

inline int codeOf(const WebAnswer &answer)
{
    return answer.json.value(QLatin1String("errcode")).toInt(-99);
}

} // namespace lw::Sandbox
