// SPDX-License-Identifier: GPL-3.0-or-later
// The calls with which administrators see and change what concerns everybody.
#include "portalclient.h"

#include "jsonreader.h"
#include "portalreading.h"
#include "rowid.h"
#include "twofactorwire.h"

#include <core/secretjson.h>
#include <net/httptransport.h>

namespace lw {

using namespace Qt::StringLiterals;

namespace {

Extension readExtension(JsonReader &reader, const WireCall &call)
{
    return {.id = reader.rowId(u"id"_s),
            .number = reader.text(u"number"_s),
            .name = reader.text(u"name"_s),
            .email = reader.text(u"email"_s),
            .role = reader.text(u"role"_s),
            .hasSecondFactor = reader.flag(u"twoFactorEnabled"_s),
            .method =
                secondFactorMethod(call, u"twoFactorMethod"_s, reader.text(u"twoFactorMethod"_s))};
}

BlockedAddress readBlocked(JsonReader &reader, const WireCall &)
{
    BlockedAddress blocked{.id = reader.rowId(u"id"_s),
                           .address = reader.text(u"address"_s),
                           .defenceType = reader.text(u"defenceType"_s),
                           .port = reader.textOrNumber(u"port"_s),
                           .time = reader.time(u"time"_s)};
    if (reader.number(u"expireTime"_s) > 0)
        blocked.expires = reader.time(u"expireTime"_s);
    return blocked;
}

AllowedAddress readAllowed(JsonReader &reader, const WireCall &)
{
    return {.id = reader.rowId(u"id"_s),
            .name = reader.text(u"name"_s),
            .address = reader.text(u"address"_s),
            .remark = reader.text(u"remark"_s)};
}

OperationLogEntry readLogEntry(JsonReader &reader, const WireCall &)
{
    return {.time = reader.time(u"time"_s),
            .user = reader.text(u"user"_s),
            .address = reader.text(u"address"_s),
            .module = reader.text(u"module"_s),
            .operation = reader.text(u"operation"_s),
            .detail = reader.text(u"detail"_s)};
}

int flag(bool value)
{
    return value ? 1 : 0;
}

} // namespace

Pending<SecurityOptions> *PortalClient::securityOptions(const PortalCaller &caller)
{
    const WireCall &call = m_profile.call(u"securityoption/get"_s);
    return read<SecurityOptions>(request(call, caller), [call](const QJsonObject &json) {
        JsonReader reader(json, call);
        SecurityOptions options{.isTwoFactorMandatory = reader.flag(u"forceTwoFactor"_s),
                                .isPasswordlessEnabled = reader.optionalFlag(u"passwordless"_s),
                                .isPasswordlessActive =
                                    reader.optionalFlag(u"passwordlessActive"_s)};
        return reader.error() ? Result<SecurityOptions>(Failure(*reader.error()))
                              : Result<SecurityOptions>(options);
    });
}

Pending<Acceptance> *PortalClient::updateSecurityOptions(const PortalCaller &caller,
                                                         const SecurityOptions &options)
{
    const WireCall &call = m_profile.call(u"securityoption/update"_s);
    SecretJson json;
    json.add(call.field(u"forceTwoFactor"_s), QJsonValue(flag(options.isTwoFactorMandatory)));
    if (options.isPasswordlessEnabled)
        json.add(call.field(u"passwordless"_s), QJsonValue(flag(*options.isPasswordlessEnabled)));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<std::chrono::minutes> *PortalClient::autoLogoutTime(const PortalCaller &caller)
{
    const WireCall &call = m_profile.call(u"webserver/get"_s);
    return read<std::chrono::minutes>(request(call, caller), [call](const QJsonObject &json) {
        JsonReader reader(json, call);
        const std::chrono::minutes time(reader.number(u"autoLogoutTime"_s));
        return reader.error() ? Result<std::chrono::minutes>(Failure(*reader.error()))
                              : Result<std::chrono::minutes>(time);
    });
}

Pending<Acceptance> *PortalClient::updateAutoLogoutTime(const PortalCaller &caller,
                                                        std::chrono::minutes time)
{
    const WireCall &call = m_profile.call(u"webserver/update"_s);
    SecretJson json;
    json.add(call.field(u"autoLogoutTime"_s), QJsonValue(static_cast<qint64>(time.count())));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<ListPage<Extension>> *PortalClient::extensions(const PortalCaller &caller,
                                                       const ListQuery &query)
{
    const QString id = u"extension/searchsummary"_s;
    return readList<Extension>(listRequest(id, caller, query), m_profile.call(id), readExtension);
}

Pending<Extension> *PortalClient::extension(const PortalCaller &caller, const QString &id)
{
    const WireCall &call = m_profile.call(u"extension/get"_s);
    HttpRequest http = request(call, caller);
    http.query.addQueryItem(call.field(u"id"_s), encoded(rowIdText(id)));
    return read<Extension>(std::move(http), [call](const QJsonObject &json) {
        JsonReader reader(json, call);
        Extension extension = readExtension(reader, call);
        return reader.error() ? Result<Extension>(Failure(*reader.error()))
                              : Result<Extension>(std::move(extension));
    });
}

Pending<Acceptance> *PortalClient::disableSecondFactorOf(const PortalCaller &caller,
                                                         const QString &extensionId)
{
    const WireCall &call = m_profile.call(u"extension/update"_s);
    SecretJson json;
    json.add(call.field(u"id"_s), rowIdValue(extensionId));
    json.add(call.field(u"twoFactorEnabled"_s), QJsonValue(0));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<ListPage<OperationLogEntry>> *PortalClient::operationLog(const PortalCaller &caller,
                                                                 const OperationLogFilter &filter,
                                                                 const ListQuery &query)
{
    const QString id = u"operationlog/searchsummary"_s;
    const WireCall &call = m_profile.call(id);
    HttpRequest http = listRequest(id, caller, query);
    const auto add = [&](const QString &field, const QString &value) {
        if (!value.isEmpty())
            http.query.addQueryItem(call.field(field), encoded(value));
    };
    if (filter.from)
        add(u"startTime"_s, QString::number(filter.from->toSecsSinceEpoch()));
    if (filter.to)
        add(u"endTime"_s, QString::number(filter.to->toSecsSinceEpoch()));
    add(u"user"_s, filter.user);
    add(u"module"_s, filter.module);
    return readList<OperationLogEntry>(std::move(http), call, readLogEntry);
}

Pending<ListPage<BlockedAddress>> *PortalClient::blockedAddresses(const PortalCaller &caller,
                                                                  const ListQuery &query)
{
    const QString id = u"blockedip/searchsummary"_s;
    return readList<BlockedAddress>(listRequest(id, caller, query), m_profile.call(id),
                                    readBlocked);
}

Pending<Acceptance> *PortalClient::unblockAddresses(const PortalCaller &caller,
                                                    const QStringList &ids)
{
    return deleteRows(u"blockedip/batchdelete"_s, caller, ids);
}

Pending<ListPage<AllowedAddress>> *PortalClient::allowedAddresses(const PortalCaller &caller,
                                                                  const ListQuery &query)
{
    const QString id = u"allowedip/searchsummary"_s;
    return readList<AllowedAddress>(listRequest(id, caller, query), m_profile.call(id),
                                    readAllowed);
}

Pending<Acceptance> *PortalClient::allowAddress(const PortalCaller &caller,
                                                const AllowedAddress &address)
{
    const WireCall &call = m_profile.call(u"allowedip/create"_s);
    SecretJson json;
    json.add(call.field(u"name"_s), QJsonValue(address.name));
    json.add(call.field(u"address"_s), QJsonValue(address.address));
    json.add(call.field(u"remark"_s), QJsonValue(address.remark));
    HttpRequest http = request(call, caller);
    http.body = std::move(json).finish();
    return change(std::move(http));
}

Pending<Acceptance> *PortalClient::deleteAllowedAddresses(const PortalCaller &caller,
                                                          const QStringList &ids)
{
    return deleteRows(u"allowedip/batchdelete"_s, caller, ids);
}

} // namespace lw
