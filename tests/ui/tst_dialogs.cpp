// SPDX-License-Identifier: GPL-3.0-or-later
#include "practicewindow.h"

#include <ui/dialogs/certificatedialog.h>
#include <ui/dialogs/clockdialog.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/dialogs/faultsdialog.h>
#include <ui/dialogs/pbxdialog.h>
#include <ui/dialogs/signindialog.h>

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

CertificateFacts facts()
{
    return {.subject = u"CN=pbx"_s,
            .issuer = u"CN=authority"_s,
            .sha256 = QByteArray::fromHex(QByteArray(64, 'a')),
            .problems = {CertificateProblem::UnknownIssuer, CertificateProblem::WrongName}};
}

QPushButton *button(const QDialog &dialog, const QString &text)
{
    const auto buttons = dialog.findChildren<QPushButton *>();
    for (QPushButton *candidate : buttons) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

} // namespace

/*! Dialogs: what Enter does, what must be done before the grave button works, where errors stand.
 */
class TestDialogs : public QObject
{
    Q_OBJECT
private slots:
    void unknownCertificateDefaultsToNo();
    void changedCertificateWantsTick();
    void confirmationDefaultsToCancel();
    void confirmationWantsTheName_data();
    void confirmationWantsTheName();
    void pbxIsSaved();
    void pbxProblem_data();
    void pbxProblem();
    void wrongWireProfileNamesItsLine();
    void pinnedCertificateCanBeForgotten();
    void practiceAccountFillsSignIn();
    void faultIsInjected();
    void clockMovesAhead();

private:
    static void fill(PbxDialog &dialog, const QString &label, const QString &text);
};

void TestDialogs::fill(PbxDialog &dialog, const QString &label, const QString &text)
{
    const auto edits = dialog.findChildren<QLineEdit *>();
    for (QLineEdit *edit : edits) {
        if (edit->accessibleName() == label) {
            edit->setText(text);
            return;
        }
    }
    QFAIL(qPrintable(label));
}

void TestDialogs::unknownCertificateDefaultsToNo()
{
    QWidget window;
    auto *dialog =
        new CertificateDialog({.name = u"Lab"_s, .address = u"lab:8088"_s}, facts(), &window);
    const QSignalSpy accepted(dialog, &QDialog::accepted);
    const QSignalSpy rejected(dialog, &QDialog::rejected);
    dialog->open();
    QVERIFY(button(*dialog, u"Do Not Trust"_s)->isDefault());
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(accepted.count(), 0);
}

void TestDialogs::changedCertificateWantsTick()
{
    QWidget window;
    auto *dialog = new ChangedCertificateDialog({.name = u"Lab"_s, .address = u"lab:8088"_s},
                                                facts(), QByteArray(32, 'o'), &window);
    dialog->open();
    QPushButton *trust = button(*dialog, u"Trust the New Certificate"_s);
    QVERIFY(!trust->isEnabled());
    QVERIFY(button(*dialog, u"Do Not Trust"_s)->isDefault());
    dialog->findChild<QCheckBox *>()->setChecked(true);
    QVERIFY(trust->isEnabled());
    const QSignalSpy accepted(dialog, &QDialog::accepted);
    trust->click();
    QCOMPARE(accepted.count(), 1);
}

void TestDialogs::confirmationDefaultsToCancel()
{
    QWidget window;
    auto *dialog = new ConfirmDialog({.question = u"Really?"_s, .action = u"&Do It"_s}, &window);
    const QSignalSpy accepted(dialog, &QDialog::accepted);
    dialog->open();
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(accepted.count(), 0);
    QVERIFY(!dialog->isVisible());
}

void TestDialogs::confirmationWantsTheName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isEnough");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("another name") << u"Lab"_s << false;
    QTest::newRow("the name") << u"Lab & Co"_s << true;
    QTest::newRow("the name with a blank") << u"Lab & Co "_s << true;
    QTest::newRow("other letter case") << u"lab & co"_s << false;
}

void TestDialogs::confirmationWantsTheName()
{
    QFETCH(QString, typed);
    QFETCH(bool, isEnough);
    QWidget window;
    auto *dialog = new ConfirmDialog(
        {.question = u"Really?"_s, .typedWord = u"Lab & Co"_s, .action = u"&Do It"_s}, &window);
    dialog->open();
    dialog->findChild<QLineEdit *>()->setText(typed);
    QCOMPARE(button(*dialog, u"Do It"_s)->isEnabled(), isEnough);
}

void TestDialogs::pbxIsSaved()
{
    PracticeWindow all;
    auto *dialog = new PbxDialog(all.registry, all.environment().wire, {}, &all.window);
    const QSignalSpy saved(dialog, &PbxDialog::saved);
    dialog->open();
    fill(*dialog, u"Name"_s, u" Head office "_s);
    fill(*dialog, u"Address"_s, u"pbx.example.com"_s);
    fill(*dialog, u"User name"_s, u"admin"_s);
    button(*dialog, u"Save"_s)->click();
    QCOMPARE(saved.count(), 1);
    const auto pbx = all.registry.byName(u"Head office"_s);
    QVERIFY(pbx.has_value());
    QCOMPARE(pbx->address.displayText(), u"pbx.example.com:8088"_s);
    QCOMPARE(pbx->userName, u"admin"_s);
    QCOMPARE(pbx->trust, TrustChoice::system());
}

void TestDialogs::pbxProblem_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("text");
    const QString good = u"pbx.example.com"_s;
    QTest::newRow("no name") << QString() << good << u"A name is needed."_s;
    QTest::newRow("name taken") << u"Taken"_s << good << u"There is a PBX of this name already."_s;
    QTest::newRow("name too long") << QString(10'000, u'x') << good << u"too long"_s;
    QTest::newRow("no address") << u"New"_s << QString() << u"An address is needed"_s;
    QTest::newRow("plain HTTP") << u"New"_s << u"http://pbx"_s << u"Only https://"_s;
    QTest::newRow("path") << u"New"_s << u"https://pbx/admin"_s << u"Only host and port"_s;
    QTest::newRow("port 0") << u"New"_s << u"pbx:0"_s << u"1 to 65535"_s;
    QTest::newRow("port 70000") << u"New"_s << u"pbx:70000"_s << u"1 to 65535"_s;
    QTest::newRow("blank inside") << u"New"_s << u"pbx example"_s << u"no blanks"_s;
}

void TestDialogs::pbxProblem()
{
    QFETCH(QString, name);
    QFETCH(QString, address);
    QFETCH(QString, text);
    PracticeWindow all;
    QVERIFY(all.registry.add({.name = u"Taken"_s, .address = *PbxAddress::parse(u"taken"_s)}));
    auto *dialog = new PbxDialog(all.registry, all.environment().wire, {}, &all.window);
    dialog->open();
    fill(*dialog, u"Name"_s, name);
    fill(*dialog, u"Address"_s, address);
    button(*dialog, u"Save"_s)->click();
    QVERIFY(dialog->isVisible());
    QVERIFY(all.screen.shows(text));
    QCOMPARE(all.registry.all().size(), 1);
}

void TestDialogs::wrongWireProfileNamesItsLine()
{
    PracticeWindow all;
    const QString path = all.folder() + u"/wire.json"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n  \"format\": 1,\n  \"calls\": {\n    \"login\": {\"pth\": \"x\"}\n  }\n}\n");
    file.close();
    auto *dialog = new PbxDialog(all.registry, all.environment().wire, {}, &all.window);
    dialog->open();
    fill(*dialog, u"Wire profile"_s, path);
    QVERIFY(all.screen.shows(u"Line 4 of the wire profile"_s));
    fill(*dialog, u"Wire profile"_s, {});
    QVERIFY(!all.screen.shows(u"Line 4 of the wire profile"_s));
}

void TestDialogs::pinnedCertificateCanBeForgotten()
{
    PracticeWindow all;
    const auto pbx = all.registry.add({.name = u"Lab"_s,
                                       .address = *PbxAddress::parse(u"lab"_s),
                                       .trust = TrustChoice::pinned(QByteArray(32, 'x'))});
    QVERIFY(pbx);
    auto *dialog = new PbxDialog(all.registry, all.environment().wire, *pbx, &all.window);
    dialog->open();
    QVERIFY(all.screen.shows(u"78:78"_s));
    auto *trust = qobject_cast<QComboBox *>(all.screen.find(u"Trust"_s));
    trust->setCurrentIndex(0);
    button(*dialog, u"Save"_s)->click();
    QCOMPARE(all.registry.byId(pbx->id)->trust, TrustChoice::system());
}

void TestDialogs::practiceAccountFillsSignIn()
{
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    PbxSession *session = all.sessions.session(u"Lab 83.19"_s);
    session->open();
    QTRY_COMPARE(session->state(), PbxSession::State::NeedsPassword);
    auto *dialog = new SignInDialog(
        *session, {.practice = all.practice.pbxs().constFirst().accounts, .way = {}}, &all.window);
    dialog->open();
    QVERIFY(!button(*dialog, u"Sign In"_s)->isEnabled());
    QVERIFY(all.screen.order(u"operator (administrator)"_s));
    button(*dialog, u"Sign In"_s)->click();
    QTRY_COMPARE(session->state(), PbxSession::State::Connected);
    QCOMPARE(session->userName(), u"operator"_s);
}

void TestDialogs::faultIsInjected()
{
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    auto *dialog = new FaultsDialog(all.practice, &all.window);
    dialog->open();
    auto *kinds = qobject_cast<QComboBox *>(all.screen.find(u"Fault"_s));
    kinds->setCurrentText(u"not-json"_s);
    button(*dialog, u"Inject"_s)->click();
    QVERIFY(all.screen.shows(u"not-json is waiting at"_s));
    PbxSession *session = all.sessions.session(all.practice.pbxs().constFirst().name);
    session->open();
    QTRY_COMPARE(session->state(), PbxSession::State::Failed);
}

void TestDialogs::clockMovesAhead()
{
    PracticeWindow all;
    QCOMPARE(all.startPractice(), std::nullopt);
    const QDateTime before = all.practice.now();
    auto *dialog = new ClockDialog(all.practice, &all.window);
    dialog->open();
    dialog->findChild<QSpinBox *>()->setValue(3);
    dialog->findChild<QComboBox *>()->setCurrentIndex(2);
    button(*dialog, u"Move"_s)->click();
    QVERIFY(before.daysTo(all.practice.now()) >= 3);
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
