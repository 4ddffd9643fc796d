// SPDX-License-Identifier: GPL-3.0-or-later
#include "deviceapi.h"

#include "centrallist.h"
#include "linkticket.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 63;
constexpr qsizetype kLongestText = 255;
constexpr qint64 kCodeSeconds = 24 * 60 * 60;

QString switchWord(bool isOn)
{
    return isOn ? u"Enabled"_s : u"Disabled"_s;
}

QString statusWord(PlatformDevice::Status status)
{
    switch (status) {
    case PlatformDevice::Status::Pending:
        return u"Pending"_s;
    case PlatformDevice::Status::Connected:
        return u"Connected"_s;
    case PlatformDevice::Status::Disconnected:
        return u"Disconnected"_s;
    }
    return {};
}

bool isText(const QJsonValue &value, qsizetype longest)
{
    return value.isUndefined() || (value.isString() && value.toString().size() <= longest);
}

bool isSwitch(const QJsonValue &value)
{
    return value == switchWord(true) || value == switchWord(false);
}

//! The first field of \a body that is wrong; empty: none.
QString wrongField(const QJsonObject &body)
{
    const QJsonValue name = body.value("deviceName"_L1);
    if (!isText(name, kLongestName) || name.toString().trimmed().isEmpty())
        return u"deviceName"_s;
    for (const QString &field : {u"group"_s, u"comment"_s}) {
        if (!isText(body.value(field), kLongestText))
            return field;
    }
    for (const QString &field : {u"passwordlessLogin"_s, u"provisioningViaTemplate"_s}) {
        if (!isSwitch(body.value(field)))
            return field;
    }
    return {};
}

//! Names, groups, comments and serial numbers are searched, without regard to case.
bool isFound(const PlatformDevice &device, const QString &wanted)
{
    const auto has = [&](const QString &text) {
        return text.contains(wanted, Qt::CaseInsensitive);
    };
    return wanted.isEmpty() || has(device.form.name) || has(device.form.group) ||
           has(device.form.comment) || has(device.facts.serialNumber);
}

DeviceForm formOf(const QJsonObject &body)
{
    return {.name = body.value("deviceName"_L1).toString().trimmed(),
            .group = body.value("group"_L1).toString(),
            .comment = body.value("comment"_L1).toString(),
            .isPasswordless = body.value("passwordlessLogin"_L1) == switchWord(true),
            .isProvisioned = body.value("provisioningViaTemplate"_L1) == switchWord(true)};
}

} // namespace

DeviceApi::DeviceApi(const PlatformPlan &plan, const Clock &clock, const RandomSource &random,
                     DeviceTable &devices)
    : m_plan(plan), m_clock(clock), m_random(random), m_envelope(clock, random), m_devices(devices)
{}

QJsonObject DeviceApi::row(const PlatformDevice &device) const
{
    const bool wasOnline = device.lastHeartbeat.isValid();
    return {{u"deviceId"_s, device.id},
            {u"deviceName"_s, device.form.name},
            {u"group"_s, device.form.group},
            {u"comment"_s, device.form.comment},
            {u"sn"_s, device.facts.serialNumber},
            {u"model"_s, device.facts.model},
            {u"version"_s, device.facts.version},
            {u"status"_s, statusWord(device.statusAt(m_clock.now()))},
            {u"lastOnlineTime"_s, wasOnline ? device.lastHeartbeat.toSecsSinceEpoch() : 0},
            {u"passwordlessLogin"_s, switchWord(device.form.isPasswordless)},
            {u"provisioningViaTemplate"_s, switchWord(device.form.isProvisioned)}};
}

WebAnswer DeviceApi::invalid(const QString &field) const
{
    return m_envelope.refused({.code = CentralCode::InvalidParameter, .detail = field});
}

WebAnswer DeviceApi::forbidden(const QString &reason) const
{
    return m_envelope.refused({.code = CentralCode::PermissionDenied, .detail = reason});
}

WebAnswer DeviceApi::list(const WebRequest &request) const
{
    const CentralList list(request.query, {});
    if (!list.isFine())
        return invalid(list.wrong());
    const QString wanted = list.search();
    QList<const PlatformDevice *> found;
    for (const auto &[id, device] : m_devices.list()) {
        if (isFound(device, wanted))
            found.append(&device);
    }
    return m_envelope.done(
        list.slice(found, [this](const PlatformDevice *device) { return row(*device); }));
}

WebAnswer DeviceApi::add(const WebRequest &request)
{
    const QJsonDocument body = QJsonDocument::fromJson(request.body);
    if (!body.isObject())
        return invalid(u"body"_s);
    if (const QString field = wrongField(body.object()); !field.isEmpty())
        return invalid(field);
    const DeviceForm form = formOf(body.object());
    // People tell devices by their names.
    if (m_devices.hasName(form.name))
        return m_envelope.refused(
            {.code = CentralCode::DataAlreadyExists, .detail = u"deviceName"_s});
    const QDateTime now = m_clock.now();
    const PlatformDevice &device = m_devices.add(form, now);
    return m_envelope.done({{u"deviceId"_s, device.id},
                            {u"authenticationCode"_s, device.code},
                            {u"expireTime"_s, now.addSecs(kCodeSeconds).toSecsSinceEpoch()}});
}

WebAnswer DeviceApi::remove(const WebRequest &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QJsonArray ids = body.value("deviceIds"_L1).toArray();
    if (ids.isEmpty())
        return invalid(u"deviceIds"_s);
    // All or none: a half of what was asked would be hard to explain.
    for (const QJsonValue &id : ids) {
        if (!id.isDouble())
            return invalid(u"deviceIds"_s);
        if (!m_devices.find(id.toInteger()))
            return m_envelope.refused({.code = CentralCode::DataNotFound});
    }
    for (const QJsonValue &id : ids)
        m_devices.remove(id.toInteger());
    return m_envelope.done();
}

WebAnswer DeviceApi::link(qint64 id, const WebRequest &request) const
{
    const PlatformDevice *device = m_devices.find(id);
    if (!device)
        return m_envelope.refused({.code = CentralCode::DataNotFound});
    const QString mode = QJsonDocument::fromJson(request.body).object().value("mode"_L1).toString();
    const bool isPasswordless = mode == "passwordless"_L1;
    if (!isPasswordless && mode != "account"_L1)
        return invalid(u"mode"_s);
    const QDateTime now = m_clock.now();
    // The detail says which side it is: the window cannot know.
    if (device->statusAt(now) != PlatformDevice::Status::Connected ||
        device->facts.portal.isEmpty())
        return forbidden(u"The device is not connected."_s);
    if (isPasswordless && !device->form.isPasswordless)
        return forbidden(u"Passwordless Login is switched off for this device."_s);
    if (isPasswordless && !device->facts.isPasswordless)
        return forbidden(u"Passwordless Login is switched off on the PBX."_s);
    const LinkTicket ticket{.serialNumber = device->facts.serialNumber,
                            .account = isPasswordless ? LinkTicket::Account::Passwordless
                                                      : LinkTicket::Account::Own,
                            .end = now.addSecs(m_plan.linkTime.count())};
    const QString url = u"%1/%2?ticket=%3"_s.arg(
        device->facts.portal, isPasswordless ? u"passwordless"_s : u"signin"_s,
        QString::fromLatin1(sealed(ticket, device->linkKey, m_random)));
    return m_envelope.done({{u"url"_s, url}, {u"expireTime"_s, ticket.end.toSecsSinceEpoch()}});
}

} // namespace lw::Sandbox
