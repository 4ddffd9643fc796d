// SPDX-License-Identifier: GPL-3.0-or-later
#include <api/rowid.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <limits>

using namespace lw;
using namespace Qt::StringLiterals;

/*! What a PBX calls a row comes back as it was. */
class TestRowId : public QObject
{
    Q_OBJECT
private slots:
    void roundTrip_data();
    void roundTrip();
    void noId_data();
    void noId();
    void differentIdsStayDifferent();
};

void TestRowId::roundTrip_data()
{
    QTest::addColumn<QJsonValue>("wire");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("inQuery");
    const auto row = [](const char *name, const QJsonValue &wire, const QString &id,
                        const QString &inQuery) { QTest::newRow(name) << wire << id << inQuery; };
    row("a number", 7, u"7"_s, u"7"_s);
    row("zero", 0, u"0"_s, u"0"_s);
    row("the largest number", std::numeric_limits<qint64>::max(), u"9223372036854775807"_s,
        u"9223372036854775807"_s);
    row("a text", u"ext-7"_s, u"ext-7"_s, u"ext-7"_s);
    row("a text that looks like a number", u"7"_s, u"\"7\""_s, u"7"_s);
    row("leading zeros", u"007"_s, u"\"007\""_s, u"007"_s);
    row("a number of sixteen digits", qint64(1'000'000'000'000'001), u"1000000000000001"_s,
        u"1000000000000001"_s);
    row("a number that a double cannot hold", qint64(9'007'199'254'740'993), u"9007199254740993"_s,
        u"9007199254740993"_s);
    row("a large number as text", u"9007199254740993"_s, u"\"9007199254740993\""_s,
        u"9007199254740993"_s);
    row("more digits than a number can have", u"12345678901234567890"_s, u"12345678901234567890"_s,
        u"12345678901234567890"_s);
    row("a negative number as text", u"-7"_s, u"-7"_s, u"-7"_s);
    row("digits of another script", u"٧"_s, u"٧"_s, u"٧"_s);
    row("a number in quotation marks of its own", u"\"7\""_s, u"\"\"7\"\""_s, u"\"7\""_s);
    row("and again", u"\"\"7\"\""_s, u"\"\"\"7\"\"\""_s, u"\"\"7\"\""_s);
    row("a quoted text", u"\"x\""_s, u"\"x\""_s, u"\"x\""_s);
    row("two quotation marks", u"\"\""_s, u"\"\""_s, u"\"\""_s);
    row("one quotation mark", u"\""_s, u"\""_s, u"\""_s);
    row("blanks", u" 7 "_s, u" 7 "_s, u" 7 "_s);
}

void TestRowId::roundTrip()
{
    QFETCH(QJsonValue, wire);
    QFETCH(QString, id);
    QFETCH(QString, inQuery);
    QCOMPARE(rowIdOf(wire), id);
    QCOMPARE(rowIdValue(id), wire);
    QCOMPARE(rowIdText(id), inQuery);
}

void TestRowId::noId_data()
{
    QTest::addColumn<QJsonValue>("wire");
    QTest::newRow("nothing") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("null") << QJsonValue();
    QTest::newRow("an empty text") << QJsonValue(u""_s);
    QTest::newRow("a truth value") << QJsonValue(true);
    QTest::newRow("a fraction") << QJsonValue(1.5);
    QTest::newRow("a negative number") << QJsonValue(-1);
    QTest::newRow("a number that is not exact") << QJsonValue(9223372036854775808.0);
    QTest::newRow("a huge number") << QJsonValue(1e300);
    QTest::newRow("a list") << QJsonValue(QJsonArray{1});
    QTest::newRow("an object") << QJsonValue(QJsonObject{{u"id"_s, 1}});
}

void TestRowId::noId()
{
    QFETCH(QJsonValue, wire);
    QVERIFY(rowIdOf(wire).isEmpty());
}

void TestRowId::differentIdsStayDifferent()
{
    const QList<QJsonValue> wire{7, u"7"_s, u"\"7\""_s, u"\"\"7\"\""_s, u"07"_s, u"7 "_s, 70};
    QSet<QString> ids;
    for (const QJsonValue &value : wire)
        ids.insert(rowIdOf(value));
    QCOMPARE(ids.size(), wire.size());
}

QTEST_GUILESS_MAIN(TestRowId)
#include "tst_rowid.moc"
