// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <support/sessionfixture.h>

#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using State = PbxSession::State;

/*! Sessions by need: trust is saved, removal ends them, and nothing is opened by itself. */
class TestSessionPool : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void madeWhenAskedFor();
    void trustedCertificateIsSaved();
    void trustedPracticeCertificateIsKept();
    void trustThatCannotBeSavedHolds();
    void changedSettingsReachTheSession();
    void removalEndsTheSession();
    void practiceThatIsGoneEndsItsSession();

private:
    QString profileFolder() const { return m_folder->filePath(u"profile"_s); }
    void settle(PbxSession *session)
    {
        SessionFixture::settleAll([session] { return !session->isBusy(); });
    }
    PbxSession *untrustedSession(const QString &id)
    {
        m_fixture->server.next(kProductCall, untrusted());
        PbxSession *session = m_pool->session(id);
        session->open();
        settle(session);
        return session;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<PbxRegistry> m_registry;
    std::unique_ptr<SessionPool> m_pool;
    PbxSettings m_saved;
};

void TestSessionPool::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<SessionFixture>();
    m_registry = std::make_unique<PbxRegistry>(profileFolder());
    m_pool = std::make_unique<SessionPool>(*m_registry, m_fixture->environment);
    m_saved = m_registry->add(SessionFixture::savedPbx()).value();
}

void TestSessionPool::cleanup()
{
    m_pool.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestSessionPool::madeWhenAskedFor()
{
    QVERIFY(!m_pool->existing(m_saved.id));
    PbxSession *session = m_pool->session(m_saved.id);
    QVERIFY(session);
    QCOMPARE(m_pool->session(m_saved.id), session);
    QCOMPARE(m_pool->existing(m_saved.id), session);
    QCOMPARE(session->state(), State::Disconnected);
    QVERIFY(m_fixture->server.sent().empty());
    QVERIFY(!m_pool->session(u"nobody"_s));
}

void TestSessionPool::trustedCertificateIsSaved()
{
    PbxSession *session = untrustedSession(m_saved.id);
    QCOMPARE(session->state(), State::NeedsTrust);
    session->trustCertificate();
    settle(session);
    QCOMPARE(session->state(), State::NeedsPassword);
    QCOMPARE(m_fixture->server.created, 1); // saving it did not close the connection
    const auto pinned = TrustChoice::pinned(QByteArray(32, 'x'));
    QCOMPARE(PbxRegistry(profileFolder()).byId(m_saved.id)->trust, pinned);
}

void TestSessionPool::trustedPracticeCertificateIsKept()
{
    PbxSettings practice = SessionFixture::savedPbx();
    practice.id = u"practice"_s;
    m_registry->setPractice({practice});
    PbxSession *session = untrustedSession(practice.id);
    session->trustCertificate();
    settle(session);
    QCOMPARE(session->state(), State::NeedsPassword);
    QCOMPARE(m_registry->byId(practice.id)->trust, TrustChoice::pinned(QByteArray(32, 'x')));
}

//! It holds until the program ends, whatever else happens to the list.
void TestSessionPool::trustThatCannotBeSavedHolds()
{
    QSignalSpy notSaved(m_pool.get(), &SessionPool::settingsNotSaved);
    PbxSession *session = untrustedSession(m_saved.id);
    // Where the folder was there is a file now: nothing can be saved.
    QVERIFY(QDir().rename(profileFolder(), m_folder->filePath(u"moved"_s)));
    QFile file(profileFolder());
    QVERIFY(file.open(QIODevice::WriteOnly));
    session->trustCertificate();
    QCOMPARE(notSaved.count(), 1);
    QCOMPARE(notSaved.first().first().toString(), m_saved.id);
    settle(session);
    QCOMPARE(session->state(), State::NeedsPassword);
    m_registry->setPractice({}); // the list says that it changed
    QCOMPARE(session->state(), State::NeedsPassword);
    QCOMPARE(session->settings().trust, TrustChoice::pinned(QByteArray(32, 'x')));
}

void TestSessionPool::changedSettingsReachTheSession()
{
    PbxSession *session = m_pool->session(m_saved.id);
    session->open();
    settle(session);
    m_saved.notes = u"n"_s;
    QVERIFY(m_registry->update(m_saved));
    QCOMPARE(session->settings().notes, u"n"_s);
    QCOMPARE(session->state(), State::NeedsPassword);
    m_saved.address = PbxAddress::parse(u"other.example"_s).value();
    QVERIFY(m_registry->update(m_saved));
    QCOMPARE(session->state(), State::Disconnected);
    QCOMPARE(m_pool->existing(m_saved.id), session);
}

void TestSessionPool::removalEndsTheSession()
{
    QPointer<PbxSession> session = m_pool->session(m_saved.id);
    QSignalSpy ending(m_pool.get(), &SessionPool::sessionEnding);
    QVERIFY(m_registry->remove(m_saved.id));
    QCOMPARE(ending.count(), 1);
    QVERIFY(!m_pool->existing(m_saved.id));
    QVERIFY(!m_pool->session(m_saved.id));
    QTRY_VERIFY(!session);
}

void TestSessionPool::practiceThatIsGoneEndsItsSession()
{
    PbxSettings practice = SessionFixture::savedPbx();
    practice.id = u"practice"_s;
    m_registry->setPractice({practice});
    QPointer<PbxSession> session = m_pool->session(practice.id);
    QVERIFY(session);
    m_registry->setPractice({});
    QVERIFY(!m_pool->existing(practice.id));
    QTRY_VERIFY(!session);
}

QTEST_GUILESS_MAIN(TestSessionPool)
#include "tst_sessionpool.moc"
