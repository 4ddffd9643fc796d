// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformservice.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kCodeSeconds = 24 * 60 * 60;
constexpr qint64 kOnlineSeconds = 30;
//! Between PBX and platform; also their paths, without the first slash.
const QStringList kConnectionCalls{u"remote_connection/v1/attach"_s,
                                   u"remote_connection/v1/heartbeat"_s,
                                   u"remote_connection/v1/detach"_s};

QJsonObject refusedWith(const Refusal &refusal)
{
    QJsonObject json{{u"errcode"_s, static_cast<int>(refusal.code)},
                     {u"errmsg"_s, refusalText(refusal.code)}};
    if (!refusal.reason.isEmpty())
        json.insert(u"reason"_s, refusal.reason);
    return json;
}

QJsonObject success()
{
    return {{u"errcode"_s, 0}, {u"errmsg"_s, u"SUCCESS"_s}};
}

} // namespace

PlatformService::PlatformService(PlatformPlan plan, const Clock &clock, RandomSource random)
    : m_plan(std::move(plan))
    , m_clock(clock)
    , m_random(std::move(random))
    , m_devices(m_plan, m_random, m_clock.now())
    , m_api(m_plan, {.clock = m_clock, .random = m_random, .devices = m_devices})
{}

void PlatformService::reset()
{
    m_devices.reset(m_clock.now());
    m_api.reset();
}

bool PlatformService::setPasswordless(qint64 device, bool isPasswordless)
{
    m_devices.setPasswordless(device, isPasswordless);
    return m_devices.find(device) != nullptr;
}

QStringList PlatformService::calls()
{
    return kConnectionCalls + CentralApi::calls();
}

QString PlatformService::callOf(const WebRequest &request) const
{
    const QString connectionCall = request.path.sliced(qMin<qsizetype>(1, request.path.size()));
    if (request.verb == "POST" && kConnectionCalls.contains(connectionCall))
        return connectionCall;
    const QString call = m_api.callOf(request);
    return call.isEmpty() ? u"unknown"_s : call;
}

void PlatformService::handle(const WebRequest &request, WebReply reply)
{
    const QString call = callOf(request);
    if (kConnectionCalls.contains(call))
        return reply(connection(call, request));
    if (call != "unknown"_L1 || request.path.startsWith("/dm/"_L1))
        return reply(m_api.handle(request));
    reply({.status = 404, .json = refusedWith({.code = RefusalCode::InterfaceNotExisted})});
}

WebAnswer PlatformService::connection(const QString &call, const WebRequest &request)
{
    if (request.faultWord)
        return {.json =
                    refusedWith({.code = static_cast<RefusalCode>(request.faultWord->toInt())})};
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (call.endsWith("/attach"_L1))
        return {.json = attach(body)};
    constexpr QByteArrayView kScheme = "Bearer ";
    const QByteArray bearer = request.header("authorization");
    const PlatformDevice *device =
        bearer.startsWith(kScheme) ? m_devices.deviceOf(bearer.sliced(kScheme.size())) : nullptr;
    if (!device)
        return {.status = 401, .json = refusedWith({.code = RefusalCode::TokenExpired})};
    if (call.endsWith("/heartbeat"_L1))
        return {.json = heartbeat(device->id, body)};
    m_devices.detach(device->id);
    return {.json = success()};
}

QJsonObject PlatformService::attach(const QJsonObject &body)
{
    if (const std::optional<Refusal> refusal = whyNotAttached(body))
        return refusedWith(*refusal);
    const bool hasCode = body.value("method"_L1) == u"auth_code"_s;
    const PlatformDevice &device = m_devices.attach(
        {.serialNumber = body.value("sn"_L1).toString(),
         .model = body.value("model"_L1).toString(),
         .version = body.value("version"_L1).toString(),
         .portal = body.value("portal"_L1).toString(),
         .isPasswordless = body.value("passwordless"_L1).toInt() == 1},
        hasCode ? body.value("authentication_code"_L1).toString() : QString(), m_clock.now());
    QJsonObject json = success();
    json.insert(u"device_token"_s, QString::fromLatin1(device.token));
    json.insert(u"link_key"_s, QString::fromLatin1(device.linkKey.toBase64()));
    json.insert(u"passwordless"_s, device.form.isPasswordless ? 1 : 0);
    return json;
}

std::optional<Refusal> PlatformService::whyNotAttached(const QJsonObject &body) const
{
    const QString serialNumber = body.value("sn"_L1).toString();
    const QString method = body.value("method"_L1).toString();
    if (serialNumber.isEmpty())
        return Refusal{.code = RefusalCode::Parameter};
    if (method == "auth_code"_L1) {
        if (const auto refusal = m_devices.whyCodeIsBad(
                body.value("authentication_code"_L1).toString(), m_clock.now()))
            return refusal;
    } else {
        const bool isId = method == "yeastar_id"_L1;
        const QString identity = body.value(isId ? "yeastar_id"_L1 : "email"_L1).toString();
        const QString expected = isId ? m_plan.yeastarId : m_plan.email;
        if (identity.compare(expected, Qt::CaseInsensitive) != 0 ||
            body.value("password"_L1).toString() != m_plan.providerPassword)
            return Refusal{.code = RefusalCode::PlatformAuthentication};
    }
    if (isTooOld(FirmwareVersion(body.value("version"_L1).toString())))
        return Refusal{.code = RefusalCode::DeviceNotSupported};
    if (!m_devices.hasRoomFor(serialNumber))
        return Refusal{.code = RefusalCode::PlatformCapacity};
    return std::nullopt;
}

bool PlatformService::isTooOld(const FirmwareVersion &version) const
{
    return std::ranges::any_of(m_plan.minimumFirmware, [&](const FirmwareVersion &minimum) {
        return minimum.productLine() == version.productLine() && version < minimum;
    });
}

QJsonObject PlatformService::heartbeat(qint64 device, const QJsonObject &body)
{
    m_devices.heartbeat(device, body.value("passwordless"_L1).toInt() == 1, m_clock.now());
    QJsonObject json = success();
    json.insert(u"passwordless"_s, m_devices.find(device)->form.isPasswordless ? 1 : 0);
    return json;
}

QStringList PlatformService::freshCodes() const
{
    return m_devices.preparedCodes(m_clock.now());
}

QJsonObject PlatformService::state() const
{
    QJsonArray devices;
    int codesUsed = 0;
    for (const auto &[id, device] : m_devices.list()) {
        codesUsed += device.isCodeUsed ? 1 : 0;
        if (!device.isBound() || device.isMadeUp)
            continue;
        const bool isOnline = device.statusAt(m_clock.now()) == PlatformDevice::Status::Connected;
        devices.append(QJsonObject{{u"id"_s, id},
                                   {u"sn"_s, device.facts.serialNumber},
                                   {u"model"_s, device.facts.model},
                                   {u"version"_s, device.facts.version},
                                   {u"status"_s, isOnline ? u"Connected"_s : u"Disconnected"_s},
                                   {u"passwordless"_s, device.facts.isPasswordless},
                                   {u"passwordless_allowed"_s, device.form.isPasswordless}});
    }
    return {{u"kind"_s, u"platform"_s},
            {u"capacity"_s, m_plan.capacity},
            {u"used"_s, m_devices.used()},
            {u"devices"_s, devices},
            {u"devices_listed"_s, static_cast<qint64>(m_devices.list().size())},
            {u"codes_used"_s, codesUsed},
            {u"codes_fresh"_s, static_cast<int>(freshCodes().size())},
            {u"api"_s, m_api.state()}};
}

} // namespace lw::Sandbox
