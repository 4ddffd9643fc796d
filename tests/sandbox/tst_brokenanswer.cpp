// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/brokenanswer.h>

#include <QTest>

using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Answers with wrong types, and answers that are too large. */
class TestBrokenAnswer : public QObject
{
    Q_OBJECT
private slots:
    void typesAreWrong_data();
    void typesAreWrong();
    void paddingWeighsWhatWasAsked();
};

void TestBrokenAnswer::typesAreWrong_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("everything but the envelope")
        << QByteArray(R"({"errcode":0,"errmsg":"S","status":{"state":"Connected","since":5}})")
        << QString()
        << QByteArray(
               R"({"errcode":0,"errmsg":"S","status":{"since":{"value":5},"state":["Connected"]}})");
    QTest::newRow("the envelope where there is nothing else")
        << QByteArray(R"({"errcode":0,"errmsg":"S"})") << QString()
        << QByteArray(R"({"errcode":{"value":0},"errmsg":["S"]})");
    QTest::newRow("one field inside")
        << QByteArray(R"({"errcode":0,"errmsg":"S","status":{"state":"Connected","since":5}})")
        << u"since"_s
        << QByteArray(
               R"({"errcode":0,"errmsg":"S","status":{"since":{"value":5},"state":"Connected"}})");
    QTest::newRow("a whole object")
        << QByteArray(R"({"errcode":0,"errmsg":"S","status":{"state":"Connected"}})") << u"status"_s
        << QByteArray(R"({"errcode":0,"errmsg":"S","status":"practice"})");
    QTest::newRow("a field that is not there")
        << QByteArray(R"({"errcode":0,"errmsg":"S"})") << u"x"_s
        << QByteArray(R"({"errcode":0,"errmsg":"S"})");
}

void TestBrokenAnswer::typesAreWrong()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, field);
    const QJsonObject given = QJsonDocument::fromJson(answer).object();
    QTEST(bytesOf(withWrongTypes(given, field)), "expected");
}

void TestBrokenAnswer::paddingWeighsWhatWasAsked()
{
    const QJsonObject answer{{u"errcode"_s, 0}};
    const QJsonObject padded = withPadding(answer, 5);
    QVERIFY(bytesOf(padded).size() > 5 * 1024 * 1024);
    QCOMPARE(padded.value("errcode"_L1), QJsonValue(0));
    const QByteArray page = withPadding(QByteArray("<p>"), 5);
    QVERIFY(page.startsWith("<p>") && page.size() > 5 * 1024 * 1024);
}

QTEST_APPLESS_MAIN(TestBrokenAnswer)
#include "tst_brokenanswer.moc"
