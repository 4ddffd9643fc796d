// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/requestqueue.h>

#include <QTest>

using namespace lw;
using Cause = HttpRequest::Cause;

namespace {

void add(RequestQueue &queue, quint64 id, Cause cause)
{
    HttpRequest request;
    request.cause = cause;
    queue.add({id, std::move(request), {}});
}

quint64 started(RequestQueue &queue, Cause cause)
{
    const auto next = queue.start(cause);
    return next ? next->id : 0;
}

} // namespace

/*! Whose turn it is. 0 stands for nobody's. */
class TestRequestQueue : public QObject
{
    Q_OBJECT
private slots:
    void oneAfterTheOther();
    void personPassesTimers();
    void timerWaitsForEverything();
    void removedIsNeverStarted();
    void takenIsEmpty();
};

void TestRequestQueue::oneAfterTheOther()
{
    RequestQueue queue;
    add(queue, 1, Cause::Person);
    add(queue, 2, Cause::Person);
    QCOMPARE(started(queue, Cause::Timer), 0U);
    QCOMPARE(started(queue, Cause::Person), 1U);
    QCOMPARE(started(queue, Cause::Person), 0U);
    queue.finish(1);
    QCOMPARE(started(queue, Cause::Person), 2U);
    queue.finish(2);
    QCOMPARE(started(queue, Cause::Person), 0U);
}

void TestRequestQueue::personPassesTimers()
{
    RequestQueue queue;
    add(queue, 1, Cause::Timer);
    add(queue, 2, Cause::Timer);
    QCOMPARE(started(queue, Cause::Timer), 1U);
    add(queue, 3, Cause::Person);
    QCOMPARE(started(queue, Cause::Person), 3U);
}

void TestRequestQueue::timerWaitsForEverything()
{
    RequestQueue queue;
    add(queue, 1, Cause::Timer);
    add(queue, 2, Cause::Person);
    QVERIFY(!queue.isStartable(Cause::Timer)); // a person waits
    QCOMPARE(started(queue, Cause::Person), 2U);
    QVERIFY(!queue.isStartable(Cause::Timer)); // a person's runs
    queue.finish(2);
    QVERIFY(queue.isStartable(Cause::Timer));
    QCOMPARE(started(queue, Cause::Timer), 1U);
    add(queue, 3, Cause::Timer);
    QVERIFY(!queue.isStartable(Cause::Timer)); // another timer's runs
}

void TestRequestQueue::removedIsNeverStarted()
{
    RequestQueue queue;
    add(queue, 1, Cause::Person);
    add(queue, 2, Cause::Person);
    QVERIFY(queue.remove(1));
    QVERIFY(!queue.remove(1));
    QCOMPARE(started(queue, Cause::Person), 2U);
    QVERIFY(!queue.remove(2)); // it runs
}

void TestRequestQueue::takenIsEmpty()
{
    RequestQueue queue;
    add(queue, 1, Cause::Person);
    add(queue, 2, Cause::Timer);
    QCOMPARE(queue.takeWaiting().size(), 2U);
    QVERIFY(!queue.isStartable(Cause::Person));
    QVERIFY(!queue.isStartable(Cause::Timer));
}

QTEST_GUILESS_MAIN(TestRequestQueue)
#include "tst_requestqueue.moc"
