// SPDX-License-Identifier: GPL-3.0-or-later
#include "deletionrows.h"

#include <session/trusteddevicesmodel.h>

#include <QSignalSpy>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ApiError::Kind)

namespace {

enum class Current { No, Yes };

QJsonObject device(int id, Current current = Current::No)
{
    return {{u"id"_s, id},
            {u"name"_s, u"PC %1"_s.arg(id)},
            {u"ip"_s, u"192.0.2.%1"_s.arg(id % 256)},
            {u"added_time"_s, 1'800'000'000},
            {u"last_used_time"_s, 1'800'000'120},
            {u"current"_s, current == Current::Yes ? 1 : 0}};
}

FakeAnswer devices(const QJsonArray &rows)
{
    return listAnswer(u"trusted_device_list"_s, rows, int(rows.size()));
}

} // namespace

/*! The list of devices that need no second factor. */
class TestTrustedDevicesModel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void loaded();
    void severalPages();
    void unreadable_data();
    void unreadable();
    void removed_data();
    void removed();
    void removedButUnreadable_data();
    void removedButUnreadable();
    void removeOthers();
    void nothingToRemove();
    void oneThingAtATime();
    void forgotten_data();
    void forgotten();
    void keptOverAnExpiry();
    void lateAnswerOfAnotherAccount();
    void lockedOutWhileLoading();
    void cutOff();
    void destroyedFromTheSignal();

private:
    PbxSession &session() { return m_fixture->session; }
    FakeServer &server() { return m_fixture->server; }
    QStringList ids() const
    {
        QStringList found;
        for (const TrustedDevice &device : m_model->devices())
            found.append(device.id);
        return found;
    }
    void load()
    {
        m_model->load();
        AccountFixture::turn();
    }
    void remove(const QStringList &what)
    {
        m_model->remove(what);
        AccountFixture::turn();
    }
    std::unique_ptr<AccountFixture> m_fixture;
    std::unique_ptr<TrustedDevicesModel> m_model;
};

void TestTrustedDevicesModel::init()
{
    m_fixture = std::make_unique<AccountFixture>();
    m_fixture->signIn();
    m_model = std::make_unique<TrustedDevicesModel>(session());
    server().always(kDevicesCall, devices({device(1), device(2, Current::Yes), device(3)}));
    server().always(kDeleteDevicesCall, FakeAnswer::done());
}

void TestTrustedDevicesModel::cleanup()
{
    m_model.reset();
    m_fixture.reset();
}

void TestTrustedDevicesModel::loaded()
{
    QVERIFY(!m_model->isLoaded());
    m_model->load();
    QVERIFY(m_model->isBusy());
    AccountFixture::turn();
    QVERIFY(m_model->isLoaded() && !m_model->isBusy() && !m_model->error());
    QCOMPARE(ids(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    const TrustedDevice &second = m_model->devices()[1];
    QVERIFY(second.isCurrent && !m_model->devices()[0].isCurrent);
    QCOMPARE(second.name, u"PC 2"_s);
    QCOMPARE(second.address, u"192.0.2.2"_s);
    QCOMPARE(second.added, QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC));
    QCOMPARE(second.lastUsed, QDateTime::fromSecsSinceEpoch(1'800'000'120, Qt::UTC));
    QCOMPARE(m_model->outcome(), ChangeOutcome::None);
}

void TestTrustedDevicesModel::severalPages()
{
    QJsonArray first;
    for (int id = 1; id <= 100; ++id)
        first.append(device(id));
    server().next(kDevicesCall, listAnswer(u"trusted_device_list"_s, first, 101));
    server().next(kDevicesCall, listAnswer(u"trusted_device_list"_s, {device(101)}, 101));
    load();
    QCOMPARE(m_model->devices().size(), 101);
    QCOMPARE(server().count(kDevicesCall), 2);
    QCOMPARE(server().last(kDevicesCall).query, u"page=2&page_size=100"_s);
}

void TestTrustedDevicesModel::unreadable_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("session over") << 10004 << Kind::SessionExpired;
    QTest::newRow("an old firmware") << 10001 << Kind::Unsupported;
    QTest::newRow("an answer without a list") << 0 << Kind::MalformedReply;
}

void TestTrustedDevicesModel::unreadable()
{
    QFETCH(int, code);
    QFETCH(Kind, kind);
    load();
    server().always(kDevicesCall, FakeAnswer::refusal(code));
    load();
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->error()->kind, kind);
    QVERIFY2(m_model->isLoaded() && ids().size() == 3, "what was known is gone");
}

void TestTrustedDevicesModel::removed_data()
{
    addDeletionRows();
}

void TestTrustedDevicesModel::removed()
{
    QFETCH(QString, answer);
    QFETCH(bool, isGone);
    QFETCH(ChangeOutcome, outcome);
    load();
    server().always(kDeleteDevicesCall, answerOf(answer));
    if (isGone)
        server().always(kDevicesCall, devices({device(2, Current::Yes), device(3)}));
    m_model->remove({u"1"_s});
    QVERIFY(m_model->isBusy());
    QCOMPARE(m_model->outcome(), ChangeOutcome::None);
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->outcome(), outcome);
    QCOMPARE(ids().contains(u"1"_s), !isGone);
    QCOMPARE(server().last(kDeleteDevicesCall).json(),
             (QJsonObject{{u"id_list"_s, QJsonArray{1}}}));
    QCOMPARE(server().count(kDeleteDevicesCall), 1);
    const bool saysWhy = answer != u"0"_s && outcome == ChangeOutcome::NotDone;
    QCOMPARE(m_model->error().has_value(), saysWhy);
}

void TestTrustedDevicesModel::removedButUnreadable_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("taken over") << u"0"_s << ChangeOutcome::Done;
    QTest::newRow("refused") << u"10005"_s << ChangeOutcome::NotDone;
    QTest::newRow("unanswered") << u"unknown"_s << ChangeOutcome::Unknown;
    QTest::newRow("session over") << u"10004"_s << ChangeOutcome::NotDone;
}

void TestTrustedDevicesModel::removedButUnreadable()
{
    QFETCH(QString, answer);
    QFETCH(ChangeOutcome, outcome);
    load();
    server().always(kDeleteDevicesCall, answerOf(answer));
    server().always(kDevicesCall, FakeAnswer::failure(Kind::Timeout));
    remove({u"1"_s});
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->outcome(), outcome);
    QVERIFY(m_model->error());
    QCOMPARE(ids().size(), 3);
}

void TestTrustedDevicesModel::removeOthers()
{
    load();
    m_model->removeOthers();
    AccountFixture::turn();
    QCOMPARE(server().last(kDeleteDevicesCall).json(),
             (QJsonObject{{u"id_list"_s, QJsonArray{1, 3}}}));
}

void TestTrustedDevicesModel::nothingToRemove()
{
    m_model->removeOthers();
    remove({});
    server().always(kDevicesCall, devices({device(2, Current::Yes)}));
    load();
    m_model->removeOthers();
    QVERIFY(!m_model->isBusy());
    QCOMPARE(server().count(kDeleteDevicesCall), 0);
}

void TestTrustedDevicesModel::oneThingAtATime()
{
    load();
    server().always(kDeleteDevicesCall, FakeAnswer::hang());
    remove({u"1"_s});
    remove({u"3"_s});
    load();
    QCOMPARE(server().count(kDeleteDevicesCall), 1);
    QCOMPARE(server().count(kDevicesCall), 1);
}

void TestTrustedDevicesModel::forgotten_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("signed out") << u"out"_s;
    QTest::newRow("another account signed in") << u"other"_s;
    QTest::newRow("another account after the session had expired") << u"expired"_s;
    QTest::newRow("moved elsewhere") << u"moved"_s;
}

void TestTrustedDevicesModel::forgotten()
{
    QFETCH(QString, how);
    load();
    QSignalSpy changed(m_model.get(), &TrustedDevicesModel::changed);
    if (how == u"out"_s)
        session().signOut();
    else if (how == u"moved"_s)
        m_fixture->moveElsewhere();
    else if (how == u"expired"_s)
        m_fixture->expire();
    if (how == u"other"_s || how == u"expired"_s)
        m_fixture->signInAs(u"1001"_s, u"user"_s);
    QVERIFY2(m_model->devices().isEmpty(), "another account's devices");
    QVERIFY(!m_model->isLoaded() && !m_model->isBusy());
    QVERIFY(!changed.isEmpty());
}

void TestTrustedDevicesModel::keptOverAnExpiry()
{
    load();
    m_fixture->expire();
    QCOMPARE(ids().size(), 3);
    m_fixture->signIn();
    QCOMPARE(ids().size(), 3);
}

void TestTrustedDevicesModel::lateAnswerOfAnotherAccount()
{
    server().next(kDevicesCall, FakeAnswer::hang());
    load();
    m_fixture->signInAs(u"1001"_s, u"user"_s);
    if (server().release(kDevicesCall, devices({device(9)})))
        AccountFixture::turn();
    QVERIFY(ids().isEmpty());
    QVERIFY(!m_model->isBusy());
    load();
    QCOMPARE(ids().size(), 3);
}

void TestTrustedDevicesModel::lockedOutWhileLoading()
{
    server().always(kDevicesCall, golden(u"error-70004"_s));
    load();
    QVERIFY(!m_model->isBusy() && !m_model->isLoaded());
    QVERIFY2(m_model->error(), "an empty list is no answer");
    QCOMPARE(m_model->error()->kind, Kind::LockedOut);
}

void TestTrustedDevicesModel::cutOff()
{
    load();
    server().always(kDeleteDevicesCall, FakeAnswer::hang());
    remove({u"1"_s});
    m_fixture->moveElsewhere();
    AccountFixture::turn();
    QVERIFY(!m_model->isBusy());
    QCOMPARE(m_model->outcome(), ChangeOutcome::Unknown);
}

void TestTrustedDevicesModel::destroyedFromTheSignal()
{
    for (int change = 1; change <= 4; ++change) {
        cleanup();
        init();
        int heard = 0;
        connect(m_model.get(), &TrustedDevicesModel::changed, this, [&] {
            if (++heard == change)
                m_model.reset();
        });
        load();
        if (m_model)
            remove({u"1"_s});
        QVERIFY(!m_model);
    }
}

QTEST_GUILESS_MAIN(TestTrustedDevicesModel)
#include "tst_trusteddevicesmodel.moc"
