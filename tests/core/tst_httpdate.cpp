// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/httpdate.h>

#include <QTest>
#include <QTimeZone>

#include <ctime>

using namespace lw;

/*! The one date form of HTTP/1.1, whatever the workstation's zone. */
class TestHttpDate : public QObject
{
    Q_OBJECT
private slots:
    void knownDate();
    void roundTrip_data();
    void roundTrip();
    void otherForms_data();
    void otherForms();
    void localZoneHasNoSay();
};

void TestHttpDate::knownDate()
{
    const auto time = parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT");
    QVERIFY(time.has_value());
    QCOMPARE(time->toSecsSinceEpoch(), 784'111'777);
    QCOMPARE(time->timeSpec(), Qt::UTC);
    QCOMPARE(parseHttpDate(" Sun, 06 Nov 1994 08:49:37 GMT ")->toSecsSinceEpoch(), 784'111'777);
}

void TestHttpDate::roundTrip_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("the epoch") << qint64(0) << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT");
    QTest::newRow("a leap day") << qint64(1'709'164'800)
                                << QByteArray("Thu, 29 Feb 2024 00:00:00 GMT");
    QTest::newRow("the last second of a year")
        << qint64(1'767'225'599) << QByteArray("Wed, 31 Dec 2025 23:59:59 GMT");
    QTest::newRow("after 2038") << qint64(2'208'988'800)
                                << QByteArray("Sun, 01 Jan 2040 00:00:00 GMT");
}

void TestHttpDate::roundTrip()
{
    QFETCH(qint64, seconds);
    QFETCH(QByteArray, text);
    QCOMPARE(formatHttpDate(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC)), text);
    const auto time = parseHttpDate(text);
    QVERIFY(time.has_value());
    QCOMPARE(time->toSecsSinceEpoch(), seconds);
}

void TestHttpDate::otherForms_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT");
    QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994");
    QTest::newRow("another zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 CET");
    QTest::newRow("a numeric zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 +0000");
    QTest::newRow("no zone") << QByteArray("Sun, 06 Nov 1994 08:49:37");
    QTest::newRow("two digits of a year") << QByteArray("Sun, 06 Nov 94 08:49:37 GMT");
    QTest::newRow("a day that does not exist") << QByteArray("Thu, 30 Feb 2023 08:49:37 GMT");
    QTest::newRow("an hour that does not exist") << QByteArray("Sun, 06 Nov 1994 24:49:37 GMT");
    QTest::newRow("ISO 8601") << QByteArray("1994-11-06T08:49:37Z");
    QTest::newRow("a number") << QByteArray("784111777");
    QTest::newRow("a month in German") << QByteArray("Son, 06 Dez 1994 08:49:37 GMT");
    QTest::newRow("text behind it") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT; and more");
    QTest::newRow("bytes that are no text") << QByteArray("\xff\xfe\x00\x01", 4);
    QTest::newRow("10,000 letters") << QByteArray(10'000, 'x');
}

void TestHttpDate::otherForms()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseHttpDate(text));
}

//! In Berlin there was no 02:30 on that morning; in GMT there was.
void TestHttpDate::localZoneHasNoSay()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Europe/Berlin");
#ifdef Q_OS_UNIX
    tzset();
#endif
    const auto time = parseHttpDate("Sun, 30 Mar 2025 02:30:00 GMT");
    const QByteArray text =
        formatHttpDate(QDateTime::fromSecsSinceEpoch(1'743'301'800, Qt::UTC).toLocalTime());
    qputenv("TZ", before);
#ifdef Q_OS_UNIX
    tzset();
#endif
    QVERIFY(time.has_value());
    QCOMPARE(time->toSecsSinceEpoch(), 1'743'301'800);
    QCOMPARE(text, QByteArray("Sun, 30 Mar 2025 02:30:00 GMT"));
}

QTEST_APPLESS_MAIN(TestHttpDate)
#include "tst_httpdate.moc"
