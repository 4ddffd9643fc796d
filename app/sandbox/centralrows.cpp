// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralrows.h"

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

// Far from 1, as real ones are: nobody mistakes an id for a row's number.
constexpr qint64 kFirstCloudPbx = 4711;
constexpr qint64 kFirstUser = 13329;
constexpr qint64 kAgeDays = 300;
constexpr int kExtensionsPerCall = 4;
constexpr int kRecordingMinutes = 500;

QJsonObject creatorOf(const PlatformPlan &plan)
{
    const CentralUserPlan creator = plan.users.value(0);
    return {{u"firstName"_s, creator.firstName},
            {u"lastName"_s, creator.lastName},
            {u"email"_s, creator.email}};
}

CentralUserPlan madeUpUser(int number, bool isSelfHosted)
{
    return {.company = u"Practice Reseller %1"_s.arg(number % 9 + 1),
            .firstName = u"User"_s,
            .lastName = QString::number(number),
            .email = u"user%1@practice.example"_s.arg(number),
            .userType = isSelfHosted ? u"Hosting User"_s : u"Reseller"_s,
            .hasTwoFactor = number % 3 == 0};
}

QJsonObject userRow(const CentralUserPlan &plan, qint64 id, bool isSelfHosted)
{
    QJsonObject row{
        {u"userId"_s, id},
        {u"company"_s, plan.company},
        {u"firstName"_s, plan.firstName},
        {u"lastName"_s, plan.lastName},
        {u"email"_s, plan.email},
        {u"phone"_s, u""_s},
        {u"mobile"_s, u""_s},
        {u"address"_s, u""_s},
        {u"remark"_s, u""_s},
        {u"createdCloudPbx"_s, plan.createdCloudPbxs},
        {u"userType"_s, plan.userType},
        {u"twoFactorAuthenticationEnable"_s, plan.hasTwoFactor ? u"enable"_s : u"disable"_s}};
    // Documented for the self-hosted edition only.
    if (isSelfHosted)
        row.insert(u"createdReseller"_s, 0);
    return row;
}

} // namespace

QList<QJsonObject> cloudPbxRows(const PlatformPlan &plan, const QDateTime &started)
{
    QList<QJsonObject> rows;
    for (const CloudPbxPlan &pbx : plan.cloudPbxs) {
        const qint64 end = started.addDays(pbx.expiresInDays).toSecsSinceEpoch();
        rows.append(QJsonObject{
            {u"cloudPbxId"_s, kFirstCloudPbx + rows.size()},
            {u"pbxStatus"_s, pbx.status},
            {u"activationStatus"_s, u"Activated"_s},
            {u"name"_s, pbx.name},
            {u"sn"_s, pbx.serialNumber},
            {u"plan"_s, pbx.plan},
            {u"planExpirationDate"_s, end},
            {u"extensionCapacity"_s, pbx.extensions},
            {u"concurrentCallCapacity"_s, pbx.extensions / kExtensionsPerCall},
            {u"recordingStatus"_s, u"Enabled"_s},
            {u"recordingCapacity"_s, kRecordingMinutes},
            {u"transcriptionCapacity"_s, 0},
            {u"transcriptionCapacityPlan"_s, 0},
            {u"region"_s, u"Frankfurt"_s},
            {u"url"_s, pbx.url},
            {u"type"_s, u"Commercial"_s},
            {u"expirationDate"_s, end},
            {u"version"_s, pbx.version},
            {u"creator"_s, creatorOf(plan)},
            {u"createTime"_s, started.addDays(rows.size() - kAgeDays).toSecsSinceEpoch()},
            {u"upgradeInPbx"_s, u"Enabled"_s},
            {u"passwordlessLogin"_s, pbx.isPasswordless ? u"Enabled"_s : u"Disabled"_s}});
    }
    return rows;
}

QList<QJsonObject> userRows(const PlatformPlan &plan)
{
    QList<QJsonObject> rows;
    for (const CentralUserPlan &user : plan.users)
        rows.append(userRow(user, kFirstUser + rows.size(), plan.isSelfHosted));
    for (int number = 1; number <= plan.generatedUsers; ++number)
        rows.append(userRow(madeUpUser(number, plan.isSelfHosted), kFirstUser + rows.size(),
                            plan.isSelfHosted));
    return rows;
}

} // namespace lw::Sandbox
