// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/remotemanagementfixture.h"

#include <fleet/credentialstore.h>
#include <fleet/openapikeeper.h>
#include <fleet/pbxregistry.h>
#include <session/openapisession.h>
#include <ui/dialogs/pbxdialog.h>
#include <ui/pages/openapisection.h>
#include <ui/pages/overviewpage.h>
#include <ui/pages/remotemanagementpage.h>
#include <ui/tour/screen.h>

#include <QCheckBox>
#include <QDialog>
#include <QJsonArray>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kGetToken = u"/openapi/v1.0/get_token"_s;
const QString kInformation = u"/openapi/v1.0/system/information"_s;
const QString kSearch = u"/openapi/v1.0/extension/search"_s;

FakeAnswer tokenAnswer()
{
    return FakeAnswer::refusal(0, {{u"access_token"_s, u"a"_s},
                                   {u"access_token_expire_time"_s, 1800},
                                   {u"refresh_token"_s, u"r"_s},
                                   {u"refresh_token_expire_time"_s, 86400}});
}

FakeAnswer informationAnswer()
{
    return FakeAnswer::refusal(0,
                               {{u"data"_s, QJsonObject{{u"device_name"_s, u"Lab"_s},
                                                        {u"model_name"_s, u"P"_s},
                                                        {u"sn"_s, u"36"_s},
                                                        {u"hardware_version"_s, u"V1"_s},
                                                        {u"firmware_version"_s, u"83.19.0.110"_s},
                                                        {u"system_time"_s, u"2027/01/15 08:00"_s},
                                                        {u"up_time"_s, 100'000},
                                                        {u"timestamp"_s, 1'800'000'000}}}});
}

FakeAnswer searchAnswer(const QString &email)
{
    const QJsonObject extension{{u"id"_s, 1},
                                {u"number"_s, u"1001"_s},
                                {u"caller_id_name"_s, u"Anna"_s},
                                {u"role_name"_s, u"User"_s},
                                {u"email_addr"_s, email}};
    return FakeAnswer::refusal(0, {{u"total_number"_s, 1}, {u"data"_s, QJsonArray{extension}}});
}

} // namespace

/*! The OpenAPI of a PBX in the window: what it says, why it does not, and the name that is taken.
 */
class TestOpenApiSection : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void nothingIsShownWithoutClientId();
    void informationIsShown();
    void refusalIsExplained_data();
    void refusalIsExplained();
    void secretIsForgottenByTheWindow();
    void practiceSecretIsOffered();
    void signInAtThePbxIsFollowed();
    void takenNameIsSaidWhileTyping();
    void freeNameIsSaid();
    void withoutSignInTheRuleStands();
    void dialogHandsTheSecretOver();
    void dialogForgetsTheSecretOfAnotherClient();
    void upTime_data();
    void upTime();

private:
    void openOverview(const QString &clientId = u"client"_s);
    void openRemoteManagement();
    void signIn();
    void show(QWidget *page);
    void settle();
    [[nodiscard]] bool shows(const QString &part) const { return m_screen->shows(part); }
    [[nodiscard]] FakeServer &server() const { return m_all->server; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RemoteManagementFixture> m_all;
    std::unique_ptr<PbxRegistry> m_registry;
    std::unique_ptr<CredentialStore> m_store;
    std::unique_ptr<OpenApiKeeper> m_keeper;
    std::unique_ptr<PbxSession> m_session;
    std::unique_ptr<RemoteManagementModel> m_model;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Screen> m_screen;
    QString m_practiceSecret;
};

void TestOpenApiSection::init()
{
    m_window.reset(); // each before what it stands on
    m_model.reset();
    m_session.reset();
    m_keeper.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_all = std::make_unique<RemoteManagementFixture>();
    m_registry = std::make_unique<PbxRegistry>(m_folder->path());
    m_store = std::make_unique<CredentialStore>();
    m_keeper = std::make_unique<OpenApiKeeper>(*m_registry, m_all->environment, *m_store);
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
    m_practiceSecret.clear();
    server().always(kGetToken, tokenAnswer());
    server().always(kInformation, informationAnswer());
}

void TestOpenApiSection::show(QWidget *page)
{
    (new QVBoxLayout(m_window.get()))->addWidget(page);
    m_window->resize(1000, 700);
    m_window->show();
    settle();
}

void TestOpenApiSection::settle()
{
    for (int turn = 0; turn < 50; ++turn)
        QCoreApplication::sendPostedEvents();
}

void TestOpenApiSection::openOverview(const QString &clientId)
{
    PbxSettings pbx = SessionFixture::savedPbx();
    pbx.id.clear();
    pbx.openApiClientId = clientId;
    m_session = std::make_unique<PbxSession>(m_registry->add(pbx).value(), m_all->environment);
    m_session->signIn(u"admin"_s, Secret(QByteArrayView("password")));
    settle();
    auto *page = new OverviewPage(*m_session);
    page->setNeighbours({.openApi = m_keeper.get(),
                         .practiceSecret = [this](const QString &) { return m_practiceSecret; }});
    show(page);
}

void TestOpenApiSection::openRemoteManagement()
{
    openOverview();
    m_model = std::make_unique<RemoteManagementModel>(*m_session);
    m_window = std::make_unique<QWidget>();
    m_screen = std::make_unique<Screen>(*m_window);
    auto *page = new RemoteManagementPage(*m_session, *m_model);
    page->setNeighbours({.openApi = m_keeper.get()});
    show(page);
    page->load();
    settle();
}

void TestOpenApiSection::signIn()
{
    QVERIFY(m_screen->click(u"Sign In to the OpenAPI…"_s));
    QVERIFY(m_screen->type(u"Client Secret"_s, u"secret"_s));
    QVERIFY(m_screen->click(u"Sign In"_s));
    settle();
}

void TestOpenApiSection::nothingIsShownWithoutClientId()
{
    openOverview({});
    QVERIFY(!shows(u"OpenAPI"_s));
    QCOMPARE(server().count(kGetToken), 0);
}

void TestOpenApiSection::informationIsShown()
{
    openOverview();
    QVERIFY(shows(u"The Client Secret is not kept"_s));
    QCOMPARE(server().count(kGetToken), 0); // nothing by itself
    signIn();
    QCOMPARE(server().last(kGetToken).json().value(u"username"_s).toString(), u"client"_s);
    QCOMPARE(server().last(kGetToken).json().value(u"password"_s).toString(), u"secret"_s);
    QTRY_VERIFY(shows(u"2027/01/15 08:00 on the PBX"_s));
    QVERIFY(shows(u"1 d 3 h"_s));
    QVERIFY(shows(u"V1"_s));
    server().always(kInformation, FakeAnswer::refusal(70087));
    QVERIFY(m_screen->click(u"Read Again"_s));
    settle();
    QVERIFY(shows(u"does not accept requests from this PC"_s));
    QVERIFY(shows(u"Signed in, but refused"_s));
}

void TestOpenApiSection::refusalIsExplained_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("part");
    QTest::newRow("eight tokens") << 60002 << u"all eight of its API tokens"_s;
    QTest::newRow("switched off") << 70123 << u"is switched off"_s;
    QTest::newRow("address not allowed") << 70087 << u"does not accept requests from this PC"_s;
    QTest::newRow("wrong secret") << -1 << u"refused Client ID or Client Secret"_s;
}

void TestOpenApiSection::refusalIsExplained()
{
    QFETCH(int, code);
    QFETCH(QString, part);
    server().always(kGetToken, FakeAnswer::refusal(code));
    openOverview();
    signIn();
    QTRY_VERIFY(shows(part));
    QCOMPARE(server().count(kGetToken), 1); // never tried again by itself
    QVERIFY(m_screen->find(u"Sign In to the OpenAPI…"_s));
}

void TestOpenApiSection::secretIsForgottenByTheWindow()
{
    openOverview();
    QVERIFY(m_screen->click(u"Sign In to the OpenAPI…"_s));
    QVERIFY(!m_screen->find(u"Sign In"_s)); // there, and not enabled
    QVERIFY(m_screen->type(u"Client Secret"_s, u"secret"_s));
    const QPointer<QLineEdit> edit = qobject_cast<QLineEdit *>(m_screen->find(u"Client Secret"_s));
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    QTest::keyClick(m_screen->dialog(), Qt::Key_Escape);
    QVERIFY(!edit || edit->text().isEmpty());
    QCOMPARE(server().count(kGetToken), 0);
}

void TestOpenApiSection::practiceSecretIsOffered()
{
    m_practiceSecret = u"practice"_s;
    openOverview();
    QVERIFY(m_screen->click(u"Sign In to the OpenAPI…"_s));
    QVERIFY(m_screen->click(u"Use the Practice Secret"_s));
    QVERIFY(m_screen->click(u"Sign In"_s));
    QTRY_VERIFY(shows(u"1 d 3 h"_s));
}

void TestOpenApiSection::signInAtThePbxIsFollowed()
{
    openOverview();
    QVERIFY(m_screen->find(u"Sign In to the OpenAPI\u2026"_s));
    m_session->signOut();
    settle();
    QVERIFY(shows(u"Sign in to the PBX first"_s));
    QVERIFY(!m_screen->find(u"Sign In to the OpenAPI\u2026"_s));
    m_session->signIn(u"admin"_s, Secret(QByteArrayView("password")));
    settle();
    QVERIFY(!shows(u"Sign in to the PBX first"_s));
    QVERIFY(m_screen->find(u"Sign In to the OpenAPI\u2026"_s));
}

void TestOpenApiSection::takenNameIsSaidWhileTyping()
{
    server().always(kSearch, searchAnswer(u"Anna@pbx.example"_s));
    openRemoteManagement();
    m_keeper->signIn(m_session->settings().id, Secret(QByteArrayView("secret")),
                     OpenApiKeeper::Remember::No);
    settle();
    QVERIFY(m_screen->type(u"Username"_s, u"anna@pbx.example"_s));
    QTRY_VERIFY(shows(u"the e-mail address of extension 1001 “Anna”"_s));
    QVERIFY(m_model->isDirty()); // it advises, and the PBX decides
    QVERIFY(m_model->problems().isEmpty());
    QVERIFY(m_screen->type(u"Username"_s, u"other"_s));
    QTRY_VERIFY(shows(u"No extension has it"_s));
}

void TestOpenApiSection::freeNameIsSaid()
{
    server().always(kSearch, searchAnswer(u"anna@pbx.example"_s));
    openRemoteManagement();
    m_keeper->signIn(m_session->settings().id, Secret(QByteArrayView("secret")),
                     OpenApiKeeper::Remember::No);
    QTRY_VERIFY(shows(u"No extension has it as its e-mail address."_s)); // what is saved now
}

void TestOpenApiSection::withoutSignInTheRuleStands()
{
    openRemoteManagement();
    QVERIFY(m_screen->type(u"Username"_s, u"anna@pbx.example"_s));
    settle();
    QVERIFY(shows(u"Neither the super administrator's name"_s));
    QCOMPARE(server().count(kSearch), 0);
}

void TestOpenApiSection::dialogHandsTheSecretOver()
{
    openOverview({});
    const PbxSettings pbx = m_registry->all().constFirst();
    auto *dialog = new PbxDialog(*m_registry, m_all->environment.wire, pbx, m_window.get());
    dialog->setOpenApi(*m_keeper);
    dialog->open();
    QVERIFY(!m_screen->find(u"Client Secret"_s)); // it belongs to a Client ID
    QVERIFY(m_screen->type(u"Client ID"_s, u"client"_s));
    QVERIFY(m_screen->type(u"Client Secret"_s, u"secret"_s));
    QVERIFY(m_screen->click(u"Remember the secret in the keychain"_s));
    QVERIFY(m_screen->click(u"Save"_s));
    settle();
    QCOMPARE(m_registry->all().constFirst().openApiClientId, u"client"_s);
    QTRY_COMPARE(server().last(kGetToken).json().value(u"password"_s).toString(), u"secret"_s);
    QFile file(m_folder->filePath(u"servers.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("\"secret\""));
}

void TestOpenApiSection::dialogForgetsTheSecretOfAnotherClient()
{
    openOverview({});
    PbxSettings pbx = m_registry->all().constFirst();
    pbx.openApiClientId = u"client"_s;
    pbx.keepsOpenApiSecret = true;
    QVERIFY(m_registry->update(pbx));
    auto *dialog = new PbxDialog(*m_registry, m_all->environment.wire, pbx, m_window.get());
    dialog->setOpenApi(*m_keeper);
    dialog->open();
    QCOMPARE(qobject_cast<QLineEdit *>(m_screen->find(u"Client Secret"_s))->placeholderText(),
             u"In the keychain. Empty keeps it."_s);
    QVERIFY(m_screen->type(u"Client ID"_s, u"another"_s));
    QVERIFY(m_screen->click(u"Save"_s));
    settle();
    QCOMPARE(m_registry->all().constFirst().openApiClientId, u"another"_s);
    QVERIFY(!m_registry->all().constFirst().keepsOpenApiSecret);
}

void TestOpenApiSection::upTime_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing yet") << 0 << u"0 h 0 min"_s;
    QTest::newRow("hours") << 3'720 << u"1 h 2 min"_s;
    QTest::newRow("one day") << 86'400 << u"1 d 0 h"_s;
    QTest::newRow("a year") << 31'536'000 << u"365 d 0 h"_s;
}

void TestOpenApiSection::upTime()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(upTimeText(std::chrono::seconds(seconds)), text);
}

QTEST_MAIN(TestOpenApiSection)
#include "tst_openapisection.moc"
