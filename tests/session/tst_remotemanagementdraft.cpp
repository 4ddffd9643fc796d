// SPDX-License-Identifier: GPL-3.0-or-later
#include <session/remotemanagementdraft.h>

#include <QTest>

#include <functional>

using namespace lw;
using namespace Qt::StringLiterals;
using Field = RemoteManagementField;
using Kind = FieldProblem::Kind;
using Draft = RemoteManagementDraft;
using Change = std::function<void(Draft &)>;

Q_DECLARE_METATYPE(Change)

namespace {

//! A PBX bound by code to a custom server, with an account whose password is set.
RemoteManagementSettings bound()
{
    return {.serverType = OpenWord<RemoteServerType>(RemoteServerType::Custom, u"custom"_s),
            .serverAddress = u"rm.example.com"_s,
            .activationMethod = {ActivationMethod::AuthenticationCode, u"auth_code"_s},
            .isAccountEnabled = true,
            .accountUserName = u"provider"_s,
            .isAccountPasswordSet = true,
            .isPasswordless = false};
}

void chooseMethod(Draft &draft, ActivationMethod method)
{
    draft.settings.activationMethod = {method, {}};
}

QString described(const QMap<Field, FieldProblem> &problems)
{
    QStringList words;
    for (auto it = problems.begin(); it != problems.end(); ++it)
        words.append(QString::number(int(it.key())) + u':' + QString::number(int(it->kind)));
    return words.join(u' ');
}

QString expected(std::initializer_list<std::pair<Field, Kind>> problems)
{
    QMap<Field, FieldProblem> map;
    for (const auto &[field, kind] : problems)
        map.insert(field, {.kind = kind});
    return described(map);
}

} // namespace

/*! What cannot mean anything is said before it is sent; everything else is the PBX's to judge. */
class TestRemoteManagementDraft : public QObject
{
    Q_OBJECT
private slots:
    void problems_data();
    void problems();
    void neverBound();
    void oldLayout();
    void addressProblemSaysWhy();
    void secretFields();
};

void TestRemoteManagementDraft::problems_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const Change &change,
                        std::initializer_list<std::pair<Field, Kind>> found) {
        QTest::newRow(name) << change << expected(found);
    };
    const auto address = [&](const char *name, const QString &text, Kind kind) {
        row(name,
            [text](Draft &d) {
                d.settings.serverAddress = text;
                d.secrets.authenticationCode = Secret::fromText(u"C"_s);
            },
            {{Field::ServerAddress, kind}});
    };
    row("unchanged", [](Draft &) {}, {});
    row("another server wants a code", [](Draft &d) { d.settings.serverAddress = u"b.example"_s; },
        {{Field::AuthenticationCode, Kind::Missing}});
    row("another server with a code",
        [](Draft &d) {
            d.settings.serverAddress = u"b.example:443"_s;
            d.secrets.authenticationCode = Secret::fromText(u"C"_s);
        },
        {});
    row("the same binding with a new code",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"NEW"_s); }, {});
    row("a code of 128 characters",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"c"_s.repeated(128)); },
        {});
    row("a code of 129 characters",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"c"_s.repeated(129)); },
        {{Field::AuthenticationCode, Kind::TooLong}});
    row("a code of 10,000 characters",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"c"_s.repeated(10'000)); },
        {{Field::AuthenticationCode, Kind::TooLong}});
    row("a code with a line end",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"a\nb"_s); },
        {{Field::AuthenticationCode, Kind::NotPrintable}});
    row("a code with a NUL",
        [](Draft &d) {
            d.secrets.authenticationCode = Secret::fromText(u"a"_s + QChar(0) + u"b"_s);
        },
        {{Field::AuthenticationCode, Kind::NotPrintable}});
    row("a code of blanks only",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"  "_s); },
        {{Field::AuthenticationCode, Kind::Missing}});
    row("a code of emoji is the PBX's to judge",
        [](Draft &d) { d.secrets.authenticationCode = Secret::fromText(u"😀"_s); }, {});
    row("Yeastar ID with nothing", [](Draft &d) { chooseMethod(d, ActivationMethod::YeastarId); },
        {{Field::YeastarId, Kind::Missing}, {Field::YeastarIdPassword, Kind::Missing}});
    row("Yeastar ID complete",
        [](Draft &d) {
            chooseMethod(d, ActivationMethod::YeastarId);
            d.settings.yeastarId = u"it"_s;
            d.secrets.yeastarIdPassword = Secret::fromText(u"p"_s);
        },
        {});
    row("a code does not replace the password of a Yeastar ID",
        [](Draft &d) {
            chooseMethod(d, ActivationMethod::YeastarId);
            d.settings.yeastarId = u"it"_s;
            d.secrets.authenticationCode = Secret::fromText(u"C"_s);
        },
        {{Field::YeastarIdPassword, Kind::Missing}});
    row("e-mail with nothing", [](Draft &d) { chooseMethod(d, ActivationMethod::Email); },
        {{Field::Email, Kind::Missing}, {Field::EmailPassword, Kind::Missing}});
    row("e-mail without an at sign",
        [](Draft &d) {
            chooseMethod(d, ActivationMethod::Email);
            d.settings.email = u"it.example.com"_s;
            d.secrets.emailPassword = Secret::fromText(u"p"_s);
        },
        {{Field::Email, Kind::NotAnEmail}});
    row("e-mail with two at signs",
        [](Draft &d) {
            chooseMethod(d, ActivationMethod::Email);
            d.settings.email = u"a@b@c"_s;
            d.secrets.emailPassword = Secret::fromText(u"p"_s);
        },
        {{Field::Email, Kind::NotAnEmail}});
    row("e-mail that is far too long",
        [](Draft &d) {
            chooseMethod(d, ActivationMethod::Email);
            d.settings.email = u"a"_s.repeated(10'000) + u"@b"_s;
            d.secrets.emailPassword = Secret::fromText(u"p"_s);
        },
        {{Field::Email, Kind::TooLong}});
    row("default server needs no address",
        [](Draft &d) {
            d.settings.serverType = OpenWord<RemoteServerType>(RemoteServerType::Default, {});
            d.settings.serverAddress = u""_s;
            d.secrets.authenticationCode = Secret::fromText(u"C"_s);
        },
        {});
    address("no address", u""_s, Kind::Missing);
    address("an address of blanks", u"  "_s, Kind::Missing);
    address("an address with https", u"https://rm.example.com"_s, Kind::NotAnAddress);
    address("an address with a path", u"rm.example.com/dm"_s, Kind::NotAnAddress);
    address("an address with a slash at its end", u"rm.example.com/"_s, Kind::NotAnAddress);
    address("an address with a user", u"a@rm.example.com"_s, Kind::NotAnAddress);
    address("an address with port 0", u"rm.example.com:0"_s, Kind::NotAnAddress);
    address("an address of 10,000 characters", u"a"_s.repeated(10'000), Kind::NotAnAddress);
    address("an address with a line end", u"rm.example\n.com"_s, Kind::NotAnAddress);
    row("account without a name", [](Draft &d) { d.settings.accountUserName.clear(); },
        {{Field::AccountUserName, Kind::Missing}});
    row("account with another name keeps its password",
        [](Draft &d) { d.settings.accountUserName = u"x"_s; }, {});
    row("account with a name of 10,000 characters",
        [](Draft &d) { d.settings.accountUserName = u"x"_s.repeated(10'000); },
        {{Field::AccountUserName, Kind::TooLong}});
    row("account with a line end in its name",
        [](Draft &d) { d.settings.accountUserName = u"a\u2028b"_s; },
        {{Field::AccountUserName, Kind::NotPrintable}});
    row("account with a password that is too long",
        [](Draft &d) { d.secrets.accountPassword = Secret::fromText(u"x"_s.repeated(256)); },
        {{Field::AccountPassword, Kind::TooLong}});
    row("account switched off needs nothing",
        [](Draft &d) {
            d.settings.isAccountEnabled = false;
            d.settings.accountUserName.clear();
        },
        {});
}

void TestRemoteManagementDraft::problems()
{
    QFETCH(Change, change);
    QFETCH(QString, found);
    Draft draft{.settings = bound()};
    change(draft);
    QCOMPARE(described(problemsOf(draft, bound())), found);
}

//! Empty fields of a PBX that was never bound keep nobody from changing something else.
void TestRemoteManagementDraft::neverBound()
{
    RemoteManagementSettings empty = bound();
    empty.serverAddress = u""_s;
    empty.isAccountEnabled = false;
    empty.isAccountPasswordSet = false;
    Draft draft{.settings = empty};
    draft.settings.isPasswordless = true;
    QVERIFY(problemsOf(draft, empty).isEmpty());
    draft.settings.isAccountEnabled = true;
    draft.settings.accountUserName = u"provider"_s;
    QCOMPARE(described(problemsOf(draft, empty)),
             expected({{Field::AccountPassword, Kind::Missing}}));
    draft.secrets.accountPassword = Secret::fromText(u"p"_s);
    QVERIFY(problemsOf(draft, empty).isEmpty());
}

void TestRemoteManagementDraft::oldLayout()
{
    RemoteManagementSettings old = bound();
    old.serverType.reset();
    old.serverAddress.reset();
    Draft draft{.settings = old};
    draft.secrets.authenticationCode = Secret::fromText(u"C"_s);
    QVERIFY(problemsOf(draft, old).isEmpty());
}

void TestRemoteManagementDraft::addressProblemSaysWhy()
{
    Draft draft{.settings = bound()};
    draft.settings.serverAddress = u"rm.example.com:70000"_s;
    QCOMPARE(problemsOf(draft, bound()).value(Field::ServerAddress).address,
             std::optional(PbxAddress::Problem::BadPort));
}

void TestRemoteManagementDraft::secretFields()
{
    RemoteManagementSecrets secrets;
    QCOMPARE(secretOf(secrets, Field::AuthenticationCode), &secrets.authenticationCode);
    QCOMPARE(secretOf(secrets, Field::YeastarIdPassword), &secrets.yeastarIdPassword);
    QCOMPARE(secretOf(secrets, Field::EmailPassword), &secrets.emailPassword);
    QCOMPARE(secretOf(secrets, Field::AccountPassword), &secrets.accountPassword);
    QVERIFY(!secretOf(secrets, Field::Email));
    QVERIFY(!secretOf(secrets, Field::Passwordless));
}

QTEST_APPLESS_MAIN(TestRemoteManagementDraft)
#include "tst_remotemanagementdraft.moc"
