// SPDX-License-Identifier: GPL-3.0-or-later
#include "ownaccountapi.h"

#include "fieldreader.h"
#include "listquery.h"

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

OwnAccountApi::OwnAccountApi(const WireProfile &wire, PbxMemory &memory)
    : m_wire(wire), m_memory(memory), m_envelope(wire.call(u"envelope"_s))
{}

WebAnswer OwnAccountApi::handle(const QString &call, const Visit &visit)
{
    if (call == "user/updatepassword"_L1)
        return changePassword(visit);
    return call == "trusteddevice/searchsummary"_L1 ? devices(visit) : removeDevices(visit);
}

WebAnswer OwnAccountApi::devices(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"trusteddevice/searchsummary"_s);
    const ListQuery query(call, visit.request.query);
    if (!query.isFine())
        return m_envelope.refused(query.refusal());
    QList<TrustedDevice> devices = m_memory.account(visit.owner.account).devices.list();
    std::ranges::reverse(devices); // newest first
    return m_envelope.done(query.page(devices, [&](const TrustedDevice &device) {
        return QJsonObject{{call.field(u"id"_s), device.id},
                           {call.field(u"name"_s), device.name},
                           {call.field(u"address"_s), QString::fromLatin1(device.address)},
                           {call.field(u"addedTime"_s), device.added.toSecsSinceEpoch()},
                           {call.field(u"lastUsedTime"_s), device.lastUsed.toSecsSinceEpoch()},
                           {call.field(u"current"_s), device.id == visit.owner.device ? 1 : 0}};
    }));
}

WebAnswer OwnAccountApi::removeDevices(const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"trusteddevice/batchdelete"_s), *body);
    const QList<qint64> ids = reader.ids(u"ids"_s);
    TrustedDevices &devices = m_memory.account(visit.owner.account).devices;
    const auto isKnown = [&](qint64 id) {
        return std::ranges::find(devices.list(), id, &TrustedDevice::id) != devices.list().end();
    };
    if (!std::ranges::all_of(ids, isKnown))
        reader.fail(u"ids"_s, u"exist"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    for (const qint64 id : ids)
        devices.remove(id);
    m_memory.note(visit, u"Trusted Device"_s, u"Delete"_s, u"%1 deleted"_s.arg(ids.size()));
    return m_envelope.done();
}

WebAnswer OwnAccountApi::changePassword(const Visit &visit)
{
    if (const auto refusal = m_memory.whyBlocked(visit.request.peer))
        return m_envelope.refused(*refusal);
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"user/updatepassword"_s), *body);
    const QByteArray old = reader.required(u"oldPassword"_s).toUtf8();
    const QByteArray wanted = reader.required(u"newPassword"_s).toUtf8();
    const QByteArray confirmed = reader.required(u"confirmPassword"_s).toUtf8();
    if (reader.isFine() && wanted != confirmed)
        reader.fail(u"confirmPassword"_s, u"same"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    Account &account = m_memory.account(visit.owner.account);
    if (!account.password.matches(old, m_memory.random())) {
        m_memory.countFailure(visit.request.peer);
        return m_envelope.refused(RefusalCode::Failure);
    }
    // Judged after the old one: otherwise anybody could ask which password it is.
    if (wanted == old) {
        reader.fail(u"newPassword"_s, u"unchanged"_s);
        return m_envelope.refused(reader.refusal());
    }
    account.password = PasswordHash(wanted);
    account.hasOwnPassword = true;
    account.mustChangePassword = false;
    account.devices.clear();
    m_memory.guard.countSuccess(visit.request.peer);
    m_memory.sessions.closeOthers(visit.owner.account, visit.cookie);
    m_memory.challenges.removeOf(visit.owner.account);
    m_memory.passwordTokens.removeOf(visit.owner.account);
    m_memory.note(visit, u"User"_s, u"Change Password"_s);
    return m_envelope.done();
}

} // namespace lw::Sandbox
