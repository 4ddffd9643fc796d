// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/centralkeeper.h>
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <session/centralcall.h>
#include <support/centralsessionfixture.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = CentralSession::State;
using Remember = CentralKeeper::Remember;

/*! A kept secret of a management server is forgotten when it was refused itself, and only then. */
class TestKeptCentralSecret : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void refusalDuringARefreshForgets_data();
    void refusalDuringARefreshForgets();
    void refusedRefreshTokenAloneDoesNot();
    void typedSecretThatIsRefusedDoesNot();
    void secretThatWasNotTriedStays();

private:
    [[nodiscard]] CentralSession &session() const { return *m_pool->session(m_id); }
    [[nodiscard]] FakeServer &server() const { return m_fixture->server; }
    static void settle()
    {
        SessionFixture::settleAll([] { return false; });
    }
    void signIn(const char *secret, Remember remember)
    {
        m_keeper->signIn(m_id, Secret(secret), remember);
        settle();
    }
    void signInSaved()
    {
        m_keeper->signInSaved(m_id);
        settle();
    }
    //! A call when the token is over.
    void callLater()
    {
        m_fixture->clock.advance(std::chrono::seconds(1800));
        callCentral<RemoteConnections>(
            session(), this, CentralCallRepeat::Read,
            [](CentralClient &client, const Secret &token) {
                return client.remoteConnections(token);
            },
            [](const Result<RemoteConnections> &) {});
        settle();
    }
    [[nodiscard]] bool isKept() const { return m_keeper->keepsSecret(m_id); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CentralSessionFixture> m_fixture;
    std::unique_ptr<CentralRegistry> m_registry;
    std::unique_ptr<CentralPool> m_pool;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<CentralKeeper> m_keeper;
    QString m_id;
};

void TestKeptCentralSecret::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<CentralSessionFixture>();
    m_registry = std::make_unique<CentralRegistry>(m_folder->filePath(u"profile"_s));
    m_pool = std::make_unique<CentralPool>(*m_registry, m_fixture->environment);
    m_store = std::make_unique<CredentialStore>();
    m_keeper = std::make_unique<CentralKeeper>(*m_registry, *m_pool, *m_store);
    m_id = m_registry->add(CentralSessionFixture::savedCentral()).value().id;
    server().always(kConnectionsPath, connectionsAnswer());
    signIn("secret", Remember::Yes);
    QVERIFY(isKept());
}

void TestKeptCentralSecret::cleanup()
{
    m_keeper.reset();
    m_store.reset();
    m_pool.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestKeptCentralSecret::refusalDuringARefreshForgets_data()
{
    QTest::addColumn<bool>("isOfAnEarlierRun");
    QTest::newRow("signed in with what was kept") << true;
    QTest::newRow("typed and kept in this run") << false;
}

void TestKeptCentralSecret::refusalDuringARefreshForgets()
{
    QFETCH(bool, isOfAnEarlierRun);
    if (isOfAnEarlierRun) {
        session().signOut();
        signInSaved();
        QCOMPARE(session().state(), State::Connected);
    }
    QSignalSpy refused(m_keeper.get(), &CentralKeeper::savedSecretRefused);
    server().next(kTokenPath, centralRefusal(401, 1000036));
    server().next(kTokenPath, centralRefusal(401, 1000002));
    callLater();
    QCOMPARE(session().state(), State::Stopped);
    QCOMPARE(refused.count(), 1);
    QVERIFY(!isKept());
}

void TestKeptCentralSecret::refusedRefreshTokenAloneDoesNot()
{
    server().next(kTokenPath, centralRefusal(401, 1000036));
    callLater();
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(isKept());
}

void TestKeptCentralSecret::typedSecretThatIsRefusedDoesNot()
{
    session().signOut();
    server().next(kTokenPath, centralRefusal(401, 1000002));
    signIn("mistyped", Remember::No);
    QCOMPARE(session().state(), State::NeedsSecret);
    QVERIFY(isKept());
}

void TestKeptCentralSecret::secretThatWasNotTriedStays()
{
    session().signOut();
    for (int i = 0; i < 2; ++i) {
        server().next(kTokenPath, centralRefusal(401, 1000002));
        signIn("mistyped", Remember::No);
    }
    QCOMPARE(session().state(), State::Stopped);
    signInSaved();
    session().startOver();
    settle();
    QVERIFY(isKept());
    signInSaved();
    QCOMPARE(session().state(), State::Connected);
}

QTEST_GUILESS_MAIN(TestKeptCentralSecret)

#include "tst_keptcentralsecret.moc"
