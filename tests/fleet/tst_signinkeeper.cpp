// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/credentialstore.h>
#include <fleet/pbxregistry.h>
#include <fleet/sessionpool.h>
#include <fleet/signinkeeper.h>
#include <support/sessionfixture.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using State = PbxSession::State;
using Remember = SignInKeeper::Remember;

/*! What is kept of a sign-in, when, and when it is forgotten. */
class TestSignInKeeper : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void nothingIsKeptUnasked();
    void passwordIsKeptOnceThePbxTookIt();
    void refusedPasswordIsNotKept();
    void savedPasswordSignsIn();
    void savedPasswordThatIsRefusedIsForgotten();
    void outageDoesNotForget();
    void trustedDeviceIsKeptAndSent();
    void tokenThatIsNotTakenIsDropped();
    void newPasswordReplacesTheSavedOne();
    void forgettingRemovesBoth();
    void removedPbxLeavesNothingBehind();
    void passwordAndDeviceAreKeptAtOnce();
    void anotherAccountTakesThePlace();

private:
    [[nodiscard]] PbxSession &session() const { return *m_pool->session(m_id); }
    [[nodiscard]] FakeServer &server() const { return m_fixture->server; }
    [[nodiscard]] PbxSettings saved() const { return m_registry->byId(m_id).value(); }
    [[nodiscard]] QByteArray kept(CredentialKey::Kind kind)
    {
        QByteArray found;
        m_store->read({.pbxId = m_id, .kind = kind, .userName = u"admin"_s})
            ->then(this, [&found](Result<StoredSecret> secret) {
                found = secret->value.view().toByteArray();
            });
        settle();
        return found;
    }
    static void settle()
    {
        SessionFixture::settleAll([] { return false; });
    }
    void signIn(Remember remember)
    {
        m_keeper->signIn(m_id, u"admin"_s, Secret(QByteArrayView("pass-1")), remember);
        settle();
    }
    //! The PBX wants a code, and trusts the device when it gets it.
    void signInAndTrust();
    [[nodiscard]] static FakeAnswer challengeAnswer()
    {
        return FakeAnswer::refusal(70601,
                                   {{u"two_factor"_s, QJsonObject{{u"method"_s, u"authenticator"_s},
                                                                  {u"challenge"_s, u"c1"_s},
                                                                  {u"expires_in"_s, 300}}}});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionFixture> m_fixture;
    std::unique_ptr<PbxRegistry> m_registry;
    std::unique_ptr<SessionPool> m_pool;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<SignInKeeper> m_keeper;
    QString m_id;
};

void TestSignInKeeper::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fixture = std::make_unique<SessionFixture>();
    m_registry = std::make_unique<PbxRegistry>(m_folder->filePath(u"profile"_s));
    m_pool = std::make_unique<SessionPool>(*m_registry, m_fixture->environment);
    m_store = std::make_unique<CredentialStore>();
    m_keeper = std::make_unique<SignInKeeper>(*m_registry, *m_pool, *m_store);
    m_id = m_registry->add(SessionFixture::savedPbx()).value().id;
}

void TestSignInKeeper::cleanup()
{
    m_keeper.reset();
    m_store.reset();
    m_pool.reset();
    m_registry.reset();
    m_fixture.reset();
}

void TestSignInKeeper::signInAndTrust()
{
    server().next(kLoginCall, challengeAnswer());
    server().always(u"login/twofactor"_s, loginAnswer({{u"trusted_device_token"_s, u"token-1"_s}}));
    signIn(Remember::No);
    QCOMPARE(session().state(), State::NeedsSecondFactor);
    session().sendCode(Secret(QByteArrayView("123456")), TrustDevice::Yes);
    settle();
    QCOMPARE(session().state(), State::Connected);
}

void TestSignInKeeper::nothingIsKeptUnasked()
{
    signIn(Remember::No);
    QCOMPARE(session().state(), State::Connected);
    QVERIFY(!m_keeper->keepsPassword(m_id));
    QVERIFY(kept(CredentialKey::Kind::Password).isEmpty());
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(server().count(kLoginCall), 1);
}

void TestSignInKeeper::passwordIsKeptOnceThePbxTookIt()
{
    server().next(kLoginCall, FakeAnswer::hang());
    signIn(Remember::Yes);
    QVERIFY(kept(CredentialKey::Kind::Password).isEmpty());
    QVERIFY(server().release(kLoginCall, loginAnswer()));
    settle();
    QCOMPARE(kept(CredentialKey::Kind::Password), QByteArray("pass-1"));
    QVERIFY(saved().keepsPassword);
}

void TestSignInKeeper::refusedPasswordIsNotKept()
{
    server().always(kLoginCall, FakeAnswer::refusal(-1));
    signIn(Remember::Yes);
    QVERIFY(kept(CredentialKey::Kind::Password).isEmpty());
    QVERIFY(!saved().keepsPassword);
    server().always(kLoginCall, loginAnswer());
    signIn(Remember::No);
    QVERIFY2(kept(CredentialKey::Kind::Password).isEmpty(), "an older wish is over");
}

void TestSignInKeeper::savedPasswordSignsIn()
{
    signIn(Remember::Yes);
    session().signOut();
    settle();
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(session().state(), State::Connected);
    QCOMPARE(server().sentTo(kLoginCall).at(0).json(), server().sentTo(kLoginCall).at(1).json());
}

void TestSignInKeeper::savedPasswordThatIsRefusedIsForgotten()
{
    signIn(Remember::Yes);
    session().signOut();
    settle();
    server().always(kLoginCall, FakeAnswer::refusal(-1));
    QSignalSpy refused(m_keeper.get(), &SignInKeeper::savedPasswordRefused);
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(refused.size(), 1);
    QVERIFY(!saved().keepsPassword);
    QVERIFY(kept(CredentialKey::Kind::Password).isEmpty());
    m_keeper->signInSaved(m_id);
    settle();
    QCOMPARE(server().count(kLoginCall), 2);
}

void TestSignInKeeper::outageDoesNotForget()
{
    signIn(Remember::Yes);
    session().signOut();
    settle();
    server().always(kLoginCall, FakeAnswer::failure(ApiError::Kind::Unreachable));
    m_keeper->signInSaved(m_id);
    settle();
    QVERIFY(saved().keepsPassword);
    QCOMPARE(kept(CredentialKey::Kind::Password), QByteArray("pass-1"));
}

void TestSignInKeeper::trustedDeviceIsKeptAndSent()
{
    signInAndTrust();
    QVERIFY(saved().keepsDeviceToken);
    QCOMPARE(kept(CredentialKey::Kind::TrustedDevice), QByteArray("token-1"));
    session().signOut();
    settle();
    signIn(Remember::No);
    QCOMPARE(server().last(kLoginCall).json()[u"trusted_device_token"_s].toString(), u"token-1"_s);
}

void TestSignInKeeper::tokenThatIsNotTakenIsDropped()
{
    signInAndTrust();
    session().signOut();
    settle();
    server().next(kLoginCall, challengeAnswer());
    signIn(Remember::No);
    QCOMPARE(session().state(), State::NeedsSecondFactor);
    QVERIFY(!saved().keepsDeviceToken);
    QVERIFY(kept(CredentialKey::Kind::TrustedDevice).isEmpty());
}

void TestSignInKeeper::newPasswordReplacesTheSavedOne()
{
    signInAndTrust();
    signIn(Remember::Yes);
    session().notePasswordChanged(session().userName(), Secret(QByteArrayView("pass-2")));
    settle();
    QCOMPARE(kept(CredentialKey::Kind::Password), QByteArray("pass-2"));
    QVERIFY2(!saved().keepsDeviceToken, "the PBX has forgotten its trusted devices");
}

void TestSignInKeeper::forgettingRemovesBoth()
{
    signInAndTrust();
    signIn(Remember::Yes);
    QVERIFY(m_keeper->keepsAnything(m_id));
    m_keeper->forget(m_id);
    QVERIFY(!m_keeper->keepsAnything(m_id));
    settle();
    QVERIFY(!saved().keepsPassword && !saved().keepsDeviceToken);
    QVERIFY(kept(CredentialKey::Kind::Password).isEmpty());
    QVERIFY(kept(CredentialKey::Kind::TrustedDevice).isEmpty());
}

void TestSignInKeeper::removedPbxLeavesNothingBehind()
{
    signIn(Remember::Yes);
    QVERIFY(m_registry->remove(m_id));
    settle();
    QVERIFY(kept(CredentialKey::Kind::Password).isEmpty());
}

void TestSignInKeeper::passwordAndDeviceAreKeptAtOnce()
{
    server().next(kLoginCall, challengeAnswer());
    server().always(u"login/twofactor"_s, loginAnswer({{u"trusted_device_token"_s, u"token-1"_s}}));
    signIn(Remember::Yes);
    session().sendCode(Secret(QByteArrayView("123456")), TrustDevice::Yes);
    settle();
    QVERIFY(saved().keepsPassword && saved().keepsDeviceToken);
}

void TestSignInKeeper::anotherAccountTakesThePlace()
{
    signInAndTrust();
    m_keeper->signIn(m_id, u"operator"_s, Secret(QByteArrayView("pass-2")), Remember::Yes);
    settle();
    QCOMPARE(saved().userName, u"operator"_s);
    QVERIFY(saved().keepsPassword && !saved().keepsDeviceToken);
    QVERIFY(kept(CredentialKey::Kind::TrustedDevice).isEmpty());
}

QTEST_GUILESS_MAIN(TestSignInKeeper)
#include "tst_signinkeeper.moc"
