// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/deedlog.h>
#include <support/sessionfixture.h>
#include <support/testdata.h>

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace lw::test {

const inline QString kTwoFactorCall = QStringLiteral("twofactor/get");
const inline QString kCheckPasswordCall = QStringLiteral("twofactor/checkpassword");
const inline QString kKeyCall = QStringLiteral("twofactor/getsecret");
const inline QString kMailCall = QStringLiteral("twofactor/sendemail");
const inline QString kTwoFactorUpdateCall = QStringLiteral("twofactor/update");
const inline QString kCodeCall = QStringLiteral("login/twofactor");
const inline QString kResendCall = QStringLiteral("login/twofactor/sendemail");
const inline QString kChangePasswordCall = QStringLiteral("user/updatepassword");
const inline QString kDevicesCall = QStringLiteral("trusteddevice/searchsummary");
const inline QString kDeleteDevicesCall = QStringLiteral("trusteddevice/batchdelete");
const inline QString kOptionsCall = QStringLiteral("securityoption/get");
const inline QString kUpdateOptionsCall = QStringLiteral("securityoption/update");
const inline QString kWebServerCall = QStringLiteral("webserver/get");
const inline QString kUpdateWebServerCall = QStringLiteral("webserver/update");

//! What somebody types.
[[nodiscard]] inline Secret typed(const char *text)
{
    return Secret(QByteArrayView(text));
}

//! base64(lowercase hex MD5(\a password)), as the portal wants it.
[[nodiscard]] inline QString pw64(const QByteArray &password)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(password, QCryptographicHash::Md5).toHex().toBase64());
}

//! An answer as the contract's golden file \a name has it, with \a more on top.
[[nodiscard]] inline FakeAnswer golden(const QString &name, const QJsonObject &more = {})
{
    QFile file(testData(QStringLiteral("contract/portal/%1.response.json").arg(name)));
    QJsonObject json;
    if (file.open(QIODevice::ReadOnly))
        json = QJsonDocument::fromJson(file.readAll()).object();
    for (auto it = more.begin(); it != more.end(); ++it)
        json.insert(it.key(), *it);
    return FakeAnswer::json(json);
}

//! A page of \a rows of a list of \a total.
[[nodiscard]] inline FakeAnswer listAnswer(const QString &name, const QJsonArray &rows, int total)
{
    return FakeAnswer::json(
        {{QStringLiteral("errcode"), 0}, {QStringLiteral("total_number"), total}, {name, rows}});
}

[[nodiscard]] inline FakeAnswer unanswered()
{
    return FakeAnswer::failure(ApiError::Kind::UnknownOutcome);
}

/*! Remembers what was written down. */
class DeedList final : public DeedLog
{
public:
    void record(const Deed &deed) override { deeds.append(deed); }
    [[nodiscard]] QStringList outcomes() const
    {
        QStringList found;
        for (const Deed &deed : deeds)
            found.append(deed.action + QLatin1Char(' ') + deed.outcome);
        return found;
    }

    QList<Deed> deeds;
};

/*! A session that writes its deeds down, with a name for this workstation. */
struct AccountFixture : SessionFixture
{
    AccountFixture()
    {
        environment.deeds = &deeds;
        environment.deviceName = QStringLiteral("Workstation 7");
    }

    //! Signs another account in.
    void signInAs(const QString &userName, const QString &role = QStringLiteral("super_admin"))
    {
        server.always(kLoginCall, loginAnswer({{QStringLiteral("username"), userName},
                                               {QStringLiteral("role"), role}}));
        session.signIn(userName, typed("password"));
        settleAll([this] { return session.state() != PbxSession::State::Connecting; });
    }

    //! The PBX ends the session; \a call is one whose answer can say so.
    void expire() { session.noteError({.kind = ApiError::Kind::SessionExpired}); }

    //! The saved PBX gets another address: the connection and all that hangs on it goes.
    void moveElsewhere()
    {
        PbxSettings settings = session.settings();
        settings.address = PbxAddress::parse(QStringLiteral("other.example:8088")).value();
        session.setSettings(settings);
    }

    //! The PBX wants a code by \a method ("email") after the password.
    void challenge(const QString &method)
    {
        server.always(kLoginCall, golden(QStringLiteral("error-70601-") + method));
        signIn();
    }
    void sendCode(const char *code, TrustDevice trust = TrustDevice::No)
    {
        session.sendCode(typed(code), trust);
        turn();
    }
    [[nodiscard]] static FakeAnswer rightCode(const QJsonObject &more = {})
    {
        FakeAnswer answer = golden(QStringLiteral("login-twofactor"), more);
        answer.cookies = {"websession=S2; Path=/"};
        return answer;
    }

    static void turn()
    {
        settleAll([] { return false; });
    }

    DeedList deeds;
};

} // namespace lw::test
