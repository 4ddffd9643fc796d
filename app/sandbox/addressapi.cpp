// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressapi.h"

#include "fieldreader.h"
#include "listquery.h"

#include <algorithm>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestRemark = 255;

//! All of \a ids are among \a rows.
template<typename Row>
bool areKnown(const QList<qint64> &ids, const QList<Row> &rows)
{
    return std::ranges::all_of(ids, [&](qint64 id) {
        return std::ranges::any_of(rows, [id](const Row &row) { return row.id == id; });
    });
}

QString defenceType(const LoginGuard::BlockedAddress &one)
{
    return one.id > PbxMemory::kLastWebBlock ? u"API"_s : u"Web Login"_s;
}

} // namespace

AddressApi::AddressApi(const WireProfile &wire, PbxMemory &memory)
    : m_wire(wire), m_memory(memory), m_envelope(wire.call(u"envelope"_s))
{}

WebAnswer AddressApi::handle(const QString &call, const Visit &visit)
{
    if (call == "blockedip/searchsummary"_L1)
        return blocked(visit);
    if (call == "blockedip/batchdelete"_L1)
        return unblock(visit);
    if (call == "allowedip/searchsummary"_L1)
        return allowed(visit);
    return call == "allowedip/create"_L1 ? allow(visit) : disallow(visit);
}

QList<LoginGuard::BlockedAddress> AddressApi::blockedNow() const
{
    return m_memory.apiGuard.blockedAt(m_memory.now()) + m_memory.guard.blockedAt(m_memory.now());
}

void AddressApi::forgive(const LoginGuard::BlockedAddress &one)
{
    LoginGuard &guard = one.id > PbxMemory::kLastWebBlock ? m_memory.apiGuard : m_memory.guard;
    guard.forgive(one.address);
}

WebAnswer AddressApi::blocked(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"blockedip/searchsummary"_s);
    const ListQuery query(call, visit.request.query);
    if (!query.isFine())
        return m_envelope.refused(query.refusal());
    return m_envelope.done(query.page(blockedNow(), [&](const LoginGuard::BlockedAddress &one) {
        return QJsonObject{{call.field(u"id"_s), one.id},
                           {call.field(u"address"_s), QString::fromLatin1(one.address)},
                           {call.field(u"defenceType"_s), defenceType(one)},
                           {call.field(u"port"_s), m_memory.port},
                           {call.field(u"time"_s), one.since.toSecsSinceEpoch()},
                           {call.field(u"expireTime"_s),
                            one.block.until ? one.block.until->toSecsSinceEpoch() : 0}};
    }));
}

WebAnswer AddressApi::unblock(const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"blockedip/batchdelete"_s), *body);
    const QList<qint64> ids = reader.ids(u"ids"_s);
    const QList<LoginGuard::BlockedAddress> blocked = blockedNow();
    if (!areKnown(ids, blocked))
        reader.fail(u"ids"_s, u"exist"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    for (const LoginGuard::BlockedAddress &one : blocked) {
        if (!ids.contains(one.id))
            continue;
        forgive(one);
        m_memory.note(visit, u"Blocked IP"_s, u"Delete"_s, QString::fromLatin1(one.address));
    }
    return m_envelope.done();
}

WebAnswer AddressApi::allowed(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"allowedip/searchsummary"_s);
    const ListQuery query(call, visit.request.query);
    if (!query.isFine())
        return m_envelope.refused(query.refusal());
    return m_envelope.done(query.page(m_memory.allowed.list(), [&](const AllowedAddress &one) {
        return QJsonObject{{call.field(u"id"_s), one.id},
                           {call.field(u"name"_s), one.name},
                           {call.field(u"address"_s), one.address},
                           {call.field(u"remark"_s), one.remark}};
    }));
}

WebAnswer AddressApi::allow(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"allowedip/create"_s);
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(call, *body);
    AllowedAddress wanted{.name = reader.required(u"name"_s),
                          .address = reader.required(u"address"_s),
                          .remark = reader.text(u"remark"_s, kLongestRemark).value_or(QString())};
    const auto range = AddressRange::parse(wanted.address);
    if (!range)
        reader.fail(u"address"_s, u"format"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    wanted.range = *range;

    QStringList duplicates;
    const QList<AllowedAddress> &list = m_memory.allowed.list();
    if (std::ranges::find(list, wanted.name, &AllowedAddress::name) != list.end())
        duplicates.append(call.field(u"name"_s));
    if (std::ranges::find(list, wanted.range, &AllowedAddress::range) != list.end())
        duplicates.append(call.field(u"address"_s));
    if (!duplicates.isEmpty())
        return m_envelope.refused({.code = RefusalCode::DuplicateKey, .duplicates = duplicates});
    wanted.id = m_memory.nextId();
    m_memory.allowed.add(wanted);
    const QList<LoginGuard::BlockedAddress> blocked = blockedNow();
    for (const LoginGuard::BlockedAddress &one : blocked) {
        if (wanted.range.contains(one.address))
            forgive(one);
    }
    m_memory.note(visit, u"Allowed IP"_s, u"Add"_s, wanted.address);
    return m_envelope.done();
}

WebAnswer AddressApi::disallow(const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"allowedip/batchdelete"_s), *body);
    const QList<qint64> ids = reader.ids(u"ids"_s);
    const QList<AllowedAddress> list = m_memory.allowed.list();
    if (!areKnown(ids, list))
        reader.fail(u"ids"_s, u"exist"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    for (const AllowedAddress &one : list) {
        if (!ids.contains(one.id))
            continue;
        m_memory.allowed.remove(one.id);
        m_memory.note(visit, u"Allowed IP"_s, u"Delete"_s, one.address);
    }
    return m_envelope.done();
}

} // namespace lw::Sandbox
