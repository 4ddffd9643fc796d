// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <sandbox/linkticket.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! The pages behind a link of the management server, as a browser asks for them. */
class TestPortalPages : public QObject
{
    Q_OBJECT
private slots:
    void linkOpensASessionAndGoesOn();
    void pagesAreStrict_data();
    void pagesAreStrict();
    void ticketIsGoodOnce();
    void ticketEnds_data();
    void ticketEnds();
    void wrongTicketOpensNothing_data();
    void wrongTicketOpensNothing();
    void bothSidesMustWantIt_data();
    void bothSidesMustWantIt();
    void disconnectedPbxHasNoLinks();
    void sessionEndsByAutoLogoutTime();
    void signOutEndsTheSession();
    void switchingOffEndsTheSession_data();
    void switchingOffEndsTheSession();
    void passwordlessAccountHasAllRights();
    void nobodySignsInAsPasswordless();
    void accountLinkLeadsToTheForm();
    void formLetsIn_data();
    void formLetsIn();
    void formBlocksWhoGuesses();
    void textsAreEscaped();

private:
    static QByteArray key() { return QByteArray(32, 'k'); }

    //! Binds the PBX to a platform that says \a onPlatform of its own switch.
    static void connectPbx(PbxFixture &fixture, int onPbx = 1, int onPlatform = 1)
    {
        (void)fixture.signIn();
        (void)fixture.ask(u"remotemanagement/update"_s,
                          QJsonObject{{u"connection_server_type"_s, u"default"_s},
                                      {u"activation_method"_s, u"auth_code"_s},
                                      {u"authentication_code"_s, u"CODE"_s},
                                      {u"enb_account"_s, 1},
                                      {u"account_username"_s, u"provider"_s},
                                      {u"account_password"_s, u"Account-1"_s},
                                      {u"enb_passwordless"_s, onPbx}});
        fixture.platform.answer({.httpStatus = 200,
                                 .answer = {{u"errcode"_s, 0},
                                            {u"device_token"_s, u"token"_s},
                                            {u"link_key"_s, QString::fromLatin1(key().toBase64())},
                                            {u"passwordless"_s, onPlatform}}});
        fixture.platform.answer(
            {.httpStatus = 200, .answer = {{u"errcode"_s, 0}, {u"passwordless"_s, onPlatform}}});
        fixture.headers.clear();
    }
    static QByteArray ticketFor(const PbxFixture &fixture, LinkTicket::Account account,
                                const QByteArray &sealedWith = key(),
                                const QString &serialNumber = u"369831900110"_s)
    {
        return sealed({.serialNumber = serialNumber,
                       .account = account,
                       .end = fixture.clock.now().addSecs(60)},
                      sealedWith, systemRandom());
    }
    static QByteArray passwordlessTicket(const PbxFixture &fixture)
    {
        return ticketFor(fixture, LinkTicket::Account::Passwordless);
    }
    static WebAnswer get(PbxFixture &fixture, const QString &path, const QByteArray &ticket = {})
    {
        return keepCookie(fixture,
                          fixture.send({.verb = "GET",
                                        .path = path,
                                        .query = ticket.isEmpty() ? ticket : "ticket=" + ticket,
                                        .headers = fixture.headers,
                                        .peer = fixture.peer}));
    }
    static WebAnswer post(PbxFixture &fixture, const QString &path, const QByteArray &body = {})
    {
        return keepCookie(fixture, fixture.send({.verb = "POST",
                                                 .path = path,
                                                 .headers = fixture.headers,
                                                 .body = body,
                                                 .peer = fixture.peer}));
    }
    static WebAnswer keepCookie(PbxFixture &fixture, const WebAnswer &answer)
    {
        const QByteArray cookie = headerOf(answer, "Set-Cookie");
        if (!cookie.isEmpty())
            fixture.headers.insert("cookie", cookie.split(';').first());
        return answer;
    }
    static QByteArray headerOf(const WebAnswer &answer, const QByteArray &name)
    {
        for (const auto &[found, value] : answer.headers) {
            if (found == name)
                return value;
        }
        return {};
    }
    static WebAnswer openLink(PbxFixture &fixture, const QByteArray &ticket)
    {
        return get(fixture, u"/passwordless"_s, ticket);
    }
};

void TestPortalPages::linkOpensASessionAndGoesOn()
{
    PbxFixture fixture;
    connectPbx(fixture);
    const WebAnswer opened = openLink(fixture, passwordlessTicket(fixture));
    QCOMPARE(opened.status, 303);
    QCOMPARE(headerOf(opened, "Location"), QByteArray("/portal"));
    const QByteArray cookie = headerOf(opened, "Set-Cookie");
    for (const char *attribute : {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"})
        QVERIFY(cookie.contains(attribute));
    const WebAnswer home = get(fixture, u"/portal"_s);
    QCOMPARE(home.status, 200);
    for (const char *text : {">Passwordless<", ">Super administrator<", ">15 min 0 s<", ">Lab "})
        QVERIFY2(home.page.contains(text), text);
}

void TestPortalPages::pagesAreStrict_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("refused link") << u"/passwordless"_s;
    QTest::newRow("sign-in page") << u"/signin"_s;
    QTest::newRow("nobody's session") << u"/portal"_s;
    QTest::newRow("style") << u"/portal/style.css"_s;
}

void TestPortalPages::pagesAreStrict()
{
    QFETCH(QString, path);
    PbxFixture fixture;
    const WebAnswer answer = get(fixture, path);
    QVERIFY(!answer.page.isEmpty());
    QVERIFY(!answer.page.contains("<script") && !answer.page.contains("%{"));
    QCOMPARE(headerOf(answer, "Referrer-Policy"), QByteArray("no-referrer"));
    QVERIFY(headerOf(answer, "Content-Security-Policy").startsWith("default-src 'none'"));
    QCOMPARE(headerOf(answer, "X-Content-Type-Options"), QByteArray("nosniff"));
}

void TestPortalPages::ticketIsGoodOnce()
{
    PbxFixture fixture;
    connectPbx(fixture);
    const QByteArray ticket = passwordlessTicket(fixture);
    QCOMPARE(openLink(fixture, ticket).status, 303);
    const WebAnswer again = openLink(fixture, ticket);
    QCOMPARE(again.status, 410);
    QVERIFY(again.page.contains("has been used"));
    QCOMPARE(openLink(fixture, passwordlessTicket(fixture)).status, 303);
}

void TestPortalPages::ticketEnds_data()
{
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("status");
    QTest::newRow("in its last second") << 59 << 303;
    QTest::newRow("after a minute") << 60 << 410;
    QTest::newRow("a day later") << 86'400 << 410;
}

void TestPortalPages::ticketEnds()
{
    QFETCH(int, after);
    PbxFixture fixture;
    connectPbx(fixture);
    const QByteArray ticket = passwordlessTicket(fixture);
    fixture.clock.advance(std::chrono::seconds(after));
    QTEST(openLink(fixture, ticket).status, "status");
}

void TestPortalPages::wrongTicketOpensNothing_data()
{
    QTest::addColumn<QByteArray>("ticket");
    const PbxFixture fixture;
    using Account = LinkTicket::Account;
    QTest::newRow("none") << QByteArray();
    QTest::newRow("made up") << QByteArray("AAAA");
    QTest::newRow("another platform's")
        << ticketFor(fixture, Account::Passwordless, QByteArray(32, 'x'));
    QTest::newRow("another device's") << ticketFor(fixture, Account::Passwordless, key(), u"1"_s);
    QTest::newRow("one for an account") << ticketFor(fixture, Account::Own);
}

void TestPortalPages::wrongTicketOpensNothing()
{
    QFETCH(QByteArray, ticket);
    PbxFixture fixture;
    connectPbx(fixture);
    const WebAnswer answer = openLink(fixture, ticket);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.page.contains("not valid"));
    QVERIFY(headerOf(answer, "Set-Cookie").isEmpty());
    if (!ticket.isEmpty())
        QVERIFY(!answer.page.contains(ticket));
}

void TestPortalPages::bothSidesMustWantIt_data()
{
    QTest::addColumn<int>("onPbx");
    QTest::addColumn<int>("onPlatform");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("both") << 1 << 1 << 303 << QByteArray();
    QTest::newRow("not the PBX") << 0 << 1 << 403 << QByteArray("switched off on this PBX");
    QTest::newRow("not the platform")
        << 1 << 0 << 403 << QByteArray("switched off on the management server");
}

void TestPortalPages::bothSidesMustWantIt()
{
    QFETCH(int, onPbx);
    QFETCH(int, onPlatform);
    QFETCH(QByteArray, text);
    PbxFixture fixture;
    connectPbx(fixture, onPbx, onPlatform);
    const WebAnswer answer = openLink(fixture, passwordlessTicket(fixture));
    QTEST(answer.status, "status");
    QVERIFY(answer.page.contains(text));
}

void TestPortalPages::disconnectedPbxHasNoLinks()
{
    PbxFixture fixture;
    connectPbx(fixture);
    const QByteArray ticket = passwordlessTicket(fixture);
    (void)fixture.signIn();
    (void)fixture.ask(u"remotemanagement/disconnect"_s, QJsonObject());
    QCOMPARE(openLink(fixture, ticket).status, 400);
}

void TestPortalPages::sessionEndsByAutoLogoutTime()
{
    PbxFixture fixture;
    connectPbx(fixture);
    (void)openLink(fixture, passwordlessTicket(fixture));
    fixture.clock.advance(14min);
    QVERIFY(get(fixture, u"/portal"_s).page.contains(">1 min 0 s<")); // looking is no activity
    QCOMPARE(post(fixture, u"/portal/stay"_s).status, 303);
    QVERIFY(get(fixture, u"/portal"_s).page.contains(">15 min 0 s<"));
    fixture.clock.advance(15min);
    const WebAnswer over = get(fixture, u"/portal"_s);
    QCOMPARE(over.status, 401);
    QVERIFY(over.page.contains("Auto Logout Time"));
    QCOMPARE(post(fixture, u"/portal/stay"_s).status, 401);
}

void TestPortalPages::signOutEndsTheSession()
{
    PbxFixture fixture;
    connectPbx(fixture);
    (void)openLink(fixture, passwordlessTicket(fixture));
    const auto before = fixture.headers;
    const WebAnswer out = post(fixture, u"/portal/sign-out"_s);
    QCOMPARE(headerOf(out, "Location"), QByteArray("/signin"));
    QVERIFY(headerOf(out, "Set-Cookie").contains("Max-Age=0"));
    fixture.headers = before;
    QCOMPARE(get(fixture, u"/portal"_s).status, 401);
}

void TestPortalPages::switchingOffEndsTheSession_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("Passwordless Login is switched off")
        << u"remotemanagement/update"_s << QJsonObject{{u"enb_passwordless"_s, 0}} << 401;
    QTest::newRow("the PBX is disconnected")
        << u"remotemanagement/disconnect"_s << QJsonObject() << 401;
    QTest::newRow("something else is saved")
        << u"remotemanagement/update"_s << QJsonObject{{u"enb_account"_s, 0}} << 200;
}

void TestPortalPages::switchingOffEndsTheSession()
{
    QFETCH(QString, call);
    QFETCH(QJsonObject, body);
    PbxFixture fixture;
    connectPbx(fixture);
    (void)openLink(fixture, passwordlessTicket(fixture));
    const auto visitor = fixture.headers;
    (void)fixture.signIn();
    QCOMPARE(codeOf(fixture.ask(call, body)), 0);
    fixture.headers = visitor;
    QTEST(get(fixture, u"/portal"_s).status, "status");
}

void TestPortalPages::passwordlessAccountHasAllRights()
{
    PbxFixture fixture;
    connectPbx(fixture);
    (void)openLink(fixture, passwordlessTicket(fixture));
    QCOMPARE(codeOf(fixture.ask(u"securityoption/get"_s)), 0);
    const QJsonArray log =
        fixture.ask(u"operationlog/searchsummary"_s).json["operation_log_list"_L1].toArray();
    QCOMPARE(log.at(0)[u"user"_s].toString(), u"Passwordless"_s);
    QCOMPARE(log.at(0)[u"detail"_s].toString(), u"Passwordless Login"_s);
}

void TestPortalPages::nobodySignsInAsPasswordless()
{
    PbxFixture fixture;
    connectPbx(fixture);
    QCOMPARE(codeOf(fixture.signIn(u"Passwordless"_s, QString())), -1);
    QCOMPARE(codeOf(fixture.signIn(u"Passwordless"_s, u"x"_s)), -1);
    QCOMPARE(codeOf(fixture.signIn(QString(), u"x"_s)), 40002);
    QCOMPARE(post(fixture, u"/signin"_s, "username=Passwordless&password=").status, 401);
    QCOMPARE(post(fixture, u"/signin"_s, "username=&password=").status, 401);
    QVERIFY(!bytesOf(fixture.pbx.kept()).contains("Passwordless"));
}

void TestPortalPages::accountLinkLeadsToTheForm()
{
    PbxFixture fixture;
    connectPbx(fixture, 0, 0);
    const QByteArray ticket = ticketFor(fixture, LinkTicket::Account::Own);
    const WebAnswer answer = get(fixture, u"/signin"_s, ticket);
    QCOMPARE(answer.status, 303);
    QCOMPARE(headerOf(answer, "Location"), QByteArray("/signin"));
    QVERIFY(headerOf(answer, "Set-Cookie").isEmpty());
    QCOMPARE(get(fixture, u"/signin"_s, ticket).status, 410);
    QCOMPARE(get(fixture, u"/signin"_s, passwordlessTicket(fixture)).status, 400);
    const QByteArray late = ticketFor(fixture, LinkTicket::Account::Own);
    fixture.clock.advance(60s);
    QCOMPARE(get(fixture, u"/signin"_s, late).status, 410);
}

void TestPortalPages::formLetsIn_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("rights");
    QTest::newRow("the account of Remote Management")
        << QByteArray("username=provider&password=Account-1") << QByteArray("Administrator");
    QTest::newRow("the PBX's own administrator")
        << QByteArray("username=admin&password=Practice-Admin-1")
        << QByteArray("Super administrator");
    QTest::newRow("an extension by its address")
        << QByteArray("username=anna%40pbx.example&password=Practice-User-1")
        << QByteArray("Extension user");
    QTest::newRow("wrong password")
        << QByteArray("username=provider&password=account-1") << QByteArray();
    QTest::newRow("nobody") << QByteArray() << QByteArray();
}

void TestPortalPages::formLetsIn()
{
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, rights);
    PbxFixture fixture;
    connectPbx(fixture);
    const WebAnswer answer = post(fixture, u"/signin"_s, form);
    QCOMPARE(answer.status, rights.isEmpty() ? 401 : 303);
    const WebAnswer home = get(fixture, u"/portal"_s);
    QCOMPARE(home.status, rights.isEmpty() ? 401 : 200);
    QVERIFY(home.page.contains('>' + rights + '<') || rights.isEmpty());
}

void TestPortalPages::formBlocksWhoGuesses()
{
    PbxFixture fixture;
    connectPbx(fixture);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(post(fixture, u"/signin"_s, "username=provider&password=x").status, 401);
    QCOMPARE(post(fixture, u"/signin"_s, "username=provider&password=Account-1").status, 403);
    QCOMPARE(codeOf(fixture.signIn()), 70004);
}

void TestPortalPages::textsAreEscaped()
{
    PbxPlan plan = PbxFixture::planFor(u"83.19.0.110"_s);
    plan.name = u"<b>%{problem} & \"Lab\"</b>"_s;
    PbxFixture fixture(plan);
    const QByteArray page = get(fixture, u"/signin"_s).page;
    QVERIFY(!page.contains("<b>"));
    QVERIFY(page.contains("&lt;b&gt;%{problem} &amp; &quot;Lab&quot;"));
}

QTEST_APPLESS_MAIN(TestPortalPages)
#include "tst_portalpages.moc"
