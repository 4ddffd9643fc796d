// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fakes.h"

#include <sandbox/operationlog.h>

#include <QTest>

using namespace lw::Sandbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/*! The log's order, its filters and its end. */
class TestOperationLog : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void filtersNarrow_data();
    void filtersNarrow();
    void oldestGoesWhenThereAreTooMany();

private:
    OperationLog m_log;
};

void TestOperationLog::init()
{
    m_log = {};
    FixedClock clock;
    for (const QString &user : {u"admin"_s, u"operator"_s, u"admin"_s}) {
        const QString module = m_log.size() == 2 ? u"Extension"_s : u"Login"_s;
        m_log.add({.time = clock.now(), .user = user, .module = module});
        clock.advance(1min);
    }
}

void TestOperationLog::filtersNarrow_data()
{
    QTest::addColumn<QList<int>>("bounds"); // seconds from the first operation; -1: none
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("module");
    QTest::addColumn<QList<int>>("found"); // the same
    const QList<int> all{-1, -1};
    QTest::newRow("newest first") << all << QString() << QString() << QList<int>{120, 60, 0};
    QTest::newRow("from a time on")
        << QList<int>{60, -1} << QString() << QString() << QList<int>{120, 60};
    QTest::newRow("up to a time") << QList<int>{-1, 60} << QString() << QString()
                                  << QList<int>{60, 0};
    QTest::newRow("between") << QList<int>{1, 119} << QString() << QString() << QList<int>{60};
    QTest::newRow("of a user in any case") << all << u"Admin"_s << QString() << QList<int>{120, 0};
    QTest::newRow("part of a name is nobody") << all << u"adm"_s << QString() << QList<int>{};
    QTest::newRow("of a module") << all << QString() << u"login"_s << QList<int>{60, 0};
    QTest::newRow("all at once") << QList<int>{0, 0} << u"admin"_s << u"Login"_s << QList<int>{0};
}

void TestOperationLog::filtersNarrow()
{
    QFETCH(QList<int>, bounds);
    QFETCH(QString, user);
    QFETCH(QString, module);
    const qint64 start = FixedClock().now().toSecsSinceEpoch();
    OperationLog::Filter filter;
    if (bounds.first() >= 0)
        filter.from = start + bounds.first();
    if (bounds.last() >= 0)
        filter.to = start + bounds.last();
    if (!user.isEmpty())
        filter.user = user;
    if (!module.isEmpty())
        filter.module = module;
    QList<int> found;
    const QList<Operation> operations = m_log.matching(filter);
    for (const Operation &operation : operations)
        found.append(static_cast<int>(operation.time.toSecsSinceEpoch() - start));
    QTEST(found, "found");
}

void TestOperationLog::oldestGoesWhenThereAreTooMany()
{
    for (int i = 0; i < 10'000; ++i)
        m_log.add({.time = FixedClock().now(), .user = u"robot"_s});
    QCOMPARE(m_log.size(), 10'000);
    QVERIFY(m_log.matching({.user = u"admin"_s}).isEmpty());
}

QTEST_APPLESS_MAIN(TestOperationLog)
#include "tst_operationlog.moc"
