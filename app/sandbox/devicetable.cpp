// SPDX-License-Identifier: GPL-3.0-or-later
#include "devicetable.h"

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kCodeSeconds = 24 * 60 * 60;
constexpr qint64 kOnlineSeconds = 30;
constexpr qsizetype kKeyBytes = 32;
constexpr int kEveryPending = 10;
constexpr int kEveryOffline = 7;
constexpr int kGroups = 12;
constexpr qint64 kSilentSeconds = 3600;

DeviceForm preparedForm(int number)
{
    return {.name = u"Prepared device %1"_s.arg(number),
            .group = u"Practice"_s,
            .comment = u"Its authentication code is in the sandbox's list."_s,
            .isPasswordless = true};
}

DeviceForm madeUpForm(int number)
{
    return {.name = u"Branch %1"_s.arg(number, 5, 10, QLatin1Char('0')),
            .group = u"Region %1"_s.arg(number % kGroups + 1),
            .comment = number % 3 == 0 ? u"Rack %1, second floor"_s.arg(number % 40) : QString(),
            .isPasswordless = number % 4 == 0};
}

} // namespace

bool PlatformDevice::isCodeFresh(const QDateTime &now) const
{
    return !code.isEmpty() && !isCodeUsed && codeIssued.secsTo(now) < kCodeSeconds;
}

PlatformDevice::Status PlatformDevice::statusAt(const QDateTime &now) const
{
    if (facts.serialNumber.isEmpty())
        return Status::Pending;
    const bool isHeard = lastHeartbeat.secsTo(now) < kOnlineSeconds || isMadeUp;
    return isBound() && isHeard ? Status::Connected : Status::Disconnected;
}

DeviceTable::DeviceTable(const PlatformPlan &plan, RandomSource random, const QDateTime &now)
    : m_plan(plan), m_random(std::move(random))
{
    for (int i = 0; i < m_plan.codes; ++i)
        m_preparedCodes.append(makeCode(m_random));
    reset(now);
}

void DeviceTable::reset(const QDateTime &now)
{
    m_devices.clear();
    m_byToken.clear();
    m_lastId = 0;
    for (const QString &code : std::as_const(m_preparedCodes)) {
        const qint64 id = ++m_lastId;
        m_devices[id] = {.id = id,
                         .form = preparedForm(static_cast<int>(id)),
                         .code = code,
                         .codeIssued = now,
                         .isPrepared = true};
    }
    makeUp(now);
}

//! A fleet to look at: some wait, some are silent. Nobody stands behind them.
void DeviceTable::makeUp(const QDateTime &now)
{
    for (int number = 1; number <= m_plan.generatedDevices; ++number) {
        const qint64 id = ++m_lastId;
        PlatformDevice device{.id = id, .form = madeUpForm(number), .isMadeUp = true};
        if (number % kEveryPending != 0) {
            device.facts = {.serialNumber = u"3698%1"_s.arg(number, 8, 10, QLatin1Char('0')),
                            .model = u"P-Series Software Edition"_s,
                            .version = u"83.19.0.110"_s,
                            .isPasswordless = number % 2 == 0};
            device.token = number % kEveryOffline == 0 ? QByteArray() : makeToken(m_random);
            device.lastHeartbeat = now.addSecs(device.isBound() ? 0 : -kSilentSeconds * number);
        }
        m_devices[id] = device;
    }
}

const PlatformDevice *DeviceTable::find(qint64 id) const
{
    const auto found = m_devices.find(id);
    return found == m_devices.end() ? nullptr : &found->second;
}

bool DeviceTable::hasName(const QString &name) const
{
    return std::ranges::any_of(m_devices, [&](const auto &it) {
        return it.second.form.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

//! Whoever is bound takes a place, online or not.
int DeviceTable::used() const
{
    return static_cast<int>(
        std::ranges::count_if(m_devices, [](const auto &it) { return it.second.isBound(); }));
}

QStringList DeviceTable::preparedCodes(const QDateTime &now) const
{
    QStringList fresh;
    for (const auto &[id, device] : m_devices) {
        if (device.isPrepared && device.isCodeFresh(now))
            fresh.append(device.code);
    }
    return fresh;
}

const PlatformDevice &DeviceTable::add(const DeviceForm &form, const QDateTime &now)
{
    const qint64 id = ++m_lastId;
    return m_devices[id] = {.id = id, .form = form, .code = makeCode(m_random), .codeIssued = now};
}

void DeviceTable::remove(qint64 id)
{
    detach(id);
    m_devices.erase(id);
}

void DeviceTable::setPasswordless(qint64 id, bool isPasswordless)
{
    if (const auto found = m_devices.find(id); found != m_devices.end())
        found->second.form.isPasswordless = isPasswordless;
}

std::optional<Refusal> DeviceTable::whyCodeIsBad(const QString &code, const QDateTime &now) const
{
    const auto found = std::ranges::find_if(
        m_devices, [&](const auto &it) { return !code.isEmpty() && it.second.code == code; });
    if (found == m_devices.end())
        return Refusal{.code = RefusalCode::CodeInvalid, .reason = u"unknown"_s};
    if (found->second.isCodeUsed)
        return Refusal{.code = RefusalCode::CodeInvalid, .reason = u"used"_s};
    if (!found->second.isCodeFresh(now))
        return Refusal{.code = RefusalCode::CodeInvalid, .reason = u"expired"_s};
    return std::nullopt;
}

bool DeviceTable::hasRoomFor(const QString &serialNumber) const
{
    return used() < m_plan.capacity || std::ranges::any_of(m_devices, [&](const auto &it) {
               return it.second.isBound() && it.second.facts.serialNumber == serialNumber;
           });
}

PlatformDevice *DeviceTable::boundDevice(const QString &serialNumber)
{
    const auto found = std::ranges::find_if(m_devices, [&](const auto &it) {
        return it.second.isBound() && it.second.facts.serialNumber == serialNumber;
    });
    return found == m_devices.end() ? nullptr : &found->second;
}

//! The one that the code made, the one that this PBX was before, or a new one.
PlatformDevice &DeviceTable::deviceFor(const DeviceFacts &facts, const QString &code,
                                       const QDateTime &now)
{
    const auto found = std::ranges::find_if(m_devices, [&](const auto &it) {
        const PlatformDevice &device = it.second;
        return code.isEmpty() ? device.facts.serialNumber == facts.serialNumber
                              : device.code == code;
    });
    if (found != m_devices.end())
        return found->second;
    const qint64 id = ++m_lastId;
    // Whoever knows the provider's account came for the provider's help.
    return m_devices[id] = {.id = id,
                            .form = {.name = u"%1 %2"_s.arg(facts.model, facts.serialNumber),
                                     .isPasswordless = true},
                            .codeIssued = now};
}

const PlatformDevice &DeviceTable::attach(const DeviceFacts &facts, const QString &code,
                                          const QDateTime &now)
{
    // A PBX is one device: what it was before has lost it.
    if (const PlatformDevice *before = boundDevice(facts.serialNumber))
        detach(before->id);
    PlatformDevice &device = deviceFor(facts, code, now);
    device.isCodeUsed = device.isCodeUsed || !code.isEmpty();
    device.facts = facts;
    device.token = makeToken(m_random);
    device.linkKey = m_random(kKeyBytes);
    device.lastHeartbeat = now;
    m_byToken.insert(device.token, device.id);
    return device;
}

const PlatformDevice *DeviceTable::deviceOf(const QByteArray &token) const
{
    const auto found = m_byToken.find(token);
    return found == m_byToken.end() ? nullptr : find(*found);
}

void DeviceTable::heartbeat(qint64 id, bool isPasswordless, const QDateTime &now)
{
    PlatformDevice &device = m_devices.at(id);
    device.lastHeartbeat = now;
    device.facts.isPasswordless = isPasswordless;
}

void DeviceTable::detach(qint64 id)
{
    const auto found = m_devices.find(id);
    if (found == m_devices.end())
        return;
    // The device stays in the list, and what its PBX was stays readable.
    m_byToken.remove(found->second.token);
    found->second.token.clear();
    found->second.linkKey.clear();
}

} // namespace lw::Sandbox
