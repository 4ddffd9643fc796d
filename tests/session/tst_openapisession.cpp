// SPDX-License-Identifier: GPL-3.0-or-later
#include <session/openapisession.h>
#include <support/sessionfixture.h>

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = OpenApiSession::State;
using Kind = ApiError::Kind;

namespace {

const QString kBase = u"/openapi/v1.0/"_s;

FakeAnswer tokens(int number)
{
    return FakeAnswer::refusal(0, {{u"access_token"_s, u"access%1"_s.arg(number)},
                                   {u"access_token_expire_time"_s, 1800},
                                   {u"refresh_token"_s, u"refresh%1"_s.arg(number)}});
}

FakeAnswer extensions(const QStringList &mails, int total)
{
    QJsonArray rows;
    for (const QString &mail : mails)
        rows.append(QJsonObject{{u"number"_s, u"1"_s}, {u"email_addr"_s, mail}});
    return FakeAnswer::refusal(0, {{u"total_number"_s, total}, {u"data"_s, rows}});
}

struct OpenApi : SessionFixture
{
    OpenApi()
    {
        server.always(kBase + u"get_token"_s, tokens(1));
        server.always(kBase + u"refresh_token"_s, tokens(2));
        server.always(kBase + u"del_token"_s, FakeAnswer::done());
        server.always(
            kBase + u"system/information"_s,
            FakeAnswer::refusal(0, {{u"data"_s, QJsonObject{{u"device_name"_s, u"D"_s},
                                                            {u"model_name"_s, u"M"_s},
                                                            {u"sn"_s, u"36"_s},
                                                            {u"firmware_version"_s, u"83"_s},
                                                            {u"system_time"_s, u"t"_s},
                                                            {u"up_time"_s, 60}}}}));
    }
    void signInToApi()
    {
        api.signIn(Secret("secret"));
        QTRY_VERIFY(!api.isBusy());
    }
    [[nodiscard]] static PbxSettings withClient()
    {
        PbxSettings pbx = savedPbx();
        pbx.openApiClientId = u"client"_s;
        return pbx;
    }
    [[nodiscard]] QStringList called() const
    {
        QStringList names;
        for (const SentRequest &sent : server.sent())
            names.append(sent.path.mid(kBase.size()));
        return names;
    }

    OpenApiSession api{withClient(), environment};
};

} // namespace

/*! The OpenAPI of one PBX: its tokens are few and are given back. */
class TestOpenApiSession : public QObject
{
    Q_OBJECT
private slots:
    void signsInAndReads();
    void givesTheTokenBack();
    void refusals_data();
    void refusals();
    void refreshesBeforeTheEnd();
    void expiredTokenIsRenewedOnce();
    void refusedTokenEndsTheSession();
    void otherErrorsDoNot();
    void duplicates_data();
    void duplicates();
    void duplicateOnTheSecondPage();
    void leftOverIsReleased_data();
    void leftOverIsReleased();
};

void TestOpenApiSession::signsInAndReads()
{
    OpenApi f;
    QSignalSpy kept(&f.api, &OpenApiSession::tokenChanged);
    f.signInToApi();
    QCOMPARE(f.api.state(), State::Connected);
    QCOMPARE(kept.count(), 1);
    QCOMPARE(f.api.token().view(), QByteArrayView("access1"));
    QCOMPARE(f.server.sent().back().json().value(u"username"_s), u"client"_s);
    f.api.load();
    QVERIFY(f.api.isBusy());
    QTRY_VERIFY(f.api.isLoaded());
    QCOMPARE(f.api.loaded().upTime, std::chrono::minutes(1));
    QCOMPARE(f.api.loadedAt(), f.clock.now());
    QCOMPARE(f.server.sent().back().query, u"access_token=access1"_s);
}

void TestOpenApiSession::givesTheTokenBack()
{
    OpenApi f;
    f.signInToApi();
    QSignalSpy released(&f.api, &OpenApiSession::tokenReleased);
    QSignalSpy out(&f.api, &OpenApiSession::signedOut);
    f.api.signOut();
    QCOMPARE(f.api.state(), State::Disconnected);
    QVERIFY(f.api.token().isEmpty());
    QTRY_COMPARE(out.count(), 1);
    QCOMPARE(released.at(0).at(0).toBool(), true);
    QCOMPARE(f.called(), (QStringList{u"get_token"_s, u"del_token"_s}));
    f.api.signOut();
    QTRY_COMPARE(out.count(), 2);
    QCOMPARE(f.called().size(), 2);
}

void TestOpenApiSession::refusals_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<State>("state");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("wrong secret") << -1 << State::NeedsSecret << Kind::Unauthorized;
    QTest::newRow("no token left") << 60002 << State::Failed << Kind::Conflict;
    QTest::newRow("blocked") << 70004 << State::Locked << Kind::LockedOut;
    QTest::newRow("switched off") << 70123 << State::Failed << Kind::Unsupported;
    QTest::newRow("address not allowed") << 70087 << State::Failed << Kind::Forbidden;
}

void TestOpenApiSession::refusals()
{
    QFETCH(int, code);
    OpenApi f;
    f.server.next(kBase + u"get_token"_s, FakeAnswer::refusal(code));
    f.signInToApi();
    QTEST(f.api.state(), "state");
    QTEST(f.api.error()->kind, "kind");
    QCOMPARE(f.called().size(), 1);
}

void TestOpenApiSession::refreshesBeforeTheEnd()
{
    OpenApi f;
    f.signInToApi();
    f.clock.advance(std::chrono::seconds(1750));
    f.api.load();
    QTRY_VERIFY(f.api.isLoaded());
    QCOMPARE(f.called(),
             (QStringList{u"get_token"_s, u"refresh_token"_s, u"system/information"_s}));
    QCOMPARE(f.server.sent().back().query, u"access_token=access2"_s);
}

void TestOpenApiSession::expiredTokenIsRenewedOnce()
{
    OpenApi f;
    f.signInToApi();
    f.server.next(kBase + u"system/information"_s, FakeAnswer::refusal(10004));
    f.api.load();
    QTRY_VERIFY(f.api.isLoaded());
    QCOMPARE(f.api.state(), State::Connected);
    QCOMPARE(f.called(), (QStringList{u"get_token"_s, u"system/information"_s, u"refresh_token"_s,
                                      u"system/information"_s}));
}

void TestOpenApiSession::refusedTokenEndsTheSession()
{
    OpenApi f;
    f.signInToApi();
    f.server.always(kBase + u"system/information"_s, FakeAnswer::refusal(10004));
    f.api.load();
    QTRY_COMPARE(f.api.state(), State::NeedsSecret);
    QVERIFY(f.api.token().isEmpty());
    QVERIFY(!f.api.isBusy());
}

void TestOpenApiSession::otherErrorsDoNot()
{
    OpenApi f;
    f.signInToApi();
    f.server.next(kBase + u"system/information"_s, FakeAnswer::failure(Kind::Timeout));
    f.api.load();
    QTRY_VERIFY(f.api.error());
    QCOMPARE(f.api.state(), State::Connected);
    f.api.load();
    QTRY_VERIFY(f.api.isLoaded());
    QVERIFY(!f.api.error());
}

void TestOpenApiSession::duplicates_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("the very address") << u"anna@pbx.example"_s << true;
    QTest::newRow("in other letters") << u"Anna@PBX.example"_s << true;
    QTest::newRow("a part of it") << u"anna"_s << false;
    QTest::newRow("another") << u"provider"_s << false;
}

void TestOpenApiSession::duplicates()
{
    QFETCH(QString, name);
    OpenApi f;
    f.server.always(kBase + u"extension/search"_s, extensions({u"anna@pbx.example"_s}, 1));
    f.signInToApi();
    f.api.checkDuplicate(name);
    QTRY_VERIFY(f.api.isDuplicateChecked());
    QTEST(f.api.duplicate().has_value(), "isTaken");
}

void TestOpenApiSession::duplicateOnTheSecondPage()
{
    OpenApi f;
    f.server.next(kBase + u"extension/search"_s, extensions({u"a@x"_s}, 51));
    f.server.next(kBase + u"extension/search"_s, extensions({u"b@x"_s}, 51));
    f.signInToApi();
    f.api.checkDuplicate(u"b@x"_s);
    QTRY_VERIFY(f.api.isDuplicateChecked());
    QCOMPARE(f.api.duplicate()->email, u"b@x"_s);
}

void TestOpenApiSession::leftOverIsReleased_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isReleased");
    QTest::newRow("given back") << 0 << true;
    QTest::newRow("not known any more") << 10004 << true;
    QTest::newRow("the PBX could not say") << -2 << false;
}

void TestOpenApiSession::leftOverIsReleased()
{
    QFETCH(int, code);
    OpenApi f;
    f.server.next(kBase + u"del_token"_s, FakeAnswer::refusal(code));
    QSignalSpy released(&f.api, &OpenApiSession::tokenReleased);
    f.api.release(Secret("old"));
    QTRY_COMPARE(released.count(), 1);
    QTEST(released.at(0).at(0).toBool(), "isReleased");
    QCOMPARE(f.api.state(), State::Disconnected);
}

QTEST_GUILESS_MAIN(TestOpenApiSession)

#include "tst_openapisession.moc"
