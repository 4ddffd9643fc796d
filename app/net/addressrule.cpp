// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressrule.h"

#include <QHostAddress>

#include <algorithm>

namespace lw {

namespace {

bool isDigits(const QString &text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

//! Four decimal numbers. QHostAddress also takes 10.1 for 10.0.0.1 and 010 for 8: nobody who types
//! that here means it.
bool isPlainIpv4(const QString &host)
{
    const QStringList parts = host.split(u'.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](const QString &part) {
               return isDigits(part) && (part.size() == 1 || !part.startsWith(u'0'));
           });
}

//! An IPv4 address that an IPv6 socket shows as ::ffff:192.0.2.7 is the IPv4 address.
QHostAddress plainAddress(const QString &text)
{
    const QHostAddress address(text);
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

} // namespace

std::optional<AddressRuleProblem> problemOfAddressRule(const QString &rule)
{
    const QString text = rule.trimmed();
    if (text.isEmpty())
        return AddressRuleProblem::Empty;
    const qsizetype slash = text.indexOf(u'/');
    QHostAddress address;
    const QString host = slash < 0 ? text : text.first(slash);
    const bool isPlain = host.contains(u':') || isPlainIpv4(host);
    if (!isPlain || !address.setAddress(host))
        return AddressRuleProblem::NotAnAddress;
    const QString prefix = text.mid(slash + 1);
    const bool isPrefixPlain = isDigits(prefix) || isPlainIpv4(prefix);
    if (slash >= 0 && (!isPrefixPlain || QHostAddress::parseSubnet(text).second < 0))
        return AddressRuleProblem::BadPrefix;
    return std::nullopt;
}

bool coversAny(const QString &rule, const QStringList &addresses)
{
    if (problemOfAddressRule(rule))
        return false;
    const QString text = rule.trimmed();
    const bool isNetwork = text.contains(u'/');
    const auto network = isNetwork ? QHostAddress::parseSubnet(text)
                                   : std::pair<QHostAddress, int>(QHostAddress(text), -1);
    for (const QString &candidate : addresses) {
        const QHostAddress address = plainAddress(candidate);
        if (address.isNull())
            continue;
        if (isNetwork ? address.isInSubnet(network)
                      : address.isEqual(network.first, QHostAddress::TolerantConversion))
            return true;
    }
    return false;
}

} // namespace lw
