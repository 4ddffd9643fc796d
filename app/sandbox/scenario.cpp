// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario.h"

#include "objectreader.h"
#include "totpcheck.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFormat = 1;
constexpr int kMostExtensions = 20'000;

//! What an account may have beside its name, password and role.
void readExtras(ObjectReader &reader, AccountPlan &plan)
{
    plan.email = reader.text(u"email"_s, u""_s);
    plan.number = reader.text(u"number"_s, u""_s);
    plan.fullName = reader.text(u"full_name"_s, u""_s);
    plan.roleName = reader.text(u"role_name"_s, u""_s);
    plan.mustChangePassword = reader.flag(u"must_change_password"_s, false);
    plan.twoFactor = reader.text(u"two_factor"_s, u""_s);
    const QString key = reader.text(u"two_factor_key"_s, u""_s);
    plan.twoFactorKey = fromBase32(key);
    if (!QStringList{u""_s, u"authenticator"_s, u"email"_s}.contains(plan.twoFactor))
        reader.fail(u"two_factor"_s, u"must be authenticator or email"_s);
    if (plan.twoFactor == "email"_L1 && plan.email.isEmpty())
        reader.fail(u"email"_s, u"is missing"_s);
    if ((plan.twoFactor == "authenticator"_L1) == plan.twoFactorKey.isEmpty())
        reader.fail(u"two_factor_key"_s, u"must be the base32 key of an authenticator"_s);
    if (plan.role == "super_admin"_L1 && !plan.number.isEmpty())
        reader.fail(u"number"_s, u"is nothing for the super administrator"_s);
}

tl::expected<AccountPlan, QString> readAccount(const QJsonValue &value, const QString &place)
{
    ObjectReader reader(value, place,
                        {u"username"_s, u"password"_s, u"role"_s, u"email"_s, u"number"_s,
                         u"full_name"_s, u"role_name"_s, u"must_change_password"_s, u"two_factor"_s,
                         u"two_factor_key"_s});
    AccountPlan plan{.userName = reader.text(u"username"_s),
                     .password = reader.text(u"password"_s),
                     .role = reader.text(u"role"_s)};
    const QStringList roles{u"super_admin"_s, u"administrator"_s, u"user"_s};
    if (!roles.contains(plan.role))
        reader.fail(u"role"_s, u"must be super_admin, administrator or user"_s);
    readExtras(reader, plan);
    if (!reader.error().isEmpty())
        return tl::unexpected(reader.error());
    return plan;
}

tl::expected<QList<AccountPlan>, QString> readAccounts(const QJsonArray &array,
                                                       const QString &place)
{
    QList<AccountPlan> accounts;
    QSet<QString> names;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString here = u"%1.accounts[%2]"_s.arg(place).arg(i);
        auto account = readAccount(array.at(i), here);
        if (!account)
            return tl::unexpected(account.error());
        if (names.contains(account->userName))
            return tl::unexpected(u"%1.username is there twice"_s.arg(here));
        names.insert(account->userName);
        accounts.append(*std::move(account));
    }
    return accounts;
}

OpenApiPlan readOpenApi(ObjectReader &pbx)
{
    ObjectReader reader(pbx.value(u"openapi"_s), pbx.placeOf(u"openapi"_s),
                        {u"client_id"_s, u"client_secret"_s, u"enabled"_s, u"allowed_addresses"_s});
    OpenApiPlan plan{.clientId = reader.text(u"client_id"_s),
                     .clientSecret = reader.text(u"client_secret"_s),
                     .isEnabled = reader.flag(u"enabled"_s, true),
                     .allowed = readAddresses(reader, u"allowed_addresses"_s)};
    pbx.failAs(reader.error());
    return plan;
}

tl::expected<PbxPlan, QString> readPbx(const QJsonValue &value, const QString &place)
{
    ObjectReader reader(value, place,
                        {u"name"_s, u"firmware"_s, u"model"_s, u"serial_number"_s,
                         u"auto_logout_time"_s, u"accounts"_s, u"mail_server"_s, u"extensions"_s,
                         u"openapi"_s});
    PbxPlan plan{.name = reader.text(u"name"_s),
                 .firmware = reader.firmware(u"firmware"_s),
                 .model = reader.text(u"model"_s),
                 .serialNumber = reader.text(u"serial_number"_s)};
    plan.autoLogoutTime = std::chrono::minutes(reader.number(u"auto_logout_time"_s, 5, 120, 15));
    plan.hasMailServer = reader.flag(u"mail_server"_s, true);
    plan.extensions = reader.number(u"extensions"_s, 0, kMostExtensions, 0);
    if (reader.has(u"openapi"_s))
        plan.openApi = readOpenApi(reader);
    const auto accounts = readAccounts(reader.list(u"accounts"_s, 1), place);
    if (!reader.error().isEmpty())
        return tl::unexpected(reader.error());
    if (!accounts)
        return tl::unexpected(accounts.error());
    plan.accounts = *accounts;
    return plan;
}

//! Reads every entry of a list; names must be unique over all servers.
template<typename Plan, typename Read>
tl::expected<QList<Plan>, QString> readServers(const QJsonArray &array, const QString &list,
                                               QSet<QString> &names, Read read)
{
    QList<Plan> plans;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QString place = u"%1[%2]"_s.arg(list).arg(i);
        auto plan = read(array.at(i), place);
        if (!plan)
            return tl::unexpected(plan.error());
        if (names.contains(plan->name))
            return tl::unexpected(u"%1.name is there twice"_s.arg(place));
        names.insert(plan->name);
        plans.append(*std::move(plan));
    }
    return plans;
}

} // namespace

tl::expected<Scenario, QString> Scenario::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        const qsizetype line =
            1 + json.first(qMin<qsizetype>(error.offset, json.size())).count('\n');
        return tl::unexpected(u"line %1: %2"_s.arg(line).arg(error.errorString()));
    }
    ObjectReader reader(document.isObject() ? QJsonValue(document.object()) : QJsonValue(),
                        u"scenario"_s, {u"format"_s, u"note"_s, u"pbxs"_s, u"platforms"_s});
    (void)reader.number(u"format"_s, kFormat, kFormat, 0);
    const QJsonArray pbxs = reader.list(u"pbxs"_s, 1);
    const QJsonArray platforms = reader.list(u"platforms"_s, 1);
    if (!reader.error().isEmpty())
        return tl::unexpected(reader.error());
    QSet<QString> names;
    auto pbxPlans = readServers<PbxPlan>(pbxs, u"pbxs"_s, names, readPbx);
    if (!pbxPlans)
        return tl::unexpected(pbxPlans.error());
    auto platformPlans = readServers<PlatformPlan>(platforms, u"platforms"_s, names, readPlatform);
    if (!platformPlans)
        return tl::unexpected(platformPlans.error());
    return Scenario{.pbxs = *std::move(pbxPlans), .platforms = *std::move(platformPlans)};
}

} // namespace lw::Sandbox
