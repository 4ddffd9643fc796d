// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralwindow.h"

#include <fleet/centralregistry.h>
#include <ui/widgets/capacitybar.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QTabBar>
#include <QTreeView>

using namespace lw;
using namespace Qt::StringLiterals;
using State = CentralSession::State;

namespace {

const QString kSecret = u"Practice-Secret-1"_s;

//! A small server that is full, and whose subscriptions end.
QByteArray tightScenario()
{
    return R"({"format": 1,
      "pbxs": [{"name": "Lab", "firmware": "83.19.0.110", "model": "P-Series Software Edition",
                "serial_number": "369831900110",
                "accounts": [{"username": "admin", "password": "Practice-Admin-1",
                              "role": "super_admin", "email": "a@pbx.example",
                              "full_name": "Practice Administrator"}]}],
      "platforms": [
        {"name": "Tight", "client_id": "practice-tight", "client_secret": "Practice-Secret-1",
         "yeastar_id": "p@practice.example", "email": "p@practice.example",
         "provider_password": "Practice-Provider-1", "capacity": 6, "codes": 1,
         "generate_devices": 6,
         "account_subscription": {"status": "Subscribed", "expires_in_days": 5},
         "premium_subscription": {"status": "Trial", "expires_in_days": -2}}]})";
}

} // namespace

/*! Signing in to a management server, its head and overview, and what stops it, by keys. */
class TestCentralPage : public QObject
{
    Q_OBJECT
private slots:
    void listHasPlatforms();
    void practiceSecretIsFilledIn();
    void overviewSaysWhatIsLeft();
    void overviewWarns();
    void refusalIsSaidInPlace();
    void secondRefusalStopsAndExplains();
    void startOverIsADecision();
    void signOutForgetsWhatWasRead();
    void dialogAddsAServer();
    void dialogSaysWhatIsWrong_data();
    void dialogSaysWhatIsWrong();
    void unknownCertificateIsAskedAbout();
    void removingForgetsTheServer();
    void menuFollowsTheChoice();
    void errorsCanBeCopied();

private:
    void addServer(CentralWindow &all, const QString &name, const QString &address);
};

void TestCentralPage::listHasPlatforms()
{
    CentralWindow all;
    QCOMPARE(all.keys.all.startPractice(), std::nullopt);
    const auto *tree = all.keys.named<QTreeView>(u"PBXs"_s);
    QVERIFY(tree);
    const QModelIndex last = tree->model()->index(tree->model()->rowCount() - 1, 0);
    QCOMPARE(last.data().toString(), u"Platforms"_s);
    QCOMPARE(last.model()->index(0, 0, last).data().toString(), u"Hosted"_s);
    QCOMPARE(last.model()->index(0, 0, last).data(Qt::AccessibleTextRole).toString(),
             u"Hosted, Not signed in"_s);
}

void TestCentralPage::practiceSecretIsFilledIn()
{
    CentralWindow all;
    all.choose(u"Hosted"_s);
    QVERIFY(all.paneText().contains(u"Nobody is signed in"_s));
    all.keys.press(Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(all.keys.named<QLineEdit>(u"Client Secret"_s));
    QCOMPARE(all.keys.named<QLineEdit>(u"Client Secret"_s)->echoMode(), QLineEdit::Password);
    all.keys.press(Qt::Key_P, Qt::AltModifier);
    all.keys.press(Qt::Key_Return);
    QTRY_COMPARE(all.session().state(), State::Connected);
    QTRY_VERIFY(!all.keys.all.screen.dialog());
}

void TestCentralPage::overviewSaysWhatIsLeft()
{
    CentralWindow all;
    all.signIn(u"Hosted"_s, kSecret);
    QTRY_VERIFY(all.keys.shows(u"of 10 connections are used"_s));
    QVERIFY(all.keys.shows(u"Subscribed until"_s));
    QVERIFY(all.keys.shows(u"Trial until"_s));
    QVERIFY(all.keys.shows(u"Extend it in time"_s)); // the trial has 20 days
    const auto *bar = all.page().findChild<CapacityBar *>();
    QVERIFY(bar->accessibleName().startsWith(u"Remote connections: "_s));
}

void TestCentralPage::overviewWarns()
{
    CentralWindow all(tightScenario());
    all.signIn(u"Tight"_s, kSecret);
    QTRY_VERIFY(all.keys.shows(u"6 of 6 connections are used"_s));
    QVERIFY(all.keys.shows(u"No connection is left"_s));
    QVERIFY(all.keys.shows(u"over since"_s));
    QVERIFY(all.keys.shows(u"A subscription is over"_s));
    QVERIFY(all.page().findChild<CapacityBar *>()->share() >= 0.9);
}

void TestCentralPage::refusalIsSaidInPlace()
{
    CentralWindow all;
    all.choose(u"Hosted"_s);
    all.typeSecret(u"wrong"_s);
    QTRY_COMPARE(all.session().state(), State::NeedsSecret);
    QVERIFY(all.keys.all.screen.dialog());
    QVERIFY(all.keys.shows(u"refused Client ID or Client Secret"_s));
    QVERIFY(all.keys.shows(u"stops by itself"_s));
    QVERIFY(all.keys.named<QLineEdit>(u"Client Secret"_s)->text().isEmpty());
    all.sendSecret(kSecret);
    QTRY_COMPARE(all.session().state(), State::Connected);
    QTRY_VERIFY(!all.keys.all.screen.dialog());
}

void TestCentralPage::secondRefusalStopsAndExplains()
{
    CentralWindow all;
    all.choose(u"Hosted"_s);
    all.typeSecret(u"wrong"_s);
    QTRY_COMPARE(all.session().state(), State::NeedsSecret);
    all.sendSecret(u"wrong again"_s);
    QTRY_COMPARE(all.session().state(), State::Stopped);
    QTRY_VERIFY(!all.keys.all.screen.dialog());
    QVERIFY(all.paneText().contains(u"stopped asking"_s));
    QVERIFY(all.keys.shows(u"more than 5 failures"_s));
    QCOMPARE(all.keys.all.practice.requestCount(u"Hosted"_s, u"central/oauth/token"_s), 2);
}

void TestCentralPage::startOverIsADecision()
{
    CentralWindow all;
    all.choose(u"Hosted"_s);
    all.typeSecret(u"wrong"_s);
    QTRY_COMPARE(all.session().state(), State::NeedsSecret);
    all.sendSecret(u"wrong again"_s);
    QTRY_COMPARE(all.session().state(), State::Stopped);
    QTRY_VERIFY(!all.keys.all.screen.dialog());

    QVERIFY(all.keys.all.screen.click(u"Start Over\u2026"_s));
    QTRY_VERIFY(all.keys.shows(u"blocks the address of this PC"_s));
    all.keys.press(Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!all.keys.all.screen.dialog());
    QCOMPARE(all.session().state(), State::Stopped);

    QVERIFY(all.keys.all.screen.click(u"Start Over\u2026"_s));
    QTRY_VERIFY(all.keys.all.screen.dialog());
    all.keys.press(Qt::Key_S, Qt::AltModifier);
    QTRY_VERIFY(all.keys.named<QLineEdit>(u"Client Secret"_s));
    QCOMPARE(all.session().state(), State::NeedsSecret);
    all.sendSecret(kSecret);
    QTRY_COMPARE(all.session().state(), State::Connected);
}

void TestCentralPage::signOutForgetsWhatWasRead()
{
    CentralWindow all;
    all.signIn(u"Hosted"_s, kSecret);
    QTRY_VERIFY(all.keys.shows(u"connections are used"_s));
    QVERIFY(all.keys.all.screen.order(u"Sign Out"_s));
    QTRY_COMPARE(all.session().state(), State::Disconnected);
    QTRY_VERIFY(!all.keys.shows(u"connections are used"_s));
    QVERIFY(all.paneText().contains(u"Nobody is signed in"_s));
}

void TestCentralPage::addServer(CentralWindow &all, const QString &name, const QString &address)
{
    QVERIFY(all.keys.all.screen.order(u"Add Management Server\u2026"_s));
    QTRY_VERIFY(all.keys.named<QLineEdit>(u"Client ID"_s));
    QVERIFY(all.keys.all.screen.type(u"Name"_s, name));
    QVERIFY(all.keys.all.screen.type(u"Address"_s, address));
}

void TestCentralPage::dialogAddsAServer()
{
    CentralWindow all;
    addServer(all, u"Provider"_s, u"ycm.example.com"_s);
    QVERIFY(all.keys.all.screen.type(u"Client ID"_s, u"0123456789abcdef"_s));
    all.keys.press(Qt::Key_Return);
    QTRY_VERIFY(!all.keys.all.screen.dialog());
    const auto saved = all.keys.all.centrals.byName(u"Provider"_s);
    QVERIFY(saved);
    QCOMPARE(saved->address.displayText(), u"ycm.example.com:443"_s);
    QCOMPARE(saved->clientId, u"0123456789abcdef"_s);
    QVERIFY(all.keys.all.window.currentCentralPage());
    QVERIFY(all.keys.all.window.windowTitle().startsWith(u"Provider"_s));
}

void TestCentralPage::dialogSaysWhatIsWrong_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("said");
    QTest::newRow("no name") << QString() << u"ycm.example.com"_s << u"id"_s
                             << u"A name is needed"_s;
    QTest::newRow("no address") << u"P"_s << QString() << u"id"_s << u"An address is needed"_s;
    QTest::newRow("plain HTTP") << u"P"_s << u"http://ycm.example.com"_s << u"id"_s
                                << u"Only https"_s;
    QTest::newRow("no Client ID") << u"P"_s << u"ycm.example.com"_s << QString()
                                  << u"A value is needed"_s;
}

void TestCentralPage::dialogSaysWhatIsWrong()
{
    QFETCH(QString, name);
    QFETCH(QString, address);
    QFETCH(QString, clientId);
    QFETCH(QString, said);
    CentralWindow all;
    addServer(all, name, address);
    QVERIFY(all.keys.all.screen.type(u"Client ID"_s, clientId));
    all.keys.press(Qt::Key_Return);
    QTRY_VERIFY(all.keys.shows(said));
    QVERIFY(all.keys.all.screen.dialog());
    QVERIFY(all.keys.all.centrals.all().isEmpty());
}

void TestCentralPage::unknownCertificateIsAskedAbout()
{
    CentralWindow all;
    QCOMPARE(all.keys.all.startPractice(), std::nullopt);
    const PracticePlatform platform = all.keys.all.practice.platforms().constFirst();
    addServer(all, u"Provider"_s, platform.address.displayText());
    QVERIFY(all.keys.all.screen.type(u"Client ID"_s, platform.clientId));
    QVERIFY(all.keys.all.screen.choose(u"Proxy"_s, u"None"_s));
    QVERIFY(all.keys.all.screen.type(u"Client Secret"_s, platform.clientSecret));
    all.keys.press(Qt::Key_Return);
    QTRY_VERIFY(all.keys.shows(u"Is this really Provider?"_s));
    QVERIFY(all.keys.shows(u"whoever runs the management server"_s));
    QCOMPARE(all.keys.all.practice.requestCount(platform.name, u"central/oauth/token"_s), 0);
    all.keys.press(Qt::Key_T, Qt::AltModifier);
    QTRY_COMPARE(all.session().state(), State::Connected);
    const auto saved = all.keys.all.centrals.byName(u"Provider"_s);
    QVERIFY(saved);
    QCOMPARE(saved->trust.sha256, platform.sha256);
}

void TestCentralPage::removingForgetsTheServer()
{
    CentralWindow all;
    addServer(all, u"Provider"_s, u"ycm.example.com"_s);
    QVERIFY(all.keys.all.screen.type(u"Client ID"_s, u"id"_s));
    all.keys.press(Qt::Key_Return);
    QTRY_VERIFY(!all.keys.all.screen.dialog());
    QVERIFY(all.keys.all.screen.order(u"Remove from the List\u2026"_s));
    QTRY_VERIFY(all.keys.shows(u"Remove Provider from the list?"_s));
    all.keys.press(Qt::Key_R, Qt::AltModifier);
    QTRY_VERIFY(all.keys.all.centrals.all().isEmpty());
    QVERIFY(!all.keys.all.window.currentCentralPage());
    QCOMPARE(all.keys.all.window.windowTitle(), u"Linewarden"_s);
}

void TestCentralPage::menuFollowsTheChoice()
{
    CentralWindow all;
    all.choose(u"Hosted"_s);
    // A practice server is neither edited nor removed.
    QVERIFY(!all.keys.all.screen.order(u"Remove from the List\u2026"_s));
    QVERIFY(!all.keys.all.screen.order(u"Remote Management"_s));
    const auto *bar = all.page().findChild<QTabBar *>();
    all.keys.press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(bar->tabText(bar->currentIndex()).remove(u'&'), u"Devices"_s);
    all.keys.press(Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(bar->tabText(bar->currentIndex()).remove(u'&'), u"Cloud PBXs"_s);
}

void TestCentralPage::errorsCanBeCopied()
{
    CentralWindow all;
    all.choose(u"Hosted"_s);
    all.typeSecret(u"wrong"_s);
    QTRY_COMPARE(all.session().state(), State::NeedsSecret);
    QVERIFY(!all.session().error()->requestId.isEmpty());
    QVERIFY(all.keys.shows(all.session().error()->requestId));
    QVERIFY(all.keys.all.screen.click(u"Copy Message"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(all.session().error()->requestId));
}

QTEST_MAIN(TestCentralPage)
#include "tst_centralpage.moc"
