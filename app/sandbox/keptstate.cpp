// SPDX-License-Identifier: GPL-3.0-or-later
#include "keptstate.h"

#include <QJsonArray>

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostOperations = 1000;

QJsonValue text(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QByteArray bytes(const QJsonValue &text)
{
    return text.toString().toLatin1();
}

QDateTime time(const QJsonValue &seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds.toInteger(), Qt::UTC);
}

template<typename Rows, typename ToJson>
QJsonArray listOf(const Rows &rows, ToJson toJson)
{
    QJsonArray list;
    for (const auto &row : rows)
        list.append(toJson(row));
    return list;
}

template<typename Row, typename FromJson>
QList<Row> rowsOf(const QJsonValue &list, FromJson fromJson)
{
    QList<Row> rows;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &value : array)
        rows.append(fromJson(value.toObject()));
    return rows;
}

// --- accounts

QJsonObject keptDevice(const TrustedDevice &device)
{
    return {{u"id"_s, device.id},
            {u"name"_s, device.name},
            {u"address"_s, text(device.address)},
            {u"token_hash"_s, text(device.tokenHash.toHex())},
            {u"added"_s, device.added.toSecsSinceEpoch()},
            {u"last_used"_s, device.lastUsed.toSecsSinceEpoch()}};
}

TrustedDevice restoredDevice(const QJsonObject &kept)
{
    return {.id = kept.value("id"_L1).toInteger(),
            .name = kept.value("name"_L1).toString(),
            .address = bytes(kept.value("address"_L1)),
            .tokenHash = QByteArray::fromHex(bytes(kept.value("token_hash"_L1))),
            .added = time(kept.value("added"_L1)),
            .lastUsed = time(kept.value("last_used"_L1))};
}

bool isAsPlanned(const Account &account)
{
    const Secret planned(account.plan.twoFactorKey);
    const TotpCheck &authenticator = account.factor.authenticator();
    return !account.hasOwnPassword && account.devices.list().isEmpty() &&
           account.mustChangePassword == account.plan.mustChangePassword &&
           factorMeaning(account.factor.method()) == account.plan.twoFactor &&
           authenticator.key() == planned && authenticator.used().isEmpty();
}

QJsonObject keptAccount(Account &account, const RandomSource &random)
{
    const TotpCheck &authenticator = account.factor.authenticator();
    QJsonObject kept{
        {u"must_change_password"_s, account.mustChangePassword},
        {u"two_factor"_s, factorMeaning(account.factor.method())},
        {u"key"_s, base32(authenticator.key().view())},
        {u"used_steps"_s, listOf(authenticator.used(), [](qint64 step) { return step; })},
        {u"devices"_s, listOf(account.devices.list(), keptDevice)}};
    if (account.hasOwnPassword)
        kept.insert(u"password"_s, text(account.password.kept(random).toHex()));
    return kept;
}

void restoreAccount(Account &account, const QJsonObject &kept)
{
    account.mustChangePassword = kept.value("must_change_password"_L1).toBool();
    account.hasOwnPassword = kept.contains("password"_L1);
    if (account.hasOwnPassword)
        account.password =
            PasswordHash::restored(QByteArray::fromHex(bytes(kept.value("password"_L1))));
    const QString method = kept.value("two_factor"_L1).toString();
    const QByteArray key = fromBase32(kept.value("key"_L1).toString());
    account.factor.switchOff();
    if (method == factorMeaning(FactorMethod::Email))
        account.factor.useEmail();
    else if (method == factorMeaning(FactorMethod::Authenticator) && !key.isEmpty()) {
        QList<qint64> used;
        const QJsonArray steps = kept.value("used_steps"_L1).toArray();
        for (const QJsonValue &step : steps)
            used.append(step.toInteger());
        account.factor.useKey(TotpCheck(Secret(key), used));
    }
    account.devices.restore(rowsOf<TrustedDevice>(kept.value("devices"_L1), restoredDevice));
}

// --- addresses and operations

QJsonObject keptRecord(const QByteArray &address, const LoginGuard::Record &record)
{
    QJsonObject kept{{u"address"_s, text(address)},
                     {u"failures"_s, record.failures},
                     {u"blocks"_s, record.blocks},
                     {u"id"_s, record.id},
                     {u"at"_s, record.blockedAt.toSecsSinceEpoch()}};
    if (record.blockedUntil)
        kept.insert(u"until"_s, record.blockedUntil->toSecsSinceEpoch());
    return kept;
}

QJsonArray keptGuard(const LoginGuard &guard)
{
    QJsonArray list;
    for (auto it = guard.records().begin(); it != guard.records().end(); ++it)
        list.append(keptRecord(it.key(), *it));
    return list;
}

void restoreGuard(LoginGuard &guard, const QJsonArray &kept)
{
    QHash<QByteArray, LoginGuard::Record> records;
    for (const QJsonValue &value : kept) {
        const QJsonObject row = value.toObject();
        LoginGuard::Record record{.failures = row.value("failures"_L1).toInt(),
                                  .blocks = row.value("blocks"_L1).toInt(),
                                  .id = row.value("id"_L1).toInteger(),
                                  .blockedAt = time(row.value("at"_L1))};
        if (row.contains("until"_L1))
            record.blockedUntil = time(row.value("until"_L1));
        records.insert(bytes(row.value("address"_L1)), record);
    }
    guard.restore(records);
}

void restoreAllowed(PbxMemory &memory, const QJsonArray &kept)
{
    for (const QJsonValue &value : kept) {
        const QJsonObject row = value.toObject();
        AllowedAddress address{.id = row.value("id"_L1).toInteger(),
                               .name = row.value("name"_L1).toString(),
                               .address = row.value("address"_L1).toString(),
                               .remark = row.value("remark"_L1).toString()};
        if (const auto range = AddressRange::parse(address.address)) {
            address.range = *range;
            memory.allowed.add(address);
        }
    }
}

QJsonObject keptOperation(const Operation &operation)
{
    return {{u"time"_s, operation.time.toSecsSinceEpoch()}, {u"user"_s, operation.user},
            {u"address"_s, text(operation.address)},        {u"module"_s, operation.module},
            {u"operation"_s, operation.operation},          {u"detail"_s, operation.detail}};
}

Operation restoredOperation(const QJsonObject &kept)
{
    return {.time = time(kept.value("time"_L1)),
            .user = kept.value("user"_L1).toString(),
            .address = bytes(kept.value("address"_L1)),
            .module = kept.value("module"_L1).toString(),
            .operation = kept.value("operation"_L1).toString(),
            .detail = kept.value("detail"_L1).toString()};
}

} // namespace

QJsonObject keptState(PbxMemory &memory)
{
    QJsonObject accounts;
    for (Account &account : memory.accounts) {
        if (!isAsPlanned(account))
            accounts.insert(account.plan.userName, keptAccount(account, memory.random()));
    }
    const auto keptAllowed = [](const AllowedAddress &address) {
        return QJsonObject{{u"id"_s, address.id},
                           {u"name"_s, address.name},
                           {u"address"_s, address.address},
                           {u"remark"_s, address.remark}};
    };
    const SecurityOptions &options = memory.options;
    return {
        {u"accounts"_s, accounts},
        {u"auto_logout_time"_s, static_cast<qint64>(memory.sessions.autoLogoutTime().count())},
        {u"force_two_factor"_s, options.forcesTwoFactor},
        {u"passwordless"_s, options.isPasswordless},
        {u"passwordless_active"_s, options.isPasswordlessActive},
        {u"addresses"_s, keptGuard(memory.guard)},
        {u"api_addresses"_s, keptGuard(memory.apiGuard)},
        {u"allowed_addresses"_s, listOf(memory.allowed.list(), keptAllowed)},
        {u"operations"_s,
         listOf(memory.log.list().first(qMin(kMostOperations, memory.log.size())), keptOperation)},
        {u"last_id"_s, memory.lastId()}};
}

void restoreState(PbxMemory &memory, const QJsonObject &kept)
{
    const QJsonObject accounts = kept.value("accounts"_L1).toObject();
    for (Account &account : memory.accounts) {
        if (accounts.contains(account.plan.userName))
            restoreAccount(account, accounts.value(account.plan.userName).toObject());
    }
    const int minutes = kept.value("auto_logout_time"_L1).toInt();
    if (minutes > 0)
        memory.sessions.setAutoLogoutTime(std::chrono::minutes(minutes));
    memory.options = {.forcesTwoFactor = kept.value("force_two_factor"_L1).toBool(),
                      .isPasswordless = kept.value("passwordless"_L1).toBool(),
                      .isPasswordlessActive = kept.value("passwordless_active"_L1).toBool()};
    restoreGuard(memory.guard, kept.value("addresses"_L1).toArray());
    restoreGuard(memory.apiGuard, kept.value("api_addresses"_L1).toArray());
    restoreAllowed(memory, kept.value("allowed_addresses"_L1).toArray());
    memory.log.restore(rowsOf<Operation>(kept.value("operations"_L1), restoredOperation));
    memory.skipIds(kept.value("last_id"_L1).toInteger());
}

} // namespace lw::Sandbox
