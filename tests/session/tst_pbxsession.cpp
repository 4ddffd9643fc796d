// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/sessionfixture.h>

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;
using State = PbxSession::State;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

/*! Every way through the states of a session, and what is sent on it. */
class TestPbxSession : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<SessionFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void openAsksWhoItIs();
    void signInOpensFirst();
    void errorAtProduct_data();
    void errorAtProduct();
    void errorAtLogin_data();
    void errorAtLogin();
    void refusalCodesAtLogin_data();
    void refusalCodesAtLogin();
    void newPasswordWanted();
    void credentialsSurviveTheCertificateQuestion();
    void changedCertificateAsksToo();
    void refusedCertificateForgetsTheCredentials();
    void trustWithoutAQuestionDoesNothing();
    void credentialsSentBeforeTheQuestionAreNotSentAgain();
    void signOutEndsTheSession();
    void signOutWithoutASession();
    void lateAnswersAfterSignOutChangeNothing();
    void cancelWhileOpening();
    void cancelWhileSigningIn();
    void cancelWhenNothingIsUnderWay();
    void cancelFromASignalOfTheFlow();
    void openAgainEndsTheOldSession();
    void changedSettings_data();
    void changedSettings();
    void sessionEndsOnlyWhenSaidSo_data();
    void sessionEndsOnlyWhenSaidSo();
    void signInAfterExpiry();
    void endOfSessionFollowsTheClock();
    void noEndWithoutAutoLogout();
    void wireFileWithAMistake();
    void capabilitiesFollowTheFirmware();
    void missingCallsOverruleTheTable();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    void settle()
    {
        SessionFixture::settleAll([this] { return !session().isBusy(); });
    }
    void open()
    {
        session().open();
        settle();
    }
    std::unique_ptr<SessionFixture> m_fixture;
};

void TestPbxSession::openAsksWhoItIs()
{
    QCOMPARE(session().state(), State::Disconnected);
    QCOMPARE(server().created, 0);
    session().open();
    QCOMPARE(session().state(), State::Connecting);
    QVERIFY(session().isBusy());
    settle();
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(!session().hasExpired());
    QVERIFY(!session().error());
    QCOMPARE(session().product()->serialNumber, u"36"_s);
    QCOMPARE(server().calls(), QStringList{kProductCall});
    QCOMPARE(server().last(kProductCall).query, u"host=pbx.example"_s);
    QCOMPARE(m_fixture->factory.lastAddress, session().settings().address);
}

void TestPbxSession::signInOpensFirst()
{
    QSignalSpy states(&session(), &PbxSession::stateChanged);
    m_fixture->signIn();
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(server().calls(), (QStringList{kProductCall, kLoginCall}));
    QCOMPARE(session().userName(), u"Admin"_s); // as the PBX writes it
    QVERIFY(session().role().is(Role::SuperAdministrator));
    QCOMPARE(states.count(), 2);
    QVERIFY(session().cookie() == Secret(QByteArrayView("S1")));
}

void TestPbxSession::errorAtProduct_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<State>("state");
    QTest::newRow("time-out") << Kind::Timeout << State::Failed;
    QTest::newRow("not reached") << Kind::Unreachable << State::Failed;
    QTest::newRow("proxy") << Kind::ProxyFailed << State::Failed;
    QTest::newRow("unknown certificate") << Kind::TlsUntrusted << State::NeedsTrust;
    QTest::newRow("changed certificate") << Kind::TlsChanged << State::NeedsTrust;
    QTest::newRow("no TLS") << Kind::TlsFailed << State::Failed;
    QTest::newRow("locked out") << Kind::LockedOut << State::Locked;
    QTest::newRow("forbidden") << Kind::Forbidden << State::Failed;
    QTest::newRow("not found") << Kind::NotFound << State::Failed;
    QTest::newRow("not supported") << Kind::Unsupported << State::Failed;
    QTest::newRow("conflict") << Kind::Conflict << State::Failed;
    QTest::newRow("rejected") << Kind::Rejected << State::Failed;
    QTest::newRow("too many requests") << Kind::RateLimited << State::Failed;
    QTest::newRow("fault of the server") << Kind::ServerFault << State::Failed;
    QTest::newRow("malformed answer") << Kind::MalformedReply << State::Failed;
    QTest::newRow("unknown outcome") << Kind::UnknownOutcome << State::Failed;
    QTest::newRow("cancelled") << Kind::Cancelled << State::Disconnected;
}

//! Whatever happens at the first question, no password has left the house.
void TestPbxSession::errorAtProduct()
{
    QFETCH(Kind, kind);
    QFETCH(State, state);
    server().always(kProductCall, FakeAnswer::failure(kind));
    m_fixture->signIn();
    QCOMPARE(session().state(), state);
    QCOMPARE(server().count(kLoginCall), 0);
    QCOMPARE(server().count(kProductCall), 1);
    QVERIFY(session().error() && session().error()->kind == kind);
    QVERIFY(!session().endsAt());
}

void TestPbxSession::errorAtLogin_data()
{
    errorAtProduct_data();
    QTest::newRow("wrong password") << Kind::Unauthorized << State::NeedsPassword;
    QTest::newRow("second factor without a challenge")
        << Kind::SecondFactorRequired << State::Failed;
}

//! A refused or lost credential is never sent again by itself.
void TestPbxSession::errorAtLogin()
{
    QFETCH(Kind, kind);
    QFETCH(State, state);
    server().always(kLoginCall, FakeAnswer::failure(kind));
    m_fixture->signIn();
    QCOMPARE(session().state(), state);
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(server().count(kLoginCall), 1);
    QVERIFY(session().error() && session().error()->kind == kind);
    QVERIFY(session().cookie().isEmpty());
    QVERIFY(!session().endsAt());
    open();
    QCOMPARE(server().count(kLoginCall), 1);
}

void TestPbxSession::refusalCodesAtLogin_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<State>("state");
    QTest::newRow("wrong password") << -1 << State::NeedsPassword;
    QTest::newRow("address blocked") << 70004 << State::Locked;
    QTest::newRow("second factor") << 70601 << State::NeedsSecondFactor;
    QTest::newRow("address not allowed") << 70087 << State::Failed;
    QTest::newRow("fault of the PBX") << -2 << State::Failed;
    QTest::newRow("a code that nobody knows") << 99999 << State::Failed;
}

void TestPbxSession::refusalCodesAtLogin()
{
    QFETCH(int, code);
    QFETCH(State, state);
    const QJsonObject factor{
        {u"method"_s, u"authenticator"_s}, {u"challenge"_s, u"c1"_s}, {u"expires_in"_s, 300}};
    server().always(kLoginCall, FakeAnswer::refusal(code, {{u"block_expire_time"_s, 0},
                                                           {u"two_factor"_s, factor}}));
    m_fixture->signIn();
    QCOMPARE(session().state(), state);
    if (state == State::NeedsSecondFactor)
        QCOMPARE(session().error()->method, u"authenticator"_s);
    else
        QCOMPARE(session().error()->serverCode, std::optional<int>(code));
    if (state == State::Locked)
        QCOMPARE(session().error()->retryAfter, std::optional(std::chrono::seconds(0)));
}

void TestPbxSession::newPasswordWanted()
{
    server().always(kLoginCall, loginAnswer({{u"need_modify_default_pwd"_s, 1}}));
    m_fixture->signIn();
    QCOMPARE(session().state(), State::NeedsNewPassword);
}

void TestPbxSession::credentialsSurviveTheCertificateQuestion()
{
    server().next(kProductCall, untrusted());
    m_fixture->signIn();
    QCOMPARE(session().state(), State::NeedsTrust);
    QCOMPARE(server().count(kLoginCall), 0);
    QSignalSpy settingsChanged(&session(), &PbxSession::settingsChanged);
    session().trustCertificate();
    settle();
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(server().count(kLoginCall), 1);
    QCOMPARE(server().last(kLoginCall).json().value(u"password"_s).toString(),
             u"NWY0ZGNjM2I1YWE3NjVkNjFkODMyN2RlYjg4MmNmOTk="_s);
    QCOMPARE(settingsChanged.count(), 1);
    const TrustChoice pinned = TrustChoice::pinned(QByteArray(32, 'x'));
    QCOMPARE(session().settings().trust, pinned);
    QCOMPARE(server().trusts, QList<TrustChoice>{pinned});
    // Signing in later starts from nothing: the password is not kept.
    session().signOut();
    open();
    QCOMPARE(server().count(kLoginCall), 1);
}

void TestPbxSession::changedCertificateAsksToo()
{
    m_fixture->signIn();
    session().noteError(untrusted(Kind::TlsChanged).error);
    QCOMPARE(session().state(), State::NeedsTrust);
    QVERIFY(!session().endsAt());
    session().trustCertificate();
    settle();
    QCOMPARE(session().state(), State::NeedsPassword);
    QCOMPARE(server().count(kLoginCall), 1);
}

void TestPbxSession::refusedCertificateForgetsTheCredentials()
{
    server().next(kProductCall, untrusted());
    m_fixture->signIn();
    session().cancel();
    QCOMPARE(session().state(), State::Disconnected);
    session().trustCertificate(); // too late
    QCOMPARE(session().settings().trust, TrustChoice::system());
    open();
    QCOMPARE(session().state(), State::NeedsPassword);
    QCOMPARE(server().count(kLoginCall), 0);
}

void TestPbxSession::trustWithoutAQuestionDoesNothing()
{
    session().trustCertificate();
    QCOMPARE(session().state(), State::Disconnected);
    server().next(kProductCall, FakeAnswer::failure(Kind::TlsUntrusted)); // without facts
    open();
    session().trustCertificate();
    QCOMPARE(session().state(), State::NeedsTrust);
    QVERIFY(server().trusts.isEmpty());
}

void TestPbxSession::credentialsSentBeforeTheQuestionAreNotSentAgain()
{
    server().next(kLoginCall, untrusted(Kind::TlsChanged));
    m_fixture->signIn();
    QCOMPARE(session().state(), State::NeedsTrust);
    session().trustCertificate();
    settle();
    QCOMPARE(session().state(), State::NeedsPassword);
    QCOMPARE(server().count(kLoginCall), 1);
}

void TestPbxSession::signOutEndsTheSession()
{
    m_fixture->signIn();
    QSignalSpy signedOut(&session(), &PbxSession::signedOut);
    session().signOut();
    QCOMPARE(session().state(), State::Disconnected);
    QVERIFY(session().cookie().isEmpty());
    QVERIFY(!session().endsAt());
    QCOMPARE(server().count(kLogoutCall), 1);
    QCOMPARE(server().last(kLogoutCall).header("Cookie"), QByteArray("websession=S1"));
    QTRY_COMPARE(signedOut.count(), 1);
    QCOMPARE(session().state(), State::Disconnected);
}

void TestPbxSession::signOutWithoutASession()
{
    QSignalSpy signedOut(&session(), &PbxSession::signedOut);
    session().signOut();
    QCOMPARE(signedOut.count(), 0);
    QTRY_COMPARE(signedOut.count(), 1);
    QCOMPARE(server().sent().size(), std::size_t(0));
}

//! A poll that was under way finds its session gone: that is no expiry.
void TestPbxSession::lateAnswersAfterSignOutChangeNothing()
{
    m_fixture->signIn();
    session().signOut();
    for (const Kind kind : {Kind::SessionExpired, Kind::LockedOut, Kind::TlsChanged}) {
        session().noteError({.kind = kind});
        QCOMPARE(session().state(), State::Disconnected);
        QVERIFY(!session().hasExpired());
    }
}

void TestPbxSession::cancelWhileOpening()
{
    server().next(kProductCall, FakeAnswer::hang());
    session().open();
    session().cancel();
    QCOMPARE(session().state(), State::Disconnected);
    QTRY_COMPARE(server().hanging(kProductCall), 0);
    QCOMPARE(session().state(), State::Disconnected);
}

void TestPbxSession::cancelWhileSigningIn()
{
    server().next(kLoginCall, FakeAnswer::hang());
    session().signIn(u"admin"_s, Secret(QByteArrayView("p")));
    SessionFixture::settleAll([this] { return server().hanging(kLoginCall) == 1; });
    session().cancel();
    QCOMPARE(session().state(), State::NeedsPassword);
    QTRY_COMPARE(server().hanging(kLoginCall), 0);
    QVERIFY(session().cookie().isEmpty());
}

void TestPbxSession::cancelWhenNothingIsUnderWay()
{
    session().cancel();
    QCOMPARE(session().state(), State::Disconnected);
    m_fixture->signIn();
    session().cancel();
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(session().endsAt().has_value());
    server().always(kProductCall, FakeAnswer::failure(Kind::Timeout));
    open();
    QCOMPARE(session().state(), State::Failed);
    session().cancel();
    QCOMPARE(session().state(), State::Failed);
}

void TestPbxSession::cancelFromASignalOfTheFlow()
{
    connect(&session(), &PbxSession::factsChanged, &session(), [this] { session().cancel(); });
    session().signIn(u"admin"_s, Secret(QByteArrayView("p")));
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(session().state(), State::NeedsPassword);
    QCOMPARE(server().count(kLoginCall), 0);
}

void TestPbxSession::openAgainEndsTheOldSession()
{
    m_fixture->signIn();
    open();
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(session().cookie().isEmpty());
    QVERIFY(!session().endsAt());
    QVERIFY(!session().role().known);
}

void TestPbxSession::changedSettings_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("closes");
    QTest::newRow("another name") << u"name"_s << false;
    QTest::newRow("other notes") << u"notes"_s << false;
    QTest::newRow("another group") << u"group"_s << false;
    QTest::newRow("another address") << u"address"_s << true;
    QTest::newRow("another port") << u"port"_s << true;
    QTest::newRow("another trust") << u"trust"_s << true;
    QTest::newRow("another proxy") << u"proxy"_s << true;
    QTest::newRow("another wire file") << u"wire"_s << true;
}

void TestPbxSession::changedSettings()
{
    QFETCH(QString, what);
    QFETCH(bool, closes);
    m_fixture->signIn();
    PbxSettings settings = session().settings();
    if (what == u"name"_s)
        settings.name = u"Other"_s;
    else if (what == u"notes"_s)
        settings.notes = u"n"_s;
    else if (what == u"group"_s)
        settings.group = u"g"_s;
    else if (what == u"address"_s)
        settings.address = PbxAddress::parse(u"other.example"_s).value();
    else if (what == u"port"_s)
        settings.address = PbxAddress::parse(u"pbx.example:1"_s).value();
    else if (what == u"trust"_s)
        settings.trust = TrustChoice::pinned(QByteArray(32, 'y'));
    else if (what == u"proxy"_s)
        settings.proxy.way = ProxyChoice::Way::None;
    else
        settings.wireFile = u"/nowhere"_s;
    session().setSettings(settings);
    QCOMPARE(session().settings(), settings);
    QCOMPARE(session().state(), closes ? State::Disconnected : State::Connected);
    QCOMPARE(session().cookie().isEmpty(), closes);
    QCOMPARE(session().product().has_value(), !closes);
    if (!closes || what == u"wire"_s)
        return;
    open();
    QCOMPARE(server().created, 2);
    QCOMPARE(m_fixture->factory.lastAddress, settings.address);
    QCOMPARE(m_fixture->factory.lastTrust, settings.trust);
    QCOMPARE(m_fixture->factory.lastProxy, settings.proxy);
}

void TestPbxSession::sessionEndsOnlyWhenSaidSo_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<State>("state");
    QTest::newRow("expired") << Kind::SessionExpired << State::NeedsPassword;
    QTest::newRow("locked out") << Kind::LockedOut << State::Locked;
    QTest::newRow("another certificate") << Kind::TlsChanged << State::NeedsTrust;
    QTest::newRow("a pin that is gone") << Kind::TlsUntrusted << State::NeedsTrust;
    for (const auto &[name, kind] :
         {std::pair{"time-out", Kind::Timeout}, std::pair{"not reached", Kind::Unreachable},
          std::pair{"forbidden", Kind::Forbidden}, std::pair{"rejected", Kind::Rejected},
          std::pair{"conflict", Kind::Conflict}, std::pair{"malformed", Kind::MalformedReply},
          std::pair{"fault of the server", Kind::ServerFault},
          std::pair{"wrong code", Kind::Unauthorized}, std::pair{"cancelled", Kind::Cancelled},
          std::pair{"unknown outcome", Kind::UnknownOutcome},
          std::pair{"not supported", Kind::Unsupported}})
        QTest::newRow(name) << kind << State::Connected;
}

void TestPbxSession::sessionEndsOnlyWhenSaidSo()
{
    QFETCH(Kind, kind);
    QFETCH(State, state);
    m_fixture->signIn();
    session().noteError({.kind = kind});
    QCOMPARE(session().state(), state);
    QCOMPARE(session().hasExpired(), kind == Kind::SessionExpired);
    QCOMPARE(session().cookie().isEmpty(), state != State::Connected);
    QCOMPARE(session().endsAt().has_value(), state == State::Connected);
}

void TestPbxSession::signInAfterExpiry()
{
    m_fixture->signIn();
    session().noteError({.kind = Kind::SessionExpired});
    m_fixture->signIn();
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(!session().hasExpired());
    QVERIFY(!session().error());
    QCOMPARE(server().created, 1);
}

void TestPbxSession::endOfSessionFollowsTheClock()
{
    using namespace std::chrono_literals;
    m_fixture->signIn();
    const QDateTime signedInAt = m_fixture->clock.now();
    QCOMPARE(*session().endsAt(), signedInAt.addSecs(15 * 60));
    m_fixture->clock.advance(10min);
    QCOMPARE(*session().endsAt(), signedInAt.addSecs(15 * 60));
    session().noteActivity();
    QCOMPARE(*session().endsAt(), signedInAt.addSecs(25 * 60));
}

void TestPbxSession::noEndWithoutAutoLogout()
{
    for (const int minutes : {0, -5}) {
        server().always(kLoginCall, loginAnswer({{u"auto_logout_time"_s, minutes}}));
        m_fixture->signIn();
        QCOMPARE(session().state(), State::Connected);
        QVERIFY(!session().endsAt());
    }
}

void TestPbxSession::wireFileWithAMistake()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"wire.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n\"format\": 1,\n\"cals\": {}\n}");
    file.close();
    PbxSettings settings = session().settings();
    settings.wireFile = path;
    session().setSettings(settings);
    m_fixture->signIn();
    QCOMPARE(session().state(), State::Failed);
    QVERIFY(session().wireProblem().has_value());
    QCOMPARE(session().wireProblem()->line, 3);
    QCOMPARE(server().sent().size(), std::size_t(0));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(R"({"format": 1, "calls": {"pbx/getproduct": {"path": "who"}}})");
    file.close();
    server().always(u"who"_s, productAnswer(u"83.19.0.110"_s));
    open(); // a corrected file is read without a restart
    QCOMPARE(session().state(), State::NeedsPassword);
    QVERIFY(!session().wireProblem());
    QCOMPARE(server().count(u"who"_s), 1);
}

void TestPbxSession::capabilitiesFollowTheFirmware()
{
    using Availability = Capability::Availability;
    QVERIFY(session().capability(Feature::CustomServer).availability == Availability::ByProbe);
    server().always(kProductCall, productAnswer(u"83.17.0.16"_s));
    open();
    QVERIFY(session().capability(Feature::CustomServer).availability ==
            Availability::NeedsFirmware);
    QVERIFY(session().capability(Feature::Passwordless).availability == Availability::Available);
}

void TestPbxSession::missingCallsOverruleTheTable()
{
    open();
    QSignalSpy facts(&session(), &PbxSession::factsChanged);
    session().noteRemoteManagementMissing();
    session().noteRemoteManagementMissing();
    QCOMPARE(facts.count(), 1);
    QVERIFY(session().lacksRemoteManagement());
    for (const Feature feature : allFeatures())
        QVERIFY(!session().capability(feature).isUsable());
}

QTEST_GUILESS_MAIN(TestPbxSession)
#include "tst_pbxsession.moc"
