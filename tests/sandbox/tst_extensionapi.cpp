// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/pbxfixture.h"

#include <sandbox/practicenames.h>

#include <QSet>
#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

PbxPlan planWithExtensions(int madeUp = 0)
{
    PbxPlan plan = PbxFixture::planFor(u"83.19.0.110"_s);
    plan.extensions = madeUp;
    const auto add = [&](const QString &number, const QString &name, const QString &role) {
        plan.accounts.append({.userName = number,
                              .password = u"Practice-User-1"_s,
                              .role = u"user"_s,
                              .email = name.isEmpty() ? QString() : number + u"@pbx.example"_s,
                              .fullName = name,
                              .roleName = role});
    };
    add(u"200"_s, u"Łukasz Żółć"_s, u"Employee"_s);
    add(u"1002"_s, u"émile zola"_s, u"Operator"_s);
    add(u"1003"_s, QString(), u"Employee"_s);
    plan.accounts[3].twoFactor = u"authenticator"_s;
    plan.accounts[3].twoFactorKey = "12345678901234567890";
    return plan;
}

} // namespace

/*! The extension list: pages, order, search, and switching a second factor off. */
class TestExtensionApi : public QObject
{
    Q_OBJECT
private slots:
    void init() { use(planWithExtensions()); }
    void superAdministratorIsNotListed();
    void administratorWithANumberIsListed();
    void order_data();
    void order();
    void search_data();
    void search();
    void everyRowComesOnce();
    void badQuery_data();
    void badQuery();
    void oneExtension();
    void switchingOff();
    void lostPhoneTrustsNoDevice();
    void badUpdate_data();
    void badUpdate();
    void ownChangeShowsInTheList();
    void madeUpExtensionsAreTheSameEachTime();
    void nobodySignsInToMadeUpOnes();

private:
    void use(const PbxPlan &plan)
    {
        m_pbx = std::make_unique<PbxFixture>(plan);
        (void)m_pbx->signIn();
    }
    QJsonObject list(const QByteArray &query)
    {
        return m_pbx->read(u"extension/searchsummary"_s, query).json;
    }
    QStringList numbers(const QByteArray &query = {})
    {
        QStringList result;
        const QJsonArray rows = list(query).value("extension_list"_L1).toArray();
        for (const QJsonValue &row : rows)
            result.append(row.toObject().value("number"_L1).toString());
        return result;
    }
    QJsonObject extension(const QByteArray &id)
    {
        return m_pbx->read(u"extension/get"_s, "id=" + id).json.value("extension"_L1).toObject();
    }

    std::unique_ptr<PbxFixture> m_pbx;
};

void TestExtensionApi::superAdministratorIsNotListed()
{
    QCOMPARE(numbers(), QStringList({u"1001"_s, u"200"_s, u"1002"_s, u"1003"_s}));
    QVERIFY(!bytesOf(list({})).contains("admin@pbx.example"));
    QCOMPARE(numbers("search_value=admin"), QStringList());
}

void TestExtensionApi::administratorWithANumberIsListed()
{
    PbxPlan plan = planWithExtensions();
    plan.accounts[1].number = u"1000"_s;
    plan.accounts[1].roleName = u"Administrator"_s;
    use(plan);
    QCOMPARE(extension("1").value("number"_L1), QJsonValue(u"1000"_s));
    QCOMPARE(extension("1").value("role_name"_L1), QJsonValue(u"Administrator"_s));
    QCOMPARE(codeOf(m_pbx->signIn(u"1000"_s, u"Practice-Operator-1"_s)), 0);
}

void TestExtensionApi::order_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *query, const char *numbers) {
        QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(numbers).split(u' ');
    };
    row("sort_by=number", "200 1001 1002 1003"); // by value, not by letters
    row("sort_by=number&order_by=desc", "1003 1002 1001 200");
    row("sort_by=id&order_by=asc", "1001 200 1002 1003");
    row("sort_by=id&order_by=desc", "1003 1002 200 1001");
    row("sort_by=caller_id_name", "1001 1003 1002 200"); // no name comes first
    row("sort_by=email_addr", "1003 1002 200 1001");
    row("sort_by=role_name", "1001 200 1003 1002");
    row("sort_by=enb_two_factor", "1001 1002 1003 200");
    row("sort_by=two_factor_method&order_by=desc", "200 1003 1002 1001");
}

void TestExtensionApi::order()
{
    QFETCH(QByteArray, query);
    QTEST(numbers(query), "found");
}

void TestExtensionApi::search_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("found");
    const QStringList nobody;
    QTest::newRow("number") << QByteArray("100") << QStringList{u"1001"_s, u"1002"_s, u"1003"_s};
    QTest::newRow("name in any case") << QByteArray("ZOLA") << QStringList{u"1002"_s};
    QTest::newRow("letters beyond Latin 1")
        << QByteArray("%C5%BC%C3%B3%C5%82%C4%87") << QStringList{u"200"_s};
    QTest::newRow("accents in any case") << QByteArray("%C3%89mile") << QStringList{u"1002"_s};
    QTest::newRow("mail") << QByteArray("anna@") << QStringList{u"1001"_s};
    QTest::newRow("escaped mail") << QByteArray("anna%40pbx") << QStringList{u"1001"_s};
    QTest::newRow("nobody") << QByteArray("nobody") << nobody;
    QTest::newRow("no pattern") << QByteArray(".*") << nobody;
    QTest::newRow("nothing is everybody")
        << QByteArray() << QStringList{u"1001"_s, u"200"_s, u"1002"_s, u"1003"_s};
}

void TestExtensionApi::search()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, found);
    QCOMPARE(numbers("search_value=" + text), found);
    QCOMPARE(list("page_size=1&search_value=" + text).value("total_number"_L1),
             QJsonValue(found.size()));
}

void TestExtensionApi::everyRowComesOnce()
{
    use(planWithExtensions(1200));
    QCOMPARE(list({}).value("total_number"_L1), QJsonValue(1204));
    QSet<QString> seen;
    QString last;
    for (int page = 1; page <= 13; ++page) {
        const QStringList rows =
            numbers("sort_by=caller_id_name&page_size=100&page=" + QByteArray::number(page));
        QCOMPARE(rows.size(), page == 13 ? 4 : 100);
        seen.unite(QSet<QString>(rows.begin(), rows.end()));
    }
    QCOMPARE(seen.size(), 1204);
}

void TestExtensionApi::badQuery_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("unknown column") << QByteArray("sort_by=password") << QByteArray("sort_by");
    QTest::newRow("unknown order") << QByteArray("order_by=up") << QByteArray("order_by");
    QTest::newRow("page zero") << QByteArray("page=0") << QByteArray("page");
    QTest::newRow("page size too large") << QByteArray("page_size=501") << QByteArray("page_size");
}

void TestExtensionApi::badQuery()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, field);
    const QJsonObject answer = list(query);
    QCOMPARE(codeOf({.json = answer}), 40002);
    QVERIFY(bytesOf(answer).contains("\"field\":\"" + field + '"'));
}

void TestExtensionApi::oneExtension()
{
    QCOMPARE(extension("2"), QJsonObject({{u"id"_s, 2},
                                          {u"number"_s, u"200"_s},
                                          {u"caller_id_name"_s, u"Łukasz Żółć"_s},
                                          {u"email_addr"_s, u"200@pbx.example"_s},
                                          {u"role_name"_s, u"Employee"_s},
                                          {u"enb_two_factor"_s, 1},
                                          {u"two_factor_method"_s, u"authenticator"_s}}));
    for (const char *query : {"id=0", "id=5", "id=-1", "id=x", ""})
        QCOMPARE(codeOf(m_pbx->read(u"extension/get"_s, query)), 40002);
}

void TestExtensionApi::switchingOff()
{
    (void)m_pbx->ask(u"securityoption/update"_s, R"({"enb_force_two_factor":1})");
    QCOMPARE(codeOf(m_pbx->ask(u"extension/update"_s, R"({"id":2,"enb_two_factor":0})")), 0);
    QCOMPARE(extension("2").value("enb_two_factor"_L1), QJsonValue(0));
    QCOMPARE(extension("2").value("two_factor_method"_L1), QJsonValue(QString()));
    QVERIFY(bytesOf(m_pbx->read(u"operationlog/searchsummary"_s).json)
                .contains("200: two-factor authentication switched off"));
    QCOMPARE(codeOf(m_pbx->signIn(u"200"_s, u"Practice-User-1"_s)), 0);
}

void TestExtensionApi::lostPhoneTrustsNoDevice()
{
    const Secret key(QByteArrayView("12345678901234567890"));
    const auto signIn = [&](const QJsonObject &more = {}) {
        return m_pbx->signIn(u"200"_s, u"Practice-User-1"_s, more);
    };
    const QByteArray admin = m_pbx->headers.value("cookie");
    const WebAnswer welcome =
        m_pbx->secondStep(signIn(), m_pbx->codeOfKey(key), {{u"trust_device"_s, 1}});
    const QString token = welcome.json.value("trusted_device_token"_L1).toString();
    QCOMPARE(codeOf(signIn({{u"trusted_device_token"_s, token}})), 0);
    m_pbx->headers.insert("cookie", admin);
    (void)m_pbx->ask(u"extension/update"_s, R"({"id":2,"enb_two_factor":0})");
    // Set up again, the old device is a stranger.
    (void)signIn();
    const QString password = m_pbx->passwordToken(u"Practice-User-1"_s);
    const Secret newKey = m_pbx->newKey(password);
    QCOMPARE(codeOf(m_pbx->enrol(password, u"authenticator"_s, m_pbx->codeOfKey(newKey))), 0);
    QCOMPARE(codeOf(signIn({{u"trusted_device_token"_s, token}})), 70601);
}

void TestExtensionApi::badUpdate_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::newRow("not JSON") << QByteArray("id=2") << 40001;
    QTest::newRow("no extension") << QByteArray(R"({"enb_two_factor":0})") << 40002;
    QTest::newRow("nobody's extension") << QByteArray(R"({"id":9,"enb_two_factor":0})") << 40002;
    QTest::newRow("half an extension") << QByteArray(R"({"id":2.5,"enb_two_factor":0})") << 40002;
    QTest::newRow("neither on nor off") << QByteArray(R"({"id":2,"enb_two_factor":2})") << 40002;
    QTest::newRow("only the user can enrol")
        << QByteArray(R"({"id":1,"enb_two_factor":1})") << 70084;
    QTest::newRow("nothing to do") << QByteArray(R"({"id":2})") << 0;
}

void TestExtensionApi::badUpdate()
{
    QFETCH(QByteArray, body);
    QTEST(codeOf(m_pbx->ask(u"extension/update"_s, body)), "code");
    QCOMPARE(extension("1").value("enb_two_factor"_L1), QJsonValue(0));
    QCOMPARE(extension("2").value("enb_two_factor"_L1), QJsonValue(1));
}

void TestExtensionApi::ownChangeShowsInTheList()
{
    (void)m_pbx->signIn(u"1001"_s, u"Practice-User-1"_s);
    const QString token = m_pbx->passwordToken(u"Practice-User-1"_s);
    const Secret key = m_pbx->newKey(token);
    QCOMPARE(codeOf(m_pbx->enrol(token, u"authenticator"_s, m_pbx->codeOfKey(key))), 0);
    (void)m_pbx->signIn();
    QCOMPARE(extension("1").value("two_factor_method"_L1), QJsonValue(u"authenticator"_s));
}

void TestExtensionApi::madeUpExtensionsAreTheSameEachTime()
{
    const QList<AccountPlan> plans = madeUpExtensions(1200, {u"2005"_s});
    const QList<AccountPlan> again = madeUpExtensions(1200, {u"2005"_s});
    QSet<QString> names;
    qsizetype longest = 0;
    int other = 0;
    for (qsizetype i = 0; i < plans.size(); ++i) {
        QCOMPARE(plans.at(i).fullName, again.at(i).fullName);
        QVERIFY(plans.at(i).userName != u"2005"_s);
        QVERIFY(plans.at(i).twoFactor != u"email"_s || !plans.at(i).email.isEmpty());
        names.insert(plans.at(i).fullName);
        longest = qMax(longest, plans.at(i).fullName.size());
        other += plans.at(i).fullName.toLatin1().contains('?') ? 1 : 0;
    }
    QCOMPARE(plans.size(), 1200);
    QVERIFY(names.size() > 600);
    QVERIFY(longest > 40);
    QVERIFY(other > 300);
}

void TestExtensionApi::nobodySignsInToMadeUpOnes()
{
    use(planWithExtensions(10));
    for (const QString &password : {QString(), u"2001"_s, u"Practice-User-1"_s})
        QCOMPARE(codeOf(m_pbx->signIn(u"2001"_s, password)), -1);
    QCOMPARE(m_pbx->pbx.accounts().size(), 6);
}

QTEST_APPLESS_MAIN(TestExtensionApi)
#include "tst_extensionapi.moc"
