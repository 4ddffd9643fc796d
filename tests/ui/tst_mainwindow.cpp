// SPDX-License-Identifier: GPL-3.0-or-later
#include "practicewindow.h"

#include <ui/pages/remotemanagementpage.h>
#include <ui/widgets/actionbar.h>

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>

#include <algorithm>

using namespace lw;
using namespace Qt::StringLiterals;
using State = PbxSession::State;
using Outcome = RemoteManagementModel::Outcome;

/*! The whole job in the real window, by keys alone, against the sandbox. */
class TestMainWindow : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void startPageOffersSandbox();
    void wholeJobByKeys();
    void wrongPasswordIsSaidInPlace();
    void lackingFeaturesAreGreyed_data();
    void lackingFeaturesAreGreyed();
    void problemsStandBesideTheirFields();
    void refusalKeepsWhatWasTyped();
    void duplicateUserNameIsSaidBesideItsField();
    void endedSessionKeepsTheDraft();
    void changeBySomeoneElseIsShown_data();
    void changeBySomeoneElseIsShown();
    void passwordlessAsksFirst();
    void disconnectWantsTheName();
    void leavingChangesAsks();
    void cloudExplainsItself();
    void secretsLeaveTheWindow();
    void statusIsReadOnlyWhileSeen();
    void windowComesBackAsItWas();

private:
    void signIn(const QString &pbx);
    void openRemoteManagement(const QString &pbx);
    void chooseByKeys(const QString &pbx);
    void keys(const QString &text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    [[nodiscard]] QWidget *front() const;
    template<typename Widget>
    Widget *named(const QString &name) const
    {
        return qobject_cast<Widget *>(m_all->screen.find(name));
    }
    [[nodiscard]] QString bannerText() const;

    std::unique_ptr<PracticeWindow> m_all;
};

void TestMainWindow::init()
{
    m_all = std::make_unique<PracticeWindow>();
    QVERIFY(QTest::qWaitForWindowActive(&m_all->window));
}

void TestMainWindow::cleanup()
{
    m_all.reset();
}

QWidget *TestMainWindow::front() const
{
    if (QDialog *dialog = m_all->screen.dialog())
        return dialog;
    return &m_all->window;
}

void TestMainWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // What a window system does when a dialog opens or closes.
    front()->activateWindow();
    QTRY_VERIFY2(front()->isActiveWindow(), qPrintable(front()->windowTitle()));
    QWidget *focus = front()->focusWidget();
    QTest::keyClick(focus ? focus : front(), key, modifiers);
}

void TestMainWindow::keys(const QString &text)
{
    QTest::keyClicks(front()->focusWidget(), text);
}

void TestMainWindow::chooseByKeys(const QString &pbx)
{
    auto *tree = named<QTreeView>(u"PBXs"_s);
    QVERIFY(tree);
    tree->setFocus();
    press(Qt::Key_Home);
    for (int row = 0; row < 20; ++row) {
        if (tree->currentIndex().data().toString() == pbx)
            break;
        press(Qt::Key_Down);
    }
    QCOMPARE(tree->currentIndex().data().toString(), pbx);
}

void TestMainWindow::signIn(const QString &pbx)
{
    QCOMPARE(m_all->startPractice(), std::nullopt);
    chooseByKeys(pbx);
    QTRY_COMPARE(m_all->session().state(), State::NeedsPassword);
    press(Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(named<QLineEdit>(u"Password"_s));
    QTRY_VERIFY(named<QLineEdit>(u"Password"_s)->hasFocus());
    keys(u"Practice-Admin-1"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_all->session().state(), State::Connected);
    QTRY_VERIFY(!m_all->screen.dialog());
}

void TestMainWindow::openRemoteManagement(const QString &pbx)
{
    signIn(pbx);
    if (QTest::currentTestFailed())
        return;
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(m_all->model().isLoaded() && !m_all->model().isBusy());
    QTRY_VERIFY(named<QComboBox>(u"Activation Method"_s));
}

QString TestMainWindow::bannerText() const
{
    const auto *bar = m_all->page().findChild<ActionBar *>();
    return bar->banner().text().text.joined();
}

void TestMainWindow::startPageOffersSandbox()
{
    QSignalSpy requested(&m_all->window, &MainWindow::practiceRequested);
    auto *button = named<QAbstractButton>(u"Try the Sandbox"_s);
    QVERIFY(button);
    press(Qt::Key_T, Qt::AltModifier);
    QTRY_COMPARE(requested.count(), 1); // a mnemonic shows the button go down first
    QVERIFY(!button->isEnabled());
}

void TestMainWindow::wholeJobByKeys()
{
    openRemoteManagement(u"Lab 83.19"_s);
    auto *save = named<QAbstractButton>(u"Save"_s);
    QVERIFY(!save); // nothing changed: not enabled
    press(Qt::Key_T, Qt::AltModifier);
    press(Qt::Key_Down);
    QCOMPARE(named<QComboBox>(u"Remote Connection Server Type"_s)->currentText(), u"Custom"_s);
    press(Qt::Key_D, Qt::AltModifier);
    keys(m_all->practice.platforms().at(1).address.displayText());
    press(Qt::Key_N, Qt::AltModifier);
    QVERIFY(named<QLineEdit>(u"Authentication Code"_s)->hasFocus());
    keys(u" "_s + m_all->freshCode(1) + u" "_s);
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->model().isConnected() && !m_all->model().isBusy());
    QVERIFY2(bannerText().startsWith(u"Edited successfully. Connected"_s),
             qPrintable(bannerText()));
    QVERIFY(!named<QAbstractButton>(u"Save"_s));
}

void TestMainWindow::wrongPasswordIsSaidInPlace()
{
    QCOMPARE(m_all->startPractice(), std::nullopt);
    chooseByKeys(u"Lab 83.19"_s);
    QTRY_COMPARE(m_all->session().state(), State::NeedsPassword);
    press(Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(named<QLineEdit>(u"Password"_s));
    keys(u"wrong"_s);
    press(Qt::Key_Return);
    QTRY_VERIFY(m_all->screen.shows(u"Wrong user name or password"_s));
    QVERIFY(named<QLineEdit>(u"Password"_s)->text().isEmpty());
    QVERIFY(named<QLineEdit>(u"Password"_s)->hasFocus());
    press(Qt::Key_Escape);
    QTRY_VERIFY(!m_all->screen.dialog());
    QCOMPARE(m_all->session().state(), State::NeedsPassword);
}

void TestMainWindow::lackingFeaturesAreGreyed_data()
{
    QTest::addColumn<QString>("pbx");
    QTest::addColumn<bool>("hasServerType");
    QTest::addColumn<bool>("hasPasswordless");
    QTest::addColumn<QString>("note"); // empty: none
    QTest::newRow("83.5 has neither servers nor passwordless")
        << u"Lab 83.5"_s << false << false << u"needs 83.17.0.16 or later"_s;
    QTest::newRow("83.17 has passwordless only")
        << u"Lab 83.17"_s << false << true << u"needs 83.19.0.110 or later"_s;
    QTest::newRow("83.19 has everything, Yeastar ID by probe")
        << u"Lab 83.19"_s << true << true << u"the PBX decides"_s;
    QTest::newRow("appliance 37.19 has everything")
        << u"Appliance 37.19"_s << true << true << QString();
}

void TestMainWindow::lackingFeaturesAreGreyed()
{
    QFETCH(QString, pbx);
    QFETCH(bool, hasServerType);
    QFETCH(bool, hasPasswordless);
    QFETCH(QString, note);
    openRemoteManagement(pbx);
    const auto *remote = m_all->page().findChild<RemoteManagementPage *>();
    const auto checks = remote->findChildren<QCheckBox *>();
    const auto lists = remote->findChildren<QComboBox *>();
    const auto servers = std::find_if(lists.begin(), lists.end(), [](const QComboBox *list) {
        return list->accessibleName() == u"Remote Connection Server Type"_s;
    });
    QVERIFY(servers != lists.end());
    QVERIFY((*servers)->isVisible());
    QCOMPARE((*servers)->isEnabled(), hasServerType);
    QCOMPARE(checks.size(), 2);
    QVERIFY(checks.at(1)->isVisible());
    QCOMPARE(checks.at(1)->isEnabled(), hasPasswordless);
    if (!note.isEmpty())
        QVERIFY(m_all->screen.shows(note));
}

void TestMainWindow::problemsStandBesideTheirFields()
{
    openRemoteManagement(u"Lab 83.19"_s);
    press(Qt::Key_T, Qt::AltModifier);
    press(Qt::Key_Down);
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->screen.shows(u"A value is needed here."_s));
    auto *address = named<QLineEdit>(u"Server Address"_s);
    QVERIFY(address->hasFocus());
    QCOMPARE(address->accessibleDescription(), u"A value is needed here."_s);
    keys(u"rm.example.com/path"_s);
    QVERIFY(m_all->screen.shows(u"Only host and port, nothing after them."_s));
    QVERIFY(!m_all->model().isBusy());
}

void TestMainWindow::refusalKeepsWhatWasTyped()
{
    openRemoteManagement(u"Lab 83.19"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(u"WRONGWRONGWRONG2"_s);
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_all->model().outcome(), Outcome::NotSaved);
    QVERIFY(bannerText().startsWith(u"The authentication code is not known"_s));
    QCOMPARE(named<QLineEdit>(u"Authentication Code"_s)->text(), u"WRONGWRONGWRONG2"_s);
    QVERIFY(named<QAbstractButton>(u"Save"_s));
}

void TestMainWindow::duplicateUserNameIsSaidBesideItsField()
{
    openRemoteManagement(u"Lab 83.19"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(m_all->freshCode(0));
    press(Qt::Key_L, Qt::AltModifier);
    QTRY_VERIFY(m_all->model().draft().settings.isAccountEnabled);
    press(Qt::Key_U, Qt::AltModifier);
    keys(u"ADMIN"_s);
    press(Qt::Key_Tab);
    keys(u"Practice-Login-1"_s);
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_all->model().outcome(), Outcome::NotSaved);
    auto *user = named<QLineEdit>(u"Username"_s);
    QVERIFY(user->accessibleDescription().contains(u"super administrator nor the e-mail"_s));
    user->setFocus();
    keys(u"x"_s);
    QVERIFY(!user->accessibleDescription().contains(u"The PBX has this value already"_s));
}

void TestMainWindow::endedSessionKeepsTheDraft()
{
    openRemoteManagement(u"Lab 83.19"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(m_all->freshCode(0));
    QCOMPARE(m_all->practice.inject(
                 {.server = u"Lab 83.19"_s, .call = u"*"_s, .kind = u"expire-session"_s}),
             std::nullopt);
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->screen.dialog());
    QVERIFY(m_all->screen.shows(u"What you typed on the page is kept."_s));
    keys(u"Practice-Admin-1"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_all->session().state(), State::Connected);
    QTRY_VERIFY(!m_all->screen.dialog() && !m_all->model().isBusy());
    QVERIFY(m_all->model().isDirty());
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->model().isConnected() && !m_all->model().isBusy());
}

void TestMainWindow::changeBySomeoneElseIsShown_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("isMineKept");
    QTest::newRow("theirs can be taken") << u"Take Theirs"_s << false;
    QTest::newRow("mine can be kept") << u"Keep My Changes"_s << true;
}

void TestMainWindow::changeBySomeoneElseIsShown()
{
    QFETCH(QString, button);
    QFETCH(bool, isMineKept);
    openRemoteManagement(u"Lab 83.17"_s);
    PbxSession other(m_all->session().settings(), m_all->environment());
    RemoteManagementModel theirs(other);
    other.signIn(u"operator"_s, Secret::fromText(u"Practice-Operator-1"_s));
    QTRY_COMPARE(other.state(), State::Connected);
    theirs.load();
    QTRY_VERIFY(theirs.isLoaded() && !theirs.isBusy());
    RemoteManagementSettings settings = theirs.loaded();
    settings.isPasswordless = true;
    theirs.setDraft(settings);
    theirs.setSecret(RemoteManagementField::AuthenticationCode,
                     Secret::fromText(m_all->freshCode(0)));
    theirs.setWaitLimit(std::chrono::milliseconds(1));
    theirs.save();
    QTRY_COMPARE(theirs.outcome(), Outcome::Saved);

    press(Qt::Key_N, Qt::AltModifier);
    keys(m_all->freshCode(0));
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_all->model().outcome(), Outcome::ChangedBySomeoneElse);
    QVERIFY(bannerText().contains(u"Changed: Passwordless Login."_s));
    auto *action = named<QAbstractButton>(button);
    QVERIFY(action);
    action->setFocus();
    press(Qt::Key_Space);
    QCOMPARE(m_all->model().isDirty(), isMineKept);
    QVERIFY(m_all->model().loaded().isPasswordless.value_or(false));
}

void TestMainWindow::passwordlessAsksFirst()
{
    openRemoteManagement(u"Lab 83.17"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(m_all->freshCode(0));
    press(Qt::Key_G, Qt::AltModifier);
    QTRY_VERIFY(m_all->model().turnsPasswordlessOn());
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->screen.dialog());
    press(Qt::Key_Return); // the default changes nothing
    QTRY_VERIFY(!m_all->screen.dialog());
    QVERIFY(!m_all->model().isBusy() && m_all->model().isDirty());
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->screen.dialog());
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->model().loaded().isPasswordless.value_or(false));
    QTRY_VERIFY(m_all->screen.shows(u"Passwordless Login is on"_s));
}

void TestMainWindow::disconnectWantsTheName()
{
    openRemoteManagement(u"Lab 83.17"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(m_all->freshCode(0));
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(m_all->model().isConnected() && !m_all->model().isBusy());
    const auto buttons = m_all->page().findChildren<QAbstractButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [](QAbstractButton *button) {
        return button->text().startsWith(u"Disconnect from "_s);
    });
    QVERIFY(found != buttons.end());
    (*found)->setFocus();
    press(Qt::Key_Space);
    QTRY_VERIFY(m_all->screen.dialog());
    QVERIFY(!named<QAbstractButton>(u"Disconnect"_s)); // not enabled yet
    keys(u"Lab 83.17"_s);
    QVERIFY(named<QAbstractButton>(u"Disconnect"_s));
    press(Qt::Key_D, Qt::AltModifier);
    QTRY_VERIFY(!m_all->screen.dialog());
    QTRY_COMPARE(m_all->model().outcome(), Outcome::Disconnected);
    QVERIFY(bannerText().startsWith(u"Disconnected."_s));
    QVERIFY(!(*found)->isEnabled());
}

void TestMainWindow::leavingChangesAsks()
{
    openRemoteManagement(u"Lab 83.19"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(u"ABC"_s);
    press(Qt::Key_1, Qt::ControlModifier); // another page
    QTRY_VERIFY(m_all->screen.dialog());
    press(Qt::Key_Escape);
    QTRY_VERIFY(!m_all->screen.dialog());
    QVERIFY(named<QLineEdit>(u"Authentication Code"_s));
    m_all->window.close();
    QTRY_VERIFY(m_all->screen.dialog());
    QVERIFY(m_all->window.isVisible());
    press(Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!m_all->screen.dialog());
    QVERIFY(m_all->model().isDirty());
    m_all->window.close();
    QTRY_VERIFY(m_all->screen.dialog());
    press(Qt::Key_D, Qt::AltModifier);
    QTRY_VERIFY(!m_all->window.isVisible());
}

void TestMainWindow::cloudExplainsItself()
{
    signIn(u"Cloud 84"_s);
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(m_all->screen.shows(u"A Cloud Edition has no page Remote Management."_s));
    QVERIFY(m_all->screen.shows(u"Security > Security Settings"_s));
}

void TestMainWindow::secretsLeaveTheWindow()
{
    openRemoteManagement(u"Lab 83.19"_s);
    press(Qt::Key_N, Qt::AltModifier);
    keys(u"SECRETSECRET2222"_s);
    press(Qt::Key_R, Qt::AltModifier);
    QTRY_VERIFY(named<QLineEdit>(u"Authentication Code"_s)->text().isEmpty());
    press(Qt::Key_N, Qt::AltModifier);
    keys(m_all->freshCode(0));
    press(Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_all->model().outcome(), Outcome::Saved);
    QTRY_VERIFY(!m_all->model().isBusy());
    QVERIFY(named<QLineEdit>(u"Authentication Code"_s)->text().isEmpty());
}

void TestMainWindow::statusIsReadOnlyWhileSeen()
{
    openRemoteManagement(u"Lab 83.19"_s);
    const QString status = u"remotemanagement/status"_s;
    const int before = m_all->practice.requestCount(u"Lab 83.19"_s, status);
    QVERIFY(before > 0);
    QCOMPARE(m_all->practice.handshakeCount(u"Lab 83.19"_s), 1);
    m_all->window.hide();
    m_all->window.show();
    QCOMPARE(m_all->practice.requestCount(u"Lab 83.19"_s, status), before);
}

void TestMainWindow::windowComesBackAsItWas()
{
    m_all->window.resize(1180, 700);
    m_all->window.close();
    MainWindow again({.registry = m_all->registry,
                      .sessions = m_all->sessions,
                      .list = m_all->list,
                      .keeper = m_all->keeper,
                      .centrals = m_all->centrals,
                      .centralSessions = m_all->centralSessions,
                      .centralKeeper = m_all->centralKeeper,
                      .openApi = m_all->openApi,
                      .credentials = m_all->credentials,
                      .clock = m_all->environment().clock,
                      .wire = m_all->environment().wire,
                      .profileFolder = m_all->folder()});
    QCOMPARE(again.width(), 1180);
    QCOMPARE(again.minimumSize(), QSize(900, 600));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
