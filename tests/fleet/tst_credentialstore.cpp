// SPDX-License-Identifier: GPL-3.0-or-later
#include <fleet/credentialstore.h>
#include <fleet/keychain.h>

#include <QHash>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace lw;
using namespace Qt::StringLiterals;
using Said = KeychainAnswer::Result;
using Kind = CredentialKey::Kind;

Q_DECLARE_METATYPE(lw::KeychainAnswer::Result)
Q_DECLARE_METATYPE(lw::KeychainProblem::Kind)

namespace {

/*! A keychain that the test can break. It outlives the store that owns the door to it. */
struct Vault
{
    QHash<QString, QByteArray> entries;
    Said says = Said::Done;
    int calls = 0;
};

class FakeKeychain final : public Keychain
{
public:
    explicit FakeKeychain(Vault &vault) : m_vault(vault) {}

    void read(const QString &key, QObject *context, Answer answer) override
    {
        later(context, [this, key, answer] {
            const bool isThere = m_vault.entries.contains(key);
            if (m_vault.says != Said::Done || !isThere)
                answer(refusal(isThere ? m_vault.says : Said::NotFound));
            else
                answer({.value = Secret{QByteArrayView(m_vault.entries.value(key))}});
        });
    }
    void write(const QString &key, const Secret &value, QObject *context, Answer answer) override
    {
        later(context, [this, key, bytes = value.view().toByteArray(), answer] {
            if (m_vault.says == Said::Done)
                m_vault.entries.insert(key, bytes);
            answer(refusal(m_vault.says));
        });
    }
    void remove(const QString &key, QObject *context, Answer answer) override
    {
        later(context, [this, key, answer] {
            if (m_vault.says == Said::Done)
                answer(refusal(m_vault.entries.remove(key) ? Said::Done : Said::NotFound));
            else
                answer(refusal(m_vault.says));
        });
    }

private:
    template<typename Function>
    void later(QObject *context, Function function)
    {
        ++m_vault.calls;
        QTimer::singleShot(0, context, function);
    }
    KeychainAnswer refusal(Said said) const
    {
        if (m_vault.says != Said::Done)
            said = m_vault.says;
        return {.result = said, .detail = said == Said::Done ? QString() : u"no bus"_s};
    }

    Vault &m_vault;
};

CredentialKey keyOf(const QString &user, Kind kind = Kind::Password)
{
    return {.pbxId = u"id-1"_s, .kind = kind, .userName = user};
}

} // namespace

/*! What is kept where, and what happens when the keychain does not keep it. */
class TestCredentialStore : public QObject
{
    Q_OBJECT
private slots:
    void keyText();
    void keptInKeychain();
    void kindsAndUsersAreApart();
    void memoryOnly();
    void practiceStaysInMemory();
    void brokenKeychain_data();
    void brokenKeychain();
    void breaksOnReading();
    void breaksWithTwoOnTheirWay();
    void emptyValueRemoves();
    void removeFromLockedKeychain();
    void abortedWriteIsStillKept();
    void systemKeychainAnswers();

private:
    std::unique_ptr<CredentialStore> store(Vault &vault)
    {
        return std::make_unique<CredentialStore>(
            std::make_unique<FakeKeychain>(vault),
            [](const QString &id) { return id.startsWith(u"practice"); });
    }
    //! The answer of \a pending, which goes as soon as it has answered; nothing: none came.
    template<typename T>
    std::optional<Result<T>> answerOf(Pending<T> *pending)
    {
        std::optional<Result<T>> answer;
        QSignalSpy gone(pending, &QObject::destroyed);
        pending->then(this, [&answer](Result<T> result) { answer = std::move(result); });
        gone.wait();
        return answer;
    }
    QByteArray readBack(CredentialStore &store, const CredentialKey &key)
    {
        const auto answer = answerOf(store.read(key));
        return answer && *answer ? (*answer)->value.view().toByteArray() : "no answer";
    }
    std::optional<Kept> keep(CredentialStore &store, const CredentialKey &key, const char *value)
    {
        const auto answer = answerOf(store.write(key, Secret(value)));
        return answer && *answer ? std::optional(**answer) : std::nullopt;
    }
    std::optional<Result<Done>> forget(CredentialStore &store, const CredentialKey &key)
    {
        return answerOf(store.remove(key));
    }
};

void TestCredentialStore::keyText()
{
    QCOMPARE(keyOf(u"admin"_s).text(), u"id-1/password/admin"_s);
    QCOMPARE(keyOf(u"a/b %1"_s, Kind::TrustedDevice).text(), u"id-1/trusted-device/a/b %1"_s);
}

void TestCredentialStore::keptInKeychain()
{
    Vault vault;
    {
        const auto first = store(vault);
        QVERIFY(keep(*first, keyOf(u"admin"_s), "s3cret") == Kept::InKeychain);
        QCOMPARE(vault.entries.value(u"id-1/password/admin"_s), QByteArray("s3cret"));
    }
    const auto next = store(vault);
    QCOMPARE(readBack(*next, keyOf(u"admin"_s)), QByteArray("s3cret"));
    QVERIFY(forget(*next, keyOf(u"admin"_s))->has_value());
    QVERIFY(vault.entries.isEmpty());
    QCOMPARE(readBack(*next, keyOf(u"admin"_s)), QByteArray());
    QVERIFY(forget(*next, keyOf(u"admin"_s))->has_value());
    QVERIFY(!next->problem());
}

void TestCredentialStore::kindsAndUsersAreApart()
{
    Vault vault;
    const auto store = this->store(vault);
    keep(*store, keyOf(u"admin"_s), "password");
    keep(*store, keyOf(u"admin"_s, Kind::TrustedDevice), "token");
    keep(*store, keyOf(u"1001"_s), "other");
    QCOMPARE(vault.entries.size(), 3);
    QCOMPARE(readBack(*store, keyOf(u"admin"_s)), QByteArray("password"));
    QCOMPARE(readBack(*store, keyOf(u"admin"_s, Kind::TrustedDevice)), QByteArray("token"));
    QCOMPARE(readBack(*store, keyOf(u"1001"_s, Kind::TrustedDevice)), QByteArray());
}

void TestCredentialStore::memoryOnly()
{
    CredentialStore store;
    QSignalSpy missing(&store, &CredentialStore::keychainMissing);
    QVERIFY(keep(store, keyOf(u"admin"_s), "s3cret") == Kept::InMemoryOnly);
    QCOMPARE(readBack(store, keyOf(u"admin"_s)), QByteArray("s3cret"));
    QVERIFY(forget(store, keyOf(u"admin"_s))->has_value());
    QCOMPARE(readBack(store, keyOf(u"admin"_s)), QByteArray());
    QCOMPARE(missing.count(), 0);
    QVERIFY(!store.problem());
}

void TestCredentialStore::practiceStaysInMemory()
{
    Vault vault;
    const auto store = this->store(vault);
    const CredentialKey key{.pbxId = u"practice-1"_s, .userName = u"admin"_s};
    QVERIFY(keep(*store, key, "s3cret") == Kept::InMemoryOnly);
    QCOMPARE(readBack(*store, key), QByteArray("s3cret"));
    QVERIFY(forget(*store, key)->has_value());
    QCOMPARE(vault.calls, 0);
}

void TestCredentialStore::brokenKeychain_data()
{
    QTest::addColumn<Said>("says");
    QTest::addColumn<KeychainProblem::Kind>("problem");
    QTest::newRow("no service") << Said::NoService << KeychainProblem::Kind::NoService;
    QTest::newRow("locked") << Said::Denied << KeychainProblem::Kind::Denied;
}

void TestCredentialStore::brokenKeychain()
{
    QFETCH(Said, says);
    QFETCH(KeychainProblem::Kind, problem);
    Vault vault{.says = says};
    const auto store = this->store(vault);
    QSignalSpy missing(store.get(), &CredentialStore::keychainMissing);
    QVERIFY(keep(*store, keyOf(u"admin"_s), "s3cret") == Kept::InMemoryOnly);
    QCOMPARE(missing.count(), 1);
    QVERIFY(store->problem());
    QCOMPARE(int(store->problem()->kind), int(problem));
    QCOMPARE(store->problem()->detail, u"no bus"_s);
    QCOMPARE(readBack(*store, keyOf(u"admin"_s)), QByteArray("s3cret"));
    QVERIFY(keep(*store, keyOf(u"1001"_s), "other") == Kept::InMemoryOnly);
    QCOMPARE(vault.calls, 1); // nobody is asked to unlock it twice
    QCOMPARE(missing.count(), 1);
}

void TestCredentialStore::breaksOnReading()
{
    Vault vault{.entries = {{u"id-1/password/admin"_s, "s3cret"}}, .says = Said::Denied};
    const auto store = this->store(vault);
    QSignalSpy missing(store.get(), &CredentialStore::keychainMissing);
    QCOMPARE(readBack(*store, keyOf(u"admin"_s)), QByteArray());
    QCOMPARE(missing.count(), 1);
}

void TestCredentialStore::breaksWithTwoOnTheirWay()
{
    Vault vault{.says = Said::NoService};
    const auto store = this->store(vault);
    QSignalSpy missing(store.get(), &CredentialStore::keychainMissing);
    QList<Kept> kept;
    const auto note = [&kept](Result<Kept> result) { kept.append(result.value()); };
    store->write(keyOf(u"admin"_s), Secret("first"))->then(this, note);
    store->write(keyOf(u"admin"_s), Secret("second"))->then(this, note);
    QTRY_COMPARE(kept, (QList{Kept::InMemoryOnly, Kept::InMemoryOnly}));
    QCOMPARE(missing.count(), 1);
    QCOMPARE(readBack(*store, keyOf(u"admin"_s)), QByteArray("second"));
}

void TestCredentialStore::emptyValueRemoves()
{
    Vault vault;
    const auto store = this->store(vault);
    keep(*store, keyOf(u"admin"_s), "s3cret");
    QVERIFY(keep(*store, keyOf(u"admin"_s), "") == Kept::InKeychain);
    QVERIFY(vault.entries.isEmpty());
}

void TestCredentialStore::removeFromLockedKeychain()
{
    Vault vault{.entries = {{u"id-1/password/admin"_s, "s3cret"}}, .says = Said::Denied};
    const auto store = this->store(vault);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto done = forget(*store, keyOf(u"admin"_s));
        QVERIFY(done && !done->has_value());
        QCOMPARE(int(done->error().kind), int(ApiError::Kind::Forbidden));
    }
    Vault none{.says = Said::NoService};
    QVERIFY(forget(*this->store(none), keyOf(u"admin"_s))->has_value());
}

void TestCredentialStore::abortedWriteIsStillKept()
{
    Vault vault;
    const auto store = this->store(vault);
    std::optional<ApiError::Kind> kind;
    auto *write = store->write(keyOf(u"admin"_s), Secret("s3cret"));
    write->then(this, [&kind](Result<Kept> result) { kind = result.error().kind; });
    write->abort();
    QTRY_VERIFY(kind.has_value());
    QCOMPARE(int(*kind), int(ApiError::Kind::Cancelled));
    QTRY_COMPARE(vault.entries.size(), 1);
    delete store->write(keyOf(u"1001"_s), Secret("other"));
    QTRY_COMPARE(vault.entries.size(), 2);
}

//! Without a bus the system's keychain must say so instead of waiting for one.
void TestCredentialStore::systemKeychainAnswers()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    CredentialStore store(systemKeychain(u"org.linewarden.test"_s), {});
    QVERIFY(keep(store, keyOf(u"admin"_s), "s3cret") == Kept::InMemoryOnly);
    QVERIFY(store.problem());
    QVERIFY(!store.problem()->detail.isEmpty());
    QCOMPARE(readBack(store, keyOf(u"admin"_s)), QByteArray("s3cret"));
}

QTEST_GUILESS_MAIN(TestCredentialStore)
#include "tst_credentialstore.moc"
