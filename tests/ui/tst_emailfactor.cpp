// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowkeys.h"

#include <session/securitysettingsmodel.h>
#include <session/trusteddevicesmodel.h>
#include <ui/widgets/codeedit.h>

#include <QCheckBox>
#include <QRadioButton>
#include <QTreeWidget>

using namespace lw;
using namespace Qt::StringLiterals;
using State = PbxSession::State;
using Step = TwoFactorEnrolment::Step;

namespace {

const QString kLab = u"Lab 83.19"_s;
const QString kUserPassword = u"Practice-User-1"_s;
const QString kSecuredPassword = u"Practice-Secured-1"_s;

} // namespace

/*! Codes by e-mail, trusted devices, switching off and to another method, by keys on the sandbox.
 */
class TestEmailFactor : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void extensionUserSeesOnlyHimself();
    void emailEnrolmentByKeys();
    void trustedDeviceSkipsTheCode();
    void otherMethodLeavesTheOldOneInForce();
    void switchingOffWantsSave();

private:
    void openPage();
    void confirmPassword(const QString &password);
    void signInSecured();
    [[nodiscard]] TwoFactorEnrolment *flow() const { return m_w->securityPage().model().flow(); }
    [[nodiscard]] QCheckBox *box() const
    {
        return m_w->named<QCheckBox>(u"Two-Factor Authentication"_s);
    }

    std::unique_ptr<WindowKeys> m_w;
};

void TestEmailFactor::init()
{
    m_w = std::make_unique<WindowKeys>();
    QVERIFY(QTest::qWaitForWindowActive(&m_w->all.window));
    QCOMPARE(m_w->all.startPractice(), std::nullopt);
}

void TestEmailFactor::cleanup()
{
    m_w.reset();
}

void TestEmailFactor::openPage()
{
    m_w->press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(m_w->securityPage().model().isLoaded());
    QTRY_VERIFY(m_w->securityPage().devices().isLoaded());
}

void TestEmailFactor::confirmPassword(const QString &password)
{
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->front()->activateWindow();
    QTRY_VERIFY(m_w->named<QLineEdit>(u"Password"_s)->hasFocus());
    m_w->keys(password);
    m_w->press(Qt::Key_Return);
    QTRY_VERIFY(!m_w->all.screen.dialog());
}

//! With the code that was mailed, and the box for this device ticked.
void TestEmailFactor::signInSecured()
{
    m_w->sendPassword(kLab, u"secured"_s, kSecuredPassword);
    QTRY_COMPARE(m_w->all.session().state(), State::NeedsSecondFactor);
    QTRY_VERIFY(!m_w->mailedCode().isEmpty());
    QVERIFY(m_w->shows(u"***@"_s));
    m_w->press(Qt::Key_T, Qt::AltModifier);
    // A mnemonic shows the box go down first.
    QTRY_VERIFY(m_w->named<QCheckBox>(u"Trust this device"_s)->isChecked());
    m_w->press(Qt::Key_C, Qt::AltModifier);
    m_w->keys(m_w->mailedCode());
    m_w->press(Qt::Key_Return);
    QTRY_COMPARE(m_w->all.session().state(), State::Connected);
    QTRY_VERIFY(!m_w->all.screen.dialog());
}

void TestEmailFactor::extensionUserSeesOnlyHimself()
{
    m_w->signIn(kLab, u"1001"_s, kUserPassword);
    openPage();
    m_w->press(Qt::Key_2, Qt::ControlModifier); // Remote Management: not his
    QVERIFY(!m_w->named<QWidget>(u"Activation Method"_s));
    QTRY_VERIFY(box());
    QCOMPARE(m_w->all.practice.requestCount(kLab, u"remotemanagement/get"_s), 0);
}

void TestEmailFactor::emailEnrolmentByKeys()
{
    m_w->signIn(kLab, u"1001"_s, kUserPassword);
    openPage();
    m_w->press(Qt::Key_T, Qt::AltModifier);
    confirmPassword(kUserPassword);
    QTRY_VERIFY(flow() && flow()->step() == Step::ShowingKey); // no readiness for users
    m_w->named<QRadioButton>(u"Authenticated by Authenticator"_s)->setFocus();
    m_w->press(Qt::Key_Down);
    QTRY_COMPARE(flow()->step(), Step::ReadyToMail);
    QVERIFY(m_w->shows(u"The weaker method"_s));
    m_w->press(Qt::Key_N, Qt::AltModifier); // Send
    QTRY_COMPARE(flow()->step(), Step::AwaitingMailedCode);
    QVERIFY(m_w->shows(u"***@"_s));
    QVERIFY(m_w->shows(u"junk folder"_s));
    QTRY_VERIFY(!m_w->mailedCode().isEmpty());
    m_w->press(Qt::Key_C, Qt::AltModifier);
    m_w->keys(m_w->mailedCode());
    m_w->press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_w->bannerText().startsWith(u"Edited successfully."_s));
    QTRY_VERIFY(m_w->shows(u"Authenticated by Email"_s));
    QVERIFY(box()->isChecked());
}

void TestEmailFactor::trustedDeviceSkipsTheCode()
{
    signInSecured();
    openPage();
    auto *list = m_w->named<QTreeWidget>(u"Trusted Device List"_s);
    QVERIFY(list);
    QCOMPARE(list->topLevelItemCount(), 1);
    QVERIFY2(list->topLevelItem(0)->text(0).contains(u"(this PC)"_s),
             qPrintable(list->topLevelItem(0)->text(0)));
    QVERIFY(!m_w->named<QAbstractButton>(u"Delete All Others…"_s)); // there are none
    list->setFocus();
    m_w->press(Qt::Key_Down);
    m_w->press(Qt::Key_L, Qt::AltModifier); // Delete...
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->press(Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!m_w->all.screen.dialog());
    QCOMPARE(m_w->securityPage().devices().devices().size(), 1);
    m_w->press(Qt::Key_L, Qt::AltModifier);
    QTRY_VERIFY(m_w->all.screen.dialog());
    m_w->press(Qt::Key_D, Qt::AltModifier);
    QTRY_VERIFY(m_w->securityPage().devices().devices().isEmpty());
    QTRY_VERIFY(m_w->shows(u"No device is trusted."_s));
}

void TestEmailFactor::otherMethodLeavesTheOldOneInForce()
{
    signInSecured();
    openPage();
    QTRY_VERIFY(m_w->shows(u"Authenticated by Email"_s));
    m_w->press(Qt::Key_E, Qt::AltModifier); // Edit...
    confirmPassword(kSecuredPassword);
    QTRY_VERIFY(m_w->shows(u"In force until you save another one: Authenticated by Email."_s));
    QVERIFY(!box());                        // unticking would mean two things
    m_w->press(Qt::Key_E, Qt::AltModifier); // Authenticated by Authenticator
    QTRY_COMPARE(flow()->step(), Step::ShowingKey);
    m_w->press(Qt::Key_R, Qt::AltModifier); // Revert
    QTRY_VERIFY(!flow());
    QTRY_VERIFY(m_w->shows(u"Authenticated by Email"_s));
    QVERIFY(m_w->securityPage().model().state().method.is(SecondFactorMethod::Email));
}

void TestEmailFactor::switchingOffWantsSave()
{
    signInSecured();
    openPage();
    m_w->press(Qt::Key_T, Qt::AltModifier);
    confirmPassword(kSecuredPassword);
    QTRY_VERIFY(m_w->shows(u"Save switches the second factor off"_s));
    QVERIFY(m_w->securityPage().model().state().isEnabled);
    m_w->press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_w->bannerText().startsWith(u"Edited successfully."_s));
    QTRY_VERIFY(!m_w->securityPage().model().state().isEnabled);
    QVERIFY(!box()->isChecked());
}

QTEST_MAIN(TestEmailFactor)
#include "tst_emailfactor.moc"
