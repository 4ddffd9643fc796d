// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/credentialstore.h>
#include <fleet/openapikeeper.h>
#include <fleet/pbxregistry.h>
#include <session/openapisession.h>
#include <support/sessionfixture.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = OpenApiSession::State;
using Kind = CredentialKey::Kind;
using Remember = OpenApiKeeper::Remember;

namespace {

const QString kGet = u"/openapi/v1.0/get_token"_s;
const QString kDelete = u"/openapi/v1.0/del_token"_s;

} // namespace

/*! Tokens of the OpenAPI are given back: at the end, and after a crash at the next start. */
class TestOpenApiKeeper : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void pbxWithoutAClientHasNoSession();
    void tokenStandsInTheStoreAsLongAsItLives();
    void tokenOfACrashIsReleasedAtTheNextStart();
    void tokenOfACrashIsReleasedBeforeTheNextSignIn();
    void tokenThatCouldNotBeReleasedIsKept();
    void allAreReleasedInTheEnd();
    void silentPbxDoesNotHoldTheEndUp();
    void secretIsKeptAndForgotten();
    void refusedSecretIsForgotten();
    void changedAddressEndsTheSession();

private:
    static void settle()
    {
        SessionFixture::settleAll([] { return false; });
    }
    [[nodiscard]] QByteArray kept(Kind kind)
    {
        QByteArray found;
        m_store->read({.pbxId = m_id, .kind = kind, .userName = u"client"_s})
            ->then(this, [&found](Result<StoredSecret> secret) {
                found = secret->value.view().toByteArray();
            });
        settle();
        return found;
    }
    void signIn(Remember remember = Remember::No)
    {
        m_keeper->signIn(m_id, Secret("secret"), remember);
        settle();
    }
    //! The program dies and is started again.
    void crash()
    {
        m_keeper = std::make_unique<OpenApiKeeper>(*m_registry, m_fixture->environment, *m_store);
        m_fixture->server.forgetRequests();
    }
    [[nodiscard]] FakeServer &server() const { return m_fixture->server; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<PbxRegistry> m_registry;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<OpenApiKeeper> m_keeper;
    QString m_id;
    int m_tokens = 0;
};

void TestOpenApiKeeper::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<SessionFixture>();
    m_registry = std::make_unique<PbxRegistry>(m_folder->filePath(u"profile"_s));
    m_store = std::make_unique<CredentialStore>();
    m_keeper = std::make_unique<OpenApiKeeper>(*m_registry, m_fixture->environment, *m_store);
    PbxSettings pbx = SessionFixture::savedPbx();
    pbx.openApiClientId = u"client"_s;
    m_id = m_registry->add(pbx).value().id;
    m_tokens = 0;
    server().compute(kGet, [this](const SentRequest &) {
        return FakeAnswer::refusal(0, {{u"access_token"_s, u"access%1"_s.arg(++m_tokens)},
                                       {u"access_token_expire_time"_s, 1800},
                                       {u"refresh_token"_s, u"r"_s}});
    });
    server().always(kDelete, FakeAnswer::done());
}

void TestOpenApiKeeper::cleanup()
{
    m_keeper.reset();
    m_store.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestOpenApiKeeper::pbxWithoutAClientHasNoSession()
{
    PbxSettings other = SessionFixture::savedPbx();
    other.id.clear();
    other.name = u"Other"_s;
    const QString id = m_registry->add(other).value().id;
    QVERIFY(!m_keeper->session(id));
    QVERIFY(!m_keeper->session(u"nobody"_s));
    QVERIFY(m_keeper->session(m_id));
}

void TestOpenApiKeeper::tokenStandsInTheStoreAsLongAsItLives()
{
    signIn();
    QCOMPARE(m_keeper->session(m_id)->state(), State::Connected);
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access1"));
    m_keeper->session(m_id)->signOut();
    settle();
    QVERIFY(kept(Kind::OpenApiToken).isEmpty());
    QCOMPARE(server().count(kDelete), 1);
}

void TestOpenApiKeeper::tokenOfACrashIsReleasedAtTheNextStart()
{
    signIn();
    crash();
    m_keeper->releaseLeftOvers();
    settle();
    QCOMPARE(server().last(kDelete).query, u"access_token=access1"_s);
    QVERIFY(kept(Kind::OpenApiToken).isEmpty());
    m_keeper->releaseLeftOvers();
    settle();
    QCOMPARE(server().count(kDelete), 1);
}

void TestOpenApiKeeper::tokenOfACrashIsReleasedBeforeTheNextSignIn()
{
    signIn();
    crash();
    signIn();
    QCOMPARE(server().sent().front().path, kDelete);
    QCOMPARE(server().sent().back().path, kGet);
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access2"));
}

void TestOpenApiKeeper::tokenThatCouldNotBeReleasedIsKept()
{
    signIn();
    crash();
    server().next(kDelete, FakeAnswer::failure(ApiError::Kind::Unreachable));
    m_keeper->releaseLeftOvers();
    settle();
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access1"));
}

void TestOpenApiKeeper::allAreReleasedInTheEnd()
{
    QSignalSpy released(m_keeper.get(), &OpenApiKeeper::allReleased);
    m_keeper->releaseAll();
    QTRY_COMPARE(released.count(), 1); // nothing to do
    signIn();
    m_keeper->releaseAll();
    QTRY_COMPARE(released.count(), 2);
    QCOMPARE(server().count(kDelete), 1);
    QVERIFY(kept(Kind::OpenApiToken).isEmpty());
}

void TestOpenApiKeeper::silentPbxDoesNotHoldTheEndUp()
{
    signIn();
    server().next(kDelete, FakeAnswer::hang());
    QSignalSpy released(m_keeper.get(), &OpenApiKeeper::allReleased);
    m_keeper->releaseAll();
    QTRY_COMPARE_WITH_TIMEOUT(released.count(), 1, 60'000);
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access1"));
}

void TestOpenApiKeeper::secretIsKeptAndForgotten()
{
    signIn(Remember::Yes);
    QCOMPARE(kept(Kind::OpenApiSecret), QByteArray("secret"));
    QVERIFY(m_registry->byId(m_id)->keepsOpenApiSecret);
    QCOMPARE(m_keeper->session(m_id)->state(), State::Connected); // noting it ended nothing
    m_keeper->session(m_id)->signOut();
    settle();
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(m_keeper->session(m_id)->state(), State::Connected);
    m_keeper->forget(m_id);
    settle();
    QVERIFY(kept(Kind::OpenApiSecret).isEmpty());
    QVERIFY(!m_registry->byId(m_id)->keepsOpenApiSecret);
}

void TestOpenApiKeeper::refusedSecretIsForgotten()
{
    signIn(Remember::Yes);
    crash();
    server().next(kGet, FakeAnswer::refusal(-1));
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(m_keeper->session(m_id)->state(), State::NeedsSecret);
    QVERIFY(kept(Kind::OpenApiSecret).isEmpty());
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(server().count(kGet), 1);
}

void TestOpenApiKeeper::changedAddressEndsTheSession()
{
    signIn();
    PbxSettings elsewhere = m_registry->byId(m_id).value();
    elsewhere.address = PbxAddress::parse(u"elsewhere.example"_s).value();
    QVERIFY(m_registry->update(elsewhere));
    settle();
    QCOMPARE(server().count(kDelete), 1);
    QVERIFY(kept(Kind::OpenApiToken).isEmpty());
    QCOMPARE(m_keeper->session(m_id)->state(), State::Disconnected);
    QCOMPARE(m_keeper->session(m_id)->settings().address.host(), u"elsewhere.example"_s);
}

QTEST_GUILESS_MAIN(TestOpenApiKeeper)

#include "tst_openapikeeper.moc"
