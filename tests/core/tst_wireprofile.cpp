// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/wireprofile.h>
#include <support/profiles.h>

#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

namespace {

//! An override file: its lines are numbered from 1, the format stands on line 2.
QByteArray file(const QByteArrayList &lines)
{
    return QByteArrayList{"{", "\"format\": 1,"}.join('\n') + '\n' + lines.join('\n') + "\n}";
}

} // namespace

/*! The built-in profile, overrides of it, and where their mistakes are. */
class TestWireProfile : public QObject
{
    Q_OBJECT
private slots:
    void builtInIsComplete();
    void goodOverride();
    void overrideOfTheBase();
    void absolutePathIgnoresTheBase();
    void noteIsWelcome();
    void emptyOverrideChangesNothing();
    void overrideOfAnOverride();
    void samePathWithAnotherVerb();
    void mistakes_data();
    void mistakes();
    void scrambledProfileIsAProfile();
    void meanings();
};

void TestWireProfile::builtInIsComplete()
{
    const WireProfile profile = test::builtInProfile();
    const QStringList calls{u"allowedip/batchdelete"_s,
                            u"allowedip/create"_s,
                            u"allowedip/searchsummary"_s,
                            u"blockedip/batchdelete"_s,
                            u"blockedip/searchsummary"_s,
                            u"extension/get"_s,
                            u"extension/searchsummary"_s,
                            u"extension/update"_s,
                            u"login"_s,
                            u"login/twofactor"_s,
                            u"login/twofactor/sendemail"_s,
                            u"logout"_s,
                            u"operationlog/searchsummary"_s,
                            u"pbx/getproduct"_s,
                            u"remotemanagement/disconnect"_s,
                            u"remotemanagement/get"_s,
                            u"remotemanagement/status"_s,
                            u"remotemanagement/update"_s,
                            u"securityoption/get"_s,
                            u"securityoption/update"_s,
                            u"trusteddevice/batchdelete"_s,
                            u"trusteddevice/searchsummary"_s,
                            u"twofactor/checkpassword"_s,
                            u"twofactor/get"_s,
                            u"twofactor/getsecret"_s,
                            u"twofactor/sendemail"_s,
                            u"twofactor/update"_s,
                            u"user/updatepassword"_s,
                            u"webserver/get"_s,
                            u"webserver/update"_s};
    QCOMPARE(profile.callIds(), calls);
    for (const QString &id : calls) {
        QCOMPARE(profile.call(id).path(), u"/api/v1.0/"_s + id);
        QVERIFY(!profile.call(id).source().isEmpty());
    }
    QCOMPARE(profile.call(u"login"_s).verb(), QByteArray("POST"));
    QCOMPARE(profile.call(u"remotemanagement/get"_s).verb(), QByteArray("GET"));
    QCOMPARE(profile.call(u"remotemanagement/get"_s).root(), u"remote_management"_s);
    QVERIFY(profile.call(u"remotemanagement/get"_s).basis() == WireCall::Basis::Assumed);
    QVERIFY(profile.call(u"login"_s).basis() == WireCall::Basis::Observed);
    QCOMPARE(profile.call(u"session"_s).field(u"cookie"_s), u"websession"_s);
}

void TestWireProfile::goodOverride()
{
    const WireProfile base = test::builtInProfile();
    const auto profile = base.overriddenBy(
        file({R"("calls": {"remotemanagement/get": {"method": "POST", "path": "rm/read",)",
              R"("fields": {"email": "mail"}, "words": {"serverType": {"custom": "own"}}}})"}));
    QVERIFY2(profile, profile ? "" : qPrintable(profile.error().reason));
    const WireCall &get = profile->call(u"remotemanagement/get"_s);
    QCOMPARE(get.verb(), QByteArray("POST"));
    QCOMPARE(get.path(), u"/api/v1.0/rm/read"_s);
    QCOMPARE(get.field(u"email"_s), u"mail"_s);
    QCOMPARE(get.field(u"yeastarId"_s), u"yeastar_id"_s);
    QCOMPARE(get.word(u"serverType"_s, u"custom"_s), u"own"_s);
    QCOMPARE(get.word(u"serverType"_s, u"default"_s), u"default"_s);
    QCOMPARE(profile->call(u"login"_s).path(), u"/api/v1.0/login"_s);
    QCOMPARE(base.call(u"remotemanagement/get"_s).field(u"email"_s), u"email"_s);
}

void TestWireProfile::overrideOfTheBase()
{
    const auto profile = test::builtInProfile().overriddenBy(file({R"("base": "/api/v2.0/")"}));
    QVERIFY(profile);
    QCOMPARE(profile->call(u"logout"_s).path(), u"/api/v2.0/logout"_s);
}

void TestWireProfile::absolutePathIgnoresTheBase()
{
    const auto profile =
        test::builtInProfile().overriddenBy(file({R"("calls": {"logout": {"path": "/bye"}})"}));
    QVERIFY(profile);
    QCOMPARE(profile->call(u"logout"_s).path(), u"/bye"_s);
}

void TestWireProfile::noteIsWelcome()
{
    const auto profile = test::builtInProfile().overriddenBy(
        file({R"("note": "site 7", "name": "ours",)",
              R"("calls": {"logout": {"note": "seen in the browser", "basis": "observed"}})"}));
    QVERIFY2(profile, profile ? "" : qPrintable(profile.error().reason));
}

void TestWireProfile::emptyOverrideChangesNothing()
{
    const auto profile = test::builtInProfile().overriddenBy(R"({"format": 1})");
    QVERIFY(profile);
    QCOMPARE(profile->call(u"login"_s).field(u"password"_s), u"password"_s);
}

void TestWireProfile::overrideOfAnOverride()
{
    const auto first =
        test::builtInProfile().overriddenBy(file({R"("calls": {"logout": {"path": "bye"}})"}));
    const auto second = first->overriddenBy(file({R"("base": "/x/")"}));
    QVERIFY(second);
    QCOMPARE(second->call(u"logout"_s).path(), u"/x/bye"_s);
}

void TestWireProfile::samePathWithAnotherVerb()
{
    const auto profile = test::builtInProfile().overriddenBy(
        file({R"("calls": {"remotemanagement/update": {"path": "remotemanagement/get"}})"}));
    QVERIFY2(profile, "GET and POST of one path are two calls");
    QCOMPARE(profile->call(u"remotemanagement/update"_s).path(),
             u"/api/v1.0/remotemanagement/get"_s);
}

void TestWireProfile::mistakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &json, int line, const char *reason) {
        QTest::newRow(name) << json << line << QString::fromLatin1(reason);
    };
    row("an empty file", "", 1, "");
    row("broken on the third line", "{\n\"format\": 1,\n\"calls\": {,}\n}", 3, "");
    row("cut off in the middle", "{\n\"format\": 1,\n\"calls\": {\n", 4, "");
    row("a list", "[]", 1, "object");
    row("a text", "\"format\"", 1, "");
    row("no format", "{\n\"calls\": {}}", 1, "format");
    row("a format of the future", "{\n\n\"format\": 2}", 3, "\"format\" must be 1");
    row("a format as text", "{\n\"format\": \"1\"}", 2, "\"format\" must be 1");
    row("an unknown name on top", file({"\"cals\": {}"}), 3, "\"cals\"");
    row("an unknown call", file({"\"calls\": {", "\"login\": {},", "\"logon\": {}}"}), 5,
        "\"logon\"");
    row("an unknown field",
        file({"\"calls\": {\"login\": {", "\"fields\": {", "\"usrName\": \"x\"}}}"}), 5,
        "\"usrName\"");
    row("an unknown word",
        file({"\"calls\": {\"login\": {\"words\": {\"role\": {", "\"boss\": \"b\"}}}}"}), 4,
        "\"boss\"");
    row("a field that is a number",
        file({"\"calls\": {\"login\": {\"fields\": {", "\"password\":", "5}}}"}), 4, "type");
    row("a call that is a list", file({"\"calls\": {", "\"login\": []}"}), 4, "type");
    row("a field that is empty",
        file({"\"calls\": {\"login\": {\"fields\": {", "\"password\": \"\"}}}"}), 4, "empty");
    row("null instead of a text", file({"\"calls\": {\"login\": {", "\"path\": null}}"}), 4,
        "type");
    row("a method that is none", file({"\"calls\": {\"login\": {", "\"method\": \"PATCH\"}}"}), 4,
        "GET or POST");
    row("a basis that is none", file({"\"calls\": {\"login\": {", "\"basis\": \"rumour\"}}"}), 4,
        "basis");
    row("a path with a query", file({"\"calls\": {\"login\": {", "\"path\": \"login?x=1\"}}"}), 4,
        "not a path");
    row("a path with a fragment", file({"\"calls\": {\"login\": {", "\"path\": \"login#x\"}}"}), 4,
        "not a path");
    row("a path with a line end", file({"\"calls\": {\"login\": {", "\"path\": \"a\\r\\nb\"}}"}), 4,
        "not a path");
    row("a base without a slash", file({"\"base\": \"api\""}), 3, "not a path");
    row("a path twice, the second overridden",
        file({"\"calls\": {", "\"logout\": {", "\"path\": \"login\"}}"}), 5, "too");
    row("a path twice, the first overridden",
        file({"\"calls\": {", "\"login\": {", "\"path\": \"logout\"}}"}), 5, "too");
    row("two meanings for a word, the second overridden",
        file({"\"calls\": {\"login\": {\"words\": {\"role\": {",
              "\"user\":", "\"super_admin\"}}}}"}),
        4, "two meanings");
    row("two meanings for a word, the first overridden",
        file({"\"calls\": {\"login\": {\"words\": {\"role\": {",
              "\"administrator\":", "\"user\"}}}}"}),
        4, "two meanings");
    row("a value that looks like the name",
        file({"\"name\": \"calls\",", "\"calls\": {", "\"pbx/getproduct\": {\"path\": \"login\",",
              "\"method\": \"GET\"},", "\"login\": {", "\"method\": \"PUT\"}}"}),
        8, "GET or POST");
    row("a field named like the entry",
        file({"\"calls\": {\"login\": {", "\"fields\": {\"twoFactorMethod\": \"method\"},",
              "\"method\": \"PUT\"}}"}),
        5, "GET or POST");
    row("line ends of Windows", "{\r\n\"format\": 1,\r\n\"cals\": {}\r\n}", 3, "\"cals\"");
}

void TestWireProfile::mistakes()
{
    QFETCH(QByteArray, json);
    QFETCH(int, line);
    QFETCH(QString, reason);
    const auto profile = test::builtInProfile().overriddenBy(json);
    QVERIFY(!profile);
    QVERIFY2(profile.error().reason.contains(reason), qPrintable(profile.error().reason));
    QVERIFY(!profile.error().reason.isEmpty());
    QCOMPARE(profile.error().line, line);
}

void TestWireProfile::scrambledProfileIsAProfile()
{
    const auto profile = WireProfile::parse(test::scrambledProfileJson());
    QVERIFY2(profile, profile ? "" : qPrintable(profile.error().reason));
    QCOMPARE(profile->call(u"login"_s).path(), u"/other/place/zz_login"_s);
    QCOMPARE(profile->call(u"session"_s).field(u"cookie"_s), u"zz_websession"_s);
}

void TestWireProfile::meanings()
{
    const WireCall status = test::builtInProfile().call(u"remotemanagement/status"_s);
    QCOMPARE(status.meaning(u"state"_s, u"Connected"_s), u"connected"_s);
    QVERIFY(status.meaning(u"state"_s, u"connected"_s).isEmpty());
    QVERIFY(status.meaning(u"state"_s, u""_s).isEmpty());
    QVERIFY(status.meaning(u"nothing"_s, u"Connected"_s).isEmpty());
}

QTEST_APPLESS_MAIN(TestWireProfile)
#include "tst_wireprofile.moc"
