// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowkeys.h"

#include <session/securitysettingsmodel.h>
#include <ui/pages/keypane.h>
#include <ui/widgets/codeedit.h>
#include <ui/widgets/coveredview.h>

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QRadioButton>

using namespace lw;
using namespace Qt::StringLiterals;
using State = PbxSession::State;
using Step = TwoFactorEnrolment::Step;

namespace {

const QString kLab = u"Lab 83.19"_s;
const QString kPassword = u"Practice-Admin-1"_s;

//! Of "otpauth://...secret=...&...".
QString secretOf(const QString &uri)
{
    static const QRegularExpression secret(u"[?&]secret=([A-Z2-7]+)"_s);
    return secret.match(uri).captured(1);
}

} // namespace

/*! The second factor in the window, by keys, with oathtool as the phone and zbarimg as its camera.
 */
class TestSecuritySettingsPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void wholeEnrolmentByKeys();
    void wrongPasswordChangesNothing();
    void cancelledPasswordTakesTheTickBack();
    void readinessIsAskedOnce();
    void keyCanBeReadAndCopied();
    void leavingTheWindowCovers();
    void advice_data();
    void advice();
    void codeOfTheKeyBeforeIsRecognised();
    void threeRefusalsOfferTheClocks();
    void leavingHalfWayAsks();
    void expiredSessionKeepsTheKey();

private:
    void openPage(const QString &user, const QString &password);
    void confirmPassword();
    void startEnrolment();
    [[nodiscard]] TwoFactorEnrolment *flow() const { return m_w->securityPage().model().flow(); }
    [[nodiscard]] CodeEdit *code() const { return m_w->named<CodeEdit>(u"Authentication Code"_s); }
    [[nodiscard]] QCheckBox *box() const
    {
        return m_w->named<QCheckBox>(u"Two-Factor Authentication"_s);
    }
    [[nodiscard]] QString shownKey() const;

    std::unique_ptr<WindowKeys> m_w;
};

void TestSecuritySettingsPage::init()
{
    m_w = std::make_unique<WindowKeys>();
    QVERIFY(QTest::qWaitForWindowActive(&m_w->all.window));
    QCOMPARE(m_w->all.startPractice(), std::nullopt);
}

void TestSecuritySettingsPage::cleanup()
{
    m_w.reset();
}

void TestSecuritySettingsPage::openPage(const QString &user, const QString &password)
{
    m_w->signIn(kLab, user, password);
    m_w->press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_w->securityPage().model().isLoaded());
    QTRY_VERIFY(box());
}

void TestSecuritySettingsPage::confirmPassword()
{
    QTRY_VERIFY(m_w->all.screen.dialog());
    QCOMPARE(m_w->front()->windowTitle(), u"Password"_s);
    m_w->front()->activateWindow();
    QTRY_VERIFY(m_w->named<QLineEdit>(u"Password"_s)->hasFocus());
    m_w->keys(kPassword);
    m_w->press(Qt::Key_Return);
    QTRY_VERIFY(!m_w->all.screen.dialog());
}

//! Up to the key on the screen.
void TestSecuritySettingsPage::startEnrolment()
{
    openPage(u"admin"_s, kPassword);
    if (QTest::currentTestFailed())
        return;
    m_w->press(Qt::Key_T, Qt::AltModifier);
    confirmPassword();
    QTRY_VERIFY(m_w->shows(u"Make sure you can come back"_s));
    QTRY_VERIFY(!m_w->securityPage().model().isCheckingReadiness());
    m_w->press(Qt::Key_U, Qt::AltModifier); // the key will be kept
    QTRY_VERIFY(m_w->named<QAbstractButton>(u"Continue"_s));
    m_w->press(Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(flow() && flow()->step() == Step::ShowingKey);
    QTRY_VERIFY(code());
    QTRY_VERIFY(!m_w->scanned().isEmpty()); // laid out, and in sight of a camera
}

QString TestSecuritySettingsPage::shownKey() const
{
    const auto *label = m_w->named<QLabel>(u"Key"_s);
    return label ? label->text() : QString();
}

void TestSecuritySettingsPage::wholeEnrolmentByKeys()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    const QString uri = m_w->scanned();
    QVERIFY2(uri.startsWith(u"otpauth://totp/"_s), qPrintable(uri));
    for (const double ratio : {1.5, 2.0, 3.0})
        QCOMPARE(m_w->scanned(ratio), uri);
    m_w->press(Qt::Key_C, Qt::AltModifier);
    QVERIFY(code()->hasFocus());
    m_w->keys(WindowKeys::phoneCode(secretOf(uri)));
    QTRY_VERIFY(m_w->shows(u"The code matches."_s));
    m_w->press(Qt::Key_Return);
    QTRY_VERIFY2(m_w->bannerText().startsWith(u"Edited successfully."_s),
                 qPrintable(m_w->bannerText()));
    QVERIFY(m_w->bannerText().contains(u"second sign-in"_s));
    QVERIFY(box()->isChecked());
    QVERIFY(m_w->shows(u"Authenticated by Authenticator"_s));
    QVERIFY(!m_w->all.page().hasChanges());
    QVERIFY(m_w->scanned().isEmpty());

    // The next sign-in asks for a code, and the phone has it; one code is good once only.
    m_w->all.page().signOut();
    QTRY_COMPARE(m_w->all.session().state(), State::Disconnected);
    m_w->sendPassword(kLab, u"admin"_s, kPassword);
    QTRY_COMPARE(m_w->all.session().state(), State::NeedsSecondFactor);
    QTRY_VERIFY(code());
    m_w->keys(WindowKeys::phoneCode(secretOf(uri), 30));
    m_w->press(Qt::Key_Return);
    QTRY_COMPARE(m_w->all.session().state(), State::Connected);
}

void TestSecuritySettingsPage::wrongPasswordChangesNothing()
{
    openPage(u"admin"_s, kPassword);
    m_w->press(Qt::Key_T, Qt::AltModifier);
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->front()->activateWindow();
    QTRY_VERIFY(m_w->named<QLineEdit>(u"Password"_s)->hasFocus());
    m_w->keys(u"wrong"_s);
    m_w->press(Qt::Key_Return);
    QTRY_VERIFY(m_w->shows(u"The password is wrong."_s));
    QVERIFY(m_w->all.screen.dialog());
    QVERIFY(m_w->named<QLineEdit>(u"Password"_s)->text().isEmpty());
    m_w->press(Qt::Key_Escape);
    QTRY_VERIFY(!m_w->all.screen.dialog());
    QVERIFY(!box()->isChecked());
    QVERIFY(!m_w->all.page().hasChanges());
}

void TestSecuritySettingsPage::cancelledPasswordTakesTheTickBack()
{
    openPage(u"admin"_s, kPassword);
    m_w->press(Qt::Key_T, Qt::AltModifier);
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->press(Qt::Key_Escape);
    QTRY_VERIFY(!m_w->all.screen.dialog());
    QTRY_VERIFY(box() && !box()->isChecked());
    QVERIFY(!flow());
}

void TestSecuritySettingsPage::readinessIsAskedOnce()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    QVERIFY(!m_w->shows(u"Make sure you can come back"_s));
    m_w->press(Qt::Key_R, Qt::AltModifier); // Revert
    QTRY_VERIFY(!flow());
    QTRY_VERIFY(box() && !box()->isChecked());
    m_w->press(Qt::Key_T, Qt::AltModifier);
    confirmPassword();
    QTRY_VERIFY(flow() && flow()->step() == Step::ShowingKey); // answered already
    m_w->press(Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->press(Qt::Key_D, Qt::AltModifier);
    QTRY_VERIFY(m_w->shows(u"If the super administrator's phone is lost"_s));
    QVERIFY(m_w->shows(u"Yes, you said"_s));
    QVERIFY(m_w->all.session().settings().readiness.isComplete());
}

void TestSecuritySettingsPage::keyCanBeReadAndCopied()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    const QString secret = secretOf(m_w->scanned());
    m_w->press(Qt::Key_N, Qt::AltModifier); // Can't scan
    QTRY_COMPARE(shownKey().remove(u' '), secret);
    static const QRegularExpression groups(u"^([A-Z2-7]{4} )*[A-Z2-7]{1,4}$"_s);
    QVERIFY2(groups.match(shownKey()).hasMatch(), qPrintable(shownKey()));
    QVERIFY(m_w->shows(u"SHA1 · 6 digits · 30 seconds"_s));
    m_w->press(Qt::Key_Y, Qt::AltModifier);                     // Copy
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), secret); // a mnemonic shows the button first
    m_w->press(Qt::Key_R, Qt::AltModifier);
    QTRY_VERIFY(!flow());
    m_w->all.window.hide();
    m_w.reset(); // the end of the program
    QVERIFY(QGuiApplication::clipboard()->text().isEmpty());
}

void TestSecuritySettingsPage::leavingTheWindowCovers()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    m_w->press(Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(!shownKey().isEmpty());
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    auto *covered = m_w->all.window.findChild<CoveredView *>();
    QTRY_VERIFY(covered->isCovered());
    QVERIFY(m_w->scanned().isEmpty());
    QVERIFY(shownKey().isEmpty());
    m_w->press(Qt::Key_W, Qt::AltModifier); // Show Again
    QTRY_VERIFY(!covered->isCovered());
    QVERIFY(!m_w->scanned().isEmpty());
}

void TestSecuritySettingsPage::advice_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<QStringList>("oneOf"); // where the code falls depends on the moment
    const QString matches = u"The code matches."_s;
    QTest::newRow("phone on time") << 0 << QStringList{matches};
    QTest::newRow("29 s ahead") << 29 << QStringList{matches, u"next code already"_s};
    QTest::newRow("31 s behind") << -31
                                 << QStringList{u"That was the code before"_s,
                                                u"about 60 seconds behind"_s};
    QTest::newRow("95 s ahead") << 95
                                << QStringList{u"about 90 seconds ahead"_s,
                                               u"about 2 minutes ahead"_s};
    QTest::newRow("400 s behind") << -400
                                  << QStringList{u"about 7 minutes behind"_s,
                                                 u"about 6 minutes behind"_s};
}

void TestSecuritySettingsPage::advice()
{
    QFETCH(int, offset);
    QFETCH(QStringList, oneOf);
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    const QString key = secretOf(m_w->scanned());
    m_w->press(Qt::Key_C, Qt::AltModifier);
    m_w->keys(WindowKeys::phoneCode(key, offset));
    const auto *advice = m_w->named<QLabel>(u"Advice on the code"_s);
    QVERIFY(advice);
    QVERIFY2(std::any_of(oneOf.begin(), oneOf.end(),
                         [&](const QString &part) { return advice->text().contains(part); }),
             qPrintable(advice->text()));
    QVERIFY(m_w->named<QAbstractButton>(u"Save"_s)); // advice never blocks
}

void TestSecuritySettingsPage::codeOfTheKeyBeforeIsRecognised()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    const QString before = secretOf(m_w->scanned());
    m_w->press(Qt::Key_U, Qt::AltModifier); // Use Another Key
    QTRY_VERIFY(flow()->step() == Step::ShowingKey && secretOf(m_w->scanned()) != before);
    m_w->press(Qt::Key_C, Qt::AltModifier);
    m_w->keys(WindowKeys::phoneCode(before));
    QTRY_VERIFY(m_w->shows(u"the key that was shown before"_s));
}

void TestSecuritySettingsPage::threeRefusalsOfferTheClocks()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    const QString uri = m_w->scanned();
    const QString wrong = WindowKeys::phoneCode(secretOf(uri), 86'400);
    for (int refusal = 1; refusal <= 3; ++refusal) {
        QVERIFY(!m_w->named<QAbstractButton>(u"Compare the Clocks"_s));
        m_w->press(Qt::Key_C, Qt::AltModifier);
        code()->selectAll();
        m_w->keys(wrong);
        m_w->press(Qt::Key_S, Qt::AltModifier);
        QTRY_COMPARE(flow()->refusedCodes(), refusal);
        QTRY_VERIFY(m_w->shows(u"The code is wrong."_s));
    }
    QVERIFY(m_w->named<QAbstractButton>(u"Compare the Clocks"_s));
    m_w->press(Qt::Key_K, Qt::AltModifier);
    QTRY_VERIFY(m_w->shows(u"Compare both with the phone"_s));
    QCOMPARE(m_w->scanned(), uri); // the key stays
}

void TestSecuritySettingsPage::leavingHalfWayAsks()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    QVERIFY(m_w->all.page().hasChanges());
    m_w->all.window.close();
    QTRY_VERIFY(m_w->all.screen.dialog());
    QVERIFY(m_w->shows(u"Security Settings"_s));
    m_w->press(Qt::Key_Escape);
    QTRY_VERIFY(!m_w->all.screen.dialog());
    QVERIFY(flow());
    m_w->press(Qt::Key_D, Qt::AltModifier); // the other tab of the page
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->press(Qt::Key_D, Qt::AltModifier); // Discard
    QTRY_VERIFY(!m_w->all.screen.dialog());
    QVERIFY(!flow());
    QTRY_VERIFY(m_w->named<QLineEdit>(u"Current Password"_s));
}

void TestSecuritySettingsPage::expiredSessionKeepsTheKey()
{
    startEnrolment();
    if (QTest::currentTestFailed())
        return;
    const QString uri = m_w->scanned();
    QVERIFY(!m_w->all.practice.inject({.server = kLab, .call = u"*"_s, .kind = u"expire-session"_s})
                 .has_value());
    m_w->press(Qt::Key_C, Qt::AltModifier);
    m_w->keys(WindowKeys::phoneCode(secretOf(uri)));
    m_w->press(Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_w->all.session().state(), State::NeedsPassword);
    QTRY_VERIFY(m_w->shows(u"What you typed on the page is kept"_s));
    m_w->front()->activateWindow();
    QTRY_VERIFY(m_w->named<QLineEdit>(u"Password"_s)->hasFocus());
    m_w->keys(kPassword);
    m_w->press(Qt::Key_Return);
    QTRY_COMPARE(m_w->all.session().state(), State::Connected);
    QTRY_COMPARE(m_w->front()->windowTitle(), u"Password"_s); // its proof was the session's
    confirmPassword();
    QTRY_VERIFY(flow() && flow()->step() == Step::ShowingKey);
    m_w->all.window.activateWindow();
    QTRY_VERIFY(m_w->all.window.isActiveWindow());
    if (m_w->all.window.findChild<CoveredView *>()->isCovered())
        m_w->press(Qt::Key_W, Qt::AltModifier); // Show Again
    QTRY_COMPARE(m_w->scanned(), uri);
}

QTEST_MAIN(TestSecuritySettingsPage)
#include "tst_securitysettingspage.moc"
