// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/sessionfixture.h>
#include <ui/dialogs/secondfactorpanel.h>
#include <ui/dialogs/signindialog.h>
#include <ui/widgets/codeedit.h>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using State = PbxSession::State;

namespace {

const QString kCodeCall = u"login/twofactor"_s;
const QString kResendCall = u"login/twofactor/sendemail"_s;

FakeAnswer challenge(const QString &method)
{
    QJsonObject factor{{u"method"_s, method}, {u"challenge"_s, u"C1"_s}, {u"expires_in"_s, 300}};
    if (method == u"email"_s) {
        factor.insert(u"email_hint"_s, u"j***@example.com"_s);
        factor.insert(u"resend_after"_s, 60);
    }
    return FakeAnswer::refusal(70601, {{u"two_factor"_s, factor}});
}

} // namespace

/*! The sign-in dialog from the code on, with a PBX that says whatever is wanted. */
class TestSignInSecondStep : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void authenticatorIsAskedFor();
    void emailShowsAddressAndTimes();
    void unknownMethodIsQuoted();
    void whatIsTypedBecomesACode_data();
    void whatIsTypedBecomesACode();
    void enterSendsTheCode();
    void trustIsOffUnlessTicked();
    void wrongCodeIsSaidInPlace();
    void expiredCodeCanBeSentAgain();
    void tooFrequentTellsTheWait();
    void endedChallengeAsksForThePassword();
    void blockedAddressSaysUntilWhen();
    void closingGivesUp();
    void forcedChangeEndsTheDialog();
    void rememberIsPassedOn();
    void rememberNeedsAKeychain();

private:
    void open(const QString &method, SignInOptions options = {});
    [[nodiscard]] bool shows(const QString &part) const;
    [[nodiscard]] QPushButton *button(const QString &start) const;
    [[nodiscard]] QCheckBox *rememberBox() const
    {
        const auto boxes = m_dialog->findChildren<QCheckBox *>();
        for (QCheckBox *box : boxes)
            if (box->text().contains(u"keychain"_s))
                return box;
        return nullptr;
    }
    [[nodiscard]] CodeEdit *code() const { return m_dialog->findChild<CodeEdit *>(); }

    std::unique_ptr<SessionFixture> m_all;
    std::unique_ptr<QWidget> m_window;
    QPointer<SignInDialog> m_dialog;
};

void TestSignInSecondStep::init()
{
    m_all = std::make_unique<SessionFixture>();
    m_window = std::make_unique<QWidget>();
}

void TestSignInSecondStep::cleanup()
{
    delete m_dialog;
    m_window.reset();
    m_all.reset();
}

void TestSignInSecondStep::open(const QString &method, SignInOptions options)
{
    m_all->server.next(kLoginCall, challenge(method));
    m_dialog = new SignInDialog(m_all->session, options, m_window.get());
    m_dialog->open();
    const auto edits = m_dialog->findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits) {
        if (edit->accessibleName() == u"User name"_s)
            edit->setText(u"admin"_s);
        if (edit->accessibleName() == u"Password"_s)
            edit->setText(u"secret"_s);
    }
    QTest::keyClick(m_dialog, Qt::Key_Return);
    QTRY_COMPARE(m_all->session.state(), State::NeedsSecondFactor);
    QTRY_VERIFY(code()->isVisible());
}

bool TestSignInSecondStep::shows(const QString &part) const
{
    const auto labels = m_dialog->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisible() && label->text().contains(part);
    });
}

QPushButton *TestSignInSecondStep::button(const QString &start) const
{
    const auto buttons = m_dialog->findChildren<QPushButton *>();
    for (QPushButton *each : buttons) {
        if (each->isVisible() && each->text().remove(u'&').startsWith(start))
            return each;
    }
    return nullptr;
}

void TestSignInSecondStep::authenticatorIsAskedFor()
{
    open(u"authenticator"_s);
    QVERIFY(shows(u"your authenticator shows"_s));
    QVERIFY(shows(u"Time left for this step: 5:00"_s));
    QVERIFY(!button(u"Send"_s));
    QVERIFY(code()->hasFocus());
    QVERIFY(!button(u"Sign In"_s)->isEnabled());
}

void TestSignInSecondStep::emailShowsAddressAndTimes()
{
    open(u"email"_s);
    QVERIFY(shows(u"j***@example.com"_s));
    QVERIFY(shows(u"junk folder"_s));
    QCOMPARE(button(u"Send again in"_s)->text(), u"Send again in 1:00"_s);
    QVERIFY(!button(u"Send again in"_s)->isEnabled());
    m_all->clock.advance(std::chrono::seconds(18));
    QTRY_COMPARE(button(u"Send again in"_s)->text(), u"Send again in 0:42"_s);
    QVERIFY(shows(u"4:42"_s));
    m_all->clock.advance(std::chrono::seconds(42));
    QTRY_VERIFY(button(u"Send Again"_s));
    QVERIFY(button(u"Send Again"_s)->isEnabled());
    m_all->server.next(kResendCall,
                       FakeAnswer::refusal(0, {{u"expires_in"_s, 300}, {u"resend_after"_s, 60}}));
    button(u"Send Again"_s)->click();
    QTRY_VERIFY(button(u"Send again in 1:00"_s));
    QCOMPARE(m_all->server.count(kResendCall), 1);
    QVERIFY(shows(u"5:00"_s));
}

void TestSignInSecondStep::unknownMethodIsQuoted()
{
    open(u"passkey"_s);
    QVERIFY(shows(u"“passkey”"_s));
    QVERIFY(code()->isEnabled());
}

void TestSignInSecondStep::whatIsTypedBecomesACode_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("sent");
    QTest::newRow("plain") << u"123456"_s << u"123456"_s;
    QTest::newRow("leading zeros are kept") << u"000042"_s << u"000042"_s;
    QTest::newRow("blank in the middle") << u"123 456"_s << u"123456"_s;
    QTest::newRow("blanks and line ends around") << u" \t123456\r\n"_s << u"123456"_s;
    QTest::newRow("with its sentence") << u"Your code is 123456."_s << u"123456"_s;
    QTest::newRow("hyphen") << u"123-456"_s << u"123456"_s;
    QTest::newRow("Arabic digits") << u"١٢٣٤٥٦"_s << u"123456"_s;
    QTest::newRow("no-break blank") << u"123\u00a0456"_s << u"123456"_s;
}

void TestSignInSecondStep::whatIsTypedBecomesACode()
{
    QFETCH(QString, pasted);
    QFETCH(QString, sent);
    open(u"authenticator"_s);
    QGuiApplication::clipboard()->setText(pasted);
    code()->paste();
    QVERIFY(button(u"Sign In"_s)->isEnabled());
    m_all->server.next(kCodeCall, loginAnswer());
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_COMPARE(m_all->session.state(), State::Connected);
    QCOMPARE(m_all->server.last(kCodeCall).json().value(u"code"_s).toString(), sent);
}

void TestSignInSecondStep::enterSendsTheCode()
{
    open(u"authenticator"_s);
    QTest::keyClicks(code(), u"12345"_s);
    QTest::keyClick(code(), Qt::Key_Return);
    QCOMPARE(m_all->server.count(kCodeCall), 0); // not complete
    QTest::keyClicks(code(), u"6"_s);
    m_all->server.next(kCodeCall, loginAnswer());
    const QSignalSpy accepted(m_dialog, &QDialog::accepted);
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(m_all->server.count(kCodeCall), 1);
}

void TestSignInSecondStep::trustIsOffUnlessTicked()
{
    open(u"authenticator"_s);
    auto *trust = m_dialog->findChild<SecondFactorPanel *>()->findChild<QCheckBox *>();
    QVERIFY(!trust->isChecked());
    QVERIFY(shows(u"without a code, until you delete the PC"_s));
    QTest::keyClicks(code(), u"111111"_s);
    m_all->server.next(kCodeCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, 4}}));
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_VERIFY(shows(u"The code is wrong."_s));
    QCOMPARE(m_all->server.last(kCodeCall).json().value(u"trust_device"_s).toInt(), 0);
    trust->click();
    m_all->server.next(kCodeCall, loginAnswer({{u"trusted_device_token"_s, u"T1"_s}}));
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_COMPARE(m_all->session.state(), State::Connected);
    QCOMPARE(m_all->server.last(kCodeCall).json().value(u"trust_device"_s).toInt(), 1);
}

void TestSignInSecondStep::wrongCodeIsSaidInPlace()
{
    open(u"authenticator"_s);
    QTest::keyClicks(code(), u"111111"_s);
    m_all->server.next(kCodeCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, 4}}));
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_VERIFY(shows(u"The code is wrong."_s));
    QVERIFY(shows(u"Attempts left: 4."_s));
    QVERIFY(code()->hasFocus());
    QCOMPARE(code()->selectedText(), u"111111"_s);
    QCOMPARE(m_all->server.count(kCodeCall), 1); // nothing is tried again by itself
    QTest::keyClicks(code(), u"2"_s);
    QVERIFY(!shows(u"The code is wrong."_s));
}

void TestSignInSecondStep::expiredCodeCanBeSentAgain()
{
    open(u"email"_s);
    QTest::keyClicks(code(), u"111111"_s);
    m_all->server.next(kCodeCall, FakeAnswer::refusal(70603));
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_VERIFY(shows(u"The code has expired."_s));
    QCOMPARE(m_all->session.state(), State::NeedsSecondFactor);
}

void TestSignInSecondStep::tooFrequentTellsTheWait()
{
    open(u"email"_s);
    m_all->clock.advance(std::chrono::seconds(60));
    QTRY_VERIFY(button(u"Send Again"_s));
    m_all->server.next(kResendCall, FakeAnswer::refusal(70605, {{u"resend_after"_s, 42}}));
    button(u"Send Again"_s)->click();
    QTRY_VERIFY(shows(u"has sent a code a moment ago"_s));
    QTRY_VERIFY(button(u"Send again in 0:42"_s));
}

void TestSignInSecondStep::endedChallengeAsksForThePassword()
{
    open(u"authenticator"_s);
    QTest::keyClicks(code(), u"111111"_s);
    m_all->server.next(kCodeCall, FakeAnswer::refusal(70602, {{u"attempts_left"_s, 0}}));
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_COMPARE(m_all->session.state(), State::NeedsPassword);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(!code()->isVisible());
    QVERIFY(shows(u"begins again with the password"_s));
    QVERIFY(code()->text().isEmpty());
}

void TestSignInSecondStep::blockedAddressSaysUntilWhen()
{
    open(u"authenticator"_s);
    QTest::keyClicks(code(), u"111111"_s);
    FakeAnswer blocked = FakeAnswer::failure(ApiError::Kind::LockedOut);
    blocked.error.retryAfter = std::chrono::minutes(10);
    m_all->server.next(kCodeCall, blocked);
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_COMPARE(m_all->session.state(), State::Locked);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(shows(u"Security Rules > Blocked IPs"_s));
    QVERIFY(shows(u"Blocked until "_s));
    QVERIFY(shows(u"UTC"_s));
    QVERIFY(!button(u"Sign In"_s)->isEnabled());
}

void TestSignInSecondStep::closingGivesUp()
{
    open(u"authenticator"_s);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QCOMPARE(m_all->session.state(), State::NeedsPassword);
    QVERIFY(!m_all->session.secondFactor());
}

void TestSignInSecondStep::forcedChangeEndsTheDialog()
{
    open(u"authenticator"_s);
    QTest::keyClicks(code(), u"111111"_s);
    m_all->server.next(kCodeCall, loginAnswer({{u"need_modify_default_pwd"_s, 1}}));
    const QSignalSpy accepted(m_dialog, &QDialog::accepted);
    QTest::keyClick(code(), Qt::Key_Return);
    QTRY_COMPARE(accepted.count(), 1);
    QCOMPARE(m_all->session.state(), State::NeedsNewPassword);
}

void TestSignInSecondStep::rememberIsPassedOn()
{
    QList<RememberPassword> asked;
    const SignInWay way{
        .signIn = [&](const QString &userName, Secret password, RememberPassword remember) {
            asked.append(remember);
            m_all->session.signIn(userName, std::move(password));
        }};
    m_all->server.next(kLoginCall, FakeAnswer::refusal(-1));
    m_dialog = new SignInDialog(m_all->session, {.practice = {}, .way = way}, m_window.get());
    m_dialog->open();
    auto *remember = rememberBox();
    QVERIFY(remember);
    QVERIFY(remember->isVisible());
    QVERIFY(!remember->isChecked());
    const auto typeAndSend = [this] {
        const auto edits = m_dialog->findChildren<QLineEdit *>();
        for (QLineEdit *edit : edits)
            if (!qobject_cast<CodeEdit *>(edit))
                edit->setText(u"admin"_s);
        QTest::keyClick(m_dialog, Qt::Key_Return);
    };
    typeAndSend();
    QTRY_VERIFY(shows(u"Wrong user name or password"_s));
    QCOMPARE(asked, QList{RememberPassword::No});
    remember->click();
    typeAndSend();
    QTRY_COMPARE(m_all->session.state(), State::Connected);
    QCOMPARE(asked, (QList{RememberPassword::No, RememberPassword::Yes}));
}

void TestSignInSecondStep::rememberNeedsAKeychain()
{
    m_dialog = new SignInDialog(m_all->session, {}, m_window.get());
    m_dialog->open();
    QVERIFY(!rememberBox()->isVisible());
}

QTEST_MAIN(TestSignInSecondStep)
#include "tst_signinsecondstep.moc"
