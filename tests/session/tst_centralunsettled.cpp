// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <session/centralusersmodel.h>
#include <session/cloudpbxsmodel.h>
#include <session/remotedevicesmodel.h>

#include <QTest>

#include <memory>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

namespace {

const QString kUserPath = kCentralBase + u"v1/users/7"_s;
const QString kCloudUpdatePath = kCentralBase + u"v1/cloud_pbx/instances/7"_s;

//! A platform that does not answer a change; what is listed afterwards is a test's.
struct Unanswered : CentralSessionFixture
{
    Unanswered()
    {
        server.compute(kDevicesPath, [this](const SentRequest &sent) {
            return sent.verb == HttpRequest::Verb::Get ? pageAnswer(devices, devices.size(), 50)
                                                       : FakeAnswer::failure(Kind::UnknownOutcome);
        });
        server.always(kUserPath, FakeAnswer::failure(Kind::UnknownOutcome));
        server.always(kCloudUpdatePath, FakeAnswer::failure(Kind::UnknownOutcome));
        signInToCentral();
    }

    void listUser(const QString &word)
    {
        QJsonObject user{{u"userId"_s, 7}};
        if (!word.isEmpty())
            user.insert(u"twoFactorAuthenticationEnable"_s, word);
        server.always(kUsersPath, pageAnswer({user}, 1, 50));
    }

    QJsonArray devices;
};

CloudPbx cloudPbx()
{
    return {.id = u"7"_s, .name = u"Cloud"_s, .isUpgradedInPbx = true, .isPasswordless = false};
}

} // namespace

/*! Changes without an answer: the list is read, and tells how they ended. */
class TestCentralUnsettled : public QObject
{
    Q_OBJECT
private slots:
    void removalIsSettledByReading_data();
    void removalIsSettledByReading();
    void addingStaysUnknown();
    void userIsSettledByReading_data();
    void userIsSettledByReading();
    void cloudPbxIsSettledByReading_data();
    void cloudPbxIsSettledByReading();
    void readingThatFailsSettlesNothing();
    void readingAgainForgetsTheChangesError();
    void errorIsThereWheneverTheOutcomeIs();
    void modelMayGoWhenItTells();
    void guessedSwitchesAreInTheJournal();
    void changeThatCannotBeWordedIsNotSent();
};

void TestCentralUnsettled::removalIsSettledByReading_data()
{
    QTest::addColumn<QList<int>>("left");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("all are gone") << QList<int>{3} << ChangeOutcome::Done;
    QTest::newRow("all are there") << QList<int>{1, 2, 3} << ChangeOutcome::NotDone;
    QTest::newRow("one is gone") << QList<int>{2, 3} << ChangeOutcome::Unknown;
}

void TestCentralUnsettled::removalIsSettledByReading()
{
    QFETCH(QList<int>, left);
    Unanswered f;
    for (const int id : left)
        f.devices.append(deviceRow(id, u"Connected"_s));
    RemoteDevicesModel model(f.central);
    model.remove({u"1"_s, u"2"_s});
    QTRY_VERIFY(!model.isBusy());
    QTEST(model.outcome(), "outcome");
    QCOMPARE(model.error().has_value(), model.outcome() != ChangeOutcome::Done);
    QCOMPARE(model.rowCount(), left.size());
    QCOMPARE(f.deeds.summary(),
             QStringList{u"device-remove 1, 2 "_s + outcomeWord(model.outcome())});
}

void TestCentralUnsettled::addingStaysUnknown()
{
    Unanswered f;
    f.devices.append(deviceRow(1, u"Pending"_s));
    RemoteDevicesModel model(f.central);
    model.add({.name = u"Device 1"_s});
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.outcome(), ChangeOutcome::Unknown);
    QCOMPARE(model.error()->kind, Kind::UnknownOutcome);
    QCOMPARE(model.rowCount(), 1);
}

void TestCentralUnsettled::userIsSettledByReading_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("off") << u"disable"_s << ChangeOutcome::Done;
    QTest::newRow("on") << u"enable"_s << ChangeOutcome::NotDone;
    QTest::newRow("another word") << u"pending"_s << ChangeOutcome::Unknown;
    QTest::newRow("not told") << QString() << ChangeOutcome::Unknown;
}

void TestCentralUnsettled::userIsSettledByReading()
{
    QFETCH(QString, word);
    Unanswered f;
    f.listUser(word);
    CentralUsersModel model(f.central);
    model.disableSecondFactor(u"7"_s, u"lost"_s);
    QTRY_VERIFY(!model.isBusy());
    QTEST(model.outcome(), "outcome");
    QCOMPARE(f.server.count(kUserPath), 1);
    QCOMPARE(f.deeds.deeds.at(0).reason, u"lost"_s);
}

void TestCentralUnsettled::cloudPbxIsSettledByReading_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::newRow("on") << u"Enabled"_s << ChangeOutcome::Done;
    QTest::newRow("off") << u"Disabled"_s << ChangeOutcome::NotDone;
}

void TestCentralUnsettled::cloudPbxIsSettledByReading()
{
    QFETCH(QString, word);
    Unanswered f;
    const QJsonObject row{
        {u"cloudPbxId"_s, 7}, {u"name"_s, u"Cloud"_s}, {u"passwordlessLogin"_s, word}};
    f.server.always(kCloudPath, pageAnswer({row}, 1, 50));
    CloudPbxsModel model(f.central);
    model.setSwitches(cloudPbx(), {.passwordless = true});
    QTRY_VERIFY(!model.isBusy());
    QTEST(model.outcome(), "outcome");
}

void TestCentralUnsettled::readingThatFailsSettlesNothing()
{
    Unanswered f;
    f.server.always(kUsersPath, centralRefusal(500, 1000001));
    CentralUsersModel model(f.central);
    model.disableSecondFactor(u"7"_s, {});
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.outcome(), ChangeOutcome::Unknown);
    QCOMPARE(model.error()->kind, Kind::UnknownOutcome); // not the list's
}

void TestCentralUnsettled::readingAgainForgetsTheChangesError()
{
    Unanswered f;
    f.listUser(u"enable"_s);
    CentralUsersModel model(f.central);
    model.disableSecondFactor(u"7"_s, {});
    QTRY_VERIFY(!model.isBusy());
    QVERIFY(model.error());
    model.load();
    QVERIFY(!model.error());
}

void TestCentralUnsettled::errorIsThereWheneverTheOutcomeIs()
{
    Unanswered f;
    f.listUser(u"enable"_s);
    CentralUsersModel model(f.central);
    int told = 0;
    connect(&model, &CentralListModel::changed, this, [&] {
        if (model.outcome() == ChangeOutcome::None)
            return;
        ++told;
        QVERIFY(model.error());
        QCOMPARE(model.error()->kind, Kind::UnknownOutcome);
    });
    model.disableSecondFactor(u"7"_s, {});
    QTRY_VERIFY(!model.isBusy());
    QVERIFY(told > 0);
}

void TestCentralUnsettled::modelMayGoWhenItTells()
{
    Unanswered f;
    f.server.always(kUserPath, centralAnswer({}));
    auto model = std::make_unique<CentralUsersModel>(f.central);
    connect(model.get(), &CentralListModel::changed, this, [&] {
        if (model && model->outcome() != ChangeOutcome::None)
            model.reset();
    });
    model->disableSecondFactor(u"7"_s, {});
    QTRY_VERIFY(!model);
    QCOMPARE(f.deeds.summary(), QStringList{u"user-second-factor-off 7 done"_s});
}

void TestCentralUnsettled::guessedSwitchesAreInTheJournal()
{
    Unanswered f;
    f.server.always(kCloudUpdatePath, centralAnswer({}));
    f.server.always(kCloudPath, pageAnswer({}, 0, 50));
    CloudPbxsModel model(f.central);
    model.setSwitches(cloudPbx(), {.passwordless = true});
    QTRY_COMPARE(model.outcome(), ChangeOutcome::Done);
    QCOMPARE(f.deeds.deeds.at(0).reason,
             u"im sent as Enabled, allowSuperiorPasswordlessLogin sent as Disabled"_s);
    CloudPbx told = cloudPbx();
    told.hasMessaging = false;
    told.isPasswordlessForSuperior = true;
    QTRY_VERIFY(!model.isBusy());
    model.setSwitches(told, {.passwordless = true});
    QTRY_COMPARE(model.outcome(), ChangeOutcome::Done);
    QVERIFY(f.deeds.deeds.at(1).reason.isEmpty());
}

void TestCentralUnsettled::changeThatCannotBeWordedIsNotSent()
{
    Unanswered f;
    CloudPbxsModel model(f.central);
    CloudPbx pbx = cloudPbx();
    pbx.isUpgradedInPbx = {};
    model.setSwitches(pbx, {.passwordless = true});
    QVERIFY(!model.isBusy());
    QCOMPARE(model.outcome(), ChangeOutcome::NotDone);
    QCOMPARE(model.error()->kind, Kind::MalformedReply);
    QCOMPARE(f.server.count(kCloudUpdatePath), 0);
}

QTEST_GUILESS_MAIN(TestCentralUnsettled)

#include "tst_centralunsettled.moc"
