// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/centralkeeper.h>
#include <fleet/centralpool.h>
#include <fleet/centralregistry.h>
#include <fleet/credentialstore.h>
#include <support/centralsessionfixture.h>

#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = CentralSession::State;
using Remember = CentralKeeper::Remember;

/*! The sessions of saved management servers, and the secrets that are kept for them. */
class TestCentralKeeper : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void sessionIsMadeWhenAskedFor();
    void trustedCertificateIsSaved();
    void removalEndsTheSession();
    void nothingIsKeptUnasked();
    void secretIsKeptOnceThePlatformTookIt();
    void refusedSecretIsNotKept();
    void keptSecretSignsIn();
    void keptSecretThatIsRefusedIsForgotten();
    void outageDoesNotForget();
    void forgetting();
    void removedServerLeavesNothingBehind();
    void anotherClientLeavesNothingBehind();

private:
    [[nodiscard]] CentralSession &session() const { return *m_pool->session(m_id); }
    [[nodiscard]] FakeServer &server() const { return m_fixture->server; }
    static void settle()
    {
        SessionFixture::settleAll([] { return false; });
    }
    [[nodiscard]] QByteArray kept()
    {
        QByteArray found;
        m_store
            ->read(
                {.pbxId = m_id, .kind = CredentialKey::Kind::ClientSecret, .userName = u"client"_s})
            ->then(this, [&found](Result<StoredSecret> secret) {
                found = secret->value.view().toByteArray();
            });
        settle();
        return found;
    }
    void signIn(Remember remember)
    {
        m_keeper->signIn(m_id, Secret("secret"), remember);
        settle();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CentralSessionFixture> m_fixture;
    std::unique_ptr<CentralRegistry> m_registry;
    std::unique_ptr<CentralPool> m_pool;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<CentralKeeper> m_keeper;
    QString m_id;
};

void TestCentralKeeper::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<CentralSessionFixture>();
    m_registry = std::make_unique<CentralRegistry>(m_folder->filePath(u"profile"_s));
    m_pool = std::make_unique<CentralPool>(*m_registry, m_fixture->environment);
    m_store = std::make_unique<CredentialStore>();
    m_keeper = std::make_unique<CentralKeeper>(*m_registry, *m_pool, *m_store);
    m_id = m_registry->add(CentralSessionFixture::savedCentral()).value().id;
}

void TestCentralKeeper::cleanup()
{
    m_keeper.reset();
    m_store.reset();
    m_pool.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestCentralKeeper::sessionIsMadeWhenAskedFor()
{
    QVERIFY(!m_pool->existing(m_id));
    QCOMPARE(m_pool->session(m_id), m_pool->session(m_id));
    QVERIFY(server().sent().empty());
    QVERIFY(!m_pool->session(u"nobody"_s));
}

void TestCentralKeeper::trustedCertificateIsSaved()
{
    server().next(kTokenPath, untrusted());
    signIn(Remember::No);
    QCOMPARE(session().state(), State::NeedsTrust);
    session().trustCertificate();
    settle();
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(m_registry->byId(m_id)->trust, TrustChoice::pinned(QByteArray(32, 'x')));
}

void TestCentralKeeper::removalEndsTheSession()
{
    const QPointer<CentralSession> going(&session());
    QSignalSpy ending(m_pool.get(), &CentralPool::sessionEnding);
    QVERIFY(m_registry->remove(m_id));
    QCOMPARE(ending.count(), 1);
    QTRY_VERIFY(!going);
}

void TestCentralKeeper::nothingIsKeptUnasked()
{
    signIn(Remember::No);
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(kept().isEmpty() && !m_keeper->keepsSecret(m_id));
}

void TestCentralKeeper::secretIsKeptOnceThePlatformTookIt()
{
    QSignalSpy changes(m_keeper.get(), &CentralKeeper::keptChanged);
    signIn(Remember::Yes);
    QCOMPARE(kept(), QByteArray("secret"));
    QVERIFY(m_keeper->keepsSecret(m_id));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(session().state(), State::Connected); // noting it ended nothing
}

void TestCentralKeeper::refusedSecretIsNotKept()
{
    server().next(kTokenPath, centralRefusal(401, 1000002));
    signIn(Remember::Yes);
    QVERIFY(kept().isEmpty() && !m_keeper->keepsSecret(m_id));
}

void TestCentralKeeper::keptSecretSignsIn()
{
    signIn(Remember::Yes);
    session().signOut();
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(server().last(kTokenPath).body.contains("client_secret=secret"));
}

void TestCentralKeeper::keptSecretThatIsRefusedIsForgotten()
{
    signIn(Remember::Yes);
    session().signOut();
    server().next(kTokenPath, centralRefusal(401, 1000002));
    QSignalSpy refused(m_keeper.get(), &CentralKeeper::savedSecretRefused);
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(refused.count(), 1);
    QVERIFY(kept().isEmpty() && !m_keeper->keepsSecret(m_id));
    const int sent = server().count(kTokenPath);
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(server().count(kTokenPath), sent);
}

void TestCentralKeeper::outageDoesNotForget()
{
    signIn(Remember::Yes);
    session().signOut();
    server().next(kTokenPath, FakeAnswer::failure(ApiError::Kind::Unreachable));
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(session().state(), State::Failed);
    QCOMPARE(kept(), QByteArray("secret"));
}

void TestCentralKeeper::forgetting()
{
    signIn(Remember::Yes);
    m_keeper->forget(m_id);
    settle();
    QVERIFY(kept().isEmpty() && !m_keeper->keepsSecret(m_id));
}

void TestCentralKeeper::removedServerLeavesNothingBehind()
{
    signIn(Remember::Yes);
    QVERIFY(m_registry->remove(m_id));
    settle();
    QVERIFY(kept().isEmpty());
}

void TestCentralKeeper::anotherClientLeavesNothingBehind()
{
    signIn(Remember::Yes);
    CentralSettings other = m_registry->byId(m_id).value();
    other.clientId = u"another"_s;
    QVERIFY(m_registry->update(other));
    settle();
    QVERIFY(kept().isEmpty());
}

QTEST_GUILESS_MAIN(TestCentralKeeper)

#include "tst_centralkeeper.moc"
