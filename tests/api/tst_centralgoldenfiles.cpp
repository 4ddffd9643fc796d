// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralfixture.h"

#include <QSet>
#include <QTest>

using namespace lw;
using namespace lw::test;
using namespace Qt::StringLiterals;

namespace {

const QString kBase = u"/dm/open_api/"_s;
const QString kDevices = kBase + u"v1/remote_devices"_s;
const QString kLink = kBase + u"v1/remote_devices/1/access_link"_s;
const QString kClient = u"5f0c8a6f1b2e4d7c9a3b6e8d0f1c2a4b"_s;
const Secret kSecret{QByteArrayView("Practice-Secret-1")};

QDateTime at(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

} // namespace

/*! What the vendor documents, and what this project assumes: the client reads and writes it. */
class TestCentralGoldenFiles : public QObject, private CentralFixture
{
    Q_OBJECT
private slots:
    void cleanup() { server.forgetRequests(); }

    void tokens();
    void refresh();
    void revoke();
    void connections();
    void connectionsOfASelfHostedPlatform();
    void devices();
    void addDevice();
    void deleteDevices();
    void links();
    void cloudPbxs();
    void updateOfACloudPbx();
    void users();
    void updateOfAUser();

private:
    void compareRequest(const QString &name, const QStringList &withoutFields = {})
    {
        QJsonObject expected =
            QJsonDocument::fromJson(golden(u"central/"_s + name + u".request"_s)).object();
        QVERIFY(!expected.isEmpty());
        for (const QString &field : withoutFields)
            expected.remove(field);
        QCOMPARE(lastSent(), expected);
    }
};

void TestCentralGoldenFiles::tokens()
{
    play(kBase + u"oauth/token"_s, u"central/oauth-token.response"_s);
    const auto tokens = answerOf(central.requestTokens(kClient, kSecret));
    QVERIFY(tokens);
    QCOMPARE(tokens->access.view(), QByteArrayView("access.1"));
    QCOMPARE(tokens->refresh.view(), QByteArrayView("refresh.1"));
    QCOMPARE(tokens->expiresIn, std::chrono::seconds(1800));
    compareRequest(u"oauth-token"_s);
    QCOMPARE(server.sent().back().contentType, "application/x-www-form-urlencoded");
    QVERIFY(server.sent().back().header("Authorization").isNull());
}

void TestCentralGoldenFiles::refresh()
{
    play(kBase + u"oauth/token"_s, u"central/oauth-token-refresh.response"_s);
    const auto tokens = answerOf(central.refreshTokens(Secret("refresh.1")));
    QVERIFY(tokens);
    QCOMPARE(tokens->refresh.view(), QByteArrayView("refresh.2"));
    compareRequest(u"oauth-token-refresh"_s);
}

void TestCentralGoldenFiles::revoke()
{
    play(kBase + u"oauth/token/refresh_token"_s, u"central/oauth-revoke.response"_s);
    QVERIFY(answerOf(central.revoke(kClient, kSecret)));
    QCOMPARE(server.sent().back().verb, HttpRequest::Verb::Delete);
    compareRequest(u"oauth-revoke"_s);
}

void TestCentralGoldenFiles::connections()
{
    play(kBase + u"v1/subscription/rm_connections"_s, u"central/rm_connections.response"_s);
    const auto found = answerOf(central.remoteConnections(kToken));
    QVERIFY(found);
    QCOMPARE(found->used, 1);
    QCOMPARE(found->capacity, 10);
    QCOMPARE(found->resellerUsed, std::optional<qint64>(2));
    QCOMPARE(found->resellerCapacity, std::optional<qint64>(5));
    QVERIFY(found->account->status.is(RemoteSubscription::Status::Subscribed));
    QCOMPARE(found->account->expires, std::optional(at(1'817'280'000)));
    QVERIFY(found->premium->status.is(RemoteSubscription::Status::Trial));
    QCOMPARE(server.sent().back().header("Authorization"), QByteArray("Bearer access.1"));
}

void TestCentralGoldenFiles::connectionsOfASelfHostedPlatform()
{
    play(kBase + u"v1/subscription/rm_connections"_s,
         u"central/rm_connections-selfhosted.response"_s);
    const auto found = answerOf(central.remoteConnections(kToken));
    QVERIFY(found);
    QVERIFY(!found->resellerUsed);
    QVERIFY(found->account->status.is(RemoteSubscription::Status::NotSubscribed));
    QVERIFY(!found->account->expires);
}

void TestCentralGoldenFiles::devices()
{
    play(kDevices, u"central/remote_devices.response"_s);
    const auto page =
        answerOf(central.devices(kToken, {.page = 1, .pageSize = 10, .search = u"lab"_s}));
    QVERIFY(page);
    compareRequest(u"remote_devices"_s);
    QCOMPARE(page->total, 2);
    QCOMPARE(page->pageSize, 10);
    const RemoteDevice first{.id = u"1"_s,
                             .name = u"Lab 83.19"_s,
                             .group = u"Labs"_s,
                             .comment = u"Ground floor"_s,
                             .serialNumber = u"369831900110"_s,
                             .model = u"P-Series Software Edition"_s,
                             .version = u"83.19.0.110"_s,
                             .status = {RemoteDevice::Status::Connected, u"Connected"_s},
                             .lastOnline = at(1'800'000'000),
                             .isPasswordless = true,
                             .isProvisionedByTemplate = false};
    QCOMPARE(page->rows.at(0), first);
    QVERIFY(page->rows.at(1).status.is(RemoteDevice::Status::Pending));
    QVERIFY(!page->rows.at(1).lastOnline);
    QVERIFY(page->rows.at(1).serialNumber.isEmpty() && !page->rows.at(1).serialNumber.isNull());
}

void TestCentralGoldenFiles::addDevice()
{
    play(kDevices, u"central/remote_devices-add.response"_s);
    const auto added = answerOf(central.addDevice(kToken, {.name = u"Lab 83.19"_s,
                                                           .group = u"Labs"_s,
                                                           .comment = u"Ground floor"_s,
                                                           .isPasswordless = true}));
    QVERIFY(added);
    compareRequest(u"remote_devices-add"_s);
    QCOMPARE(added->id, u"1"_s);
    QCOMPARE(added->authenticationCode.view(), QByteArrayView("ABCDEFGHJKMNPQRS"));
    QCOMPARE(added->expires, std::optional(at(1'800'086'400)));
}

void TestCentralGoldenFiles::deleteDevices()
{
    play(kDevices, u"central/remote_devices-delete.response"_s);
    QVERIFY(answerOf(central.deleteDevices(kToken, {u"1"_s, u"2"_s})));
    QCOMPARE(server.sent().back().verb, HttpRequest::Verb::Delete);
    compareRequest(u"remote_devices-delete"_s);
}

void TestCentralGoldenFiles::links()
{
    play(kLink, u"central/access_link-account.response"_s);
    const auto account = answerOf(central.accessLink(kToken, u"1"_s, AccessLink::Mode::Account));
    QVERIFY(account);
    compareRequest(u"access_link-account"_s);
    QVERIFY(account->url.view().toByteArray().contains("signin?ticket"));
    QCOMPARE(account->expires, std::optional(at(1'800'000'060)));
    QCOMPARE(server.sent().back().logPath,
             QByteArray("/dm/open_api/v1/remote_devices/{id}/access_link"));
    play(kLink, u"central/access_link-passwordless.response"_s);
    QVERIFY(answerOf(central.accessLink(kToken, u"1"_s, AccessLink::Mode::Passwordless)));
    compareRequest(u"access_link-passwordless"_s);
}

void TestCentralGoldenFiles::cloudPbxs()
{
    play(kBase + u"v2/cloud_pbx/instances"_s, u"central/instances.response"_s);
    const auto page =
        answerOf(central.cloudPbxs(kToken, {.page = 1, .pageSize = 10, .search = u"cloud"_s}));
    QVERIFY(page);
    compareRequest(u"instances"_s, {u"sort"_s});
    const CloudPbx &pbx = page->rows.at(0);
    QCOMPARE(pbx.id, u"4711"_s);
    QCOMPARE(pbx.status, u"Running"_s);
    QCOMPARE(pbx.isPasswordless, SwitchWord(false));
    QCOMPARE(pbx.isUpgradedInPbx, SwitchWord(true));
    QVERIFY(!pbx.hasMessaging);
    QVERIFY(!pbx.isPasswordlessForSuperior);
    QCOMPARE(pbx.expires, std::optional(at(1'817'280'000)));
}

void TestCentralGoldenFiles::updateOfACloudPbx()
{
    play(kBase + u"v1/cloud_pbx/instances/4711"_s, u"central/instances-update.response"_s);
    QVERIFY(answerOf(central.updateCloudPbx(kToken, {.id = u"4711"_s,
                                                     .name = u"Cloud 84"_s,
                                                     .isUpgradedInPbx = true,
                                                     .isPasswordless = true})));
    QCOMPARE(server.sent().back().verb, HttpRequest::Verb::Put);
    compareRequest(u"instances-update"_s);
}

void TestCentralGoldenFiles::users()
{
    for (const QString &name : {u"users"_s, u"users-selfhosted"_s}) {
        play(kBase + u"v2/users"_s, u"central/"_s + name + u".response"_s);
        const auto page = answerOf(central.users(kToken, {.page = 1, .pageSize = 10}));
        QVERIFY(page);
        compareRequest(u"users"_s, {u"sort"_s});
        QCOMPARE(page->rows.at(0).id, u"13329"_s);
        QCOMPARE(page->rows.at(0).firstName, u"Petra"_s);
        QCOMPARE(page->rows.at(0).hasSecondFactor, SwitchWord(true));
    }
}

void TestCentralGoldenFiles::updateOfAUser()
{
    play(kBase + u"v1/users/13329"_s, u"central/users-update.response"_s);
    QVERIFY(answerOf(central.disableSecondFactorOf(kToken, u"13329"_s)));
    QCOMPARE(server.sent().back().verb, HttpRequest::Verb::Put);
    compareRequest(u"users-update"_s);
}

QTEST_GUILESS_MAIN(TestCentralGoldenFiles)

#include "tst_centralgoldenfiles.moc"
