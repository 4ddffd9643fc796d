// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/bodydevice.h>

#include <QTest>

using namespace lw;

/*! Readable once, and honest about it. */
class TestBodyDevice : public QObject
{
    Q_OBJECT
private slots:
    void readOnceInPieces();
    void cannotBeRewound();
    void emptyBody();
};

void TestBodyDevice::readOnceInPieces()
{
    BodyDevice body(Secret("abcdef"));
    QVERIFY(body.isOpen());
    QVERIFY(body.isSequential());
    QVERIFY(body.hasContent());
    QVERIFY(!body.wasRead());
    QCOMPARE(body.bytesAvailable(), 6);
    QCOMPARE(body.read(4), "abcd");
    QVERIFY(body.wasRead());
    QVERIFY(!body.atEnd());
    QCOMPARE(body.read(4), "ef");
    QVERIFY(body.atEnd());
    QVERIFY(body.hasContent());
    char rest = 0;
    QCOMPARE(body.read(&rest, 1), -1);
}

void TestBodyDevice::cannotBeRewound()
{
    BodyDevice body(Secret("abc"));
    QCOMPARE(body.read(2), "ab");
    QVERIFY(!body.reset());
    QCOMPARE(body.read(2), "c");
    QVERIFY(!body.isWritable());
}

void TestBodyDevice::emptyBody()
{
    BodyDevice body{Secret()};
    QVERIFY(!body.hasContent());
    QVERIFY(body.atEnd());
    QCOMPARE(body.bytesAvailable(), 0);
    QCOMPARE(body.readAll(), "");
    QVERIFY(!body.wasRead());
}

QTEST_GUILESS_MAIN(TestBodyDevice)
#include "tst_bodydevice.moc"
