// SPDX-License-Identifier: GPL-3.0-or-later
#include "practicewindow.h"

#include <session/addresslistsmodel.h>
#include <session/centralsession.h>
#include <session/remotedevicesmodel.h>
#include <session/securitysettingsmodel.h>
#include <ui/dialogs/aboutdialog.h>
#include <ui/dialogs/accesslinkdialog.h>
#include <ui/dialogs/adddevicedialog.h>
#include <ui/dialogs/allowaddressdialog.h>
#include <ui/dialogs/centraldialog.h>
#include <ui/dialogs/centralsignindialog.h>
#include <ui/dialogs/certificatedialog.h>
#include <ui/dialogs/clockdialog.h>
#include <ui/dialogs/cloudpbxdialog.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/dialogs/faultsdialog.h>
#include <ui/dialogs/handoverdialog.h>
#include <ui/dialogs/pbxdialog.h>
#include <ui/dialogs/secondfactorremovaldialog.h>
#include <ui/dialogs/signindialog.h>
#include <ui/dialogs/userfactordialog.h>
#include <ui/pages/securitysettingspage.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QDialog>
#include <QLabel>
#include <QMenuBar>
#include <QTabBar>

using namespace lw;
using namespace Qt::StringLiterals;
using State = PbxSession::State;

namespace {

//! What a screen reader would call \a widget.
QString spokenName(QWidget &widget)
{
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

QString described(const QWidget &widget)
{
    return u"%1 in %2"_s.arg(QLatin1String(widget.metaObject()->className()),
                             widget.parentWidget()
                                 ? QLatin1String(widget.parentWidget()->metaObject()->className())
                                 : QLatin1String());
}

QStringList namelessWidgets(QWidget &root)
{
    QStringList nameless;
    const auto widgets = root.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool takesKeys = (widget->focusPolicy() & Qt::TabFocus) != 0 && !widget->focusProxy();
        // Parts that Qt puts inside a widget of ours speak through that widget.
        const bool isPart = widget->objectName().startsWith(u"qt_"_s);
        if (widget->isVisible() && takesKeys && !isPart && spokenName(*widget).isEmpty())
            nameless.append(described(*widget));
    }
    return nameless;
}

void noteMnemonic(QMap<QString, QStringList> &found, const QString &text)
{
    const QKeySequence keys = QKeySequence::mnemonic(text);
    if (!keys.isEmpty())
        found[keys.toString()].append(text);
}

QStringList sharedMnemonics(QWidget &root)
{
    QMap<QString, QStringList> found;
    const auto labels = root.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && label->buddy())
            noteMnemonic(found, label->text());
    }
    const auto buttons = root.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->isVisible())
            noteMnemonic(found, button->text());
    }
    const auto bars = root.findChildren<QTabBar *>();
    for (const QTabBar *bar : bars) {
        for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab)
            noteMnemonic(found, bar->tabText(tab));
    }
    const auto menus = root.findChildren<QMenuBar *>();
    for (const QMenuBar *menu : menus) {
        const auto actions = menu->actions();
        for (const QAction *action : actions)
            noteMnemonic(found, action->text());
    }
    QStringList shared;
    for (auto it = found.cbegin(); it != found.cend(); ++it) {
        if (it->size() > 1)
            shared.append(it.key() + u": "_s + it->join(u", "_s));
    }
    return shared;
}

CertificateFacts facts()
{
    return {.subject = u"CN=pbx"_s,
            .issuer = u"CN=pbx"_s,
            .names = {u"pbx.example.com"_s},
            .notBefore = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC),
            .notAfter = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC),
            .sha256 = QByteArray(32, 'x'),
            .problems = {CertificateProblem::SelfSigned}};
}

} // namespace

/*! Every page and dialog can be used by keys and by a screen reader. */
class TestKeyboard : public QObject
{
    Q_OBJECT
private slots:
    void pages_data();
    void pages();
    void stepsOfAnEnrolment();
    void dialogs_data();
    void dialogs();
    void centralPages_data();
    void centralPages();
    void centralDialogs_data();
    void centralDialogs();
    void walkerSeesNamelessWidget();
    void mnemonicsAreCounted();

private:
    static void check(QWidget &root);
};

void TestKeyboard::check(QWidget &root)
{
    const QStringList nameless = namelessWidgets(root);
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    const QStringList shared = sharedMnemonics(root);
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(u'\n')));
}

void TestKeyboard::pages_data()
{
    QTest::addColumn<QString>("pbx"); // empty: the start page
    QTest::addColumn<QString>("tab");
    QTest::addColumn<QString>("inner"); // the tab inside; empty: the first one, or none
    QTest::addColumn<QString>("shown"); // words by which the page is known to be there
    const auto row = [](const char *name, const QString &tab, const QString &inner,
                        const QString &shown) {
        QTest::newRow(name) << u"Lab 83.19"_s << tab << inner << shown;
    };
    QTest::newRow("start page") << QString() << QString() << QString() << QString();
    QTest::newRow("remote management, old layout")
        << u"Lab 83.5"_s << u"Remote Management"_s << QString() << u"Who can get in"_s;
    row("overview", u"Overview"_s, {}, u"What this PBX can do"_s);
    row("remote management", u"Remote Management"_s, {}, u"Who can get in"_s);
    row("security settings", u"Security Settings"_s, {}, u"Trusted Device List"_s);
    row("extensions", u"Extensions"_s, {}, u"Choose one or more extensions"_s);
    row("security options", u"Extensions"_s, u"Security Options"_s, u"5 to 120 minutes"_s);
    row("operation log", u"Activity"_s, {}, u"successful operations only"_s);
    row("blocked addresses", u"Activity"_s, u"Blocked IPs"_s, u"No address is blocked"_s);
    row("allowed addresses", u"Activity"_s, u"Allowed IPs"_s, u"This workstation"_s);
}

void TestKeyboard::pages()
{
    QFETCH(QString, pbx);
    QFETCH(QString, tab);
    QFETCH(QString, inner);
    QFETCH(QString, shown);
    PracticeWindow all;
    if (!pbx.isEmpty()) {
        QCOMPARE(all.startPractice(), std::nullopt);
        all.window.choose(pbx);
        QTRY_COMPARE(all.session().state(), State::NeedsPassword);
        all.session().signIn(u"admin"_s, Secret::fromText(u"Practice-Admin-1"_s));
        QTRY_VERIFY(all.model().isLoaded() && !all.model().isBusy());
        QVERIFY(all.screen.click(tab));
        QTRY_VERIFY(inner.isEmpty() || all.screen.click(inner));
        QTRY_VERIFY(all.screen.shows(shown));
    }
    check(all.window);
}

void TestKeyboard::stepsOfAnEnrolment()
{
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    all.window.choose(u"Lab 83.19"_s);
    QTRY_COMPARE(all.session().state(), State::NeedsPassword);
    all.session().signIn(u"admin"_s, Secret::fromText(u"Practice-Admin-1"_s));
    QTRY_COMPARE(all.session().state(), State::Connected);
    all.page().showTab(PbxPage::Tab::SecuritySettings);
    SecuritySettingsPage &page = all.page().securitySettings();
    QTRY_VERIFY(page.hasContent());
    page.showPart(SecuritySettingsPage::Part::ChangePassword);
    check(all.window);
    page.showPart(SecuritySettingsPage::Part::SecuritySettings);
    page.model().start(TwoFactorEnrolment::Purpose::Enrol);
    QTRY_VERIFY(all.screen.dialog());
    check(*all.screen.dialog());
    page.model().flow()->confirmPassword(Secret::fromText(u"Practice-Admin-1"_s));
    QTRY_VERIFY(all.screen.shows(u"Make sure you can come back"_s));
    check(all.window);
    QTRY_VERIFY(!page.model().isCheckingReadiness());
    page.model().answerReadiness(ReadinessItem::KeyInVault, ReadinessAnswer::Affirmed);
    QVERIFY(page.model().readiness().isComplete());
    QTRY_VERIFY(all.screen.find(u"Continue"_s));
    QVERIFY(all.screen.click(u"Continue"_s));
    QTRY_VERIFY(all.screen.find(u"Zoom In"_s));
    QVERIFY(all.screen.click(u"Can't scan"_s));
    check(all.window);
    page.model().flow()->chooseMethod(SecondFactorMethod::Email);
    QTRY_VERIFY(all.screen.find(u"Send"_s));
    check(all.window);
}

void TestKeyboard::dialogs_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind :
         {"certificate", "changed certificate", "confirm with a name", "add PBX with everything",
          "sign in", "code", "switch a second factor off", "allow an address", "faults", "clock",
          "about"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestKeyboard::dialogs()
{
    QFETCH(QString, kind);
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    QDialog *dialog = nullptr;
    if (kind == u"certificate"_s)
        dialog = new CertificateDialog({.name = u"Lab"_s, .address = u"127.0.0.1:8088"_s}, facts(),
                                       &all.window);
    else if (kind == u"changed certificate"_s)
        dialog = new ChangedCertificateDialog({.name = u"Lab"_s, .address = u"127.0.0.1:8088"_s},
                                              facts(), QByteArray(32, 'o'), &all.window);
    else if (kind == u"confirm with a name"_s)
        dialog = new ConfirmDialog({.title = u"T"_s,
                                    .question = u"Q?"_s,
                                    .consequences = {u"C."_s},
                                    .typedWord = u"Lab & Co"_s,
                                    .action = u"&Disconnect"_s},
                                   &all.window);
    else if (kind == u"add PBX with everything"_s)
        dialog = new PbxDialog(all.registry, all.environment().wire,
                               {.trust = TrustChoice::pinned(QByteArray(32, 'x')),
                                .proxy = {.way = ProxyChoice::Way::Http}},
                               &all.window);
    else if (kind == u"sign in"_s)
        dialog = new SignInDialog(*all.sessions.session(u"Lab 83.19"_s),
                                  {.practice = all.practice.pbxs().constFirst().accounts,
                                   .way = {.signIn = [](auto, auto, auto) {}}},
                                  &all.window);
    else if (kind == u"code"_s) {
        PbxSession &session = *all.sessions.session(u"Lab 83.19"_s);
        session.signIn(u"secured"_s, Secret::fromText(u"Practice-Secured-1"_s));
        QTRY_COMPARE(session.state(), State::NeedsSecondFactor);
        dialog = new SignInDialog(session, {}, &all.window);
    } else if (kind == u"switch a second factor off"_s)
        dialog = new SecondFactorRemovalDialog(*all.sessions.session(u"Lab 83.19"_s),
                                               {{.id = u"1"_s, .number = u"1001"_s}}, &all.window);
    else if (kind == u"allow an address"_s) {
        auto *lists = new AddressListsModel(*all.sessions.session(u"Lab 83.19"_s), &all.window);
        dialog = new AllowAddressDialog(*lists, &all.window);
    } else if (kind == u"faults"_s)
        dialog = new FaultsDialog(all.practice, &all.window);
    else if (kind == u"clock"_s)
        dialog = new ClockDialog(all.practice, &all.window);
    else
        dialog = new AboutDialog(&all.window);
    dialog->open();
    QVERIFY(dialog->isVisible());
    check(*dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestKeyboard::centralPages_data()
{
    QTest::addColumn<QString>("tab");
    QTest::addColumn<QString>("shown");
    QTest::newRow("subscription") << u"Overview"_s << u"connections are used"_s;
    QTest::newRow("devices") << u"Devices"_s << u"8 devices"_s;
    QTest::newRow("users") << u"Users"_s << u"3 users"_s;
    QTest::newRow("Cloud PBXs") << u"Cloud PBXs"_s << u"3 Cloud PBXs"_s;
}

void TestKeyboard::centralPages()
{
    QFETCH(QString, tab);
    QFETCH(QString, shown);
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    all.window.choose(u"Hosted"_s);
    check(all.window); // nobody is signed in
    all.centralSessions.session(u"Hosted"_s)->signIn(Secret::fromText(u"Practice-Secret-1"_s));
    QVERIFY(all.screen.click(tab));
    QTRY_VERIFY(all.screen.shows(shown));
    check(all.window);
}

void TestKeyboard::centralDialogs_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"add management server", "sign in", "add device", "link",
                             "second factor of a user", "cloud pbx", "hand-over sheet"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestKeyboard::centralDialogs()
{
    QFETCH(QString, kind);
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    CentralSession &session = *all.centralSessions.session(u"Hosted"_s);
    RemoteDevicesModel devices(session);
    QDialog *dialog = nullptr;
    if (kind == u"add management server"_s)
        dialog = new CentralDialog(all.centrals,
                                   {.trust = TrustChoice::pinned(QByteArray(32, 'x')),
                                    .proxy = {.way = ProxyChoice::Way::Http}},
                                   &all.window);
    else if (kind == u"sign in"_s)
        dialog = new CentralSignInDialog(
            session, {.practiceSecret = u"s"_s, .way = [](auto, auto) {}}, &all.window);
    else if (kind == u"add device"_s)
        dialog =
            new AddDeviceDialog(session, devices, {{.id = u"1"_s, .name = u"Lab"_s}}, &all.window);
    else if (kind == u"link"_s)
        dialog = new AccessLinkDialog(session, {.id = u"1"_s, .name = u"Lab"_s},
                                      AccessLink::Mode::Account, &all.window);
    else if (kind == u"second factor of a user"_s)
        dialog = new UserFactorDialog({.id = u"1"_s, .firstName = u"Petra"_s}, &all.window);
    else if (kind == u"cloud pbx"_s)
        dialog = new CloudPbxDialog({.id = u"1"_s, .name = u"Cloud"_s}, &all.window);
    else
        dialog = new HandOverDialog(session.settings(), &all.window);
    dialog->open();
    QVERIFY(dialog->isVisible());
    check(*dialog);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestKeyboard::walkerSeesNamelessWidget()
{
    QWidget root;
    QWidget plain(&root);
    plain.setFocusPolicy(Qt::StrongFocus);
    root.show();
    QCOMPARE(namelessWidgets(root).size(), 1);
    plain.setAccessibleName(u"named"_s);
    QVERIFY(namelessWidgets(root).isEmpty());
}

void TestKeyboard::mnemonicsAreCounted()
{
    QWidget root;
    QLabel first(u"&Save"_s, &root);
    QLabel second(u"Thi&s"_s, &root);
    first.setBuddy(&root);
    second.setBuddy(&root);
    root.show();
    QCOMPARE(sharedMnemonics(root).size(), 1);
}

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
