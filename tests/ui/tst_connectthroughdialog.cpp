// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformfixture.h"

#include <ui/dialogs/connectthroughdialog.h>
#include <ui/tour/screen.h>
#include <ui/widgets/steplist.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Leg { Capacity, CodeMade, PbxSaved, PbxReaches, PlatformSees };

} // namespace

/*! One go in the window, by keys: what is asked first, a line for each leg, where it ends. */
class TestConnectThroughDialog : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void bothSidesAgree();
    void formSendsWhatWasTyped();
    void workingConnectionAsksFirst();
    void passwordlessAsksFirst();
    void refusedCodeIsRolledBack();
    void deviceThatCannotBeRemovedIsNamed();
    void platformWithoutDevicesIsSaid();
    void platformGoneAfterTheCode();
    void fullPlatformIsDoubtful();
    void cancelWaitsForTheRollback();
    void cancelAfterSavingUndoesNothing();
    void notAgreed_data();
    void notAgreed();
    void noAnswerFromThePbxIsUnknown();
    void backLeadsToTheForm();
    void lostSessionClosesIt();

private:
    void open();
    void connectNow();
    void settle();
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    [[nodiscard]] StepLine line(Leg leg) const;
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        return qobject_cast<QPushButton *>(m_screen->find(text));
    }
    [[nodiscard]] bool shows(const QString &part) const { return m_screen->shows(part); }

    std::unique_ptr<PlatformFixture> m_all;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Screen> m_screen;
    ConnectThroughSides m_sides;
    QPointer<ConnectThroughDialog> m_dialog;
};

void TestConnectThroughDialog::init()
{
    m_window.reset(); // with the dialog, before what it shows
    m_all = std::make_unique<PlatformFixture>();
    m_all->environment.times.waitLimit = 60s;
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
    m_sides = {.pbxs = {{u"id-1"_s, u"Lab"_s}},
               .platforms = {{u"platform-1"_s, u"Provider"_s}},
               .pbx = [this](const QString &) { return &m_all->session; },
               .platform = [this](const QString &) { return &m_all->central; }};
}

void TestConnectThroughDialog::open()
{
    m_window->show();
    m_dialog = new ConnectThroughDialog(m_sides, m_window.get());
    m_dialog->open();
    m_dialog->activateWindow();
    QTRY_VERIFY(m_dialog->isActiveWindow());
    settle();
}

void TestConnectThroughDialog::settle()
{
    for (int turn = 0; turn < 50; ++turn)
        QCoreApplication::sendPostedEvents();
}

void TestConnectThroughDialog::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QWidget *front = m_screen->dialog();
    QWidget *focus = front->focusWidget();
    QTest::keyClick(focus ? focus : front, key, modifiers);
}

void TestConnectThroughDialog::connectNow()
{
    QTRY_VERIFY(button(u"Connect"_s));
    press(Qt::Key_C, Qt::AltModifier);
    settle();
}

StepLine TestConnectThroughDialog::line(Leg leg) const
{
    return m_dialog->findChild<StepList *>()->lines().value(leg);
}

void TestConnectThroughDialog::bothSidesAgree()
{
    open();
    QTRY_VERIFY(button(u"Connect"_s));
    m_all->server.always(kStatusCall, statusAnswer(u"Connected"_s, 2'000));
    connectNow();
    QTRY_COMPARE(line(PbxSaved).look.word, u"Done"_s);
    QCOMPARE(m_all->server.last(kUpdateCall).json().value(u"authentication_code"_s).toString(),
             u"ABCDEFGHJKMNPQRS"_s);
    QVERIFY(shows(u"3 of 10 remote connections are used"_s));
    m_all->setDevice(u"36"_s, u"Connected"_s);
    QTRY_VERIFY(shows(u"Connected: Lab and Provider both say so."_s));
    for (const Leg leg : {Capacity, CodeMade, PbxSaved, PbxReaches, PlatformSees}) {
        QCOMPARE(line(leg).look.word, u"Done"_s);
        QVERIFY(!line(leg).at.isEmpty());
    }
    QVERIFY(!shows(u"ABCDEFGH"_s)); // the code is nobody's business any more
    QVERIFY(!button(u"Back"_s));
    press(Qt::Key_Return);
    QTRY_VERIFY(!m_dialog);
}

void TestConnectThroughDialog::formSendsWhatWasTyped()
{
    open();
    QCOMPARE(qobject_cast<QLineEdit *>(m_screen->find(u"Device Name"_s))->text(), u"Lab"_s);
    press(Qt::Key_N, Qt::AltModifier);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(m_dialog->focusWidget(), u"Head office"_s);
    press(Qt::Key_G, Qt::AltModifier);
    QTest::keyClicks(m_dialog->focusWidget(), u"Customers"_s);
    press(Qt::Key_O, Qt::AltModifier);
    QTest::keyClicks(m_dialog->focusWidget(), u"Ground floor"_s);
    connectNow();
    QTRY_COMPARE(m_all->server.count(kUpdateCall), 1);
    QJsonObject added;
    for (const SentRequest &request : m_all->server.sentTo(kDevicesCall)) {
        if (request.verb == HttpRequest::Verb::Post)
            added = request.json();
    }
    QCOMPARE(added.value(u"deviceName"_s).toString(), u"Head office"_s);
    QCOMPARE(added.value(u"group"_s).toString(), u"Customers"_s);
    QCOMPARE(added.value(u"comment"_s).toString(), u"Ground floor"_s);
}

void TestConnectThroughDialog::workingConnectionAsksFirst()
{
    m_all->server.always(kStatusCall, statusAnswer(u"Connected"_s));
    open();
    connectNow();
    QTRY_VERIFY(m_dialog->findChild<QDialog *>());
    QVERIFY(m_dialog->findChild<QDialog *>()->isVisible());
    QCOMPARE(m_all->server.count(kConnectionsCall), 0);
    const auto texts = m_dialog->findChild<QDialog *>()->findChildren<QLabel *>();
    QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QLabel *label) {
        return label->text().contains(u"working connection to s ends"_s);
    }));
    // Enter changes nothing: Cancel is the default.
    QTest::keyClick(m_dialog->findChild<QDialog *>(), Qt::Key_Return);
    settle();
    QCOMPARE(m_all->server.count(kConnectionsCall), 0);
}

void TestConnectThroughDialog::passwordlessAsksFirst()
{
    open();
    QVERIFY(m_screen->choose(u"Passwordless Login"_s, u"On"_s));
    connectNow();
    QTRY_VERIFY(m_dialog->findChild<QDialog *>());
    auto *question = m_dialog->findChild<QDialog *>();
    QCOMPARE(m_all->server.count(kConnectionsCall), 0);
    const auto buttons = question->findChildren<QPushButton *>();
    for (QPushButton *each : buttons) {
        if (each->text() == u"&Connect"_s)
            QTest::keyClick(each, Qt::Key_Space);
    }
    settle();
    QTRY_COMPARE(m_all->server.count(kUpdateCall), 1);
    QCOMPARE(m_all->server.last(kUpdateCall).json().value(u"enb_passwordless"_s).toInt(), 1);
}

void TestConnectThroughDialog::refusedCodeIsRolledBack()
{
    open();
    m_all->server.always(kUpdateCall, FakeAnswer::refusal(70614));
    connectNow();
    QTRY_VERIFY(shows(u"Lab was not connected to Provider; the PBX is as it was."_s));
    QCOMPARE(line(PbxSaved).look.word, u"Failed"_s);
    QVERIFY(line(PbxSaved).note.contains(u"no connection left"_s));
    QVERIFY(shows(u"was removed from Provider again"_s));
    QVERIFY(m_all->devices.isEmpty());
    QCOMPARE(line(PbxReaches).look.word, u"Not yet"_s);
}

void TestConnectThroughDialog::deviceThatCannotBeRemovedIsNamed()
{
    open();
    m_all->server.always(kUpdateCall, FakeAnswer::refusal(70611));
    m_all->server.compute(kDevicesCall, [this](const SentRequest &request) {
        const bool isKnown =
            request.verb == HttpRequest::Verb::Get || request.verb == HttpRequest::Verb::Post;
        return isKnown ? m_all->answerDevices(request)
                       : centralRefusal(403, 1'000'043, u"PERMISSION_DENIED"_s);
    });
    connectNow();
    QTRY_VERIFY(shows(u"could not be removed from Provider"_s));
    QVERIFY(shows(u"Delete it there."_s));
}

void TestConnectThroughDialog::platformWithoutDevicesIsSaid()
{
    open();
    m_all->server.compute(kDevicesCall, [](const SentRequest &) {
        return centralRefusal(404, 1'000'005, u"DATA_NOT_FOUND"_s);
    });
    connectNow();
    QTRY_COMPARE(line(CodeMade).look.word, u"Failed"_s);
    QVERIFY(line(CodeMade).note.contains(u"does not offer devices over its API"_s));
    QCOMPARE(m_all->server.count(kUpdateCall), 0);
    QTRY_VERIFY(shows(u"the PBX is as it was"_s));
}

void TestConnectThroughDialog::platformGoneAfterTheCode()
{
    open();
    m_all->server.compute(kUpdateCall, [this](const SentRequest &) {
        m_all->server.compute(kDevicesCall, [](const SentRequest &) {
            return FakeAnswer::failure(ApiError::Kind::Unreachable);
        });
        return FakeAnswer::refusal(70613, {{u"reason"_s, u"refused"_s}});
    });
    connectNow();
    QTRY_COMPARE(line(PbxSaved).look.word, u"Failed"_s);
    QVERIFY(line(PbxSaved).note.contains(u"could not reach the management server"_s));
    QTRY_VERIFY(shows(u"could not be removed from Provider"_s));
    QVERIFY(shows(u"The management server cannot be reached."_s));
}

void TestConnectThroughDialog::fullPlatformIsDoubtful()
{
    m_all->server.always(kConnectionsCall, connectionsAnswer(10, 10));
    open();
    m_all->server.always(kUpdateCall, FakeAnswer::hang());
    connectNow();
    QTRY_COMPARE(line(Capacity).look.word, u"Doubtful"_s);
    QVERIFY(line(Capacity).note.contains(u"10 of 10"_s));
    QVERIFY(line(Capacity).note.contains(u"My Subscription"_s));
}

void TestConnectThroughDialog::cancelWaitsForTheRollback()
{
    m_all->server.always(kConnectionsCall, FakeAnswer::hang());
    open();
    connectNow();
    QTRY_COMPARE(line(Capacity).look.word, u"Under way"_s);
    press(Qt::Key_Escape);
    settle();
    QVERIFY(m_dialog); // where it stands is still to be seen
    QTRY_VERIFY(shows(u"Cancelled. Lab is as it was."_s));
    QTRY_VERIFY(button(u"Close"_s));
    press(Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
}

void TestConnectThroughDialog::cancelAfterSavingUndoesNothing()
{
    open();
    m_all->server.always(kStatusCall, statusAnswer(u"Connected"_s, 2'000));
    connectNow();
    QTRY_COMPARE(line(PbxReaches).look.word, u"Done"_s);
    QTRY_VERIFY(line(PlatformSees).note.contains(u"Pending"_s));
    QTRY_VERIFY(shows(u"left\u2026"_s)); // how long it will still look
    press(Qt::Key_Escape);
    QTRY_VERIFY(shows(u"Cancelled. Lab has the new settings already; that is not undone."_s));
    QVERIFY(shows(u"stays on Provider"_s));
}

void TestConnectThroughDialog::notAgreed_data()
{
    QTest::addColumn<QString>("pbx");
    QTest::addColumn<QString>("platform");
    QTest::addColumn<QString>("end");
    QTest::newRow("only the PBX says so")
        << u"Connected"_s << u"Disconnected"_s << u"Provider does not say so"_s;
    QTest::newRow("only the platform says so")
        << u"Connecting"_s << u"Connected"_s << u"Provider does."_s;
    QTest::newRow("neither says so")
        << u"Connecting"_s << u"Pending"_s << u"neither it nor Provider"_s;
}

void TestConnectThroughDialog::notAgreed()
{
    QFETCH(QString, pbx);
    QFETCH(QString, platform);
    QFETCH(QString, end);
    m_all->environment.times.waitLimit = 200ms;
    open();
    m_all->server.always(kStatusCall, statusAnswer(pbx, 2'000));
    m_all->server.compute(kDevicesCall, [&](const SentRequest &request) {
        const FakeAnswer answer = m_all->answerDevices(request);
        if (request.verb == HttpRequest::Verb::Post)
            m_all->setDevice({}, platform);
        return answer;
    });
    connectNow();
    QTRY_VERIFY(shows(end));
    QVERIFY(shows(u"stays on Provider"_s));
    QVERIFY(line(PlatformSees).note.contains(platform));
    QVERIFY(button(u"Back"_s));
}

void TestConnectThroughDialog::noAnswerFromThePbxIsUnknown()
{
    open();
    m_all->server.always(kUpdateCall, FakeAnswer::failure(ApiError::Kind::UnknownOutcome));
    m_all->server.compute(kGetCall, [this](const SentRequest &) {
        return m_all->server.count(kUpdateCall) > 0 ? FakeAnswer::failure(ApiError::Kind::NotFound)
                                                    : settingsAnswer();
    });
    connectNow();
    QTRY_VERIFY(shows(u"it is not known whether Lab has the new settings"_s));
    QVERIFY(shows(u"stays on Provider"_s));
}

void TestConnectThroughDialog::backLeadsToTheForm()
{
    m_all->server.always(kConnectionsCall, FakeAnswer::failure(ApiError::Kind::Timeout));
    open();
    connectNow();
    QTRY_VERIFY(button(u"Back"_s));
    press(Qt::Key_B, Qt::AltModifier);
    QTRY_VERIFY(m_screen->find(u"Device Name"_s));
    m_all->server.always(kConnectionsCall, connectionsAnswer(3, 10));
    connectNow();
    QTRY_COMPARE(m_all->server.count(kUpdateCall), 1);
}

void TestConnectThroughDialog::lostSessionClosesIt()
{
    CentralSettings settings = PlatformFixture::savedPlatform();
    auto other = std::make_unique<CentralSession>(settings, m_all->environment);
    m_sides.platform = [&other](const QString &) { return other.get(); };
    open();
    other.reset();
    QTRY_VERIFY(!m_dialog);
}

QTEST_MAIN(TestConnectThroughDialog)
#include "tst_connectthroughdialog.moc"
