// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/credentialstore.h>
#include <fleet/openapikeeper.h>
#include <fleet/pbxregistry.h>
#include <session/openapisession.h>
#include <support/sessionfixture.h>

#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using State = OpenApiSession::State;
using Kind = CredentialKey::Kind;
using Remember = OpenApiKeeper::Remember;

namespace {

const QString kBase = u"/openapi/v1.0/"_s;
const QString kGet = kBase + u"get_token"_s;
const QString kRefresh = kBase + u"refresh_token"_s;
const QString kDelete = kBase + u"del_token"_s;

} // namespace

/*! What the OpenAPI of a PBX leaves in the keychain when the PBX goes or refuses. */
class TestOpenApiLeavings : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void changedPbxEndsTheSession_data();
    void changedPbxEndsTheSession();
    void removedPbxWithoutASessionLeavesNothing();
    void deadTokenDoesNotForgetTheSecret();
    void refusedSecretIsForgotten();
    void typedSecretThatIsRefusedDoesNotForget();
    void lateReleaseDoesNotDropTheNewToken();

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
    void signIn(const char *secret, Remember remember = Remember::No)
    {
        m_keeper->signIn(m_id, Secret(secret), remember);
        settle();
    }
    [[nodiscard]] FakeServer &server() const { return m_fixture->server; }
    [[nodiscard]] OpenApiSession &session() const { return *m_keeper->session(m_id); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<PbxRegistry> m_registry;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<OpenApiKeeper> m_keeper;
    QString m_id;
    int m_tokens = 0;
};

void TestOpenApiLeavings::init()
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
    for (const QString &path : {kGet, kRefresh}) {
        server().compute(path, [this](const SentRequest &) {
            return FakeAnswer::refusal(0, {{u"access_token"_s, u"access%1"_s.arg(++m_tokens)},
                                           {u"access_token_expire_time"_s, 1800},
                                           {u"refresh_token"_s, u"r"_s}});
        });
    }
    server().always(kDelete, FakeAnswer::done());
    signIn("secret", Remember::Yes);
    QCOMPARE(kept(Kind::OpenApiSecret), QByteArray("secret"));
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access1"));
}

void TestOpenApiLeavings::cleanup()
{
    m_keeper.reset();
    m_store.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestOpenApiLeavings::changedPbxEndsTheSession_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<bool>("keepsSecret");
    QTest::newRow("removed") << u"removed"_s << false;
    QTest::newRow("another address") << u"address"_s << true;
    QTest::newRow("another client") << u"client"_s << false;
    QTest::newRow("another trust") << u"trust"_s << true;
}

void TestOpenApiLeavings::changedPbxEndsTheSession()
{
    QFETCH(QString, change);
    QFETCH(bool, keepsSecret);
    PbxSettings pbx = m_registry->byId(m_id).value();
    if (change == u"address"_s)
        pbx.address = PbxAddress::parse(u"elsewhere.example"_s).value();
    else if (change == u"client"_s)
        pbx.openApiClientId = u"another"_s;
    else if (change == u"trust"_s)
        pbx.trust = TrustChoice::pinned(QByteArray(32, 'y'));
    if (change == u"removed"_s)
        QVERIFY(m_registry->remove(m_id));
    else
        QVERIFY(m_registry->update(pbx));
    settle();
    QCOMPARE(server().count(kDelete), 1);
    QVERIFY(kept(Kind::OpenApiToken).isEmpty());
    QCOMPARE(!kept(Kind::OpenApiSecret).isEmpty(), keepsSecret);
}

void TestOpenApiLeavings::removedPbxWithoutASessionLeavesNothing()
{
    m_keeper = std::make_unique<OpenApiKeeper>(*m_registry, m_fixture->environment, *m_store);
    QVERIFY(m_registry->remove(m_id));
    settle();
    QVERIFY(kept(Kind::OpenApiToken).isEmpty());
    QVERIFY(kept(Kind::OpenApiSecret).isEmpty());
}

void TestOpenApiLeavings::deadTokenDoesNotForgetTheSecret()
{
    server().always(kBase + u"system/information"_s, FakeAnswer::refusal(10004));
    server().next(kRefresh, FakeAnswer::refusal(10004));
    session().load();
    settle();
    QCOMPARE(session().state(), State::NeedsSecret);
    QCOMPARE(kept(Kind::OpenApiSecret), QByteArray("secret"));
}

void TestOpenApiLeavings::refusedSecretIsForgotten()
{
    server().always(kBase + u"system/information"_s, FakeAnswer::refusal(10004));
    server().next(kRefresh, FakeAnswer::refusal(10004));
    server().next(kGet, FakeAnswer::refusal(-1));
    session().load();
    settle();
    QCOMPARE(session().state(), State::NeedsSecret);
    QVERIFY(kept(Kind::OpenApiSecret).isEmpty());
    QVERIFY(!m_registry->byId(m_id)->keepsOpenApiSecret);
}

void TestOpenApiLeavings::typedSecretThatIsRefusedDoesNotForget()
{
    session().signOut();
    settle();
    server().next(kGet, FakeAnswer::refusal(-1));
    signIn("mistyped");
    QCOMPARE(session().state(), State::NeedsSecret);
    QCOMPARE(kept(Kind::OpenApiSecret), QByteArray("secret"));
}

void TestOpenApiLeavings::lateReleaseDoesNotDropTheNewToken()
{
    server().next(kDelete, FakeAnswer::hang());
    session().signOut();
    signIn("secret");
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access2"));
    QVERIFY(server().release(kDelete, FakeAnswer::done()));
    settle();
    QCOMPARE(kept(Kind::OpenApiToken), QByteArray("access2"));
}

QTEST_GUILESS_MAIN(TestOpenApiLeavings)

#include "tst_openapileavings.moc"
