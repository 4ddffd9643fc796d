// SPDX-License-Identifier: GPL-3.0-or-later
#include "securityapi.h"

#include "fieldreader.h"
#include "listquery.h"

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastLogoutTime = 5;
constexpr int kMostLogoutTime = 120;
constexpr qint64 kLatestTime = 253'402'300'799; // the end of the year 9999

QString onOff(const QString &what, bool isOn)
{
    return u"%1: %2"_s.arg(what, isOn ? u"on"_s : u"off"_s);
}

} // namespace

SecurityApi::SecurityApi(const WireProfile &wire, PbxMemory &memory, Options options)
    : m_wire(wire), m_memory(memory), m_envelope(wire.call(u"envelope"_s)), m_options(options)
{}

WebAnswer SecurityApi::handle(const QString &call, const Visit &visit)
{
    if (call == "securityoption/get"_L1)
        return options();
    if (call == "securityoption/update"_L1)
        return setOptions(visit);
    if (call == "webserver/get"_L1)
        return webServer();
    return call == "webserver/update"_L1 ? setWebServer(visit) : operations(visit);
}

WebAnswer SecurityApi::options()
{
    const WireCall &call = m_wire.call(u"securityoption/get"_s);
    const SecurityOptions &options = m_memory.options;
    QJsonObject fields{{call.field(u"forceTwoFactor"_s), options.forcesTwoFactor ? 1 : 0}};
    if (m_options == Options::WithPasswordless) {
        fields.insert(call.field(u"passwordless"_s), options.isPasswordless ? 1 : 0);
        fields.insert(call.field(u"passwordlessActive"_s), options.isPasswordlessActive ? 1 : 0);
    }
    return m_envelope.done(call, fields);
}

WebAnswer SecurityApi::setOptions(const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"securityoption/update"_s), *body);
    const auto force = reader.flag(u"forceTwoFactor"_s);
    const auto passwordless = reader.flag(u"passwordless"_s);
    const auto active = reader.flag(u"passwordlessActive"_s);
    if (m_options == Options::WithoutPasswordless && passwordless)
        reader.fail(u"passwordless"_s, u"options"_s);
    if (m_options == Options::WithoutPasswordless && active)
        reader.fail(u"passwordlessActive"_s, u"options"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());

    SecurityOptions &options = m_memory.options;
    QStringList changes;
    if (force && *force != options.forcesTwoFactor)
        changes.append(onOff(u"Two-factor authentication mandatory for all extensions"_s, *force));
    if (passwordless && *passwordless != options.isPasswordless)
        changes.append(onOff(u"Passwordless Login"_s, *passwordless));
    options.forcesTwoFactor = force.value_or(options.forcesTwoFactor);
    options.isPasswordless = passwordless.value_or(options.isPasswordless);
    // Nothing is active that is switched off.
    options.isPasswordlessActive =
        options.isPasswordless && active.value_or(options.isPasswordlessActive);
    m_memory.note(visit, u"Security Options"_s, u"Edit"_s, changes.join(u"; "_s));
    return m_envelope.done();
}

WebAnswer SecurityApi::webServer()
{
    const WireCall &call = m_wire.call(u"webserver/get"_s);
    return m_envelope.done(call, {{call.field(u"autoLogoutTime"_s),
                                   static_cast<int>(m_memory.sessions.autoLogoutTime().count())}});
}

WebAnswer SecurityApi::setWebServer(const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"webserver/update"_s), *body);
    const auto minutes = reader.number(u"autoLogoutTime"_s, kLeastLogoutTime, kMostLogoutTime);
    if (!minutes)
        reader.fail(u"autoLogoutTime"_s, u"required"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    m_memory.sessions.setAutoLogoutTime(std::chrono::minutes(*minutes));
    m_memory.note(visit, u"Web Server"_s, u"Edit"_s, u"Auto Logout Time: %1 min"_s.arg(*minutes));
    return m_envelope.done();
}

WebAnswer SecurityApi::operations(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"operationlog/searchsummary"_s);
    ListQuery query(call, visit.request.query);
    const OperationLog::Filter filter{.from = query.number(u"startTime"_s, 0, kLatestTime),
                                      .to = query.number(u"endTime"_s, 0, kLatestTime),
                                      .user = query.text(u"user"_s),
                                      .module = query.text(u"module"_s)};
    if (!query.isFine())
        return m_envelope.refused(query.refusal());
    return m_envelope.done(query.page(m_memory.log.matching(filter), [&](const Operation &one) {
        return QJsonObject{{call.field(u"time"_s), one.time.toSecsSinceEpoch()},
                           {call.field(u"user"_s), one.user},
                           {call.field(u"address"_s), QString::fromLatin1(one.address)},
                           {call.field(u"module"_s), one.module},
                           {call.field(u"operation"_s), one.operation},
                           {call.field(u"detail"_s), one.detail}};
    }));
}

} // namespace lw::Sandbox
