// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwordrule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>
#include <utility>

namespace lw {

namespace {

using Rule = PasswordCheck::Rule;

constexpr std::pair<Rule, const char *> kWords[] = {{Rule::MinimumLength, "minimum_length"},
                                                    {Rule::MaximumLength, "maximum_length"},
                                                    {Rule::UpperCase, "upper_case"},
                                                    {Rule::LowerCase, "lower_case"},
                                                    {Rule::Digit, "digit"},
                                                    {Rule::Symbol, "symbol"}};

std::optional<Rule> ruleFromWord(const QString &word)
{
    for (const auto &[rule, name] : kWords) {
        if (word == QLatin1String(name))
            return rule;
    }
    return std::nullopt;
}

/*! How many characters of which kind; never the characters. */
struct Census
{
    int length = 0;
    int upperCase = 0;
    int lowerCase = 0;
    int digits = 0;
    int symbols = 0;
};

void count(Census &census, char32_t c)
{
    ++census.length;
    if (QChar::isUpper(c))
        ++census.upperCase;
    else if (QChar::isLower(c))
        ++census.lowerCase;
    else if (c >= U'0' && c <= U'9') // other scripts' digits may be none to the PBX
        ++census.digits;
    else if (!QChar::isLetter(c))
        ++census.symbols;
}

//! Code point by code point, so that no decoded copy of the password is made.
Census censusOf(QByteArrayView utf8)
{
    Census census;
    char32_t c = 0;
    int following = 0;
    for (const char raw : utf8) {
        const auto byte = static_cast<unsigned char>(raw);
        if (following > 0 && (byte & 0xc0U) == 0x80U) {
            c = (c << 6) | (byte & 0x3fU);
            if (--following == 0)
                count(census, c);
            continue;
        }
        following = byte >= 0xf0U ? 3 : byte >= 0xe0U ? 2 : byte >= 0xc0U ? 1 : 0;
        c = following == 3 ? byte & 0x07U : following == 2 ? byte & 0x0fU : byte & 0x1fU;
        if (following == 0)
            count(census, byte);
    }
    return census;
}

bool isMet(const PasswordCheck &demand, const Census &census)
{
    switch (demand.rule) {
    case Rule::MinimumLength:
        return census.length >= demand.count;
    case Rule::MaximumLength:
        return census.length <= demand.count;
    case Rule::UpperCase:
        return census.upperCase >= demand.count;
    case Rule::LowerCase:
        return census.lowerCase >= demand.count;
    case Rule::Digit:
        return census.digits >= demand.count;
    case Rule::Symbol:
        break;
    }
    return census.symbols >= demand.count;
}

bool isStricter(const PasswordCheck &one, const PasswordCheck &other)
{
    return one.rule == Rule::MaximumLength ? one.count < other.count : one.count > other.count;
}

//! Adds \a demand, or lets it replace a milder one of the same rule.
void demandAlso(QList<PasswordCheck> &demands, const PasswordCheck &demand)
{
    const auto same = std::ranges::find(demands, demand.rule, &PasswordCheck::rule);
    if (same == demands.end())
        demands.append(demand);
    else if (isStricter(demand, *same))
        *same = demand;
}

} // namespace

QList<PasswordCheck> PasswordRule::check(const Secret &password) const
{
    const Census census = censusOf(password.view());
    QList<PasswordCheck> checks = m_demands;
    for (PasswordCheck &check : checks)
        check.isMet = isMet(check, census);
    return checks;
}

bool PasswordRule::isMetBy(const Secret &password) const
{
    return std::ranges::all_of(check(password), &PasswordCheck::isMet);
}

int PasswordRule::countOf(PasswordCheck::Rule rule) const
{
    const auto demand = std::ranges::find(m_demands, rule, &PasswordCheck::rule);
    return demand == m_demands.end() ? 0 : demand->count;
}

tl::expected<PasswordRules::Row, QString> PasswordRules::parseRow(const QJsonObject &object)
{
    const QString word = object.value(QLatin1String("rule")).toString();
    const auto rule = ruleFromWord(word);
    if (!rule)
        return tl::unexpected(QStringLiteral("unknown rule \"%1\"").arg(word));
    const Edition edition = editionFromWord(object.value(QLatin1String("edition")).toString());
    if (edition == Edition::Unknown)
        return tl::unexpected(QStringLiteral("%1: unknown edition").arg(word));
    const int count = object.value(QLatin1String("count")).toInt();
    if (count < 1)
        return tl::unexpected(QStringLiteral("%1: no count").arg(word));
    const QString basis = object.value(QLatin1String("basis")).toString();
    const bool isDocumented = basis == QLatin1String("documented");
    if (!isDocumented && basis != QLatin1String("assumed"))
        return tl::unexpected(QStringLiteral("%1: unknown basis").arg(word));
    if (object.value(QLatin1String("source")).toString().isEmpty())
        return tl::unexpected(QStringLiteral("%1: no source").arg(word));
    return Row{.edition = edition,
               .demand = {.rule = *rule, .count = count, .isDocumented = isDocumented}};
}

tl::expected<PasswordRules, QString> PasswordRules::parse(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonArray rows = document.object().value(QLatin1String("rows")).toArray();
    if (rows.isEmpty())
        return tl::unexpected(QStringLiteral("no rows"));
    PasswordRules rules;
    for (const QJsonValue &value : rows) {
        auto row = parseRow(value.toObject());
        if (!row)
            return tl::unexpected(row.error());
        rules.m_rows.append(*row);
    }
    return rules;
}

PasswordRule PasswordRules::of(Edition edition) const
{
    QList<PasswordCheck> demands;
    for (const Row &row : m_rows) {
        if (row.edition == edition || edition == Edition::Unknown)
            demandAlso(demands, row.demand);
    }
    return PasswordRule(demands);
}

} // namespace lw
