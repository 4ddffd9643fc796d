// SPDX-License-Identifier: GPL-3.0-or-later
#include <support/centralsessionfixture.h>

#include <session/accesslinkrequest.h>
#include <session/centralinventory.h>
#include <session/centralusersmodel.h>
#include <session/cloudpbxsmodel.h>
#include <session/subscriptionmodel.h>

#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

using Kind = ApiError::Kind;

namespace {

QJsonObject user(int id, const QString &factor)
{
    return {{u"userId"_s, id},
            {u"email"_s, u"u%1@x"_s.arg(id)},
            {u"firstName"_s, u"F"_s},
            {u"lastName"_s, u"L"_s},
            {u"twoFactorAuthenticationEnable"_s, factor}};
}

QJsonObject cloud()
{
    return {{u"cloudPbxId"_s, 7},
            {u"name"_s, u"Cloud"_s},
            {u"upgradeInPbx"_s, u"Disabled"_s},
            {u"passwordlessLogin"_s, u"Disabled"_s}};
}

const QString kUserPath = kCentralBase + u"v1/users/101"_s;
const QString kCloudUpdatePath = kCentralBase + u"v1/cloud_pbx/instances/7"_s;
const QString kLinkPath = kDevicesPath + u"/4/access_link"_s;

} // namespace

/*! The smaller models of a management server: users, Cloud PBXs, subscription, links, reports. */
class TestCentralLists : public QObject
{
    Q_OBJECT
private slots:
    void users();
    void secondFactorIsSwitchedOffWithAReason();
    void refusedSwitchIsTold();
    void cloudPbxIsSentBackWithItsSwitches();
    void switchesThatAreNotAskedForStay();
    void subscription();
    void subscriptionKeepsWhatItHadOnAnError();
    void linkIsShownAndForgotten();
    void linkForgetsItselfByThePlatformsClock();
    void refusedLink();
    void inventoryReadsEachRowOnce();
    void inventoryStopsWhereTheListEnds();
    void inventoryTellsErrors();
};

void TestCentralLists::users()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kUsersPath,
                    pageAnswer({user(101, u"enable"_s), user(102, u"disable"_s)}, 2, 50));
    CentralUsersModel model(f.central);
    model.setSearch(u"x"_s);
    model.load();
    QTRY_COMPARE(model.rowCount(), 2);
    const auto text = [&](int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole);
    };
    QCOMPARE(text(0, CentralUsersModel::Name).toString(), u"F L"_s);
    QCOMPARE(text(0, CentralUsersModel::SecondFactor).toBool(), true);
    QCOMPARE(text(1, CentralUsersModel::SecondFactor).toBool(), false);
    QCOMPARE(model.at(1)->email, u"u102@x"_s);
    QVERIFY(!f.server.last(kUsersPath).query.contains(u"search"_s));
}

void TestCentralLists::secondFactorIsSwitchedOffWithAReason()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kUserPath, centralAnswer(QJsonValue()));
    f.server.always(kUsersPath, pageAnswer({user(101, u"disable"_s)}, 1, 50));
    CentralUsersModel model(f.central);
    model.disableSecondFactor(u"101"_s, u"lost phone"_s);
    QVERIFY(model.isBusy());
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.outcome(), ChangeOutcome::Done);
    QCOMPARE(model.rowCount(), 1); // read again
    QCOMPARE(f.deeds.deeds.at(0).reason, u"lost phone"_s);
    QCOMPARE(f.deeds.summary(), QStringList{u"user-second-factor-off 101 done"_s});
}

void TestCentralLists::refusedSwitchIsTold()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kUserPath, centralRefusal(404, 1000015));
    CentralUsersModel model(f.central);
    model.disableSecondFactor(u"101"_s, u"r"_s);
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.outcome(), ChangeOutcome::NotDone);
    QCOMPARE(model.error()->kind, Kind::NotFound);
    QVERIFY(!model.isUnsupported());
    QCOMPARE(f.deeds.summary(), QStringList{u"user-second-factor-off 101 not-done"_s});
}

void TestCentralLists::cloudPbxIsSentBackWithItsSwitches()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kCloudPath, pageAnswer({cloud()}, 1, 50));
    f.server.always(kCloudUpdatePath, centralAnswer(QJsonValue()));
    CloudPbxsModel model(f.central);
    model.load();
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.data(model.index(0, CloudPbxsModel::Passwordless), Qt::DisplayRole).toBool(),
             false);
    model.setSwitches(*model.at(0), {.passwordless = true, .forSuperior = true});
    QTRY_COMPARE(model.outcome(), ChangeOutcome::Done);
    const QJsonObject expected{{u"name"_s, u"Cloud"_s},
                               {u"upgradeInPbx"_s, u"Disabled"_s},
                               {u"im"_s, u"Enabled"_s},
                               {u"passwordlessLogin"_s, u"Enabled"_s},
                               {u"allowSuperiorPasswordlessLogin"_s, u"Enabled"_s}};
    QCOMPARE(f.server.last(kCloudUpdatePath).json(), expected);
    QCOMPARE(f.deeds.summary(), QStringList{u"cloud-passwordless-on Cloud done"_s});
}

void TestCentralLists::switchesThatAreNotAskedForStay()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kCloudUpdatePath, centralAnswer(QJsonValue()));
    CloudPbxsModel model(f.central);
    model.setSwitches({.id = u"7"_s,
                       .name = u"Cloud"_s,
                       .isUpgradedInPbx = true,
                       .hasMessaging = false,
                       .isPasswordless = true,
                       .isPasswordlessForSuperior = true},
                      {.passwordless = false});
    QTRY_COMPARE(model.outcome(), ChangeOutcome::Done);
    const QJsonObject sent = f.server.last(kCloudUpdatePath).json();
    QCOMPARE(sent.value(u"im"_s), u"Disabled"_s);
    QCOMPARE(sent.value(u"passwordlessLogin"_s), u"Disabled"_s);
    QCOMPARE(sent.value(u"allowSuperiorPasswordlessLogin"_s), u"Enabled"_s);
}

void TestCentralLists::subscription()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kConnectionsPath, connectionsAnswer(9, 10));
    SubscriptionModel model(f.central);
    QVERIFY(!model.isLoaded());
    model.load();
    QVERIFY(model.isBusy());
    QTRY_VERIFY(model.isLoaded());
    QCOMPARE(model.loaded().used, 9);
    QCOMPARE(model.usage(), UsageStage::Nearly);
    QCOMPARE(model.loadedAt(), f.clock.now());
    QCOMPARE(model.expiryOf({.status = {}, .expires = f.clock.now().addDays(3)}),
             ExpiryStage::Within7Days);
}

void TestCentralLists::subscriptionKeepsWhatItHadOnAnError()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kConnectionsPath, connectionsAnswer());
    f.server.next(kConnectionsPath, centralRefusal(500, 1000001));
    SubscriptionModel model(f.central);
    model.load();
    QTRY_VERIFY(model.isLoaded());
    model.load();
    QTRY_VERIFY(model.error());
    QVERIFY(model.isLoaded() && !model.isBusy());
}

void TestCentralLists::linkIsShownAndForgotten()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kLinkPath, centralAnswer(QJsonObject{{u"url"_s, u"https://x/?ticket=T"_s}}));
    AccessLinkRequest request(f.central);
    request.load(u"4"_s, AccessLink::Mode::Passwordless);
    QTRY_VERIFY(request.isLoaded());
    QCOMPARE(request.loaded().url.view(), QByteArrayView("https://x/?ticket=T"));
    QCOMPARE(f.deeds.summary(), QStringList{u"link-passwordless 4 done"_s});
    request.forget();
    QVERIFY(!request.isLoaded());
}

void TestCentralLists::linkForgetsItselfByThePlatformsClock()
{
    CentralSessionFixture f;
    f.signInToCentral();
    const QDateTime sent = f.clock.now();
    f.server.clockSkew = ClockSkew::fromAnswer(sent.addSecs(3600), sent, sent);
    const qint64 expires = sent.addSecs(3600).toSecsSinceEpoch();
    f.server.always(kLinkPath, centralAnswer(QJsonObject{{u"url"_s, u"https://x/"_s},
                                                         {u"expireTime"_s, expires}}));
    AccessLinkRequest request(f.central);
    bool wasLoaded = false;
    connect(&request, &AccessLinkRequest::changed, this,
            [&] { wasLoaded = wasLoaded || request.isLoaded(); });
    request.load(u"4"_s, AccessLink::Mode::Account);
    QTRY_VERIFY(wasLoaded);
    QTRY_VERIFY(!request.isLoaded());
}

void TestCentralLists::refusedLink()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.always(kLinkPath, centralRefusal(403, 1000043));
    AccessLinkRequest request(f.central);
    request.load(u"4"_s, AccessLink::Mode::Account);
    QTRY_VERIFY(!request.isBusy());
    QCOMPARE(request.error()->kind, Kind::Forbidden);
    QCOMPARE(f.deeds.summary(), QStringList{u"link-account 4 not-done"_s});
}

void TestCentralLists::inventoryReadsEachRowOnce()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kDevicesPath,
                  pageAnswer({deviceRow(1, u"Pending"_s), deviceRow(2, u"Pending"_s)}, 5, 2));
    // One was deleted meanwhile elsewhere: the next page begins with a row that is known.
    f.server.next(kDevicesPath,
                  pageAnswer({deviceRow(2, u"Pending"_s), deviceRow(3, u"Pending"_s)}, 5, 2));
    f.server.next(kDevicesPath, pageAnswer({deviceRow(4, u"Pending"_s)}, 5, 2));
    CentralInventory inventory(f.central);
    inventory.loadDevices(u"s"_s);
    QTRY_VERIFY(inventory.isLoaded());
    QStringList ids;
    for (const RemoteDevice &device : inventory.devices())
        ids.append(device.id);
    QCOMPARE(ids, (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    QVERIFY(f.server.last(kDevicesPath).query.contains(u"pageNumber=3"_s));
    QVERIFY(f.server.last(kDevicesPath).query.contains(u"pageSize=2"_s));
}

void TestCentralLists::inventoryStopsWhereTheListEnds()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kUsersPath, pageAnswer({user(1, u"enable"_s)}, 1000, 1));
    f.server.next(kUsersPath, pageAnswer({}, 1000, 1));
    CentralInventory inventory(f.central);
    inventory.loadUsers();
    QTRY_VERIFY(inventory.isLoaded());
    QCOMPARE(inventory.users().size(), 1);
    QCOMPARE(f.server.count(kUsersPath), 2);
}

void TestCentralLists::inventoryTellsErrors()
{
    CentralSessionFixture f;
    f.signInToCentral();
    f.server.next(kCloudPath, pageAnswer({cloud()}, 9, 1));
    f.server.next(kCloudPath, FakeAnswer::failure(Kind::Timeout));
    CentralInventory inventory(f.central);
    inventory.loadCloudPbxs();
    QTRY_VERIFY(!inventory.isBusy());
    QVERIFY(!inventory.isLoaded());
    QCOMPARE(inventory.error()->kind, Kind::Timeout);
}

QTEST_GUILESS_MAIN(TestCentralLists)

#include "tst_centrallists.moc"
