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
const QString kSearch = kBase + u"extension/search"_s;
const QString kInformation = kBase + u"system/information"_s;

FakeAnswer tokens(const QString &name)
{
    return FakeAnswer::refusal(0, {{u"access_token"_s, name},
                                   {u"access_token_expire_time"_s, 1800},
                                   {u"refresh_token"_s, u"refresh-"_s + name}});
}

FakeAnswer extensions(const QStringList &mails, int total)
{
    QJsonArray rows;
    for (const QString &mail : mails)
        rows.append(QJsonObject{{u"number"_s, u"1"_s}, {u"email_addr"_s, mail}});
    return FakeAnswer::refusal(0, {{u"total_number"_s, total}, {u"data"_s, rows}});
}

FakeAnswer information()
{
    return FakeAnswer::refusal(0, {{u"data"_s, QJsonObject{{u"device_name"_s, u"D"_s},
                                                           {u"model_name"_s, u"M"_s},
                                                           {u"sn"_s, u"36"_s},
                                                           {u"firmware_version"_s, u"83"_s},
                                                           {u"system_time"_s, u"t"_s},
                                                           {u"up_time"_s, 60}}}});
}

struct OpenApi : SessionFixture
{
    OpenApi()
    {
        server.always(kBase + u"get_token"_s, tokens(u"by-secret"_s));
        server.always(kBase + u"refresh_token"_s, tokens(u"by-refresh"_s));
        server.always(kBase + u"del_token"_s, FakeAnswer::done());
        server.always(kInformation, information());
        server.always(kSearch, extensions({u"anna@x"_s}, 1));
        api.signIn(Secret("secret"));
        settleAll([this] { return !api.isBusy(); });
        server.forgetRequests();
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

/*! Tokens that the PBX forgets, and questions that come while another one is under way. */
class TestOpenApiTokens : public QObject
{
    Q_OBJECT
private slots:
    void expiredTokenIsRefreshedOnce();
    void deadRefreshTokenFallsBackOnTheSecret();
    void refusedSecretEndsTheSession();
    void tokenThatIsNeverTakenIsNotTheSecretsFault();
    void releaseSaysWhichToken();
    void newestNameIsSearched();
    void checkRunsAfterLoading();
    void tooManyFoundIsNotChecked();
    void shortPagesAreReadToTheEnd();
    void failedReadingDoesNotHoldTheCheckUp();
};

void TestOpenApiTokens::expiredTokenIsRefreshedOnce()
{
    OpenApi f;
    f.server.next(kInformation, FakeAnswer::refusal(10004));
    f.api.load();
    QTRY_VERIFY(f.api.isLoaded());
    QCOMPARE(f.called(),
             (QStringList{u"system/information"_s, u"refresh_token"_s, u"system/information"_s}));
    QCOMPARE(f.server.sent().back().query, u"access_token=by-refresh"_s);
    QCOMPARE(f.api.state(), State::Connected);
}

void TestOpenApiTokens::deadRefreshTokenFallsBackOnTheSecret()
{
    OpenApi f;
    f.server.next(kInformation, FakeAnswer::refusal(10004));
    f.server.next(kBase + u"refresh_token"_s, FakeAnswer::refusal(10004));
    f.api.load();
    QTRY_VERIFY(f.api.isLoaded());
    QCOMPARE(f.called(), (QStringList{u"system/information"_s, u"refresh_token"_s, u"get_token"_s,
                                      u"system/information"_s}));
    QCOMPARE(f.server.sent().back().query, u"access_token=by-secret"_s);
}

void TestOpenApiTokens::refusedSecretEndsTheSession()
{
    OpenApi f;
    f.server.next(kInformation, FakeAnswer::refusal(10004));
    f.server.next(kBase + u"refresh_token"_s, FakeAnswer::refusal(-1));
    f.server.next(kBase + u"get_token"_s, FakeAnswer::refusal(-1));
    f.api.load();
    QTRY_COMPARE(f.api.state(), State::NeedsSecret);
    QVERIFY(f.api.wasSecretRefused());
    QVERIFY(f.api.token().isEmpty() && !f.api.isBusy());
    QCOMPARE(f.called().size(), 3);
}

void TestOpenApiTokens::tokenThatIsNeverTakenIsNotTheSecretsFault()
{
    OpenApi f;
    f.server.always(kInformation, FakeAnswer::refusal(10004));
    f.api.load();
    QTRY_COMPARE(f.api.state(), State::NeedsSecret);
    QVERIFY(!f.api.wasSecretRefused());
    QCOMPARE(f.called().size(), 3);
}

void TestOpenApiTokens::releaseSaysWhichToken()
{
    OpenApi f;
    QSignalSpy released(&f.api, &OpenApiSession::tokenReleased);
    f.api.release(Secret("old"));
    QTRY_COMPARE(released.count(), 1);
    QCOMPARE(released.at(0).at(1).toInt(), 0);
    f.api.signOut();
    QTRY_COMPARE(released.count(), 2);
    QCOMPARE(released.at(1).at(1).toInt(), 1);
}

void TestOpenApiTokens::newestNameIsSearched()
{
    OpenApi f;
    f.server.next(kSearch, FakeAnswer::hang());
    f.api.checkDuplicate(u"nobody@x"_s);
    f.api.checkDuplicate(u"somebody@x"_s);
    f.api.checkDuplicate(u"anna@x"_s);
    QVERIFY(f.server.release(kSearch, extensions({}, 0)));
    QTRY_VERIFY(f.api.isDuplicateChecked());
    QVERIFY(f.api.duplicate());
    QCOMPARE(f.called().size(), 2);
    QVERIFY(f.server.sent().back().query.contains(u"anna"_s));
}

void TestOpenApiTokens::checkRunsAfterLoading()
{
    OpenApi f;
    f.api.load();
    f.api.checkDuplicate(u"anna@x"_s);
    QVERIFY(f.api.isBusy());
    QTRY_VERIFY(f.api.isDuplicateChecked());
    QVERIFY(f.api.isLoaded() && f.api.duplicate());
    QTRY_VERIFY(!f.api.isBusy());
}

void TestOpenApiTokens::tooManyFoundIsNotChecked()
{
    OpenApi f;
    f.server.always(kSearch, extensions({u"a@x"_s}, 100'000));
    f.api.checkDuplicate(u"b@x"_s);
    QTRY_VERIFY(!f.api.isBusy());
    QVERIFY(!f.api.isDuplicateChecked());
    QVERIFY(f.called().size() <= 20);
}

void TestOpenApiTokens::shortPagesAreReadToTheEnd()
{
    OpenApi f;
    f.server.next(kSearch, extensions({u"a@x"_s, u"b@x"_s}, 3)); // a PBX that gives two a page
    f.server.next(kSearch, extensions({u"c@x"_s}, 3));
    f.api.checkDuplicate(u"c@x"_s);
    QTRY_VERIFY(f.api.isDuplicateChecked());
    QVERIFY(f.api.duplicate());
}

void TestOpenApiTokens::failedReadingDoesNotHoldTheCheckUp()
{
    OpenApi f;
    f.server.next(kInformation, FakeAnswer::failure(Kind::Timeout));
    f.api.load();
    f.api.checkDuplicate(u"free@x"_s);
    QTRY_VERIFY(f.api.isDuplicateChecked());
    QVERIFY(!f.api.duplicate() && !f.api.isLoaded());
}

QTEST_GUILESS_MAIN(TestOpenApiTokens)

#include "tst_openapitokens.moc"
