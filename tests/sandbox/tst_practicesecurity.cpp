// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/rawclient.h"

#include <resources/resources.h>
#include <sandbox/practice.h>

#include <QDir>
#include <QJsonArray>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kBase = "/api/v1.0/";

QByteArray coded(const QByteArray &password)
{
    return QCryptographicHash::hash(password, QCryptographicHash::Md5).toHex().toBase64();
}

} // namespace

/*! The account security of a running sandbox, as the window and other programs meet it. */
class TestPracticeSecurity : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void accountsAreThoseThatSignIn();
    void changedPasswordIsNoLongerToldAround();
    void mailboxGetsTheCode();
    void lostDeliveryIsInTheState();
    void newCallsMayBeFaulty();
    void clockEndsAChallenge();
    void stateOutlivesThePractice();

private:
    void start(Practice::Setup setup = {})
    {
        setup.wire = WireProfile::parse(readResource(u"wire/p-series.json"_s)).value();
        m_practice = std::make_unique<Practice>(std::move(setup));
        const auto problem = m_practice->start();
        QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
        m_client = std::make_unique<RawClient>(lab().address.port());
    }
    [[nodiscard]] PracticePbx lab() const { return m_practice->pbxs().at(2); }
    [[nodiscard]] QStringList mails() const
    {
        return QDir(m_practice->mailboxFolder()).entryList({u"*.eml"_s}, QDir::Files);
    }
    RawAnswer changePassword()
    {
        return m_client->send("POST", kBase + "user/updatepassword",
                              R"({"old_password":")" + coded("Practice-Admin-1") +
                                  R"(","new_password":")" + coded("Practice-Admin-2") +
                                  R"(","confirm_password":")" + coded("Practice-Admin-2") +
                                  R"("})");
    }

    std::unique_ptr<Practice> m_practice;
    std::unique_ptr<RawClient> m_client;
};

void TestPracticeSecurity::init()
{
    start();
}

void TestPracticeSecurity::accountsAreThoseThatSignIn()
{
    QStringList names;
    const QList<PracticeAccount> accounts = lab().accounts;
    for (const PracticeAccount &account : accounts)
        names.append(account.userName);
    QCOMPARE(names, QStringList({u"admin"_s, u"operator"_s, u"1001"_s, u"1002"_s, u"secured"_s,
                                 u"newadmin"_s}));
}

void TestPracticeSecurity::changedPasswordIsNoLongerToldAround()
{
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), 0);
    QCOMPARE(changePassword().code(), 0);
    QCOMPARE(lab().accounts.first().password, QString());
    QCOMPARE(m_practice->pbxs().at(1).accounts.first().password, u"Practice-Admin-1"_s);
    m_practice->reset();
    QCOMPARE(lab().accounts.first().password, u"Practice-Admin-1"_s);
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), 0);
}

void TestPracticeSecurity::mailboxGetsTheCode()
{
    QCOMPARE(m_client->signIn("secured", "Practice-Secured-1").code(), 70601);
    QCOMPARE(mails().size(), 1);
    QFile file(QDir(m_practice->mailboxFolder()).filePath(mails().first()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray message = file.readAll();
    QVERIFY(message.contains("To: <secured@pbx.example>\r\n"));
    QVERIFY(message.contains("Verification code for Lab 83.19"));
    m_practice->reset();
    QVERIFY(mails().isEmpty());
}

void TestPracticeSecurity::lostDeliveryIsInTheState()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    start({.mailServer = PbxAddress::parse(u"127.0.0.1:%1"_s.arg(port)).value()});
    QCOMPARE(m_client->signIn("secured", "Practice-Secured-1").code(), 70601);
    const auto mail = [this] { return m_practice->state().value("mail"_L1).toObject(); };
    QTRY_COMPARE(mail().value("delivery_failed"_L1), QJsonValue(1));
    QVERIFY(!mail().value("last_error"_L1).toString().isEmpty());
    QCOMPARE(mail().value("delivered"_L1), QJsonValue(0));
    QCOMPARE(mails().size(), 1);
}

void TestPracticeSecurity::newCallsMayBeFaulty()
{
    const QStringList calls = m_practice->faultCalls();
    for (const QString &call : {u"login/twofactor"_s, u"twofactor/update"_s, u"extension/update"_s,
                                u"trusteddevice/batchdelete"_s, u"operationlog/searchsummary"_s})
        QVERIFY2(calls.contains(call), qPrintable(call));
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), 0);
    QVERIFY(!m_practice->inject({.server = u"Lab 83.19"_s,
                                 .call = u"extension/searchsummary"_s,
                                 .kind = u"wrong-type"_s,
                                 .value = u"total_number"_s}));
    const RawAnswer broken = m_client->send("GET", kBase + "extension/searchsummary?page_size=1");
    QVERIFY(!broken.json().value("total_number"_L1).isDouble());
    const RawAnswer whole = m_client->send("GET", kBase + "extension/searchsummary?page_size=1");
    QCOMPARE(whole.json().value("total_number"_L1), QJsonValue(1205));
}

void TestPracticeSecurity::clockEndsAChallenge()
{
    const RawAnswer first = m_client->signIn("secured", "Practice-Secured-1");
    const QByteArray name =
        first.json().value("two_factor"_L1).toObject().value("challenge"_L1).toString().toLatin1();
    const auto resend = [&] {
        return m_client->send("POST", kBase + "login/twofactor/sendemail",
                              R"({"challenge":")" + name + R"("})");
    };
    QCOMPARE(resend().code(), 70605);
    m_practice->advanceClock(60s);
    QCOMPARE(resend().code(), 0);
    m_practice->advanceClock(1h);
    QCOMPARE(resend().code(), -1);
}

void TestPracticeSecurity::stateOutlivesThePractice()
{
    const QTemporaryDir folder;
    start({.stateFolder = folder.path()});
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), 0);
    QCOMPARE(changePassword().code(), 0);
    m_client.reset();
    m_practice.reset(); // writes what has not been written yet
    start({.stateFolder = folder.path()});
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-1").code(), -1);
    QCOMPARE(m_client->signIn("admin", "Practice-Admin-2").code(), 0);
    QCOMPARE(lab().accounts.first().password, QString());
}

QTEST_GUILESS_MAIN(TestPracticeSecurity)
#include "tst_practicesecurity.moc"
