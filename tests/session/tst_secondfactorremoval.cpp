// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeextensions.h"
#include "support/sessionfixture.h"

#include <core/deedlog.h>
#include <session/secondfactorremoval.h>

#include <QSignalSpy>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;
using Kind = ApiError::Kind;

Q_DECLARE_METATYPE(lw::ChangeOutcome)

namespace {

class FakeDeedLog final : public DeedLog
{
public:
    void record(const Deed &deed) override { deeds.append(deed); }
    QList<Deed> deeds;
};

QList<Extension> people(int count)
{
    QList<Extension> extensions;
    for (int id = 1; id <= count; ++id)
        extensions.append({.id = QString::number(id),
                           .number = QString::number(1000 + id),
                           .hasSecondFactor = true});
    return extensions;
}

} // namespace

/*! Second factors are switched off one after the other, and each end is told and written down. */
class TestSecondFactorRemoval : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void eachIsSwitchedOff();
    void oneAfterTheOther();
    void unanswered_data();
    void unanswered();
    void refusalDoesNotStopTheRest();
    void endOfSessionStopsTheRest();
    void cancelWaitsForWhatWasSent();
    void lostAnswerIsUnknown();
    void destroyingLeavesTheRest();

private:
    struct All
    {
        All() : extensions(fixture.server, 50)
        {
            fixture.environment.deeds = &deeds;
            fixture.signIn();
        }
        void start(int count)
        {
            removal = std::make_unique<SecondFactorRemoval>(fixture.session, people(count),
                                                            u"lost phone"_s);
            finished = std::make_unique<QSignalSpy>(removal.get(), &SecondFactorRemoval::finished);
            removal->start();
        }
        [[nodiscard]] int sent() const { return fixture.server.count(kExtensionUpdateCall); }
        [[nodiscard]] ChangeOutcome outcome(int row) const
        {
            return removal->rows().at(row).outcome;
        }

        FakeDeedLog deeds;
        SessionFixture fixture;
        FakeExtensions extensions;
        std::unique_ptr<SecondFactorRemoval> removal;
        std::unique_ptr<QSignalSpy> finished;
    };
    std::unique_ptr<All> m_all;
};

void TestSecondFactorRemoval::init()
{
    m_all = std::make_unique<All>();
}

void TestSecondFactorRemoval::eachIsSwitchedOff()
{
    m_all->start(3);
    QVERIFY(m_all->removal->isRunning());
    QTRY_COMPARE(m_all->finished->count(), 1);
    QVERIFY(!m_all->removal->isRunning());
    QCOMPARE(m_all->removal->count(ChangeOutcome::Done), 3);
    QCOMPARE(m_all->sent(), 3);
    const QJsonObject body = m_all->fixture.server.last(kExtensionUpdateCall).json();
    QCOMPARE(body.value(u"enb_two_factor"_s).toInt(1), 0);
    QCOMPARE(body.size(), 2);
    QCOMPARE(m_all->deeds.deeds.size(), 3);
    const Deed deed = m_all->deeds.deeds.at(2);
    QCOMPARE(deed.action, u"second-factor-off"_s);
    QCOMPARE(deed.object, u"1003"_s);
    QCOMPARE(deed.reason, u"lost phone"_s);
    QCOMPARE(deed.outcome, u"done"_s);
    QVERIFY(!m_all->extensions.hasSecondFactor(3));
    QVERIFY(m_all->extensions.hasSecondFactor(4));
}

void TestSecondFactorRemoval::oneAfterTheOther()
{
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::hang());
    m_all->start(3);
    QTRY_COMPARE(m_all->fixture.server.hanging(kExtensionUpdateCall), 1);
    const QSignalSpy rows(m_all->removal.get(), &SecondFactorRemoval::rowFinished);
    SessionFixture::settleAll([] { return false; });
    QCOMPARE(m_all->sent(), 1);
    QCOMPARE(m_all->outcome(0), ChangeOutcome::None);
    QVERIFY(m_all->fixture.server.release(kExtensionUpdateCall, FakeAnswer::done()));
    QTRY_COMPARE(rows.count(), 3);
    QCOMPARE(m_all->sent(), 3);
}

void TestSecondFactorRemoval::unanswered_data()
{
    QTest::addColumn<bool>("isCarriedOut");
    QTest::addColumn<bool>("canRead");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::addColumn<QString>("word");
    QTest::newRow("carried out, which reading shows")
        << true << true << ChangeOutcome::Done << u"done"_s;
    QTest::newRow("not carried out, which reading shows")
        << false << true << ChangeOutcome::NotDone << u"not-done"_s;
    QTest::newRow("reading does not work either")
        << true << false << ChangeOutcome::Unknown << u"unknown"_s;
}

void TestSecondFactorRemoval::unanswered()
{
    QFETCH(bool, isCarriedOut);
    QFETCH(bool, canRead);
    QFETCH(ChangeOutcome, outcome);
    QFETCH(QString, word);
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::failure(Kind::UnknownOutcome));
    m_all->extensions.setSecondFactor(1, !isCarriedOut);
    if (!canRead)
        m_all->fixture.server.next(kExtensionCall, FakeAnswer::failure(Kind::Unreachable));
    m_all->start(2);
    QTRY_COMPARE(m_all->finished->count(), 1);
    QCOMPARE(m_all->outcome(0), outcome);
    QCOMPARE(m_all->removal->rows().at(0).error.has_value(), !canRead);
    QCOMPARE(m_all->outcome(1), ChangeOutcome::Done);
    QCOMPARE(m_all->sent(), 2); // never twice for the same
    QCOMPARE(m_all->fixture.server.count(kExtensionCall), 1);
    QCOMPARE(m_all->deeds.deeds.at(0).outcome, word);
}

void TestSecondFactorRemoval::refusalDoesNotStopTheRest()
{
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::refusal(70084));
    m_all->start(3);
    QTRY_COMPARE(m_all->finished->count(), 1);
    QCOMPARE(m_all->outcome(0), ChangeOutcome::NotDone);
    QCOMPARE(m_all->removal->rows().at(0).error->kind, Kind::Forbidden);
    QCOMPARE(m_all->removal->count(ChangeOutcome::Done), 2);
    QCOMPARE(m_all->fixture.server.count(kExtensionCall), 0);
    QCOMPARE(m_all->deeds.deeds.at(0).outcome, u"not-done"_s);
}

void TestSecondFactorRemoval::endOfSessionStopsTheRest()
{
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::done());
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::refusal(10004));
    m_all->start(4);
    QTRY_COMPARE(m_all->finished->count(), 1);
    QCOMPARE(m_all->sent(), 2);
    QCOMPARE(m_all->removal->count(ChangeOutcome::Done), 1);
    QCOMPARE(m_all->removal->count(ChangeOutcome::NotDone), 3);
    for (int row = 1; row < 4; ++row)
        QCOMPARE(m_all->removal->rows().at(row).error->kind, Kind::SessionExpired);
    QCOMPARE(m_all->deeds.deeds.size(), 2); // what was not tried is no deed
}

void TestSecondFactorRemoval::cancelWaitsForWhatWasSent()
{
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::hang());
    m_all->start(3);
    QTRY_COMPARE(m_all->sent(), 1);
    m_all->removal->cancel();
    QVERIFY(m_all->removal->isRunning());
    QVERIFY(m_all->fixture.server.release(kExtensionUpdateCall, FakeAnswer::done()));
    QTRY_COMPARE(m_all->finished->count(), 1);
    QCOMPARE(m_all->sent(), 1);
    QCOMPARE(m_all->outcome(0), ChangeOutcome::Done);
    QCOMPARE(m_all->outcome(1), ChangeOutcome::NotDone);
    QCOMPARE(m_all->removal->rows().at(2).error->kind, Kind::Cancelled);
}

void TestSecondFactorRemoval::lostAnswerIsUnknown()
{
    m_all->fixture.server.next(kExtensionUpdateCall, FakeAnswer::hang());
    m_all->start(2);
    QTRY_COMPARE(m_all->sent(), 1);
    m_all->fixture.session.signOut();
    QTRY_COMPARE(m_all->finished->count(), 1);
    QCOMPARE(m_all->outcome(0), ChangeOutcome::Unknown);
    QCOMPARE(m_all->outcome(1), ChangeOutcome::NotDone);
    QCOMPARE(m_all->deeds.deeds.at(0).outcome, u"unknown"_s);
}

void TestSecondFactorRemoval::destroyingLeavesTheRest()
{
    m_all->start(3);
    connect(m_all->removal.get(), &SecondFactorRemoval::rowFinished, this,
            [this] { m_all->removal.release()->deleteLater(); });
    QTRY_VERIFY(!m_all->removal);
    QTRY_VERIFY(m_all->sent() >= 1);
    SessionFixture::settleAll([] { return false; });
    QVERIFY(m_all->sent() <= 2); // one may have been under way
    QVERIFY(m_all->extensions.hasSecondFactor(3));
}

QTEST_GUILESS_MAIN(TestSecondFactorRemoval)
#include "tst_secondfactorremoval.moc"
