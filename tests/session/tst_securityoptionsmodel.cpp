// SPDX-License-Identifier: GPL-3.0-or-later
#include "optionsfixture.h"

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError::Kind)
Q_DECLARE_METATYPE(lw::ChangeOutcome)

/*! Reading and saving the options; the dry run and lost sessions are tst_mandatorydryrun's. */
class TestSecurityOptionsModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<OptionsFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void loaded();
    void loadedFromTheCloud();
    void withoutAutoLogout_data();
    void withoutAutoLogout();
    void unreadable_data();
    void unreadable();
    void loadNeedsAnAdministrator();
    void saved_data();
    void saved();
    void saveNeedsAChange();
    void refused_data();
    void refused();
    void partlySaved();
    void unanswered_data();
    void unanswered();
    void savedButUnreadable();
    void reloadKeepsTheDraft();
    void reloadTakesWhatOnlyOthersChanged();
    void reverted();
    void whatTheUserTurnsOn();
    void autoLogoutIsNeverInvented();
    void sessionFollowsTheReading();

private:
    SecurityOptionsModel &model() { return m_fixture->model; }
    FakeServer &server() { return m_fixture->server; }
    std::unique_ptr<OptionsFixture> m_fixture;
};

void TestSecurityOptionsModel::loaded()
{
    QVERIFY(!model().isLoaded());
    model().load();
    QVERIFY(model().isBusy());
    AccountFixture::turn();
    QVERIFY(model().isLoaded() && !model().isBusy() && !model().error());
    QVERIFY(!model().isDirty());
    QVERIFY(!model().loaded().options.isTwoFactorMandatory);
    QVERIFY(!model().loaded().options.isPasswordlessEnabled);
    QCOMPARE(model().loaded().autoLogout, std::optional(15min));
    QVERIFY(model().draft() == model().loaded());
}

void TestSecurityOptionsModel::loadedFromTheCloud()
{
    server().always(kOptionsCall, golden(u"securityoption-get-cloud"_s));
    m_fixture->load();
    QCOMPARE(model().loaded().options.isPasswordlessEnabled, std::optional(true));
    QCOMPARE(model().loaded().options.isPasswordlessActive, std::optional(true));
}

void TestSecurityOptionsModel::withoutAutoLogout_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("an old firmware") << 10001;
    QTest::newRow("not allowed") << 10005;
}

//! The rest of the page is not wrong because of it.
void TestSecurityOptionsModel::withoutAutoLogout()
{
    QFETCH(int, code);
    server().always(kWebServerCall, FakeAnswer::refusal(code));
    m_fixture->load();
    QVERIFY(model().isLoaded() && !model().error());
    QVERIFY(!model().loaded().autoLogout);
    m_fixture->change(true, 60min);
    QVERIFY2(!model().draft().autoLogout, "what the PBX does not tell cannot be changed");
    m_fixture->save();
    QCOMPARE(server().count(kUpdateOptionsCall), 1);
    QCOMPARE(server().count(kUpdateWebServerCall), 0);
}

void TestSecurityOptionsModel::unreadable_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("options refused") << kOptionsCall << 10005 << Kind::Forbidden;
    QTest::newRow("options malformed") << kOptionsCall << 0 << Kind::MalformedReply;
    QTest::newRow("options when the session is over")
        << kOptionsCall << 10004 << Kind::SessionExpired;
    QTest::newRow("time malformed") << kWebServerCall << 0 << Kind::MalformedReply;
    QTest::newRow("time at a fault of the PBX") << kWebServerCall << -2 << Kind::ServerFault;
}

void TestSecurityOptionsModel::unreadable()
{
    QFETCH(QString, call);
    QFETCH(int, code);
    QFETCH(Kind, kind);
    server().always(call, FakeAnswer::refusal(code));
    m_fixture->load();
    QVERIFY(!model().isLoaded() && !model().isBusy());
    QCOMPARE(model().error()->kind, kind);
}

void TestSecurityOptionsModel::loadNeedsAnAdministrator()
{
    m_fixture->signInAs(u"1001"_s, u"user"_s);
    server().forgetRequests();
    m_fixture->load();
    model().startDryRun();
    AccountFixture::turn();
    QVERIFY(server().calls().isEmpty());
    QVERIFY(!model().isBusy() && !model().isDryRunning());
}

void TestSecurityOptionsModel::saved_data()
{
    QTest::addColumn<bool>("isMandatory");
    QTest::addColumn<int>("minutes");
    QTest::addColumn<QStringList>("calls");
    const QStringList reading{kOptionsCall, kWebServerCall};
    QTest::newRow("both") << true << 60
                          << QStringList{kUpdateOptionsCall, kUpdateWebServerCall} + reading;
    QTest::newRow("only the options") << true << 15 << QStringList{kUpdateOptionsCall} + reading;
    QTest::newRow("only the time") << false << 60 << QStringList{kUpdateWebServerCall} + reading;
}

void TestSecurityOptionsModel::saved()
{
    QFETCH(bool, isMandatory);
    QFETCH(int, minutes);
    QFETCH(QStringList, calls);
    m_fixture->load();
    m_fixture->change(isMandatory, std::chrono::minutes(minutes));
    QVERIFY(model().isDirty());
    m_fixture->becomes(isMandatory, minutes);
    model().save();
    QVERIFY(model().isBusy());
    model().setDraft({});
    AccountFixture::turn();
    QVERIFY(!model().isBusy() && !model().isDirty() && !model().error());
    QCOMPARE(model().outcome(), ChangeOutcome::Done);
    QCOMPARE(server().calls(), calls);
    if (calls.contains(kUpdateOptionsCall))
        QCOMPARE(server().last(kUpdateOptionsCall).json(),
                 (QJsonObject{{u"enb_force_two_factor"_s, 1}}));
    if (calls.contains(kUpdateWebServerCall))
        QCOMPARE(server().last(kUpdateWebServerCall).json(),
                 (QJsonObject{{u"auto_logout_time"_s, 60}}));
    QCOMPARE(m_fixture->session.endsAt(),
             std::optional(m_fixture->clock.now().addSecs(minutes * 60)));
    QCOMPARE(m_fixture->deeds.outcomes(), QStringList{u"security-options-saved done"_s});
}

void TestSecurityOptionsModel::saveNeedsAChange()
{
    model().save();
    m_fixture->load();
    model().save();
    AccountFixture::turn();
    QVERIFY(server().calls().isEmpty());
}

void TestSecurityOptionsModel::refused_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("not allowed") << 10005 << Kind::Forbidden;
    QTest::newRow("outside of the limits") << 40002 << Kind::Rejected;
    QTest::newRow("fault of the PBX") << -2 << Kind::ServerFault;
    QTest::newRow("session over") << 10004 << Kind::SessionExpired;
}

void TestSecurityOptionsModel::refused()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    m_fixture->load();
    m_fixture->change(true, 60min);
    server().always(kUpdateOptionsCall, FakeAnswer::refusal(code));
    m_fixture->save();
    QCOMPARE(model().outcome(), ChangeOutcome::NotDone);
    QCOMPARE(model().error()->kind, kind);
    QVERIFY(!model().isBusy());
    QVERIFY2(model().isDirty(), "what was typed is gone");
    QCOMPARE(server().count(kUpdateWebServerCall), 0);
    QVERIFY(m_fixture->deeds.deeds.isEmpty());
}

//! Of two calls one was carried out: what is still to be done is told apart from what is done.
void TestSecurityOptionsModel::partlySaved()
{
    m_fixture->load();
    m_fixture->change(true, 60min);
    server().next(kUpdateWebServerCall, FakeAnswer::refusal(40002));
    m_fixture->becomes(true, 15);
    m_fixture->save();
    QCOMPARE(model().outcome(), ChangeOutcome::NotDone);
    QCOMPARE(model().error()->kind, Kind::Rejected);
    QVERIFY(model().loaded().options.isTwoFactorMandatory);
    QCOMPARE(model().draft().autoLogout, std::optional(60min));
    QVERIFY(model().isDirty());
    m_fixture->becomes(true, 60);
    server().forgetRequests();
    m_fixture->save();
    QCOMPARE(model().outcome(), ChangeOutcome::Done);
    QCOMPARE(server().count(kUpdateOptionsCall), 0);
}

void TestSecurityOptionsModel::unanswered_data()
{
    QTest::addColumn<QString>("reading");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("it is as wanted") << u"new"_s << ChangeOutcome::Done;
    QTest::newRow("it is as before") << u"old"_s << ChangeOutcome::NotDone;
    QTest::newRow("nobody can read it") << u"timeout"_s << ChangeOutcome::Unknown;
}

void TestSecurityOptionsModel::unanswered()
{
    QFETCH(QString, reading);
    QFETCH(ChangeOutcome, outcome);
    m_fixture->load();
    m_fixture->change(true, 15min);
    server().always(kUpdateOptionsCall, lw::test::unanswered());
    if (reading == u"new"_s)
        m_fixture->becomes(true, 15);
    else if (reading == u"timeout"_s)
        server().always(kOptionsCall, FakeAnswer::failure(Kind::Timeout));
    m_fixture->save();
    QCOMPARE(model().outcome(), outcome);
    QCOMPARE(model().isDirty(), outcome != ChangeOutcome::Done);
    QCOMPARE(model().error().has_value(), outcome != ChangeOutcome::Done);
    if (model().error())
        QCOMPARE(model().error()->kind, Kind::UnknownOutcome);
    QCOMPARE(server().count(kUpdateOptionsCall), 1);
}

void TestSecurityOptionsModel::savedButUnreadable()
{
    m_fixture->load();
    m_fixture->change(true, 60min);
    server().always(kOptionsCall, FakeAnswer::failure(Kind::Timeout));
    m_fixture->save();
    QCOMPARE(model().outcome(), ChangeOutcome::Done);
    QVERIFY(!model().isDirty());
    QCOMPARE(m_fixture->session.endsAt(), std::optional(m_fixture->clock.now().addSecs(3600)));
}

void TestSecurityOptionsModel::reloadKeepsTheDraft()
{
    m_fixture->load();
    m_fixture->change(true, 60min);
    m_fixture->load();
    QVERIFY(model().isDirty());
    QVERIFY(model().draft().options.isTwoFactorMandatory);
    QCOMPARE(model().draft().autoLogout, std::optional(60min));
    m_fixture->becomes(true, 60);
    m_fixture->load();
    QVERIFY2(!model().isDirty(), "somebody else did it");
}

//! Save must not undo what the user never touched.
void TestSecurityOptionsModel::reloadTakesWhatOnlyOthersChanged()
{
    m_fixture->load();
    m_fixture->change(true, 15min);
    m_fixture->becomes(false, 30);
    m_fixture->load();
    QCOMPARE(model().draft().autoLogout, std::optional(30min));
    QVERIFY(model().draft().options.isTwoFactorMandatory);
    server().forgetRequests();
    m_fixture->becomes(true, 30);
    m_fixture->save();
    QCOMPARE(server().count(kUpdateWebServerCall), 0);
    QCOMPARE(model().outcome(), ChangeOutcome::Done);
}

void TestSecurityOptionsModel::reverted()
{
    model().revert();
    m_fixture->load();
    m_fixture->change(true, 60min);
    server().next(kUpdateOptionsCall, FakeAnswer::refusal(10005));
    m_fixture->save();
    model().revert();
    QVERIFY(!model().isDirty() && !model().error());
    QCOMPARE(model().outcome(), ChangeOutcome::None);
    QVERIFY(!model().draft().options.isTwoFactorMandatory);
}

void TestSecurityOptionsModel::whatTheUserTurnsOn()
{
    QVERIFY(!model().turnsMandatoryOn() && !model().turnsPasswordlessOn());
    server().always(kOptionsCall, FakeAnswer::json({{u"errcode"_s, 0},
                                                    {u"security_option"_s,
                                                     QJsonObject{{u"enb_force_two_factor"_s, 0},
                                                                 {u"enb_passwordless"_s, 0},
                                                                 {u"passwordless_active"_s, 0}}}}));
    m_fixture->load();
    SecurityOptionsDraft draft = model().draft();
    draft.options.isPasswordlessEnabled = true;
    model().setDraft(draft);
    QVERIFY(model().turnsPasswordlessOn() && !model().turnsMandatoryOn());
    draft.options.isTwoFactorMandatory = true;
    model().setDraft(draft);
    QVERIFY(model().turnsMandatoryOn());
    m_fixture->save();
    QCOMPARE(server().last(kUpdateOptionsCall).json(),
             (QJsonObject{{u"enb_force_two_factor"_s, 1}, {u"enb_passwordless"_s, 1}}));
}

void TestSecurityOptionsModel::autoLogoutIsNeverInvented()
{
    m_fixture->load();
    SecurityOptionsDraft draft = model().draft();
    draft.options.isTwoFactorMandatory = true;
    draft.autoLogout.reset();
    model().setDraft(draft);
    QCOMPARE(model().draft().autoLogout, std::optional(15min));
    server().always(kWebServerCall, FakeAnswer::refusal(10001));
    m_fixture->load();
    QVERIFY(!model().draft().autoLogout);
    server().always(kWebServerCall, golden(u"webserver-get"_s));
    m_fixture->load();
    QCOMPARE(model().draft().autoLogout, std::optional(15min));
    m_fixture->save();
    QCOMPARE(server().count(kUpdateWebServerCall), 0);
}

void TestSecurityOptionsModel::sessionFollowsTheReading()
{
    m_fixture->becomes(false, 5);
    m_fixture->load();
    QCOMPARE(m_fixture->session.endsAt(), std::optional(m_fixture->clock.now().addSecs(5 * 60)));
}

QTEST_GUILESS_MAIN(TestSecurityOptionsModel)
#include "tst_securityoptionsmodel.moc"
