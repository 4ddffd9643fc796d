// SPDX-License-Identifier: GPL-3.0-or-later
#include "optionsfixture.h"

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ChangeOutcome)

namespace {

//! \a count extensions from \a first on; every third has a second factor.
QJsonArray extensions(int first, int count)
{
    QJsonArray rows;
    for (int id = first; id < first + count; ++id)
        rows.append(QJsonObject{{u"id"_s, id},
                                {u"number"_s, QString::number(1000 + id)},
                                {u"caller_id_name"_s, u""_s},
                                {u"email_addr"_s, u""_s},
                                {u"role_name"_s, u"Employee"_s},
                                {u"enb_two_factor"_s, id % 3 == 0 ? 1 : 0},
                                {u"two_factor_method"_s, id % 3 == 0 ? u"email"_s : u""_s}});
    return rows;
}

} // namespace

/*! The dry run of the options page, and what becomes of the page when the session goes. */
class TestMandatoryDryRun : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<OptionsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void countsAllPages();
    void emptyList();
    void listBecomesShorter();
    void failsHalfWay_data();
    void failsHalfWay();
    void runsOnceAtATime();
    void keptOverAnExpiry();
    void everythingIsForgotten_data();
    void everythingIsForgotten();
    void signedOutWhileSaving_data();
    void signedOutWhileSaving();
    void expiredBetweenTheCalls();
    void lockedOut();
    void cutOffWhileSaving();
    void destroyedFromTheSignal_data();
    void destroyedFromTheSignal();
    void signedOutFromTheSignal();

private:
    SecurityOptionsModel &model() { return m_fixture->model; }
    FakeServer &server() { return m_fixture->server; }
    void page(int first, int count, int total)
    {
        server().next(kExtensionsCall,
                      listAnswer(u"extension_list"_s, extensions(first, count), total));
    }
    void run()
    {
        model().startDryRun();
        AccountFixture::turn();
    }
    std::unique_ptr<OptionsFixture> m_fixture;
};

void TestMandatoryDryRun::countsAllPages()
{
    page(1, 200, 450);
    page(201, 200, 450);
    page(401, 50, 450);
    QVERIFY(!model().dryRun());
    model().startDryRun();
    QVERIFY(model().isDryRunning());
    AccountFixture::turn();
    QVERIFY(!model().isDryRunning() && !model().dryRunError());
    QVERIFY(model().dryRun()->isComplete);
    QCOMPARE(model().dryRun()->extensions, 450);
    QCOMPARE(model().dryRun()->without, 300);
    const auto sent = server().sentTo(kExtensionsCall);
    QCOMPARE(sent.size(), 3U);
    QCOMPARE(sent[2].query, u"page=3&page_size=200&sort_by=number&order_by=asc"_s);
    QCOMPARE(server().calls(), QStringList(3, kExtensionsCall));
}

void TestMandatoryDryRun::emptyList()
{
    page(1, 0, 0);
    run();
    QVERIFY(model().dryRun()->isComplete);
    QCOMPARE(model().dryRun()->extensions, 0);
    QCOMPARE(server().count(kExtensionsCall), 1);
}

void TestMandatoryDryRun::listBecomesShorter()
{
    page(1, 200, 250);
    page(1, 0, 200);
    run();
    QVERIFY(!model().isDryRunning());
    QVERIFY(model().dryRun()->isComplete);
    QCOMPARE(model().dryRun()->extensions, 200);
    QCOMPARE(server().count(kExtensionsCall), 2);
}

void TestMandatoryDryRun::failsHalfWay_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("fault of the PBX") << -2;
    QTest::newRow("session over") << 10004;
    QTest::newRow("a page without a list") << 0;
}

void TestMandatoryDryRun::failsHalfWay()
{
    QFETCH(int, code);
    page(1, 200, 450);
    server().next(kExtensionsCall, FakeAnswer::refusal(code));
    run();
    QVERIFY(!model().isDryRunning());
    QVERIFY2(model().dryRun() && !model().dryRun()->isComplete, "half a count looks whole");
    QVERIFY(model().dryRunError());
    QVERIFY(!model().error());
    page(1, 3, 3);
    if (code == 10004)
        m_fixture->signIn();
    run();
    QVERIFY(model().dryRun()->isComplete && !model().dryRunError());
    QCOMPARE(model().dryRun()->extensions, 3);
}

void TestMandatoryDryRun::runsOnceAtATime()
{
    run(); // hangs
    run();
    QCOMPARE(server().count(kExtensionsCall), 1);
}

void TestMandatoryDryRun::keptOverAnExpiry()
{
    m_fixture->load();
    m_fixture->change(true, 60min);
    m_fixture->expire();
    QVERIFY(model().isLoaded() && model().isDirty());
    m_fixture->signIn();
    QVERIFY(model().isDirty());
    QCOMPARE(model().draft().autoLogout, std::optional(60min));
}

void TestMandatoryDryRun::everythingIsForgotten_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("signed out") << u"out"_s;
    QTest::newRow("moved elsewhere") << u"moved"_s;
    QTest::newRow("another account signed in") << u"other"_s;
    QTest::newRow("another account after the session had expired") << u"expired"_s;
}

void TestMandatoryDryRun::everythingIsForgotten()
{
    QFETCH(QString, how);
    m_fixture->load();
    m_fixture->change(true, 60min);
    run(); // hangs
    model().load();
    if (how == u"out"_s)
        m_fixture->session.signOut();
    else if (how == u"moved"_s)
        m_fixture->moveElsewhere();
    else if (how == u"expired"_s)
        m_fixture->expire();
    if (how == u"other"_s || how == u"expired"_s)
        m_fixture->signInAs(u"operator"_s);
    AccountFixture::turn();
    QVERIFY2(!model().isLoaded() && !model().isDirty(), "another account's draft");
    QVERIFY(!model().isBusy() && !model().isDryRunning());
    QVERIFY(!model().dryRun());
}

void TestMandatoryDryRun::signedOutWhileSaving_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("while the options are on their way") << kUpdateOptionsCall;
    QTest::newRow("while the time is on its way") << kUpdateWebServerCall;
    QTest::newRow("while it is read afterwards") << kOptionsCall;
}

void TestMandatoryDryRun::signedOutWhileSaving()
{
    QFETCH(QString, call);
    m_fixture->load();
    m_fixture->change(true, 60min);
    server().always(call, FakeAnswer::hang());
    m_fixture->save();
    QCOMPARE(server().hanging(call), 1);
    m_fixture->session.signOut();
    QCOMPARE(model().outcome(), ChangeOutcome::Unknown);
    QVERIFY(!model().isBusy() && !model().isLoaded());
    server().forgetRequests();
    if (server().release(call, FakeAnswer::done()))
        AccountFixture::turn();
    QVERIFY(!model().isBusy() && !model().isLoaded());
    QVERIFY2(server().calls().isEmpty(), "asked without a session");
}

//! The first of the two calls was carried out, the second never sent.
void TestMandatoryDryRun::expiredBetweenTheCalls()
{
    m_fixture->load();
    m_fixture->change(true, 60min);
    server().always(kUpdateOptionsCall, FakeAnswer::hang());
    m_fixture->save();
    m_fixture->expire();
    QVERIFY(server().release(kUpdateOptionsCall, FakeAnswer::done()));
    AccountFixture::turn();
    QVERIFY(!model().isBusy());
    QCOMPARE(model().outcome(), ChangeOutcome::NotDone);
    QVERIFY(model().error() && model().error()->kind == Kind::SessionExpired);
    QVERIFY(model().isDirty());
    QCOMPARE(server().count(kUpdateWebServerCall), 0);
}

void TestMandatoryDryRun::lockedOut()
{
    server().always(kExtensionsCall, golden(u"error-70004"_s));
    run();
    QVERIFY(!model().isDryRunning() && !model().dryRun());
    QCOMPARE(model().dryRunError()->kind, Kind::LockedOut);
    QVERIFY(!model().error());
    m_fixture->signIn();
    server().always(kWebServerCall, golden(u"error-70004"_s));
    m_fixture->load();
    QVERIFY(!model().isBusy() && !model().isLoaded());
    QCOMPARE(model().error()->kind, Kind::LockedOut);
    model().clear();
    QVERIFY(!model().error() && !model().dryRunError());
}

void TestMandatoryDryRun::cutOffWhileSaving()
{
    m_fixture->load();
    m_fixture->change(true, 15min);
    server().always(kUpdateOptionsCall, FakeAnswer::hang());
    m_fixture->save();
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QVERIFY(!model().isBusy());
    QCOMPARE(model().outcome(), ChangeOutcome::Unknown);
}

void TestMandatoryDryRun::destroyedFromTheSignal_data()
{
    QTest::addColumn<int>("change");
    for (int change = 1; change <= 7; ++change)
        QTest::addRow("at change %d", change) << change;
}

//! Loading, saving and a dry run of three pages tell often enough.
void TestMandatoryDryRun::destroyedFromTheSignal()
{
    QFETCH(int, change);
    auto own = std::make_unique<SecurityOptionsModel>(m_fixture->session);
    int heard = 0;
    connect(own.get(), &SecurityOptionsModel::changed, this, [&] {
        if (++heard == change)
            own.reset();
    });
    page(1, 200, 450);
    page(201, 200, 450);
    page(401, 50, 450);
    own->startDryRun();
    AccountFixture::turn();
    if (own)
        own->load();
    AccountFixture::turn();
    if (own) {
        SecurityOptionsDraft draft = own->draft();
        draft.options.isTwoFactorMandatory = true;
        own->setDraft(draft);
    }
    if (own)
        own->save();
    AccountFixture::turn();
    QVERIFY(!own);
    QVERIFY(m_fixture->session.isSignedIn());
}

void TestMandatoryDryRun::signedOutFromTheSignal()
{
    page(1, 200, 450);
    page(201, 200, 450);
    connect(&model(), &SecurityOptionsModel::changed, this, [this] {
        if (model().dryRun() && model().dryRun()->extensions == 200)
            m_fixture->session.signOut();
    });
    run();
    QVERIFY(!model().isDryRunning());
    QCOMPARE(server().count(kExtensionsCall), 1);
}

QTEST_GUILESS_MAIN(TestMandatoryDryRun)
#include "tst_mandatorydryrun.moc"
