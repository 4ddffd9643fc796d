// SPDX-License-Identifier: GPL-3.0-or-later
#include "remotemanagementfixture.h"

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Field = RemoteManagementField;
using Kind = ApiError::Kind;
using Model = RemoteManagementModel;
using Outcome = Model::Outcome;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

namespace {

const FakeAnswer kNoAnswer = FakeAnswer::failure(Kind::UnknownOutcome);

} // namespace

/*! Saving: reads first, sends once, and claims nothing that was not read. */
class TestSaveFlow : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_fixture.reset(); }

    void readsComparesSendsReads();
    void changedBySomeoneElse();
    void errorBeforeSending_data();
    void errorBeforeSending();
    void refused_data();
    void refused();
    void unansweredAndCarriedOut_data();
    void unansweredAndCarriedOut();
    void unansweredAndCarriedOutLate();
    void unansweredAndNotCarriedOut();
    void unansweredAndChangedBySomeoneElse();
    void unansweredAndReadingFails();
    void unansweredAndSessionGone();
    void unansweredSecretByStatus_data();
    void unansweredSecretByStatus();
    void unansweredSecretWhileSomeoneElseChangedMore();
    void firstAccountPasswordIsVisible();
    void readingAfterTheAnswerFails();
    void firstAccountPasswordAndReadingAfterFails();
    void cancelBeforeSending_data();
    void cancelBeforeSending();
    void cancelWhileSendingFindsOut();
    void cancelWhileFindingOut();
    void cancelWhileReadingAfter();
    void expiryKeepsTheDraft_data();
    void expiryKeepsTheDraft();
    void signOutWhileSaving();
    void otherAddressWhileFindingOut();
    void onlyAPersonKeepsTheSessionAlive();

private:
    Model &model() { return m_fixture->model; }
    FakeServer &server() { return m_fixture->server; }
    void save()
    {
        m_fixture->changeServer();
        model().save();
    }
    //! save() up to the first request of \a call that hangs.
    void saveUntil(const QString &call)
    {
        server().next(call, FakeAnswer::hang());
        save();
        SessionFixture::settleAll([&] { return server().hanging(call) > 0; });
        QCOMPARE(server().hanging(call), 1);
    }
    void settle() { QTRY_VERIFY(model().activity() != Model::Activity::Saving); }
    std::unique_ptr<RemoteManagementFixture> m_fixture;
};

void TestSaveFlow::init()
{
    m_fixture = std::make_unique<RemoteManagementFixture>();
    m_fixture->load();
    model().setWaitLimit(40ms);
}

void TestSaveFlow::readsComparesSendsReads()
{
    server().next(kGetCall, settingsAnswer());
    server().next(kGetCall, RemoteManagementFixture::changedServer());
    server().next(kStatusCall, statusAnswer(u"Disconnected"_s));
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    save();
    QCOMPARE(model().activity(), Model::Activity::Saving);
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
    QCOMPARE(server().calls().mid(0, 4),
             (QStringList{kGetCall, kStatusCall, kUpdateCall, kGetCall}));
    QCOMPARE(server().count(kUpdateCall), 1);
    const QJsonObject body = server().last(kUpdateCall).json();
    QCOMPARE(body.value(u"server_address"_s).toString(), u"new.example.com"_s);
    QCOMPARE(body.value(u"authentication_code"_s).toString(), u"CODE"_s);
    QCOMPARE(model().loaded().serverAddress, std::optional(u"new.example.com"_s));
    QVERIFY(!model().isDirty());
    QVERIFY(!model().error());
}

void TestSaveFlow::changedBySomeoneElse()
{
    server().always(kGetCall, settingsAnswer({{u"account_username"_s, u"theirs"_s}}));
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::ChangedBySomeoneElse);
    QCOMPARE(server().count(kUpdateCall), 0);
    QCOMPARE(model().theirs()->accountUserName, u"theirs"_s);
    QVERIFY(model().isDirty());
    QCOMPARE(model().draft().secrets.authenticationCode.size(), 4);
}

void TestSaveFlow::errorBeforeSending_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<Kind>("kind");
    for (const QString &call : {kGetCall, kStatusCall}) {
        for (const Kind kind : {Kind::Timeout, Kind::Unreachable, Kind::MalformedReply,
                                Kind::ServerFault, Kind::Forbidden, Kind::TlsChanged})
            QTest::addRow("%s fails with kind %d", qPrintable(call), int(kind)) << call << kind;
    }
}

void TestSaveFlow::errorBeforeSending()
{
    QFETCH(QString, call);
    QFETCH(Kind, kind);
    server().always(call, FakeAnswer::failure(kind));
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error() && model().error()->kind == kind);
    QCOMPARE(server().count(kUpdateCall), 0);
    QVERIFY(model().isDirty());
}

void TestSaveFlow::refused_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("wrong code") << 70611 << Kind::Rejected;
    QTest::newRow("platform not reached") << 70613 << Kind::Rejected;
    QTest::newRow("platform full") << 70614 << Kind::Rejected;
    QTest::newRow("parameter") << 40002 << Kind::Rejected;
    QTest::newRow("duplicate") << 40003 << Kind::Conflict;
    QTest::newRow("role too small") << 10005 << Kind::Forbidden;
    QTest::newRow("internal error, which is an answer") << -2 << Kind::ServerFault;
    QTest::newRow("a code that nobody knows") << 98765 << Kind::Rejected;
}

//! A refusal is final: nothing is sent or asked again.
void TestSaveFlow::refused()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    server().always(kUpdateCall, FakeAnswer::refusal(code));
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QCOMPARE(model().activity(), Model::Activity::Idle);
    QVERIFY(model().error()->kind == kind);
    QCOMPARE(model().error()->serverCode, std::optional<int>(code));
    QCOMPARE(server().calls(), (QStringList{kGetCall, kStatusCall, kUpdateCall}));
    QVERIFY(model().isDirty());
    QCOMPARE(model().draft().secrets.authenticationCode.size(), 4);
}

void TestSaveFlow::unansweredAndCarriedOut_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind"); // of the transport where status is 0
    const QByteArray none;
    QTest::newRow("the connection was lost") << 0 << none << Kind::UnknownOutcome;
    QTest::newRow("the transport was renewed meanwhile") << 0 << none << Kind::Cancelled;
    QTest::newRow("an answer that is cut off") << 200 << QByteArray("{\"errc") << Kind::Timeout;
    QTest::newRow("an answer that is a page") << 200 << QByteArray("<html>") << Kind::Timeout;
    QTest::newRow("a bad gateway") << 502 << none << Kind::Timeout;
    QTest::newRow("a redirect") << 302 << none << Kind::Timeout;
}

void TestSaveFlow::unansweredAndCarriedOut()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Kind, kind);
    const FakeAnswer answer =
        status == 0 ? FakeAnswer::failure(kind) : FakeAnswer{.status = status, .body = body};
    server().next(kGetCall, settingsAnswer());
    server().always(kGetCall, RemoteManagementFixture::changedServer());
    server().always(kUpdateCall, answer);
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
    QVERIFY(!model().error());
    QVERIFY(!model().isDirty());
    QCOMPARE(server().count(kUpdateCall), 1);
}

void TestSaveFlow::unansweredAndCarriedOutLate()
{
    for (int i = 0; i < 4; ++i) // before, and three times afterwards
        server().next(kGetCall, settingsAnswer());
    server().always(kGetCall, RemoteManagementFixture::changedServer());
    server().always(kUpdateCall, kNoAnswer);
    model().setWaitLimit(10s);
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
    QCOMPARE(server().count(kUpdateCall), 1);
}

void TestSaveFlow::unansweredAndNotCarriedOut()
{
    server().always(kUpdateCall, kNoAnswer);
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error()->kind == Kind::UnknownOutcome);
    QCOMPARE(server().count(kUpdateCall), 1);
    QVERIFY(server().count(kGetCall) >= 3);
    QVERIFY(model().isDirty());
    QCOMPARE(model().draft().secrets.authenticationCode.size(), 4);
}

void TestSaveFlow::unansweredAndChangedBySomeoneElse()
{
    server().next(kGetCall, settingsAnswer());
    server().always(kGetCall, settingsAnswer({{u"server_address"_s, u"third.example.com"_s}}));
    server().always(kUpdateCall, kNoAnswer);
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::ChangedBySomeoneElse);
    QCOMPARE(model().theirs()->serverAddress, std::optional(u"third.example.com"_s));
    QVERIFY(model().isDirty());
}

void TestSaveFlow::unansweredAndReadingFails()
{
    server().next(kGetCall, settingsAnswer());
    server().always(kGetCall, FakeAnswer::failure(Kind::Unreachable));
    server().always(kUpdateCall, kNoAnswer);
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Unknown);
    QVERIFY(model().error().has_value());
    QVERIFY(model().isDirty());
    QCOMPARE(server().count(kUpdateCall), 1);
}

void TestSaveFlow::unansweredAndSessionGone()
{
    server().next(kGetCall, settingsAnswer());
    server().always(kGetCall, FakeAnswer::refusal(10004));
    server().always(kUpdateCall, kNoAnswer);
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Unknown);
    QCOMPARE(m_fixture->session.state(), PbxSession::State::NeedsPassword);
    QVERIFY(model().isDirty());
    QCOMPARE(server().count(kGetCall), 2);
}

void TestSaveFlow::unansweredSecretByStatus_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<qint64>("since");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("another state") << u"Connecting"_s << qint64(1'000) << Outcome::Saved;
    QTest::newRow("a state of the future") << u"Binding"_s << qint64(1'000) << Outcome::Saved;
    QTest::newRow("connected anew") << u"Connected"_s << qint64(1'001) << Outcome::Saved;
    QTest::newRow("never since") << u"Connected"_s << qint64(0) << Outcome::Saved;
    QTest::newRow("as before") << u"Connected"_s << qint64(1'000) << Outcome::NotSaved;
}

//! Only a code was typed: the settings read the same either way.
void TestSaveFlow::unansweredSecretByStatus()
{
    QFETCH(QString, state);
    QFETCH(qint64, since);
    QFETCH(Outcome, outcome);
    server().next(kStatusCall, statusAnswer(u"Connected"_s));
    server().next(kStatusCall, statusAnswer(u"Connected"_s)); // not yet
    server().always(kStatusCall, statusAnswer(state, since));
    server().always(kUpdateCall, kNoAnswer);
    model().setSecret(Field::AuthenticationCode, Secret(QByteArrayView("CODE")));
    model().save();
    settle();
    QCOMPARE(model().outcome(), outcome);
    QCOMPARE(server().count(kUpdateCall), 1);
    QCOMPARE(model().isDirty(), outcome != Outcome::Saved);
}

//! Their change is no proof that ours was carried out.
void TestSaveFlow::unansweredSecretWhileSomeoneElseChangedMore()
{
    server().next(kGetCall, settingsAnswer());
    server().always(kGetCall, settingsAnswer({{u"email"_s, u"theirs@example.com"_s}}));
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    server().always(kUpdateCall, kNoAnswer);
    model().setSecret(Field::AuthenticationCode, Secret(QByteArrayView("CODE")));
    model().save();
    settle();
    QVERIFY(model().outcome() != Outcome::Saved);
    QVERIFY(model().outcome() != Outcome::NotSaved);
    QVERIFY(model().isDirty());
}

void TestSaveFlow::firstAccountPasswordIsVisible()
{
    const FakeAnswer before = settingsAnswer({{u"account_password_set"_s, 0}});
    server().always(kGetCall, before);
    m_fixture->load();
    server().next(kGetCall, before);
    server().next(kGetCall, before);
    server().always(kGetCall, settingsAnswer());
    server().always(kUpdateCall, kNoAnswer);
    model().setSecret(Field::AccountPassword, Secret(QByteArrayView("p")));
    model().setWaitLimit(10s);
    model().save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
}

//! The PBX has said yes; that reading back fails takes nothing of it away.
void TestSaveFlow::readingAfterTheAnswerFails()
{
    server().next(kGetCall, settingsAnswer());
    server().next(kGetCall, FakeAnswer::failure(Kind::Timeout));
    server().always(kGetCall, RemoteManagementFixture::changedServer());
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
    QCOMPARE(model().loaded().serverAddress, std::optional(u"new.example.com"_s));
    QVERIFY(!model().isDirty());
}

void TestSaveFlow::firstAccountPasswordAndReadingAfterFails()
{
    const FakeAnswer before = settingsAnswer({{u"account_password_set"_s, 0}});
    server().always(kGetCall, before);
    m_fixture->load();
    server().next(kGetCall, before);
    server().next(kGetCall, FakeAnswer::failure(Kind::Timeout));
    server().always(kGetCall, settingsAnswer());
    server().always(kStatusCall, statusAnswer(u"Connected"_s));
    model().setSecret(Field::AccountPassword, Secret(QByteArrayView("p")));
    model().save();
    settle();
    QVERIFY(model().loaded().isAccountPasswordSet);
    QTRY_VERIFY(!model().isBusy());
    model().setSecret(Field::AccountPassword, Secret(QByteArrayView("q")));
    model().save(); // and the next Save does not take our own password for someone else's
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
}

void TestSaveFlow::cancelBeforeSending_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("while reading the settings") << kGetCall;
    QTest::newRow("while reading the status") << kStatusCall;
}

void TestSaveFlow::cancelBeforeSending()
{
    QFETCH(QString, call);
    saveUntil(call);
    model().cancel();
    QCOMPARE(model().activity(), Model::Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QVERIFY(model().error()->kind == Kind::Cancelled);
    QVERIFY(model().isDirty());
    static_cast<void>(server().release(call, settingsAnswer()));
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(server().count(kUpdateCall), 0);
}

void TestSaveFlow::cancelWhileSendingFindsOut()
{
    saveUntil(kUpdateCall);
    server().always(kGetCall, RemoteManagementFixture::changedServer());
    model().cancel();
    QCOMPARE(model().activity(), Model::Activity::Saving);
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
    QCOMPARE(server().count(kUpdateCall), 1);
}

void TestSaveFlow::cancelWhileFindingOut()
{
    server().next(kGetCall, settingsAnswer());
    server().next(kGetCall, FakeAnswer::hang());
    server().always(kUpdateCall, kNoAnswer);
    save();
    SessionFixture::settleAll([&] { return server().hanging(kGetCall) == 1; });
    model().cancel();
    QCOMPARE(model().activity(), Model::Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Unknown);
    QVERIFY(model().isDirty());
}

void TestSaveFlow::cancelWhileReadingAfter()
{
    server().next(kGetCall, settingsAnswer());
    server().next(kGetCall, FakeAnswer::hang());
    save();
    SessionFixture::settleAll([&] { return server().hanging(kGetCall) == 1; });
    QCOMPARE(server().count(kUpdateCall), 1);
    model().cancel();
    QVERIFY(model().activity() != Model::Activity::Saving);
    QCOMPARE(model().outcome(), Outcome::Saved);
    model().cancel();
    QCOMPARE(model().activity(), Model::Activity::Idle);
}

void TestSaveFlow::expiryKeepsTheDraft_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("before: settings") << kGetCall;
    QTest::newRow("before: status") << kStatusCall;
    QTest::newRow("at the change itself") << kUpdateCall;
}

void TestSaveFlow::expiryKeepsTheDraft()
{
    QFETCH(QString, call);
    server().next(call, FakeAnswer::refusal(10004));
    save();
    settle();
    QCOMPARE(model().outcome(), Outcome::NotSaved);
    QCOMPARE(m_fixture->session.state(), PbxSession::State::NeedsPassword);
    QVERIFY(m_fixture->session.hasExpired());
    QCOMPARE(model().draft().settings.serverAddress, std::optional(u"new.example.com"_s));
    m_fixture->signIn();
    m_fixture->load();
    QVERIFY(model().isDirty());
    QCOMPARE(model().draft().secrets.authenticationCode.size(), 4);
    model().save();
    settle();
    QCOMPARE(model().outcome(), Outcome::Saved);
}

void TestSaveFlow::signOutWhileSaving()
{
    saveUntil(kUpdateCall);
    m_fixture->session.signOut();
    settle();
    QCOMPARE(model().outcome(), Outcome::Unknown);
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(m_fixture->session.state(), PbxSession::State::Disconnected);
    QVERIFY(model().isDirty());
}

//! Its transport is gone, and with it every answer.
void TestSaveFlow::otherAddressWhileFindingOut()
{
    server().always(kUpdateCall, kNoAnswer);
    model().setWaitLimit(10s);
    save();
    SessionFixture::settleAll([&] { return server().count(kGetCall) >= 2; });
    PbxSettings settings = m_fixture->session.settings();
    settings.address = PbxAddress::parse(u"other.example"_s).value();
    m_fixture->session.setSettings(settings);
    QCOMPARE(model().activity(), Model::Activity::Idle);
    QCOMPARE(model().outcome(), Outcome::Unknown);
    const QDeadlineTimer wait(30);
    QTRY_VERIFY(wait.hasExpired());
    QCOMPARE(model().activity(), Model::Activity::Idle);
}

void TestSaveFlow::onlyAPersonKeepsTheSessionAlive()
{
    server().always(kUpdateCall, kNoAnswer);
    save();
    settle();
    int timers = 0;
    for (const SentRequest &sent : server().sent())
        timers += sent.cause == HttpRequest::Cause::Timer ? 1 : 0;
    QVERIFY(timers >= 2);
    QCOMPARE(qsizetype(server().sent().size()) - timers, 3); // get, status, update
}

QTEST_GUILESS_MAIN(TestSaveFlow)
#include "tst_saveflow.moc"
