// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/secretjson.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lw;
using namespace Qt::StringLiterals;

/*! Our own JSON writer against Qt's reader. */
class TestSecretJson : public QObject
{
    Q_OBJECT
private slots:
    void hostileStrings_data();
    void hostileStrings();
    void values_data();
    void values();
    void order();
    void empty();
};

void TestSecretJson::hostileStrings_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"password"_s;
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("a quote") << u"pass\"word"_s;
    QTest::newRow("only quotes") << u"\"\"\""_s;
    QTest::newRow("a backslash") << u"pass\\word"_s;
    QTest::newRow("a backslash last") << u"password\\"_s;
    QTest::newRow("a quote behind a backslash") << u"\\\""_s;
    QTest::newRow("an escape that is none") << u"\\u0041 \\n"_s;
    QTest::newRow("JSON inside") << u"\",\"role\":\"super_admin"_s;
    QTest::newRow("line ends") << u"a\r\nb\tc"_s;
    QTest::newRow("a NUL") << u"a"_s + QChar(0) + u"b"_s;
    QTest::newRow("DEL") << u"a\u007fb"_s;
    QTest::newRow("line separators of Unicode") << u"a\u2028b\u2029c"_s;
    QTest::newRow("an emoji") << u"😀🇨🇭"_s;
    QTest::newRow("right to left") << u"\u202eعربي"_s;
    QTest::newRow("the highest character") << QString::fromUcs4(U"\U0010ffff", 1);
    QTest::newRow("10,000 quotes") << u"\""_s.repeated(10'000);
    QString controls;
    for (char16_t c = 0; c < 0x20; ++c)
        controls.append(QChar(c));
    QTest::newRow("every control character") << controls;
}

void TestSecretJson::hostileStrings()
{
    QFETCH(QString, text);
    SecretJson json;
    json.add(text, Secret::fromText(text));
    json.add(u"second"_s, QJsonValue(text));
    const Secret finished = std::move(json).finish();
    // RFC 8259 wants control characters escaped; Qt's reader would let them pass.
    for (const char c : finished.view())
        QVERIFY(static_cast<unsigned char>(c) >= 0x20);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(finished.view().toByteArray(), &error);
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(document.object().size(), 2);
    QCOMPARE(document.object().value(text).toString(), text);
    QCOMPARE(document.object().value(u"second"_s).toString(), text);
}

void TestSecretJson::values_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("zero") << QJsonValue(0) << QByteArray("0");
    QTest::newRow("one") << QJsonValue(1) << QByteArray("1");
    QTest::newRow("a large number")
        << QJsonValue(qint64(9'007'199'254'740'991)) << QByteArray("9007199254740991");
    QTest::newRow("true") << QJsonValue(true) << QByteArray("true");
    QTest::newRow("null") << QJsonValue(QJsonValue::Null) << QByteArray("null");
    QTest::newRow("a list") << QJsonValue(QJsonArray{1, 2}) << QByteArray("[1,2]");
    QTest::newRow("text") << QJsonValue(u"x"_s) << QByteArray("\"x\"");
}

void TestSecretJson::values()
{
    QFETCH(QJsonValue, value);
    QFETCH(QByteArray, json);
    SecretJson writer;
    writer.add(u"name"_s, value);
    QCOMPARE(std::move(writer).finish().view().toByteArray(), "{\"name\":" + json + "}");
}

void TestSecretJson::order()
{
    SecretJson json;
    json.add(u"z"_s, Secret(QByteArrayView("1")));
    json.add(u"a"_s, QJsonValue(2));
    QCOMPARE(std::move(json).finish().view().toByteArray(), QByteArray(R"({"z":"1","a":2})"));
}

void TestSecretJson::empty()
{
    QCOMPARE(SecretJson().finish().view().toByteArray(), QByteArray("{}"));
}

QTEST_APPLESS_MAIN(TestSecretJson)
#include "tst_secretjson.moc"
