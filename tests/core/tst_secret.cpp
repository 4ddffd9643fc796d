// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/secret.h>

#include <QTest>

#include <type_traits>

using namespace lw;
using namespace Qt::StringLiterals;

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

/*! Bytes that are moved, compared and wiped, and never left behind. */
class TestSecret : public QObject
{
    Q_OBJECT
private slots:
    void moving();
    void movingOntoItself();
    void wiping();
    void wipedInPlace();
    void equality_data();
    void equality();
    void appendGrows();
    void appendNothing();
    void takingWipesTheSource();
    void takingLeavesSharedBytes();
    void cloneIsAnother();
    void textIsUtf8();
};

void TestSecret::moving()
{
    Secret first(QByteArrayView("secret"));
    Secret second(std::move(first));
    QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move)
    QCOMPARE(second.view().toByteArray(), QByteArray("secret"));
    Secret third(QByteArrayView("older"));
    third = std::move(second);
    QVERIFY(second.isEmpty()); // NOLINT(bugprone-use-after-move)
    QCOMPARE(third.view().toByteArray(), QByteArray("secret"));
}

void TestSecret::movingOntoItself()
{
    Secret secret(QByteArrayView("secret"));
    Secret &same = secret;
    secret = std::move(same);
    QCOMPARE(secret.view().toByteArray(), QByteArray("secret"));
}

void TestSecret::wiping()
{
    Secret secret(QByteArrayView("secret"));
    secret.wipe();
    QVERIFY(secret.isEmpty());
    QCOMPARE(secret.size(), 0);
    secret.wipe();
    secret.append("new");
    QCOMPARE(secret.view().toByteArray(), QByteArray("new"));
}

//! A wiped secret keeps its buffer, so what is left in it can be looked at.
void TestSecret::wipedInPlace()
{
    Secret secret(QByteArrayView("0123456789abcdef"));
    const char *bytes = secret.view().data();
    secret.wipe();
    secret.append("x"); // the buffer is in use again, and large enough to be the same
    QVERIFY(secret.view().data() == bytes);
    secret.append(QByteArray(15, '-'));
    QVERIFY(secret.view().data() == bytes);
    QCOMPARE(secret.view().toByteArray(), QByteArray("x---------------"));
}

void TestSecret::equality_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::newRow("the same") << QByteArray("secret") << QByteArray("secret");
    QTest::newRow("another last byte") << QByteArray("secret") << QByteArray("secreT");
    QTest::newRow("another first byte") << QByteArray("secret") << QByteArray("Secret");
    QTest::newRow("longer") << QByteArray("secret") << QByteArray("secrets");
    QTest::newRow("shorter") << QByteArray("secret") << QByteArray("secre");
    QTest::newRow("both empty") << QByteArray() << QByteArray();
    QTest::newRow("one empty") << QByteArray("x") << QByteArray();
    QTest::newRow("different behind a NUL") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3);
}

void TestSecret::equality()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    const Secret a{QByteArrayView(left)};
    const Secret b{QByteArrayView(right)};
    QCOMPARE(a == b, left == right);
    QCOMPARE(b == a, left == right);
}

void TestSecret::appendGrows()
{
    Secret secret;
    QByteArray expected;
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray part = QByteArray::number(i);
        secret.append(part);
        expected.append(part);
    }
    QCOMPARE(secret.size(), expected.size());
    QCOMPARE(secret.view().toByteArray(), expected);
}

void TestSecret::appendNothing()
{
    Secret secret;
    secret.append({});
    QVERIFY(secret.isEmpty());
    secret.append(QByteArrayView("a\0b", 3));
    secret.append({});
    QCOMPARE(secret.size(), 3);
}

void TestSecret::takingWipesTheSource()
{
    QByteArray source("secret of some length");
    const Secret secret = Secret::taking(std::move(source));
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move)
    QCOMPARE(secret.view().toByteArray(), QByteArray("secret of some length"));
}

void TestSecret::takingLeavesSharedBytes()
{
    QByteArray source("secret");
    const QByteArray kept = source;
    const Secret secret = Secret::taking(std::move(source));
    QCOMPARE(kept, QByteArray("secret"));
    QCOMPARE(secret.size(), 6);
}

void TestSecret::cloneIsAnother()
{
    Secret secret(QByteArrayView("secret"));
    const Secret copy = secret.clone();
    QVERIFY(copy == secret);
    QVERIFY(copy.view().data() != secret.view().data());
    secret.wipe();
    QCOMPARE(copy.view().toByteArray(), QByteArray("secret"));
}

void TestSecret::textIsUtf8()
{
    QCOMPARE(Secret::fromText(u"Zürich 😀"_s).view().toByteArray(), u"Zürich 😀"_s.toUtf8());
    QVERIFY(Secret::fromText({}).isEmpty());
    QCOMPARE(Secret::fromText(u"a"_s + QChar(0) + u"b"_s).size(), 3);
    QCOMPARE(Secret::fromText(u"x"_s.repeated(10'000)).size(), 10'000);
}

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
