// SPDX-License-Identifier: GPL-3.0-or-later
#include <net/inflightlimit.h>

#include <QTest>

#include <list>

using namespace lw;
using Cause = HttpRequest::Cause;

namespace {

/*! Takes slots and remembers in which order they came. */
struct Taker
{
    explicit Taker(int most) : limit(most) {}

    void take(QObject *owner, int number, Cause cause = Cause::Person)
    {
        limit.take(owner, cause, [this, number](InFlightLimit::Slot slot) {
            order.append(number);
            slots_.push_back(std::move(slot));
        });
    }

    InFlightLimit limit;
    QList<int> order;
    std::list<InFlightLimit::Slot> slots_;
};

} // namespace

/*! How many at once, and who is next. */
class TestInFlightLimit : public QObject
{
    Q_OBJECT
private slots:
    void freeSlotsAreGivenAtOnce();
    void waitersComeInTurnPersonsFirst();
    void deadWaitersArePassedOver();
    void slotOnItsWayToADeadOwnerComesBack();
    void slotMayOutliveTheLimit();
};

void TestInFlightLimit::freeSlotsAreGivenAtOnce()
{
    QObject owner;
    Taker taker(2);
    for (int i = 1; i <= 3; ++i)
        taker.take(&owner, i);
    QCOMPARE(taker.order, QList({1, 2}));
    taker.slots_.pop_front();
    QCOMPARE(taker.order, QList({1, 2})); // from the event loop
    QTRY_COMPARE(taker.order, QList({1, 2, 3}));
    taker.slots_.clear();
    taker.take(&owner, 4);
    taker.take(&owner, 5);
    taker.take(&owner, 6);
    QCOMPARE(taker.order, QList({1, 2, 3, 4, 5}));
}

void TestInFlightLimit::waitersComeInTurnPersonsFirst()
{
    QObject owner;
    Taker taker(1);
    taker.take(&owner, 1);
    taker.take(&owner, 2, Cause::Timer);
    taker.take(&owner, 3, Cause::Timer);
    taker.take(&owner, 4, Cause::Person);
    for (int i = 2; i <= 4; ++i) {
        taker.slots_.pop_front();
        QTRY_COMPARE(taker.order.size(), i);
    }
    QCOMPARE(taker.order, QList({1, 4, 2, 3}));
}

void TestInFlightLimit::deadWaitersArePassedOver()
{
    QObject owner;
    auto mortal = std::make_unique<QObject>();
    Taker taker(1);
    taker.take(&owner, 1);
    taker.take(mortal.get(), 2);
    taker.take(&owner, 3);
    mortal.reset();
    taker.slots_.pop_front();
    QTRY_COMPARE(taker.order, QList({1, 3}));
}

void TestInFlightLimit::slotOnItsWayToADeadOwnerComesBack()
{
    QObject owner;
    auto mortal = std::make_unique<QObject>();
    Taker taker(1);
    taker.take(&owner, 1);
    taker.take(mortal.get(), 2);
    taker.take(&owner, 3);
    taker.slots_.pop_front();
    mortal.reset(); // its slot is in the event loop
    QTRY_COMPARE(taker.order, QList({1, 3}));
}

void TestInFlightLimit::slotMayOutliveTheLimit()
{
    QObject owner;
    std::list<InFlightLimit::Slot> kept;
    {
        InFlightLimit limit(1);
        limit.take(&owner, Cause::Person,
                   [&](InFlightLimit::Slot slot) { kept.push_back(std::move(slot)); });
    }
    QCOMPARE(kept.size(), 1U);
    kept.clear();
}

QTEST_GUILESS_MAIN(TestInFlightLimit)
#include "tst_inflightlimit.moc"
