// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/pending.h>
#include <core/secret.h>

#include <QTest>

using namespace lw;
using Kind = ApiError::Kind;

/*! The promises of Pending<T>: one answer, from the event loop, for a living context. */
class TestPending : public QObject
{
    Q_OBJECT
private slots:
    void answersOnceAndLater();
    void answerBeforeThenIsKept();
    void abortAnswersCancelledAndStopsTheWork();
    void destroyingIsSilentAndStopsTheWork();
    void deadContextIsNotCalled();
    void handlerMayDeleteTheParent();
    void moveOnlyResultsAndHandlers();
    void transformedAnswers();
    void abortingTransformedStopsTheSource();
};

void TestPending::answersOnceAndLater()
{
    QObject parent;
    int calls = 0;
    int value = 0;
    auto *pending = new Pending<int>(&parent);
    pending->then(&parent, [&](Result<int> result) {
        ++calls;
        value = result.value();
    });
    pending->settle(1);
    pending->settle(2);
    QCOMPARE(calls, 0);
    QTRY_COMPARE(calls, 1);
    QCOMPARE(value, 1);
    QTRY_VERIFY(parent.children().isEmpty());
    QCOMPARE(calls, 1);
}

void TestPending::answerBeforeThenIsKept()
{
    QObject parent;
    auto *pending = new Pending<int>(&parent);
    pending->settle(7);
    QCoreApplication::sendPostedEvents();
    int value = 0;
    pending->then(&parent, [&](Result<int> result) { value = result.value(); });
    QCOMPARE(value, 0);
    QTRY_COMPARE(value, 7);
}

void TestPending::abortAnswersCancelledAndStopsTheWork()
{
    QObject parent;
    int stops = 0;
    std::optional<Kind> kind;
    auto *pending = new Pending<int>(&parent, [&] { ++stops; });
    pending->then(&parent, [&](Result<int> result) { kind = result.error().kind; });
    pending->abort();
    QCOMPARE(stops, 1);
    QVERIFY(!kind);
    QTRY_VERIFY(kind.has_value());
    QCOMPARE(*kind, Kind::Cancelled);
    QTRY_VERIFY(parent.children().isEmpty());
    QCOMPARE(stops, 1);
}

void TestPending::destroyingIsSilentAndStopsTheWork()
{
    QObject parent;
    int stops = 0;
    bool wasCalled = false;
    auto *pending = new Pending<int>(&parent, [&] { ++stops; });
    pending->then(&parent, [&](Result<int>) { wasCalled = true; });
    delete pending;
    QCOMPARE(stops, 1);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!wasCalled);
}

void TestPending::deadContextIsNotCalled()
{
    QObject parent;
    int stops = 0;
    bool wasCalled = false;
    auto context = std::make_unique<QObject>();
    auto *pending = new Pending<int>(&parent, [&] { ++stops; });
    pending->then(context.get(), [&](Result<int>) { wasCalled = true; });
    context.reset();
    QTRY_VERIFY(parent.children().isEmpty());
    QCOMPARE(stops, 1);
    QVERIFY(!wasCalled);
}

void TestPending::handlerMayDeleteTheParent()
{
    auto *parent = new QObject;
    QObject context;
    bool wasCalled = false;
    auto *pending = new Pending<int>(parent);
    pending->then(&context, [&](Result<int>) {
        delete parent;
        wasCalled = true;
    });
    pending->settle(1);
    QTRY_VERIFY(wasCalled);
}

void TestPending::moveOnlyResultsAndHandlers()
{
    QObject parent;
    Secret owned = Secret::fromText(QStringLiteral("typed"));
    Secret received;
    auto *pending = new Pending<Secret>(&parent);
    pending->then(&parent, [&received, owned = std::move(owned)](Result<Secret> result) {
        QCOMPARE(owned.size(), 5);
        received = std::move(*result);
    });
    pending->settle(Secret::fromText(QStringLiteral("cookie")));
    QTRY_COMPARE(received.size(), 6);
}

void TestPending::transformedAnswers()
{
    QObject parent;
    auto *source = new Pending<int>(&parent);
    auto *target = transformed<QString>(
        source, [](Result<int> result) -> Result<QString> { return QString::number(*result); });
    QString text;
    target->then(&parent, [&](Result<QString> result) { text = *result; });
    source->settle(42);
    QTRY_COMPARE(text, QStringLiteral("42"));
    QTRY_VERIFY(parent.children().isEmpty());
}

void TestPending::abortingTransformedStopsTheSource()
{
    QObject parent;
    int stops = 0;
    std::optional<Kind> kind;
    auto *source = new Pending<int>(&parent, [&] { ++stops; });
    auto *target = transformed<int>(source, [](Result<int> result) { return result; });
    target->then(&parent, [&](Result<int> result) { kind = result.error().kind; });
    target->abort();
    QCOMPARE(stops, 1);
    QTRY_VERIFY(kind.has_value());
    QCOMPARE(*kind, Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestPending)
#include "tst_pending.moc"
