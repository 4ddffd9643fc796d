// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/practicecontrol.h>
#include <sandbox/faultplan.h>

#include <QTest>

using namespace lw;
using namespace lw::Sandbox;
using namespace Qt::StringLiterals;

/*! Which faults are possible, and which request meets which. */
class TestFaultPlan : public QObject
{
    Q_OBJECT
private slots:
    void everyKindIsPossible();
    void impossibleFaultIsRefused_data();
    void impossibleFaultIsRefused();
    void faultMeetsItsCall_data();
    void faultMeetsItsCall();
    void faultIsUsedUp();
    void oldestFaultGoesFirst();
    void connectionFaultsWaitForConnections();
    void secondsComeFromTheValue();
};

void TestFaultPlan::everyKindIsPossible()
{
    const QStringList kinds = FaultPlan::kindWords();
    QCOMPARE(kinds.size(), 15);
    for (const QString &kind : kinds) {
        const bool needsValue = kind == "status-word"_L1;
        const PracticeFault fault{
            .call = u"*"_s, .kind = kind, .value = needsValue ? u"Asleep"_s : QString()};
        QVERIFY2(!FaultPlan::whyImpossible(fault), qPrintable(kind));
    }
}

void TestFaultPlan::impossibleFaultIsRefused_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("times");
    QTest::newRow("unknown kind") << u"*"_s << u"explode"_s << QString() << 1;
    QTest::newRow("empty kind") << u"*"_s << QString() << QString() << 1;
    QTest::newRow("never") << u"*"_s << u"delay"_s << QString() << 0;
    QTest::newRow("a negative number of times") << u"*"_s << u"delay"_s << QString() << -1;
    QTest::newRow("delay that is no number") << u"*"_s << u"delay"_s << u"soon"_s << 1;
    QTest::newRow("delay into the past") << u"*"_s << u"delay"_s << u"-1"_s << 1;
    QTest::newRow("delay without end") << u"*"_s << u"delay"_s << u"inf"_s << 1;
    QTest::newRow("delay of nan") << u"*"_s << u"delay"_s << u"nan"_s << 1;
    QTest::newRow("drip that is no number") << u"*"_s << u"drip"_s << u"x"_s << 1;
    QTest::newRow("huge that is not huge") << u"*"_s << u"huge"_s << u"1"_s << 1;
    QTest::newRow("huge beyond memory") << u"*"_s << u"huge"_s << u"100000"_s << 1;
    QTest::newRow("status word without word") << u"*"_s << u"status-word"_s << QString() << 1;
    QTest::newRow("status word where none is") << u"login"_s << u"status-word"_s << u"x"_s << 1;
    QTest::newRow("header injection") << u"*"_s << u"redirect"_s << u"https://a\r\nB: c"_s << 1;
    QTest::newRow("value of 10,000 characters")
        << u"*"_s << u"redirect"_s << QString(10'000, u'x') << 1;
}

void TestFaultPlan::impossibleFaultIsRefused()
{
    QFETCH(QString, call);
    QFETCH(QString, kind);
    QFETCH(QString, value);
    QFETCH(int, times);
    const auto problem =
        FaultPlan::whyImpossible({.call = call, .kind = kind, .value = value, .times = times});
    QVERIFY(problem);
    QVERIFY(!problem->isEmpty());
}

void TestFaultPlan::faultMeetsItsCall_data()
{
    QTest::addColumn<QString>("plannedCall");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("call");
    QTest::addColumn<bool>("isMet");
    const QString update = u"remotemanagement/update"_s;
    const QString status = u"remotemanagement/status"_s;
    QTest::newRow("its own call") << update << u"delay"_s << update << true;
    QTest::newRow("another call") << update << u"delay"_s << status << false;
    QTest::newRow("any call") << u"*"_s << u"delay"_s << status << true;
    QTest::newRow("an unknown call too") << u"*"_s << u"delay"_s << u"unknown"_s << true;
    QTest::newRow("status word at status") << u"*"_s << u"status-word"_s << status << true;
    QTest::newRow("status word waits for status") << u"*"_s << u"status-word"_s << update << false;
    QTest::newRow("certificate is no matter of calls")
        << u"*"_s << u"new-certificate"_s << update << false;
}

void TestFaultPlan::faultMeetsItsCall()
{
    QFETCH(QString, plannedCall);
    QFETCH(QString, kind);
    QFETCH(QString, call);
    FaultPlan plan;
    plan.add({.call = plannedCall, .kind = kind, .value = u"5"_s});
    QTEST(plan.takeForRequest(call).has_value(), "isMet");
}

void TestFaultPlan::faultIsUsedUp()
{
    FaultPlan plan;
    plan.add({.call = u"*"_s, .kind = u"reset"_s, .times = 2});
    QVERIFY(plan.takeForRequest(u"login"_s));
    QCOMPARE(plan.waiting(), 1);
    QVERIFY(plan.takeForRequest(u"logout"_s));
    QCOMPARE(plan.waiting(), 0);
    QVERIFY(!plan.takeForRequest(u"login"_s));
}

void TestFaultPlan::oldestFaultGoesFirst()
{
    FaultPlan plan;
    plan.add({.call = u"logout"_s, .kind = u"delay"_s});
    plan.add({.call = u"*"_s, .kind = u"huge"_s});
    plan.add({.call = u"login"_s, .kind = u"reset"_s});
    QCOMPARE(plan.takeForRequest(u"login"_s)->kind, FaultKind::Huge);
    QCOMPARE(plan.takeForRequest(u"login"_s)->kind, FaultKind::Reset);
    plan.clear();
    QVERIFY(!plan.takeForRequest(u"logout"_s));
}

void TestFaultPlan::connectionFaultsWaitForConnections()
{
    for (const QString &kind : {u"new-certificate"_s, u"expired-certificate"_s, u"old-tls"_s}) {
        FaultPlan plan;
        plan.add({.call = u"*"_s, .kind = u"delay"_s});
        const PracticeFault fault{.call = u"*"_s, .kind = kind};
        plan.add(fault);
        QVERIFY(FaultPlan::changesConnections(fault));
        QVERIFY(plan.takeForConnection());
        QVERIFY(!plan.takeForConnection());
        QCOMPARE(plan.waiting(), 1);
    }
    QVERIFY(!FaultPlan::changesConnections({.call = u"*"_s, .kind = u"reset"_s}));
}

void TestFaultPlan::secondsComeFromTheValue()
{
    using namespace std::chrono_literals;
    QCOMPARE(Fault{.value = u"0.25"_s}.seconds(5), 250ms);
    QCOMPARE(Fault{}.seconds(5), 5000ms);
}

QTEST_APPLESS_MAIN(TestFaultPlan)
#include "tst_faultplan.moc"
