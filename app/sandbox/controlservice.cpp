// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlservice.h"

#include "world.h"

#include <QJsonDocument>

#include <cmath>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

const QStringList kOrders{u"fault"_s, u"clock"_s, u"device"_s, u"reset"_s};
//! Ten years: certificates and dates stay meaningful.
constexpr double kFarthest = 10.0 * 366 * 24 * 60 * 60;

WebAnswer refused(int status, const QString &reason)
{
    return {.status = status, .json = {{u"error"_s, reason}}};
}

//! The first name in \a body that is none of \a names.
std::optional<QString> unknownName(const QJsonObject &body, const QStringList &names)
{
    const QStringList keys = body.keys();
    for (const QString &key : keys) {
        if (!names.contains(key))
            return u"\"%1\" is not known"_s.arg(key.left(100));
    }
    return std::nullopt;
}

} // namespace

QString ControlService::callOf(const WebRequest &request) const
{
    return request.path.sliced(qMin<qsizetype>(1, request.path.size()));
}

void ControlService::handle(const WebRequest &request, WebReply reply)
{
    const QString call = callOf(request);
    const bool isState = call == "state"_L1;
    if (!isState && !kOrders.contains(call))
        return reply(refused(404, u"no such path: /fault, /clock, /device, /reset, /state"_s));
    if (request.verb != (isState ? "GET" : "POST"))
        return reply(refused(405, isState ? u"use GET"_s : u"use POST"_s));
    if (isState)
        return reply({.json = m_world.state()});

    const QJsonDocument body = QJsonDocument::fromJson(request.body);
    const bool isEmptyReset = call == "reset"_L1 && request.body.trimmed().isEmpty();
    if (!body.isObject() && !isEmptyReset)
        return reply(refused(400, u"the body is not a JSON object"_s));
    std::optional<QString> problem;
    if (call == "fault"_L1)
        problem = injectFault(body.object());
    else if (call == "clock"_L1)
        problem = moveClock(body.object());
    else if (call == "device"_L1)
        problem = changeDevice(body.object());
    else
        m_world.reset();
    reply(problem ? refused(400, *problem) : WebAnswer{});
}

std::optional<QString> ControlService::injectFault(const QJsonObject &body)
{
    if (const auto problem =
            unknownName(body, {u"server"_s, u"call"_s, u"fault"_s, u"value"_s, u"times"_s}))
        return problem;
    for (const QString &name : {u"server"_s, u"call"_s, u"fault"_s}) {
        if (!body.value(name).isString())
            return u"\"%1\" must be a text"_s.arg(name);
    }
    const QJsonValue value = body.value("value"_L1);
    if (!value.isUndefined() && !value.isNull() && !value.isString() && !value.isDouble())
        return u"\"value\" must be a text or a number"_s;
    return m_world.inject(
        {.server = body.value("server"_L1).toString(),
         .call = body.value("call"_L1).toString(),
         .kind = body.value("fault"_L1).toString(),
         .value = value.toVariant().toString(),
         .times = body.value("times"_L1).isUndefined() ? 1 : body.value("times"_L1).toInt(0)});
}

//! What the provider does on the management server's own pages.
std::optional<QString> ControlService::changeDevice(const QJsonObject &body)
{
    if (const auto problem = unknownName(body, {u"server"_s, u"device"_s, u"passwordless"_s}))
        return problem;
    if (!body.value("passwordless"_L1).isBool())
        return u"\"passwordless\" must be true or false"_s;
    return m_world.setPasswordless(body.value("server"_L1).toString(),
                                   body.value("device"_L1).toInteger(),
                                   body.value("passwordless"_L1).toBool());
}

std::optional<QString> ControlService::moveClock(const QJsonObject &body)
{
    if (const auto problem = unknownName(body, {u"advance"_s}))
        return problem;
    const QJsonValue advance = body.value("advance"_L1);
    const double seconds = advance.toDouble();
    if (!advance.isDouble() || std::floor(seconds) != seconds || std::abs(seconds) > kFarthest)
        return u"\"advance\" must be a whole number of seconds, at most ten years"_s;
    m_world.advanceClock(std::chrono::seconds(static_cast<qint64>(seconds)));
    return std::nullopt;
}

} // namespace lw::Sandbox
