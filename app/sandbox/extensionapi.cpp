// SPDX-License-Identifier: GPL-3.0-or-later
#include "extensionapi.h"

#include "fieldreader.h"
#include "listquery.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestId = 1'000'000'000;
const QStringList kSortable{u"id"_s,   u"number"_s,           u"name"_s,           u"email"_s,
                            u"role"_s, u"twoFactorEnabled"_s, u"twoFactorMethod"_s};

//! What extensions are sorted by: numbers by value and before texts, texts without regard to case.
using SortKey = std::pair<qint64, QString>;

SortKey textKey(const QString &text)
{
    return {0, text.toCaseFolded()};
}

SortKey keyOf(const QString &sortBy, qint64 id, const Account &account)
{
    const AccountPlan &plan = account.plan;
    if (sortBy == "name"_L1)
        return textKey(plan.fullName);
    if (sortBy == "email"_L1)
        return textKey(plan.email);
    if (sortBy == "role"_L1)
        return textKey(plan.roleName);
    if (sortBy == "twoFactorEnabled"_L1)
        return {account.factor.isOn() ? 1 : 0, {}};
    if (sortBy == "twoFactorMethod"_L1)
        return textKey(factorMeaning(account.factor.method()));
    if (sortBy != "number"_L1)
        return {id, {}};
    bool isNumber = false;
    const qint64 number = plan.extensionNumber().toLongLong(&isNumber);
    return isNumber ? SortKey{number, {}}
                    : SortKey{std::numeric_limits<qint64>::max(), plan.extensionNumber()};
}

bool isFound(const AccountPlan &plan, const QString &search)
{
    return plan.extensionNumber().contains(search, Qt::CaseInsensitive) ||
           plan.fullName.contains(search, Qt::CaseInsensitive) ||
           plan.email.contains(search, Qt::CaseInsensitive);
}

} // namespace

ExtensionApi::ExtensionApi(const WireProfile &wire, PbxMemory &memory)
    : m_wire(wire), m_memory(memory), m_envelope(wire.call(u"envelope"_s))
{}

WebAnswer ExtensionApi::handle(const QString &call, const Visit &visit)
{
    if (call == "extension/searchsummary"_L1)
        return list(visit);
    return call == "extension/get"_L1 ? get(visit) : update(visit);
}

std::optional<qsizetype> ExtensionApi::indexOf(qint64 id) const
{
    if (id < 1 || id > static_cast<qint64>(m_memory.extensions.size()))
        return std::nullopt;
    return m_memory.extensions.at(static_cast<size_t>(id - 1));
}

QJsonObject ExtensionApi::row(const WireCall &call, qint64 id) const
{
    const Account &account = m_memory.account(*indexOf(id));
    const FactorMethod method = account.factor.method();
    const QString word =
        account.factor.isOn() ? call.word(u"twoFactorMethod"_s, factorMeaning(method)) : QString();
    return {{call.field(u"id"_s), id},
            {call.field(u"number"_s), account.plan.extensionNumber()},
            {call.field(u"name"_s), account.plan.fullName},
            {call.field(u"email"_s), account.plan.email},
            {call.field(u"role"_s), account.plan.roleName},
            {call.field(u"twoFactorEnabled"_s), account.factor.isOn() ? 1 : 0},
            {call.field(u"twoFactorMethod"_s), word}};
}

WebAnswer ExtensionApi::list(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"extension/searchsummary"_s);
    ListQuery query(call, visit.request.query);
    const QString sortBy = query.text(u"sortBy"_s).value_or(call.field(u"id"_s));
    const QString order = query.text(u"order"_s).value_or(call.word(u"order"_s, u"ascending"_s));
    const QString direction = call.meaning(u"order"_s, order);
    const QString search = query.text(u"search"_s).value_or(QString());
    const auto sortName =
        std::ranges::find(kSortable, sortBy, [&](const QString &name) { return call.field(name); });
    if (sortName == kSortable.end())
        query.fail(u"sortBy"_s, u"options"_s);
    if (direction.isEmpty())
        query.fail(u"order"_s, u"options"_s);
    if (!query.isFine())
        return m_envelope.refused(query.refusal());

    std::vector<std::pair<SortKey, qint64>> found;
    for (qint64 id = 1; id <= static_cast<qint64>(m_memory.extensions.size()); ++id) {
        const Account &account = m_memory.account(*indexOf(id));
        if (isFound(account.plan, search))
            found.emplace_back(keyOf(*sortName, id, account), id);
    }
    if (direction == "descending"_L1)
        std::ranges::sort(found, std::ranges::greater());
    else
        std::ranges::sort(found);
    return m_envelope.done(
        query.page(found, [&](const auto &one) { return row(call, one.second); }));
}

WebAnswer ExtensionApi::get(const Visit &visit)
{
    const WireCall &call = m_wire.call(u"extension/get"_s);
    QueryReader query(call, visit.request.query);
    const auto id = query.number(u"id"_s, 0, kLargestId);
    const auto index = indexOf(id.value_or(0));
    if (query.isFine() && !index)
        query.fail(u"id"_s, id ? u"exist"_s : u"required"_s);
    if (!query.isFine())
        return m_envelope.refused(query.refusal());
    return m_envelope.done(call, row(call, *id));
}

WebAnswer ExtensionApi::update(const Visit &visit)
{
    const auto body = objectOf(visit.request.body);
    if (!body)
        return m_envelope.refused(RefusalCode::ParameterSyntax);
    FieldReader reader(m_wire.call(u"extension/update"_s), *body);
    const auto id = reader.number(u"id"_s, 0, static_cast<int>(kLargestId));
    const auto isOn = reader.flag(u"twoFactorEnabled"_s);
    const auto index = indexOf(id.value_or(0));
    if (!index)
        reader.fail(u"id"_s, id ? u"exist"_s : u"required"_s);
    if (!reader.isFine())
        return m_envelope.refused(reader.refusal());
    if (!isOn)
        return m_envelope.done();
    if (*isOn)
        return m_envelope.refused(RefusalCode::ActionForbidden);
    Account &account = m_memory.account(*index);
    account.factor.switchOff();
    account.devices.clear(); // one of them may be what was lost
    m_memory.challenges.removeOf(*index);
    m_memory.note(
        visit, u"Extension"_s, u"Edit"_s,
        u"%1: two-factor authentication switched off"_s.arg(account.plan.extensionNumber()));
    return m_envelope.done();
}

} // namespace lw::Sandbox
