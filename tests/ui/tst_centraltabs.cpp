// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralwindow.h"

#include <session/centralusersmodel.h>
#include <session/cloudpbxsmodel.h>
#include <session/connectthrough.h>
#include <session/remotedevicesmodel.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/dialogs/connectthroughdialog.h>
#include <ui/dialogs/handoverdialog.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QUrl>

using namespace lw;
using namespace Qt::StringLiterals;
using State = CentralSession::State;
using Devices = RemoteDevicesModel;

namespace {

const QString kSecret = u"Practice-Secret-1"_s;

//! A large server and one that has no calls for devices.
QByteArray scenario()
{
    return R"({"format": 1,
      "pbxs": [{"name": "Lab", "firmware": "83.19.0.110", "model": "P-Series Software Edition",
                "serial_number": "369831900110",
                "accounts": [{"username": "admin", "password": "Practice-Admin-1",
                              "role": "super_admin", "email": "a@pbx.example",
                              "full_name": "Practice Administrator"}]}],
      "platforms": [
        {"name": "Large", "client_id": "practice-large", "client_secret": "Practice-Secret-1",
         "yeastar_id": "p@practice.example", "email": "p@practice.example",
         "provider_password": "Practice-Provider-1", "codes": 1,
         "generate_devices": 5000},
        {"name": "Brief", "client_id": "practice-brief", "client_secret": "Practice-Secret-1",
         "yeastar_id": "b@practice.example", "email": "b@practice.example",
         "provider_password": "Practice-Provider-1", "codes": 1, "generate_devices": 5,
         "link_seconds": 3},
        {"name": "Calm", "client_id": "practice-calm", "client_secret": "Practice-Secret-1",
         "yeastar_id": "c@practice.example", "email": "c@practice.example",
         "provider_password": "Practice-Provider-1", "codes": 1, "generate_devices": 5,
         "link_seconds": 600},
        {"name": "Plain", "client_id": "practice-plain", "client_secret": "Practice-Secret-1",
         "yeastar_id": "q@practice.example", "email": "q@practice.example",
         "provider_password": "Practice-Provider-1", "device_calls": false}]})";
}

} // namespace

/*! Takes the links that the program would open in a browser. */
class BrowserStandIn final : public QObject
{
    Q_OBJECT
public:
    BrowserStandIn() { QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "take"); }
    ~BrowserStandIn() override { QDesktopServices::unsetUrlHandler(QStringLiteral("https")); }

    QList<QUrl> opened;

public slots:
    void take(const QUrl &url) { opened.append(url); }
};

/*! Devices, users and Cloud PBXs of a management server, by keys, on the sandbox. */
class TestCentralTabs : public QObject
{
    Q_OBJECT
private slots:
    void largeListReadsWhatIsSeen();
    void searchAsksTheServer();
    void addedDeviceShowsItsCode();
    void deviceForAPbxIsHandedOn();
    void refusedDeviceIsSaidInPlace();
    void deletingNamesTheConsequence();
    void linkIsOpenedOnRequestAndForgotten();
    void linkEndsWithItsTime();
    void missingDeviceCallsOfferTheSheet();
    void sheetHasTheSteps();
    void sheetBecomesAPdf();
    void secondFactorIsSwitchedOffWithAReason();
    void passwordlessAsksBeforeItIsSwitchedOn();
    void passwordlessIsSwitchedOffAtOnce();

private:
    void openTab(CentralWindow &all, const QString &server, Qt::Key key);
    void chooseDevice(CentralWindow &all, int column, const QString &text);
    void connectLab(CentralWindow &all);
};

//! Signed in, and the page of the number \a key is shown.
void TestCentralTabs::openTab(CentralWindow &all, const QString &server, Qt::Key key)
{
    all.signIn(server, kSecret);
    if (!QTest::currentTestFailed())
        all.keys.press(key, Qt::ControlModifier);
}

//! The first device whose \a column says \a text.
void TestCentralTabs::chooseDevice(CentralWindow &all, int column, const QString &text)
{
    QTRY_VERIFY(all.keys.named<QAbstractItemView>(u"Devices"_s));
    QTRY_VERIFY(all.cell(u"Devices"_s, 0, Devices::Name) != u"\u2026"_s);
    for (int row = 0; row < all.table(u"Devices"_s).model()->rowCount(); ++row) {
        if (all.cell(u"Devices"_s, row, column) == text) {
            all.chooseRow(u"Devices"_s, row);
            return;
        }
    }
    QFAIL(qPrintable(u"no device says "_s + text));
}

//! The practice PBX is a device of the server that is chosen, and its row is chosen.
void TestCentralTabs::connectLab(CentralWindow &all)
{
    PbxSession *pbx = all.keys.all.sessions.session(u"Lab"_s);
    QVERIFY(pbx);
    pbx->signIn(u"admin"_s, Secret::fromText(u"Practice-Admin-1"_s));
    QTRY_COMPARE(pbx->state(), PbxSession::State::Connected);
    ConnectThrough flow(*pbx, all.session());
    flow.start({.deviceName = u"Lab device"_s});
    QTRY_COMPARE_WITH_TIMEOUT(flow.end(), ConnectThrough::End::Agreed, 30'000);
    all.page().reload();
    const auto isListed = [&] {
        return all.cell(u"Devices"_s, all.table(u"Devices"_s).model()->rowCount() - 1,
                        Devices::Name) == u"Lab device"_s;
    };
    QTRY_VERIFY(isListed());
    chooseDevice(all, Devices::Name, u"Lab device"_s);
}

void TestCentralTabs::largeListReadsWhatIsSeen()
{
    CentralWindow all(scenario());
    openTab(all, u"Large"_s, Qt::Key_2);
    QTRY_VERIFY(all.keys.shows(u"5,001 devices"_s) || all.keys.shows(u"5001 devices"_s));
    QAbstractItemView &table = all.table(u"Devices"_s);
    QCOMPARE(table.model()->rowCount(), 5001);
    table.scrollToBottom();
    QTRY_VERIFY(all.cell(u"Devices"_s, 5000, Devices::Name) != u"\u2026"_s);
    // Pages that were scrolled past were not asked for.
    QVERIFY(all.keys.all.practice.requestCount(u"Large"_s, u"central/remote_devices"_s) < 12);
}

void TestCentralTabs::searchAsksTheServer()
{
    CentralWindow all(scenario());
    openTab(all, u"Large"_s, Qt::Key_2);
    QTRY_VERIFY(all.keys.named<QAbstractItemView>(u"Devices"_s));
    QTRY_VERIFY(all.cell(u"Devices"_s, 4998, Devices::SerialNumber).size() > 1);
    const QString serial = all.cell(u"Devices"_s, 4998, Devices::SerialNumber);
    all.keys.press(Qt::Key_D, Qt::AltModifier);
    all.keys.keys(serial);
    QTRY_COMPARE(all.table(u"Devices"_s).model()->rowCount(), 1);
    QCOMPARE(all.cell(u"Devices"_s, 0, Devices::SerialNumber), serial);
    all.keys.keys(u"x"_s);
    QTRY_VERIFY(all.keys.shows(u"Nothing matches"_s));
}

void TestCentralTabs::addedDeviceShowsItsCode()
{
    CentralWindow all;
    openTab(all, u"Hosted"_s, Qt::Key_2);
    QTRY_VERIFY(all.keys.shows(u"8 devices"_s));
    all.keys.press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(all.keys.named<QLineEdit>(u"Device Name"_s));
    all.keys.keys(u"Branch office"_s);
    all.keys.press(Qt::Key_Return);
    QTRY_VERIFY(all.keys.shows(u"good once"_s));
    auto *label = qobject_cast<QLabel *>(all.keys.all.screen.find(u"Authentication code"_s));
    QVERIFY(label);
    const QString code = label->text().remove(u' ');
    QCOMPARE(label->text().count(u' '), 3); // groups of four
    QCOMPARE(code.size(), 16);
    QVERIFY(all.keys.shows(u"Valid until"_s));
    all.keys.press(Qt::Key_Y, Qt::AltModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), code);
    all.keys.press(Qt::Key_D, Qt::AltModifier);
    QTRY_VERIFY(!all.keys.all.screen.dialog());
    QVERIFY(!all.page().devices().model().added());
    QTRY_VERIFY(all.keys.shows(u"9 devices"_s));
}

void TestCentralTabs::deviceForAPbxIsHandedOn()
{
    CentralWindow all;
    openTab(all, u"Hosted"_s, Qt::Key_2);
    QTRY_VERIFY(all.keys.shows(u"8 devices"_s));
    all.keys.press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(all.keys.named<QLineEdit>(u"Device Name"_s));
    all.keys.keys(u"Branch office"_s);
    QVERIFY(all.keys.all.screen.choose(u"Authentication Code"_s, u"Use it on Lab 83.19"_s));
    all.keys.press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(qobject_cast<ConnectThroughDialog *>(all.keys.all.screen.dialog()));
    auto *form = all.keys.all.screen.dialog()->findChild<ConnectThroughForm *>();
    QCOMPARE(form->pbxName(), u"Lab 83.19"_s);
    QCOMPARE(form->platformName(), u"Hosted"_s);
    QCOMPARE(form->plan().deviceName, u"Branch office"_s);
    QCOMPARE(all.keys.all.practice.requestCount(u"Hosted"_s, u"central/remote_devices/add"_s), 0);
}

void TestCentralTabs::refusedDeviceIsSaidInPlace()
{
    CentralWindow all;
    openTab(all, u"Hosted"_s, Qt::Key_2);
    chooseDevice(all, Devices::Status, u"Pending"_s);
    const QString taken = all.cell(u"Devices"_s, 0, Devices::Name);
    all.keys.press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(all.keys.named<QLineEdit>(u"Device Name"_s));
    all.keys.keys(taken);
    all.keys.press(Qt::Key_Return);
    QTRY_VERIFY(all.keys.shows(u"The management server refused"_s));
    QVERIFY(all.keys.shows(u"Request ID"_s));
    QVERIFY(all.keys.all.screen.dialog());
}

void TestCentralTabs::deletingNamesTheConsequence()
{
    CentralWindow all(scenario());
    openTab(all, u"Brief"_s, Qt::Key_2);
    chooseDevice(all, Devices::Status, u"Connected"_s);
    all.keys.press(Qt::Key_L, Qt::AltModifier);
    QTRY_VERIFY(all.keys.shows(u"The connection is cut"_s));
    QVERIFY(all.keys.shows(u"cannot be undone"_s));
    all.keys.press(Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!all.keys.all.screen.dialog());
    QCOMPARE(all.keys.all.practice.requestCount(u"Brief"_s, u"central/remote_devices/delete"_s), 0);
    const int before = all.table(u"Devices"_s).model()->rowCount();
    all.keys.press(Qt::Key_L, Qt::AltModifier);
    QTRY_VERIFY(all.keys.all.screen.dialog());
    all.keys.press(Qt::Key_D, Qt::AltModifier);
    QTRY_COMPARE(all.table(u"Devices"_s).model()->rowCount(), before - 1);
    QTRY_COMPARE(all.banner(), u"Deleted."_s);
}

void TestCentralTabs::linkIsOpenedOnRequestAndForgotten()
{
    BrowserStandIn browser;
    CentralWindow all(scenario());
    openTab(all, u"Calm"_s, Qt::Key_2);
    connectLab(all);
    all.keys.press(Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(all.keys.named<QPlainTextEdit>(u"Link"_s));
    auto *link = all.keys.named<QPlainTextEdit>(u"Link"_s);
    QTRY_VERIFY(link->toPlainText().startsWith(u"https://"_s));
    QVERIFY(all.keys.shows(u"Good for "_s));
    QVERIFY(browser.opened.isEmpty());
    const QString url = link->toPlainText();
    all.keys.press(Qt::Key_O, Qt::AltModifier);
    QTRY_COMPARE(browser.opened.size(), 1);
    QCOMPARE(browser.opened.constFirst().toString(), url);
    const QPointer<QDialog> dialog = all.keys.all.screen.dialog();
    all.keys.press(Qt::Key_Escape);
    // Empty at once, not when the dialog is deleted later.
    QVERIFY(!dialog || dialog->findChild<QPlainTextEdit *>()->toPlainText().isEmpty());
    QVERIFY(!QGuiApplication::clipboard()->text().contains(url));
}

void TestCentralTabs::linkEndsWithItsTime()
{
    CentralWindow all(scenario());
    openTab(all, u"Brief"_s, Qt::Key_2);
    connectLab(all);
    all.keys.press(Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(all.keys.named<QPlainTextEdit>(u"Link"_s));
    const QPointer<QPlainTextEdit> link = all.keys.named<QPlainTextEdit>(u"Link"_s);
    QTRY_VERIFY_WITH_TIMEOUT(all.keys.shows(u"The time of the link is over"_s), 20'000);
    QVERIFY(link->toPlainText().isEmpty());
    QVERIFY(!all.keys.all.screen.find(u"Open in Browser"_s)); // not enabled
    QVERIFY(all.keys.all.screen.find(u"Fetch a New Link"_s));
}

void TestCentralTabs::missingDeviceCallsOfferTheSheet()
{
    CentralWindow all(scenario());
    openTab(all, u"Plain"_s, Qt::Key_2);
    QTRY_VERIFY(all.paneText().contains(u"does not let other programs manage its devices"_s));
    QCOMPARE(all.session().state(), State::Connected);
    QVERIFY(all.keys.all.screen.click(u"Hand-Over Sheet\u2026"_s));
    QTRY_VERIFY(qobject_cast<HandOverDialog *>(all.keys.all.screen.dialog()));
    all.keys.press(Qt::Key_C, Qt::AltModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u"My Subscription"_s));
}

void TestCentralTabs::sheetHasTheSteps()
{
    const QString sheet =
        handOverSheet({.name = u"Provider *bold*"_s,
                       .address = PbxAddress::parse(u"ycm.example.com"_s, kCentralPort).value(),
                       .clientId = u"secret-looking-id"_s});
    for (const QString &part :
         {u"My Devices > Add"_s, u"Allow Passwordless Login to PBX"_s,
          u"Allow Provisioning via Template"_s, u"authentication code"_s, u"delete the device"_s})
        QVERIFY2(sheet.contains(part), qPrintable(part));
    QVERIFY(sheet.contains(u"Provider \\*bold\\*"_s));
    QVERIFY(!sheet.contains(u"secret-looking-id"_s));
}

void TestCentralTabs::sheetBecomesAPdf()
{
    const QTemporaryDir folder;
    const HandOverDialog dialog(
        {.name = u"P"_s, .address = PbxAddress::parse(u"ycm.example.com"_s, 443).value()});
    const QString path = folder.filePath(u"sheet.pdf"_s);
    QVERIFY(dialog.writePdf(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF-"));
    QVERIFY(!dialog.writePdf(folder.filePath(u"no such folder/sheet.pdf"_s)));
}

void TestCentralTabs::secondFactorIsSwitchedOffWithAReason()
{
    CentralWindow all;
    openTab(all, u"Hosted"_s, Qt::Key_3);
    all.chooseRow(u"Users"_s, 0);
    QCOMPARE(all.cell(u"Users"_s, 0, CentralUsersModel::SecondFactor), u"On"_s);
    all.keys.press(Qt::Key_W, Qt::AltModifier);
    QTRY_VERIFY(all.keys.shows(u"Make sure first"_s));
    QVERIFY(!all.keys.all.screen.find(u"Switch Off"_s)); // no reason yet
    all.keys.keys(u"Lost phone"_s);
    all.keys.press(Qt::Key_O, Qt::AltModifier);
    QTRY_COMPARE(all.cell(u"Users"_s, 0, CentralUsersModel::SecondFactor), u"Off"_s);
    QTRY_VERIFY(all.banner().contains(u"is switched off"_s));
}

void TestCentralTabs::passwordlessAsksBeforeItIsSwitchedOn()
{
    CentralWindow all;
    openTab(all, u"Hosted"_s, Qt::Key_4);
    QTRY_VERIFY(all.keys.named<QAbstractItemView>(u"Cloud PBXs"_s));
    all.chooseRow(u"Cloud PBXs"_s, 0);
    const QString before = all.cell(u"Cloud PBXs"_s, 0, CloudPbxsModel::Passwordless);
    QCOMPARE(before, u"Off"_s);
    all.keys.press(Qt::Key_W, Qt::AltModifier);
    QTRY_VERIFY(all.keys.shows(u"Who may open"_s));
    QVERIFY(!all.keys.all.screen.find(u"Save"_s)); // nothing has changed
    all.keys.press(Qt::Key_P, Qt::AltModifier);
    QTRY_VERIFY(all.keys.all.screen.find(u"Save"_s));
    all.keys.press(Qt::Key_Return);
    ConfirmDialog *question = nullptr;
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        if (auto *found = qobject_cast<ConfirmDialog *>(widget); found && found->isVisible())
            question = found;
    }
    QVERIFY(question);
    QCOMPARE(all.keys.all.practice.requestCount(u"Hosted"_s, u"central/cloud_pbx/update"_s), 0);
    question->accept();
    QTRY_COMPARE(all.cell(u"Cloud PBXs"_s, 0, CloudPbxsModel::Passwordless), u"On"_s);
    QTRY_COMPARE(all.banner(), u"Edited successfully."_s);
}

void TestCentralTabs::passwordlessIsSwitchedOffAtOnce()
{
    CentralWindow all;
    openTab(all, u"Hosted"_s, Qt::Key_4);
    all.chooseRow(u"Cloud PBXs"_s, 1);
    QCOMPARE(all.cell(u"Cloud PBXs"_s, 1, CloudPbxsModel::Passwordless), u"On"_s);
    all.keys.press(Qt::Key_W, Qt::AltModifier);
    QTRY_VERIFY(all.keys.shows(u"Who may open"_s));
    all.keys.press(Qt::Key_P, Qt::AltModifier);
    QTRY_VERIFY(all.keys.all.screen.find(u"Save"_s));
    all.keys.press(Qt::Key_Return);
    QTRY_COMPARE(all.cell(u"Cloud PBXs"_s, 1, CloudPbxsModel::Passwordless), u"Off"_s);
}

QTEST_MAIN(TestCentralTabs)
#include "tst_centraltabs.moc"
