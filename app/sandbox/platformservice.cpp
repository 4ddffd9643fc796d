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
constexpr QLatin1StringView kBase = "/remote_connection/v1/"_L1;

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
    : m_plan(std::move(plan)), m_clock(clock), m_random(std::move(random))
{
    for (int i = 0; i < m_plan.codes; ++i)
        m_codes.append({.text = makeCode(m_random), .issued = m_clock.now()});
}

void PlatformService::reset()
{
    m_devices.clear();
    for (Code &code : m_codes) {
        code.issued = m_clock.now();
        code.isUsed = false;
    }
}

QString PlatformService::callOf(const WebRequest &request) const
{
    const bool isKnown = request.verb == "POST" && (request.path == kBase + "attach"_L1 ||
                                                    request.path == kBase + "heartbeat"_L1 ||
                                                    request.path == kBase + "detach"_L1);
    return isKnown ? request.path.sliced(1) : u"unknown"_s;
}

void PlatformService::handle(const WebRequest &request, WebReply reply)
{
    const QString call = callOf(request);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (call == "unknown"_L1)
        return reply(
            {.status = 404, .json = refusedWith({.code = RefusalCode::InterfaceNotExisted})});
    if (request.faultWord)
        return reply(
            {.json = refusedWith({.code = static_cast<RefusalCode>(request.faultWord->toInt())})});
    if (call.endsWith("/attach"_L1))
        return reply({.json = attach(body)});
    const QString serialNumber = deviceOf(request);
    if (serialNumber.isEmpty())
        return reply({.status = 401, .json = refusedWith({.code = RefusalCode::TokenExpired})});
    if (call.endsWith("/heartbeat"_L1))
        return reply({.json = heartbeat(serialNumber, body)});
    m_devices.remove(serialNumber);
    reply({.json = success()});
}

QJsonObject PlatformService::attach(const QJsonObject &body)
{
    if (const std::optional<Refusal> refusal = whyNotAttached(body))
        return refusedWith(*refusal);
    const QString code = body.value("authentication_code"_L1).toString();
    for (Code &known : m_codes)
        known.isUsed = known.isUsed || known.text == code;
    const QByteArray token = makeToken(m_random);
    m_devices.insert(body.value("sn"_L1).toString(),
                     {.model = body.value("model"_L1).toString(),
                      .version = body.value("version"_L1).toString(),
                      .token = token,
                      .allowsPasswordless = body.value("passwordless"_L1).toInt() == 1,
                      .lastHeartbeat = m_clock.now()});
    QJsonObject json = success();
    json.insert(u"device_token"_s, QString::fromLatin1(token));
    return json;
}

std::optional<Refusal> PlatformService::whyNotAttached(const QJsonObject &body) const
{
    const QString serialNumber = body.value("sn"_L1).toString();
    const QString method = body.value("method"_L1).toString();
    if (serialNumber.isEmpty())
        return Refusal{.code = RefusalCode::Parameter};
    if (method == "auth_code"_L1) {
        if (const auto refusal = whyCodeIsBad(body.value("authentication_code"_L1).toString()))
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
    if (!m_devices.contains(serialNumber) && m_devices.size() >= m_plan.capacity)
        return Refusal{.code = RefusalCode::PlatformCapacity};
    return std::nullopt;
}

std::optional<Refusal> PlatformService::whyCodeIsBad(const QString &text) const
{
    const auto found = std::ranges::find(m_codes, text, [](const Code &code) { return code.text; });
    if (found == m_codes.end())
        return Refusal{.code = RefusalCode::CodeInvalid, .reason = u"unknown"_s};
    if (found->isUsed)
        return Refusal{.code = RefusalCode::CodeInvalid, .reason = u"used"_s};
    if (!isFresh(*found))
        return Refusal{.code = RefusalCode::CodeInvalid, .reason = u"expired"_s};
    return std::nullopt;
}

bool PlatformService::isFresh(const Code &code) const
{
    return !code.isUsed && code.issued.secsTo(m_clock.now()) < kCodeSeconds;
}

bool PlatformService::isTooOld(const FirmwareVersion &version) const
{
    return std::ranges::any_of(m_plan.minimumFirmware, [&](const FirmwareVersion &minimum) {
        return minimum.productLine() == version.productLine() && version < minimum;
    });
}

QString PlatformService::deviceOf(const WebRequest &request) const
{
    const QByteArray bearer = request.header("authorization");
    for (auto it = m_devices.begin(); it != m_devices.end(); ++it) {
        if (bearer == "Bearer " + it->token)
            return it.key();
    }
    return {};
}

QJsonObject PlatformService::heartbeat(const QString &serialNumber, const QJsonObject &body)
{
    Device &device = m_devices[serialNumber];
    device.lastHeartbeat = m_clock.now();
    device.allowsPasswordless = body.value("passwordless"_L1).toInt() == 1;
    return success();
}

QStringList PlatformService::freshCodes() const
{
    QStringList fresh;
    for (const Code &code : m_codes) {
        if (isFresh(code))
            fresh.append(code.text);
    }
    return fresh;
}

QJsonObject PlatformService::state() const
{
    QJsonArray devices;
    for (auto it = m_devices.begin(); it != m_devices.end(); ++it) {
        const bool isOnline = it->lastHeartbeat.secsTo(m_clock.now()) < kOnlineSeconds;
        devices.append(QJsonObject{{u"sn"_s, it.key()},
                                   {u"model"_s, it->model},
                                   {u"version"_s, it->version},
                                   {u"status"_s, isOnline ? u"Connected"_s : u"Disconnected"_s},
                                   {u"passwordless"_s, it->allowsPasswordless}});
    }
    const auto used = std::ranges::count_if(m_codes, [](const Code &code) { return code.isUsed; });
    return {{u"kind"_s, u"platform"_s},
            {u"capacity"_s, m_plan.capacity},
            {u"used"_s, static_cast<int>(m_devices.size())},
            {u"devices"_s, devices},
            {u"codes_used"_s, static_cast<int>(used)},
            {u"codes_fresh"_s, static_cast<int>(freshCodes().size())}};
}

} // namespace lw::Sandbox
