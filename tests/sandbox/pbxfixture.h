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
        : PbxFixture(planFor(firmware), wire)
    {}
    explicit PbxFixture(const PbxPlan &plan, const WireProfile &wire = builtInWire())
        : m_wire(wire)
        , pbx(plan, m_wire,
              {.platforms = &platform,
               .scheduler = &scheduler,
               .clock = &clock,
               .random = countingRandom(),
               .defaultServer = PbxAddress::parse(QStringLiteral("127.0.0.1:4443")).value(),
               .postman = &postman})
    {}

    static PbxPlan planFor(const QString &firmware)
    {
        return {.name = QStringLiteral("Lab"),
                .firmware = FirmwareVersion(firmware),
                .model = QStringLiteral("P-Series Software Edition"),
                .serialNumber = QStringLiteral("369831900110"),
                .accounts = {{.userName = QStringLiteral("admin"),
                              .password = QStringLiteral("Practice-Admin-1"),
                              .role = QStringLiteral("super_admin"),
                              .email = QStringLiteral("admin@pbx.example")},
                             {.userName = QStringLiteral("operator"),
                              .password = QStringLiteral("Practice-Operator-1"),
                              .role = QStringLiteral("administrator")},
                             {.userName = QStringLiteral("1001"),
                              .password = QStringLiteral("Practice-User-1"),
                              .role = QStringLiteral("user"),
                              .email = QStringLiteral("anna@pbx.example")}}};
    }

    //! Reads with a call of the contract.
    WebAnswer read(const QString &call, const QByteArray &query = {})
    {
        const WireCall &wireCall = m_wire.call(call);
        return send({.verb = wireCall.verb(),
                     .path = wireCall.path(),
                     .query = query,
                     .headers = headers,
                     .peer = peer});
    }
    WebAnswer ask(const QString &call, const QJsonObject &body) { return ask(call, bytesOf(body)); }

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

    //! Takes the cookie of what was answered.
    WebAnswer signIn(const QString &user, const QString &password, const QJsonObject &more = {})
    {
        const WireCall &login = m_wire.call(QStringLiteral("login"));
        QJsonObject body = more;
        body.insert(login.field(QStringLiteral("userName")), user);
        body.insert(login.field(QStringLiteral("password")), coded(password));
        return entered(ask(QStringLiteral("login"), body));
    }
    WebAnswer signIn()
    {
        return signIn(QStringLiteral("admin"), QStringLiteral("Practice-Admin-1"));
    }
    WebAnswer secondStep(const WebAnswer &first, const QByteArray &code,
                         const QJsonObject &more = {})
    {
        QJsonObject body = more;
        body.insert(QStringLiteral("challenge"), challengeOf(first));
        body.insert(QStringLiteral("code"), QString::fromLatin1(code));
        return entered(ask(QStringLiteral("login/twofactor"), body));
    }

    static QString coded(const QString &password)
    {
        return QString::fromLatin1(portalPassword(password));
    }
    static QString challengeOf(const WebAnswer &answer)
    {
        return answer.json.value(QLatin1String("two_factor"))
            .toObject()
            .value(QLatin1String("challenge"))
            .toString();
    }

    //! Shows the password of the one who is signed in.
    QString passwordToken(const QString &password = QStringLiteral("Practice-Admin-1"))
    {
        return ask(QStringLiteral("twofactor/checkpassword"),
                   QJsonObject{{QStringLiteral("password"), coded(password)}})
            .json.value(QLatin1String("password_token"))
            .toString();
    }
    //! A new authenticator key, as its app would keep it.
    Secret newKey(const QString &token)
    {
        const WebAnswer answer = ask(QStringLiteral("twofactor/getsecret"),
                                     QJsonObject{{QStringLiteral("password_token"), token}});
        return Secret(fromBase32(answer.json.value(QLatin1String("secret")).toString()));
    }
    //! What an authenticator shows that is \a steps ahead.
    QByteArray codeOfKey(const Secret &key, int steps = 0) const
    {
        return hotp(key, clock.now().toSecsSinceEpoch() / 30 + steps);
    }
    WebAnswer enrol(const QString &token, const QString &method, const QByteArray &code)
    {
        return ask(QStringLiteral("twofactor/update"),
                   QJsonObject{{QStringLiteral("password_token"), token},
                               {QStringLiteral("enb_two_factor"), 1},
                               {QStringLiteral("method"), method},
                               {QStringLiteral("code"), QString::fromLatin1(code)}});
    }
    //! Signs in as the super administrator and sets an authenticator up.
    Secret enrolAuthenticator()
    {
        (void)signIn();
        const QString token = passwordToken();
        Secret key = newKey(token);
        (void)enrol(token, QStringLiteral("authenticator"), codeOfKey(key));
        return key;
    }

    FixedClock clock;
    FakeCaller platform;
    FakeScheduler scheduler;
    FakePostman postman;
    QHash<QByteArray, QByteArray> headers;
    QByteArray peer = "127.0.0.1";
    WebAnswer last;
    bool answered = false;

private:
    WebAnswer entered(const WebAnswer &answer)
    {
        for (const auto &[name, value] : answer.headers) {
            if (name == "Set-Cookie")
                headers.insert("cookie", value.split(';').first());
        }
        return answer;
    }

    WireProfile m_wire;

public:
    PbxService pbx;
};

inline int codeOf(const WebAnswer &answer)
{
    return answer.json.value(QLatin1String("errcode")).toInt(-99);
}

} // namespace lw::Sandbox
