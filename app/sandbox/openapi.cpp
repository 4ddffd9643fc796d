// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapi.h"

#include "fieldreader.h"
#include "plainquery.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kBase = "/openapi/"_L1;
constexpr QLatin1StringView kVersion = "v1.0"_L1;
constexpr QLatin1StringView kOtherVersion = "v2.0"_L1; // of calls that are not played here
constexpr qint64 kUsualSize = 20;
constexpr qint64 kLargestSize = 500;
constexpr qint64 kMostPages = 1'000'000;
constexpr qint64 kBootAge = 24 * 60 * 60; // a PBX that started with the sandbox looks broken

struct Route
{
    QLatin1StringView endpoint;
    QByteArrayView verb;
};

constexpr std::array kRoutes{
    Route{"get_token"_L1, "POST"},        Route{"refresh_token"_L1, "POST"},
    Route{"del_token"_L1, "GET"},         Route{"system/information"_L1, "GET"},
    Route{"system/sendemail"_L1, "POST"}, Route{"extension/list"_L1, "GET"},
    Route{"extension/search"_L1, "GET"}};

WebAnswer refused(RefusalCode code, QJsonObject more = {})
{
    more.insert(u"errcode"_s, static_cast<int>(code));
    more.insert(u"errmsg"_s, refusalText(code));
    return {.json = more};
}

WebAnswer done(QJsonObject fields = {})
{
    fields.insert(u"errcode"_s, 0);
    fields.insert(u"errmsg"_s, u"SUCCESS"_s);
    return {.json = fields};
}

//! 40002 with a reason for each field.
WebAnswer invalid(const QStringList &fields, const QString &validation)
{
    QJsonArray list;
    for (const QString &field : fields)
        list.append(QJsonObject{{u"field"_s, field}, {u"validation_type"_s, validation}});
    return refused(RefusalCode::Parameter, {{u"invalid_param_list"_s, list}});
}

WebAnswer tokenAnswer(const OpenApiTokens::Pair &pair)
{
    return done({{u"access_token"_s, QString::fromLatin1(pair.access)},
                 {u"access_token_expire_time"_s, secondsOf(OpenApiTokens::kAccessTime)},
                 {u"refresh_token"_s, QString::fromLatin1(pair.refresh)},
                 {u"refresh_token_expire_time"_s, secondsOf(OpenApiTokens::kRefreshTime)}});
}

QByteArray tokenOf(const WebRequest &request)
{
    return PlainQuery(request.query).text(u"access_token"_s).toLatin1();
}

//! Those of \a names that \a body lacks.
QStringList missing(const QJsonObject &body, QStringList names)
{
    names.removeIf([&](const QString &name) {
        return body.value(name).isString() && !body.value(name).toString().isEmpty();
    });
    return names;
}

bool isLess(const QJsonValue &left, const QJsonValue &right)
{
    if (left.isDouble() && right.isDouble())
        return left.toInteger() < right.toInteger();
    return left.toString().compare(right.toString(), Qt::CaseInsensitive) < 0;
}

} // namespace

OpenApi::OpenApi(const PbxPlan &plan, PbxMemory &memory)
    : m_plan(plan)
    , m_memory(memory)
    , m_tokens(memory.random())
    , m_booted(memory.now().addSecs(-kBootAge))
{}

QStringList OpenApi::calls()
{
    QStringList names;
    for (const Route &route : kRoutes)
        names.append("openapi/"_L1 + route.endpoint);
    return names;
}

bool OpenApi::handles(const WebRequest &request)
{
    return request.path.startsWith(kBase);
}

QString OpenApi::callOf(const WebRequest &request)
{
    const QString version = request.path.section(u'/', 2, 2);
    const QString endpoint = request.path.section(u'/', 3);
    const bool isKnown = std::ranges::any_of(kRoutes, [&](const Route &route) {
        return endpoint == route.endpoint && request.verb == route.verb;
    });
    return isKnown && version == kVersion ? "openapi/"_L1 + endpoint : QString();
}

bool OpenApi::isAllowed(const QByteArray &peer) const
{
    const QList<AddressRange> &allowed = m_plan.openApi.allowed;
    return allowed.isEmpty() || std::ranges::any_of(allowed, [&](const AddressRange &range) {
               return range.contains(peer);
           });
}

//! Whether there is an API at all comes before who asks, and that before what is asked.
WebAnswer OpenApi::handle(const WebRequest &request)
{
    const QString version = request.path.section(u'/', 2, 2);
    const QString call = callOf(request);
    if (!m_plan.openApi.isEnabled || m_plan.openApi.clientId.isEmpty())
        return refused(RefusalCode::ApiUnavailable);
    if (!isAllowed(request.peer))
        return refused(RefusalCode::AddressForbidden);
    if (version != kVersion && version != kOtherVersion)
        return refused(RefusalCode::VersionUnsupported);
    if (call.isEmpty())
        return refused(RefusalCode::InterfaceNotExisted);
    if (request.faultWord)
        return refused(static_cast<RefusalCode>(request.faultWord->toInt()));
    if (call == "openapi/get_token"_L1)
        return token(request);
    if (call == "openapi/refresh_token"_L1)
        return refresh(request);
    const QByteArray access = tokenOf(request);
    if (!m_tokens.isLive(access, m_memory.now()))
        return refused(RefusalCode::TokenExpired);
    if (call == "openapi/del_token"_L1) {
        m_tokens.remove(access);
        return done();
    }
    if (call == "openapi/system/information"_L1)
        return information();
    if (call == "openapi/system/sendemail"_L1)
        return sendMail(request);
    const bool isSearch = call == "openapi/extension/search"_L1;
    return extensions(request,
                      isSearch ? PlainQuery(request.query).text(u"search_value"_s) : QString());
}

void OpenApi::expireTokenOf(const WebRequest &request)
{
    m_tokens.remove(tokenOf(request));
}

WebAnswer OpenApi::token(const WebRequest &request)
{
    const auto body = objectOf(request.body);
    if (!body)
        return refused(RefusalCode::ParameterSyntax);
    const QStringList lacking = missing(*body, {u"username"_s, u"password"_s});
    if (!lacking.isEmpty())
        return invalid(lacking, u"required"_s);
    if (const auto blocked = m_memory.whyBlocked(m_memory.apiGuard, request.peer))
        return refused(blocked->code,
                       {{u"block_expire_time"_s, blocked->blockExpireTime.value_or(0)}});
    if (body->value("username"_L1).toString() != m_plan.openApi.clientId ||
        body->value("password"_L1).toString() != m_plan.openApi.clientSecret) {
        m_memory.countFailure(m_memory.apiGuard, request.peer);
        const QJsonObject wrong{{u"field"_s, u"username or password"_s}, {u"value"_s, u"error"_s}};
        return refused(RefusalCode::Failure, {{u"invalid_param_list"_s, QJsonArray{wrong}}});
    }
    // Good credentials end a row of failures even where eight tokens are out.
    m_memory.apiGuard.countSuccess(request.peer);
    const auto pair = m_tokens.issue(m_memory.now());
    return pair ? tokenAnswer(*pair) : refused(RefusalCode::LimitExceeded);
}

WebAnswer OpenApi::refresh(const WebRequest &request)
{
    const auto body = objectOf(request.body);
    if (!body)
        return refused(RefusalCode::ParameterSyntax);
    if (!missing(*body, {u"refresh_token"_s}).isEmpty())
        return invalid({u"refresh_token"_s}, u"required"_s);
    const QByteArray token = body->value("refresh_token"_L1).toString().toLatin1();
    if (!m_tokens.canRefresh(token, m_memory.now()))
        return refused(RefusalCode::TokenExpired);
    const auto pair = m_tokens.renew(token, m_memory.now());
    return pair ? tokenAnswer(*pair) : refused(RefusalCode::LimitExceeded);
}

WebAnswer OpenApi::information() const
{
    const QDateTime now = m_memory.now();
    return done({{u"data"_s, QJsonObject{{u"device_name"_s, m_plan.name},
                                         {u"model_name"_s, m_plan.model},
                                         {u"sn"_s, m_plan.serialNumber},
                                         {u"hardware_version"_s, u"V1.00 0000-0000"_s},
                                         {u"firmware_version"_s, m_plan.firmware.text()},
                                         {u"system_time"_s, now.toString(u"yyyy/MM/dd hh:mm:ss"_s)},
                                         {u"up_time"_s, m_booted.secsTo(now)},
                                         {u"system_date_format"_s, u"YYYY/MM/DD"_s},
                                         {u"system_time_format"_s, u"hh:mm:ss"_s},
                                         {u"timestamp"_s, now.toSecsSinceEpoch()}}}});
}

//! No telephone is ever registered at a practice PBX.
QJsonObject OpenApi::row(qint64 id) const
{
    const AccountPlan &plan =
        m_memory.account(m_memory.extensions.at(static_cast<size_t>(id - 1))).plan;
    const QJsonObject off{{u"status"_s, 0}, {u"ext_dev_type"_s, u""_s}};
    QJsonObject phone = off;
    phone.insert(u"status_list"_s, QJsonArray());
    return {{u"id"_s, id},
            {u"online_status"_s, QJsonObject{{u"sip_phone"_s, phone},
                                             {u"linkus_desktop"_s, off},
                                             {u"linkus_mobile"_s, off},
                                             {u"linkus_web"_s, off}}},
            {u"presence_status"_s, u"available"_s},
            {u"custom_presence_status"_s, u""_s},
            {u"number"_s, plan.extensionNumber()},
            {u"caller_id_name"_s, plan.fullName},
            {u"role_name"_s, plan.roleName},
            {u"email_addr"_s, plan.email},
            {u"mobile_number"_s, u""_s}};
}

WebAnswer OpenApi::extensions(const WebRequest &request, const QString &search) const
{
    PlainQuery query(request.query);
    const qint64 page = query.number(u"page"_s, 1, kMostPages, 1);
    const qint64 size = query.number(u"page_size"_s, 1, kLargestSize, kUsualSize);
    const QString sortBy = query.word(
        u"sort_by"_s, {u"id"_s, u"number"_s, u"caller_id_name"_s, u"email_addr"_s, u"role_name"_s});
    const bool isAscending = query.word(u"order_by"_s, {u"asc"_s, u"desc"_s}) == "asc"_L1;
    if (!query.isFine())
        return invalid(query.wrong(), u"range"_s);
    QList<QJsonObject> found;
    for (qint64 id = 1; id <= static_cast<qint64>(m_memory.extensions.size()); ++id) {
        const QJsonObject candidate = row(id);
        const auto has = [&](const QString &field) {
            return candidate.value(field).toString().contains(search, Qt::CaseInsensitive);
        };
        if (has(u"number"_s) || has(u"caller_id_name"_s) || has(u"email_addr"_s))
            found.append(candidate);
    }
    std::ranges::stable_sort(found, [&](const QJsonObject &left, const QJsonObject &right) {
        return isAscending ? isLess(left.value(sortBy), right.value(sortBy))
                           : isLess(right.value(sortBy), left.value(sortBy));
    });
    QJsonArray shown;
    for (qint64 i = (page - 1) * size; i < qMin<qint64>(found.size(), page * size); ++i)
        shown.append(found.at(i));
    return done({{u"total_number"_s, found.size()}, {u"data"_s, shown}});
}

WebAnswer OpenApi::sendMail(const WebRequest &request)
{
    const auto body = objectOf(request.body);
    if (!body)
        return refused(RefusalCode::ParameterSyntax);
    const QString server = body->value("email_server"_L1).toString();
    if (server.isEmpty())
        return invalid({u"email_server"_s}, u"required"_s);
    if (!QStringList{u"follow_system"_s, u"ys"_s, u"custom"_s}.contains(server))
        return invalid({u"email_server"_s}, u"options"_s);
    const QJsonArray recipients = body->value("recipient"_L1).toArray();
    for (const QJsonValue &recipient : recipients) {
        if (!isEmailAddress(recipient.toString()))
            return invalid({u"recipient"_s}, u"format"_s);
    }
    // The vendor names no code for it.
    if (!m_memory.hasMailServer())
        return refused(RefusalCode::Failure);
    for (const QJsonValue &recipient : recipients)
        m_memory.mail(recipient.toString(), body->value("subject"_L1).toString(),
                      body->value("body"_L1).toString());
    return done();
}

} // namespace lw::Sandbox
