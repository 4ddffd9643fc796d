// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralapi.h"

#include "centrallist.h"
#include "centralrows.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kBase = "/dm/open_api/"_L1;

struct Route
{
    QLatin1StringView call;
    QByteArrayView verb;
    QLatin1StringView path; //!< # is a number
};

constexpr std::array kRoutes{
    Route{"central/oauth/token"_L1, "POST", "oauth/token"_L1},
    Route{"central/oauth/revoke"_L1, "DELETE", "oauth/token/refresh_token"_L1},
    Route{"central/rm_connections"_L1, "GET", "v1/subscription/rm_connections"_L1},
    Route{"central/cloud_pbx"_L1, "GET", "v2/cloud_pbx/instances"_L1},
    Route{"central/cloud_pbx/update"_L1, "PUT", "v1/cloud_pbx/instances/#"_L1},
    Route{"central/users"_L1, "GET", "v2/users"_L1},
    Route{"central/users/update"_L1, "PUT", "v1/users/#"_L1},
    Route{"central/remote_devices"_L1, "GET", "v1/remote_devices"_L1},
    Route{"central/remote_devices/add"_L1, "POST", "v1/remote_devices"_L1},
    Route{"central/remote_devices/delete"_L1, "DELETE", "v1/remote_devices"_L1},
    Route{"central/remote_devices/access_link"_L1, "POST", "v1/remote_devices/#/access_link"_L1}};

bool isNumber(const QString &text)
{
    return !text.isEmpty() && text.size() < 19 &&
           std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool fits(const QStringList &parts, QLatin1StringView path)
{
    const QStringList wanted = QString(path).split(u'/');
    return parts.size() == wanted.size() &&
           std::equal(parts.begin(), parts.end(), wanted.begin(),
                      [](const QString &part, const QString &pattern) {
                          return pattern == "#"_L1 ? isNumber(part) : part == pattern;
                      });
}

//! The number in the path of a call that has one; routes have one at most, and versions are none.
qint64 idIn(const WebRequest &request)
{
    const QStringList parts = request.path.split(u'/');
    const auto found = std::ranges::find_if(parts, &isNumber);
    return found == parts.end() ? 0 : found->toLongLong();
}

bool isSwitch(const QJsonValue &value)
{
    return value == u"Enabled"_s || value == u"Disabled"_s;
}

QList<QJsonObject>::iterator rowOf(QList<QJsonObject> &rows, const QString &field, qint64 id)
{
    return std::ranges::find_if(
        rows, [&](const QJsonObject &row) { return row.value(field).toInteger() == id; });
}

} // namespace

CentralApi::CentralApi(const PlatformPlan &plan, const Setup &setup)
    : m_plan(plan)
    , m_setup(setup)
    , m_envelope(setup.clock, setup.random)
    , m_oauth(m_plan, setup.clock, setup.random)
    , m_bucket(m_plan.rateLimit, setup.clock.now())
    , m_devices(m_plan, setup.clock, setup.random, setup.devices)
{
    fillRows();
}

void CentralApi::fillRows()
{
    m_started = m_setup.clock.now();
    m_cloudPbxs = cloudPbxRows(m_plan, m_started);
    m_users = userRows(m_plan);
    m_hiddenSwitches.clear();
}

void CentralApi::reset()
{
    m_oauth.reset();
    m_bucket = TokenBucket(m_plan.rateLimit, m_setup.clock.now());
    fillRows();
}

QStringList CentralApi::calls()
{
    QStringList names;
    for (const Route &route : kRoutes)
        names.append(route.call);
    return names;
}

QString CentralApi::callOf(const WebRequest &request) const
{
    if (!request.path.startsWith(kBase))
        return {};
    const QStringList parts = request.path.sliced(kBase.size()).split(u'/');
    for (const Route &route : kRoutes) {
        if (route.verb == request.verb && fits(parts, route.path))
            return route.call;
    }
    return {};
}

WebAnswer CentralApi::notFound() const
{
    return m_envelope.refused(
        {.code = CentralCode::DataNotFound, .detail = u"There is no such path."_s});
}

WebAnswer CentralApi::invalid(const QString &field) const
{
    return m_envelope.refused({.code = CentralCode::InvalidParameter, .detail = field});
}

//! In the order of what a stranger may learn: paths, then addresses, then tokens, then the data.
WebAnswer CentralApi::handle(const WebRequest &request)
{
    const QString call = callOf(request);
    if (call.isEmpty() || (call.startsWith("central/remote_devices"_L1) && !m_plan.hasDeviceCalls))
        return notFound();
    if (const auto refusal = m_oauth.whyAddressIsRefused(request.peer))
        return m_envelope.refused(*refusal);
    if (request.faultWord)
        return m_envelope.refusedByWord(*request.faultWord);
    if (call == "central/oauth/token"_L1)
        return m_oauth.token(request);
    if (call == "central/oauth/revoke"_L1)
        return m_oauth.revoke(request);
    if (const auto refusal = m_oauth.whyNotLetIn(request))
        return m_envelope.refused(*refusal);
    // Only who has a token draws from the bucket: it is the client's, not the address's.
    if (const auto wait = m_bucket.take(m_setup.clock.now()))
        return m_envelope.refused({.code = CentralCode::RateLimitExceeded, .retryAfter = wait});
    return answer(call, request);
}

WebAnswer CentralApi::answer(const QString &call, const WebRequest &request)
{
    if (call == "central/rm_connections"_L1)
        return connections();
    if (call == "central/cloud_pbx"_L1)
        return list(request, m_cloudPbxs, {u"createTime"_s, u"cloudPbxId"_s},
                    {u"name"_s, u"sn"_s, u"url"_s});
    if (call == "central/cloud_pbx/update"_L1)
        return changeCloudPbx(request);
    if (call == "central/users"_L1) {
        // Documented: by any field of the answer.
        QStringList sortable{u"userId"_s};
        if (!m_users.isEmpty())
            sortable += m_users.constFirst().keys();
        return list(request, m_users, sortable, {});
    }
    if (call == "central/users/update"_L1)
        return changeUser(request);
    return deviceAnswer(call, request);
}

WebAnswer CentralApi::deviceAnswer(const QString &call, const WebRequest &request)
{
    if (call == "central/remote_devices"_L1)
        return m_devices.list(request);
    if (call == "central/remote_devices/add"_L1)
        return m_devices.add(request);
    if (call == "central/remote_devices/delete"_L1)
        return m_devices.remove(request);
    return m_devices.link(idIn(request), request);
}

WebAnswer CentralApi::connections() const
{
    QJsonObject counts{{u"used"_s, m_setup.devices.used()}, {u"capacity"_s, m_plan.capacity}};
    // The page of the self-hosted edition does not name these two.
    if (!m_plan.isSelfHosted) {
        counts.insert(u"assignedToResellerUsed"_s, m_plan.assignedUsed);
        counts.insert(u"assignedToResellerCapacity"_s, m_plan.assignedCapacity);
    }
    return m_envelope.done(
        {{u"connections"_s, counts},
         {u"remoteManagementAccount"_s, subscription(m_plan.account)},
         {u"remoteManagementPremiumAccount"_s, subscription(m_plan.premiumAccount)}});
}

QJsonObject CentralApi::subscription(const SubscriptionPlan &plan) const
{
    const qint64 end = m_started.addDays(plan.expiresInDays).toSecsSinceEpoch();
    return {{u"status"_s, plan.status},
            {u"expirationTime"_s, plan.status == "Not Subscribed"_L1 ? 0 : end}};
}

WebAnswer CentralApi::list(const WebRequest &request, const Rows &rows, const QStringList &sortable,
                           const QStringList &searched) const
{
    const CentralList list(request.query, sortable);
    return list.isFine() ? m_envelope.done(list.page(rows, searched)) : invalid(list.wrong());
}

//! "PUT v1/cloud_pbx/instances/{cloudPbxId}": all five fields are required, whatever changes.
WebAnswer CentralApi::changeCloudPbx(const WebRequest &request)
{
    const qint64 id = idIn(request);
    const auto found = rowOf(m_cloudPbxs, u"cloudPbxId"_s, id);
    if (found == m_cloudPbxs.end())
        return m_envelope.refused({.code = CentralCode::DataNotFound});
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (body.value("name"_L1).toString().isEmpty())
        return invalid(u"name"_s);
    for (const QString &field : {u"upgradeInPbx"_s, u"im"_s, u"passwordlessLogin"_s,
                                 u"allowSuperiorPasswordlessLogin"_s}) {
        if (!isSwitch(body.value(field)))
            return invalid(field);
    }
    for (const QString &field : {u"name"_s, u"upgradeInPbx"_s, u"passwordlessLogin"_s})
        found->insert(field, body.value(field));
    // The vendor's list does not show these, so only the sandbox's own state does.
    for (const QString &field : {u"im"_s, u"allowSuperiorPasswordlessLogin"_s})
        m_hiddenSwitches[id].insert(field, body.value(field));
    return m_envelope.done();
}

//! "PUT v1/users/{userId}": every field is optional.
WebAnswer CentralApi::changeUser(const WebRequest &request)
{
    const auto found = rowOf(m_users, u"userId"_s, idIn(request));
    if (found == m_users.end())
        return m_envelope.refused({.code = CentralCode::UserNotFound});
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    const QJsonObject body = document.object();
    const QString factor = u"twoFactorAuthenticationEnable"_s;
    if (!document.isObject())
        return invalid(u"body"_s);
    // An administrator can only switch it off: the key is the user's own.
    if (body.contains(factor) && body.value(factor) != u"disable"_s)
        return invalid(factor);
    const QStringList texts{u"company"_s, u"firstName"_s, u"lastName"_s, u"email"_s,
                            u"phone"_s,   u"mobile"_s,    u"address"_s,  u"remark"_s};
    for (const QString &field : texts) {
        if (body.contains(field) && !body.value(field).isString())
            return invalid(field);
    }
    for (const QString &field : texts + QStringList{factor}) {
        if (body.contains(field))
            found->insert(field, body.value(field));
    }
    return m_envelope.done();
}

QJsonObject CentralApi::state() const
{
    const auto isProtected = [](const QJsonObject &row) {
        return row.value("twoFactorAuthenticationEnable"_L1) == u"enable"_s;
    };
    QJsonObject cloud;
    for (const QJsonObject &row : m_cloudPbxs) {
        QJsonObject switches =
            m_hiddenSwitches.value(row.value("cloudPbxId"_L1).toInteger(), QJsonObject());
        switches.insert(u"passwordlessLogin"_s, row.value("passwordlessLogin"_L1));
        cloud.insert(row.value("name"_L1).toString(), switches);
    }
    return {{u"tokens"_s, m_oauth.liveTokens()},
            {u"blocked_addresses"_s, m_oauth.blockedAddresses()},
            {u"users"_s, m_users.size()},
            {u"users_with_two_factor"_s, std::ranges::count_if(m_users, isProtected)},
            {u"cloud_pbxs"_s, cloud}};
}

} // namespace lw::Sandbox
