// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountfixture.h"

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using State = PbxSession::State;

/*! What a sign-in leaves behind: the token of a trusted device, or a password to be changed. */
class TestDeviceTrust : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<AccountFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void deviceNameAndTokenGoWithThePassword();
    void tokenIsTakenOnce();
    void tokenIsForgotten_data();
    void tokenIsForgotten();
    void trustNotAskedFor();
    void signedOutFromTheSignal();
    void newPasswordAfterTheCode();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    std::unique_ptr<AccountFixture> m_fixture;
};

void TestDeviceTrust::deviceNameAndTokenGoWithThePassword()
{
    m_fixture->signIn();
    const QJsonObject plain = server().last(kLoginCall).json();
    QCOMPARE(plain.value(u"device_name"_s).toString(), u"Workstation 7"_s);
    QVERIFY(!plain.contains(u"trusted_device_token"_s));
    session().signIn(u"admin"_s, typed("password"), typed("c0ffee"));
    AccountFixture::turn();
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(server().last(kLoginCall).json().value(u"trusted_device_token"_s).toString(),
             u"c0ffee"_s);
}

void TestDeviceTrust::tokenIsTakenOnce()
{
    m_fixture->challenge(u"authenticator"_s);
    server().always(kCodeCall,
                    AccountFixture::rightCode({{u"trusted_device_token"_s, u"c0ffee"_s}}));
    QSignalSpy trusted(&session(), &PbxSession::deviceTrusted);
    m_fixture->sendCode("287082", TrustDevice::Yes);
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(server().last(kCodeCall).json().value(u"trust_device"_s).toInt(), 1);
    QCOMPARE(trusted.count(), 1);
    QVERIFY(session().takeDeviceToken() == typed("c0ffee"));
    QVERIFY(session().takeDeviceToken().isEmpty());
}

void TestDeviceTrust::tokenIsForgotten_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("signed out") << u"out"_s;
    QTest::newRow("session ended by the PBX") << u"expired"_s;
    QTest::newRow("moved elsewhere") << u"moved"_s;
    QTest::newRow("password changed, which ends the trust") << u"password"_s;
}

void TestDeviceTrust::tokenIsForgotten()
{
    QFETCH(QString, how);
    m_fixture->challenge(u"authenticator"_s);
    server().always(kCodeCall,
                    AccountFixture::rightCode({{u"trusted_device_token"_s, u"c0ffee"_s}}));
    m_fixture->sendCode("287082", TrustDevice::Yes);
    if (how == u"out"_s)
        session().signOut();
    else if (how == u"expired"_s)
        m_fixture->expire();
    else if (how == u"moved"_s)
        m_fixture->moveElsewhere();
    else
        session().notePasswordChanged(session().userName(), typed("new"));
    QVERIFY(session().takeDeviceToken().isEmpty());
}

void TestDeviceTrust::trustNotAskedFor()
{
    m_fixture->challenge(u"email"_s);
    server().always(kCodeCall, AccountFixture::rightCode());
    QSignalSpy trusted(&session(), &PbxSession::deviceTrusted);
    m_fixture->sendCode("287082", TrustDevice::No);
    QCOMPARE(trusted.count(), 0);
    QVERIFY(session().takeDeviceToken().isEmpty());
}

//! Whoever hears of the session first may end it: then there is nothing to keep.
void TestDeviceTrust::signedOutFromTheSignal()
{
    m_fixture->challenge(u"authenticator"_s);
    server().always(kCodeCall,
                    AccountFixture::rightCode({{u"trusted_device_token"_s, u"c0ffee"_s}}));
    QSignalSpy trusted(&session(), &PbxSession::deviceTrusted);
    connect(&session(), &PbxSession::stateChanged, this, [this] {
        if (session().isSignedIn())
            session().signOut();
    });
    m_fixture->sendCode("287082", TrustDevice::Yes);
    QCOMPARE(session().state(), State::Disconnected);
    QCOMPARE(trusted.count(), 0);
}

void TestDeviceTrust::newPasswordAfterTheCode()
{
    m_fixture->challenge(u"authenticator"_s);
    server().always(kCodeCall, AccountFixture::rightCode({{u"need_modify_default_pwd"_s, 1}}));
    m_fixture->sendCode("287082");
    QCOMPARE(session().state(), State::NeedsNewPassword);
    QVERIFY(!session().isSignedIn() && !session().mayAdminister());
    QVERIFY(!session().cookie().isEmpty());
}

QTEST_GUILESS_MAIN(TestDeviceTrust)
#include "tst_devicetrust.moc"
