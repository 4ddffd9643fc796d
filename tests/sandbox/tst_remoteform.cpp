// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/remoteform.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(lw::Sandbox::RemoteSettings)

namespace {

const QString kNew = u"83.19.0.110"_s;
const QString kNoServerType = u"83.17.0.16"_s;
const QString kOldest = u"83.5.0.86"_s;

RemoteForm formFor(const QString &firmware)
{
    return RemoteForm(builtInWire().call(u"remotemanagement/update"_s),
                      RemoteFeatures::of(FirmwareVersion(firmware)),
                      {u"admin"_s, u"anna@pbx.example"_s});
}

RemoteSettings boundByEmail()
{
    return {.server = RemoteServerType::Custom,
            .serverAddress = u"rm.example.com"_s,
            .method = ActivationMethod::Email,
            .email = u"it@example.com"_s};
}

//! "field:validation field:validation", in the order of the answer.
QString problemsOf(const Refusal &refusal)
{
    QStringList texts;
    for (const auto &problem : refusal.invalid)
        texts.append(problem.field + u':' + problem.validation);
    return texts.join(u' ');
}

} // namespace

/*! What remotemanagement/update accepts, keeps and refuses, and in which order. */
class TestRemoteForm : public QObject
{
    Q_OBJECT
private slots:
    void featuresFollowTheFirmware_data();
    void featuresFollowTheFirmware();
    void wrongFieldIsNamed_data();
    void wrongFieldIsNamed();
    void layoutDecidesWhatIsPossible_data();
    void layoutDecidesWhatIsPossible();
    void bodyThatIsNoObjectComesFirst_data();
    void bodyThatIsNoObjectComesFirst();
    void reservedNameIsADuplicate_data();
    void reservedNameIsADuplicate();
    void parameterErrorsComeBeforeDuplicates();
    void absentFieldKeepsItsValue();
    void bindingDecidesAboutTheSecret_data();
    void bindingDecidesAboutTheSecret();
    void oddTextIsRefused_data();
    void oddTextIsRefused();
};

void TestRemoteForm::featuresFollowTheFirmware_data()
{
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<bool>("hasPage");
    QTest::addColumn<bool>("hasServerType");
    QTest::addColumn<bool>("hasPasswordless");
    QTest::newRow("83.5") << kOldest << true << false << false;
    QTest::newRow("83.17") << kNoServerType << true << false << true;
    QTest::newRow("83.19") << kNew << true << true << true;
    QTest::newRow("83.100") << u"83.100.0.1"_s << true << true << true;
    QTest::newRow("appliance 37.19") << u"37.19.0.110"_s << true << true << true;
    QTest::newRow("appliance 37.18") << u"37.18.0.102"_s << true << false << false;
    QTest::newRow("cloud") << u"84.19.0.110"_s << false << true << true;
}

void TestRemoteForm::featuresFollowTheFirmware()
{
    QFETCH(QString, firmware);
    const RemoteFeatures features = RemoteFeatures::of(FirmwareVersion(firmware));
    QTEST(features.hasPage, "hasPage");
    QTEST(features.hasServerType, "hasServerType");
    QTEST(features.hasPasswordless, "hasPasswordless");
}

void TestRemoteForm::wrongFieldIsNamed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problems");
    const auto row = [](const char *name, const char *body, const char *problems) {
        QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(problems);
    };
    row("nothing at all", "{}", "authentication_code:required");
    row("an empty code is no code", R"({"authentication_code":""})",
        "authentication_code:required");
    row("unknown server type", R"({"connection_server_type":"own","authentication_code":"A"})",
        "connection_server_type:options");
    row("server type of another JSON type",
        R"({"connection_server_type":1,"authentication_code":"A"})", "connection_server_type:type");
    row("custom server without address",
        R"({"connection_server_type":"custom","authentication_code":"A"})",
        "server_address:required");
    row("unknown method", R"({"activation_method":"guess","authentication_code":"A"})",
        "activation_method:options");
    row("e-mail at the default server",
        R"({"activation_method":"email","email":"a@b.c","email_password":"x"})",
        "activation_method:options");
    row("Yeastar ID at a custom server",
        R"({"connection_server_type":"custom","server_address":"a.b","activation_method":"yeastar_id",
            "yeastar_id":"a","yeastar_id_password":"x"})",
        "activation_method:options");
    row("Yeastar ID without the ID",
        R"({"activation_method":"yeastar_id","yeastar_id_password":"x"})", "yeastar_id:required");
    row("Yeastar ID without password", R"({"activation_method":"yeastar_id","yeastar_id":"a"})",
        "yeastar_id_password:required");
    row("a flag that is a text", R"({"enb_passwordless":"1","authentication_code":"A"})",
        "enb_passwordless:type");
    row("a flag that is true", R"({"enb_passwordless":true,"authentication_code":"A"})",
        "enb_passwordless:type");
    row("a flag of 2", R"({"enb_account":2,"authentication_code":"A"})", "enb_account:options");
    row("account without name",
        R"({"enb_account":1,"account_password":"x","authentication_code":"A"})",
        "account_username:required");
    row("account without password",
        R"({"enb_account":1,"account_username":"x","authentication_code":"A"})",
        "account_password:required");
    row("a code that is a number", R"({"authentication_code":12345})", "authentication_code:type");
    row("everything that is wrong, once",
        R"({"connection_server_type":"custom","enb_account":1,"enb_passwordless":7})",
        "server_address:required account_username:required account_password:required "
        "enb_passwordless:options authentication_code:required");
}

void TestRemoteForm::wrongFieldIsNamed()
{
    QFETCH(QByteArray, body);
    const auto change = formFor(kNew).read(body, {}, RemoteForm::Bound::No);
    QVERIFY(!change);
    QCOMPARE(change.error().code, RefusalCode::Parameter);
    QTEST(problemsOf(change.error()), "problems");
}

void TestRemoteForm::layoutDecidesWhatIsPossible_data()
{
    QTest::addColumn<QString>("firmware");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problems");
    const QByteArray custom =
        R"({"connection_server_type":"custom","server_address":"a.b","authentication_code":"A"})";
    const QByteArray yeastarId =
        R"({"activation_method":"yeastar_id","yeastar_id":"a","yeastar_id_password":"x"})";
    const QByteArray passwordless = R"({"enb_passwordless":1,"authentication_code":"A"})";
    QTest::newRow("custom server on 83.19") << kNew << custom << QString();
    QTest::newRow("custom server on 83.17")
        << kNoServerType << custom << u"connection_server_type:options"_s;
    QTest::newRow("Yeastar ID on 83.19") << kNew << yeastarId << QString();
    QTest::newRow("Yeastar ID on 83.5") << kOldest << yeastarId << u"activation_method:options"_s;
    QTest::newRow("passwordless on 83.17") << kNoServerType << passwordless << QString();
    QTest::newRow("passwordless on 83.5")
        << kOldest << passwordless << u"enb_passwordless:options"_s;
    QTest::newRow("passwordless off on 83.5")
        << kOldest << QByteArray(R"({"enb_passwordless":0,"authentication_code":"A"})")
        << QString();
    QTest::newRow("default server named on 83.5")
        << kOldest
        << QByteArray(R"({"connection_server_type":"default","authentication_code":"A"})")
        << QString();
}

void TestRemoteForm::layoutDecidesWhatIsPossible()
{
    QFETCH(QString, firmware);
    QFETCH(QByteArray, body);
    const auto change = formFor(firmware).read(body, {}, RemoteForm::Bound::No);
    QTEST(change ? QString() : problemsOf(change.error()), "problems");
}

void TestRemoteForm::bodyThatIsNoObjectComesFirst_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("broken") << QByteArray("{\"a\":");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a word") << QByteArray("null");
    QTest::newRow("not UTF-8") << QByteArray("{\"authentication_code\":\"\xff\xfe\"}");
    QTest::newRow("nested without end") << QByteArray(100'000, '[');
}

void TestRemoteForm::bodyThatIsNoObjectComesFirst()
{
    QFETCH(QByteArray, body);
    const auto change = formFor(kNew).read(body, {}, RemoteForm::Bound::No);
    QVERIFY(!change);
    QCOMPARE(change.error().code, RefusalCode::ParameterSyntax);
}

void TestRemoteForm::reservedNameIsADuplicate_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isDuplicate");
    QTest::newRow("free name") << u"provider"_s << false;
    QTest::newRow("super administrator") << u"admin"_s << true;
    QTest::newRow("super administrator in capitals") << u"ADMIN"_s << true;
    QTest::newRow("e-mail of an extension") << u"Anna@PBX.example"_s << true;
}

void TestRemoteForm::reservedNameIsADuplicate()
{
    QFETCH(QString, name);
    QFETCH(bool, isDuplicate);
    const QByteArray body = bytesOf({{u"enb_account"_s, 1},
                                     {u"account_username"_s, name},
                                     {u"account_password"_s, u"x"_s},
                                     {u"authentication_code"_s, u"A"_s}});
    const auto change = formFor(kNew).read(body, {}, RemoteForm::Bound::No);
    QCOMPARE(change.has_value(), !isDuplicate);
    if (isDuplicate) {
        QCOMPARE(change.error().code, RefusalCode::DuplicateKey);
        QCOMPARE(change.error().duplicates, QStringList{u"account_username"_s});
    }
}

void TestRemoteForm::parameterErrorsComeBeforeDuplicates()
{
    const auto change = formFor(kNew).read(R"({"account_username":"admin","enb_account":5})", {},
                                           RemoteForm::Bound::No);
    QCOMPARE(change.error().code, RefusalCode::Parameter);
}

void TestRemoteForm::absentFieldKeepsItsValue()
{
    RemoteSettings current = boundByEmail();
    current.accountUserName = u"provider"_s;
    current.isAccountPasswordSet = true;
    current.isPasswordless = true;
    const auto change = formFor(kNew).read(R"({"enb_account":1,"other":"ignored"})", current,
                                           RemoteForm::Bound::Yes);
    QVERIFY(change);
    QVERIFY(change->settings.isAccountEnabled);
    QVERIFY(change->settings.isPasswordless);
    QVERIFY(change->settings.isAccountPasswordSet);
    QCOMPARE(change->settings.accountUserName, u"provider"_s);
    QVERIFY(change->settings.hasSameBinding(current));
    QVERIFY(!change->bindingSecret);
    QVERIFY(!change->accountPassword);
}

void TestRemoteForm::bindingDecidesAboutTheSecret_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isBound");
    QTest::addColumn<QString>("problems");
    QTest::newRow("same binding keeps the secret")
        << QByteArray(R"({"email":"it@example.com"})") << true << QString();
    QTest::newRow("after a disconnect there is none")
        << QByteArray("{}") << false << u"email_password:required"_s;
    QTest::newRow("another server needs it")
        << QByteArray(R"({"server_address":"other.example.com"})") << true
        << u"email_password:required"_s;
    QTest::newRow("another identity needs it")
        << QByteArray(R"({"email":"else@example.com"})") << true << u"email_password:required"_s;
    QTest::newRow("another method needs its own")
        << QByteArray(R"({"activation_method":"auth_code","email_password":"x"})") << true
        << u"authentication_code:required"_s;
    QTest::newRow("an unused identity changes nothing")
        << QByteArray(R"({"yeastar_id":"someone"})") << true << QString();
}

void TestRemoteForm::bindingDecidesAboutTheSecret()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, isBound);
    const auto change = formFor(kNew).read(
        body, boundByEmail(), isBound ? RemoteForm::Bound::Yes : RemoteForm::Bound::No);
    QTEST(change ? QString() : problemsOf(change.error()), "problems");
}

void TestRemoteForm::oddTextIsRefused_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problems");
    const auto row = [](const char *name, const QString &field, const QString &text,
                        const QString &validation) {
        QTest::newRow(name) << field << text
                            << (validation.isEmpty() ? QString() : field + u':' + validation);
    };
    const QString code = u"authentication_code"_s;
    const QString address = u"server_address"_s;
    const QString name = u"account_username"_s;
    row("code of 128 characters", code, QString(128, u'A'), {});
    row("code with a newline", code, u"A\nB"_s, u"format"_s);
    row("name of 10,000 characters", name, QString(10'000, u'x'), u"length"_s);
    row("name with a NUL", name, QString(u'a') + QChar(0) + u'b', u"format"_s);
    row("name that turns the writing around", name, u"a\u202Eb"_s, u"format"_s);
    row("name with half a surrogate", name, QString(QChar(0xD83D)), u"format"_s);
    row("name with an emoji", name, u"\U0001F600"_s, {});
    row("name in Arabic", name, u"\u0645\u0632\u0648\u062F"_s, {});
    row("address with port", address, u"rm.example.com:8443"_s, {});
    row("address with scheme", address, u"https://rm.example.com"_s, u"format"_s);
    row("address with path", address, u"rm.example.com/x"_s, u"format"_s);
    row("address with blanks", address, u"rm example"_s, u"format"_s);
    row("port 0", address, u"rm.example.com:0"_s, u"format"_s);
    row("port 70000", address, u"rm.example.com:70000"_s, u"format"_s);
    row("IPv6 literal", address, u"[::1]:443"_s, {});
    row("address of 10,000 characters", address, QString(10'000, u'a'), u"length"_s);
    row("e-mail without @", u"email"_s, u"nobody"_s, u"format"_s);
    row("e-mail with two @", u"email"_s, u"a@b@c"_s, u"format"_s);
}

void TestRemoteForm::oddTextIsRefused()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QJsonObject body{{u"authentication_code"_s, u"A"_s}};
    body.insert(field, text);
    const QByteArray bytes = bytesOf(body);
    const auto change = formFor(kNew).read(bytes, {}, RemoteForm::Bound::No);
    QTEST(change ? QString() : problemsOf(change.error()), "problems");
}

QTEST_APPLESS_MAIN(TestRemoteForm)
#include "tst_remoteform.moc"
