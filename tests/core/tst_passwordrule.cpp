// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/passwordrule.h>
#include <resources/resources.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;
using Rule = PasswordCheck::Rule;

Q_DECLARE_METATYPE(lw::PasswordCheck::Rule)

namespace {

PasswordRules builtIn()
{
    auto rules = PasswordRules::parse(readResource(u"passwords/p-series.json"_s));
    return rules ? *rules : PasswordRules();
}

PasswordCheck demand(Rule rule, int count)
{
    return {.rule = rule, .count = count};
}

QJsonObject goodRow()
{
    return {{u"rule"_s, u"minimum_length"_s},
            {u"edition"_s, u"software"_s},
            {u"count"_s, 10},
            {u"basis"_s, u"documented"_s},
            {u"source"_s, u"a page"_s}};
}

QByteArray table(const QJsonArray &rows)
{
    return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"rows"_s, rows}}).toJson();
}

} // namespace

/*! The rules of each edition, and how characters are counted. */
class TestPasswordRule : public QObject
{
    Q_OBJECT
private slots:
    void builtInRules_data();
    void builtInRules();
    void passwords_data();
    void passwords();
    void counting_data();
    void counting();
    void unknownEditionGetsTheStrictest();
    void brokenTables_data();
    void brokenTables();
};

void TestPasswordRule::builtInRules_data()
{
    QTest::addColumn<QString>("edition");
    for (const QString &word : {u"software"_s, u"appliance"_s, u"cloud"_s, u"unknown"_s})
        QTest::newRow(qPrintable(word)) << word;
}

void TestPasswordRule::builtInRules()
{
    QFETCH(QString, edition);
    const PasswordRule rule = builtIn().of(editionFromWord(edition));
    const auto checks = rule.check({});
    QCOMPARE(checks.size(), 4);
    QCOMPARE(rule.countOf(Rule::MinimumLength), 10);
    QCOMPARE(rule.countOf(Rule::UpperCase), 1);
    QCOMPARE(rule.countOf(Rule::LowerCase), 1);
    QCOMPARE(rule.countOf(Rule::Digit), 1);
    QCOMPARE(rule.countOf(Rule::MaximumLength), 0);
    for (const PasswordCheck &check : checks) {
        QVERIFY(!check.isMet);
        QVERIFY(!check.isDocumented);
    }
}

void TestPasswordRule::passwords_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("unmet");
    QTest::newRow("good") << u"Abcdefgh12"_s << u""_s;
    QTest::newRow("nothing") << u""_s << u"length upper lower digit"_s;
    QTest::newRow("one character short") << u"Abcdefgh1"_s << u"length"_s;
    QTest::newRow("no capital") << u"abcdefgh12"_s << u"upper"_s;
    QTest::newRow("no small letter") << u"ABCDEFGH12"_s << u"lower"_s;
    QTest::newRow("no digit") << u"Abcdefghij"_s << u"digit"_s;
    QTest::newRow("symbols only") << u"!!!!!!!!!!"_s << u"upper lower digit"_s;
    QTest::newRow("blanks count") << u"A b c d 12"_s << u""_s;
    QTest::newRow("umlauts are letters") << u"ÄÖÜäöü1234"_s << u""_s;
    QTest::newRow("characters count, not bytes") << u"Ää1éàèç"_s << u"length"_s;
    QTest::newRow("beyond the first plane each is one") << u"Aa1😀😀😀😀😀😀"_s << u"length"_s;
    QTest::newRow("Arabic digits are not the PBX's") << u"Abcdefgh١٢"_s << u"digit"_s;
    QTest::newRow("64 characters") << u"Ab1"_s + u"x"_s.repeated(61) << u""_s;
    QTest::newRow("a thousand characters") << u"Ab1"_s + u"x"_s.repeated(997) << u""_s;
}

void TestPasswordRule::passwords()
{
    QFETCH(QString, password);
    QFETCH(QString, unmet);
    const PasswordRule rule = builtIn().of(Edition::Software);
    const Secret secret = Secret::fromText(password);
    QStringList words;
    for (const PasswordCheck &check : rule.check(secret)) {
        const char *word = check.rule == Rule::MinimumLength ? "length"
                           : check.rule == Rule::UpperCase   ? "upper"
                           : check.rule == Rule::LowerCase   ? "lower"
                                                             : "digit";
        if (!check.isMet)
            words.append(QString::fromLatin1(word));
    }
    QCOMPARE(words.join(u' '), unmet);
    QCOMPARE(rule.isMetBy(secret), unmet.isEmpty());
}

void TestPasswordRule::counting_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<int>("count");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<bool>("met");
    QTest::newRow("as long as allowed") << Rule::MaximumLength << 4 << QByteArray("abcd") << true;
    QTest::newRow("too long") << Rule::MaximumLength << 4 << QByteArray("abcde") << false;
    QTest::newRow("two symbols") << Rule::Symbol << 2 << QByteArray("a!b?") << true;
    QTest::newRow("one symbol is not two") << Rule::Symbol << 2 << QByteArray("a!b") << false;
    QTest::newRow("two capitals") << Rule::UpperCase << 2 << QByteArray("aBcD") << true;
    QTest::newRow("three digits are not four") << Rule::Digit << 4 << QByteArray("123") << false;
    QTest::newRow("a byte that begins nothing counts")
        << Rule::MinimumLength << 3 << QByteArray("a\x80z") << true;
    QTest::newRow("a character cut off at the end does not")
        << Rule::MinimumLength << 2 << QByteArray("a\xf0\x9f") << false;
}

void TestPasswordRule::counting()
{
    QFETCH(Rule, rule);
    QFETCH(int, count);
    QFETCH(QByteArray, password);
    QFETCH(bool, met);
    QCOMPARE(PasswordRule({demand(rule, count)}).isMetBy(Secret{QByteArrayView(password)}), met);
}

void TestPasswordRule::unknownEditionGetsTheStrictest()
{
    const auto row = [](const QString &rule, const QString &edition, int count) {
        QJsonObject object = goodRow();
        object.insert(u"rule"_s, rule);
        object.insert(u"edition"_s, edition);
        object.insert(u"count"_s, count);
        return object;
    };
    const auto rules = PasswordRules::parse(
        table({row(u"minimum_length"_s, u"software"_s, 8), row(u"digit"_s, u"software"_s, 1),
               row(u"minimum_length"_s, u"cloud"_s, 12), row(u"maximum_length"_s, u"cloud"_s, 63),
               row(u"maximum_length"_s, u"appliance"_s, 32)}));
    QVERIFY2(rules, rules ? "" : qPrintable(rules.error()));
    const PasswordRule unknown = rules->of(Edition::Unknown);
    QCOMPARE(unknown.countOf(Rule::MinimumLength), 12);
    QCOMPARE(unknown.countOf(Rule::MaximumLength), 32);
    QCOMPARE(unknown.countOf(Rule::Digit), 1);
    QCOMPARE(rules->of(Edition::Software).countOf(Rule::MinimumLength), 8);
    QCOMPARE(rules->of(Edition::Software).countOf(Rule::MaximumLength), 0);
    QVERIFY(rules->of(Edition::Software).check({}).first().isDocumented);
}

void TestPasswordRule::brokenTables_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    const auto changed = [](const QString &name, const QJsonValue &value) {
        QJsonObject row = goodRow();
        row.insert(name, value);
        return table({goodRow(), row});
    };
    QTest::newRow("nothing") << QByteArray() << "no rows";
    QTest::newRow("not JSON") << QByteArray("rules: many") << "no rows";
    QTest::newRow("no rows") << table({}) << "no rows";
    QTest::newRow("a row that is no object") << table({goodRow(), 5}) << "unknown rule";
    QTest::newRow("an unknown rule") << changed(u"rule"_s, u"poem"_s) << "\"poem\"";
    QTest::newRow("an unknown edition") << changed(u"edition"_s, u"home"_s) << "edition";
    QTest::newRow("no number") << changed(u"count"_s, u"ten"_s) << "count";
    QTest::newRow("none of them") << changed(u"count"_s, 0) << "count";
    QTest::newRow("less than none") << changed(u"count"_s, -1) << "count";
    QTest::newRow("a mistyped basis") << changed(u"basis"_s, u"documentd"_s) << "basis";
    QTest::newRow("no source") << changed(u"source"_s, u""_s) << "source";
}

void TestPasswordRule::brokenTables()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);
    const auto parsed = PasswordRules::parse(json);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().contains(problem), qPrintable(parsed.error()));
}

QTEST_APPLESS_MAIN(TestPasswordRule)
#include "tst_passwordrule.moc"
