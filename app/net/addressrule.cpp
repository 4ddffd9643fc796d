// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressrule.h"

#include <QHostAddress>

namespace lw {

std::optional<AddressRuleProblem> problemOfAddressRule(const QString &rule)
{
    const QString text = rule.trimmed();
    if (text.isEmpty())
        return AddressRuleProblem::Empty;
    const qsizetype slash = text.indexOf(u'/');
    QHostAddress address;
    // QHostAddress takes "10.1" for 10.0.0.1; nobody who types it here means that.
    const QString host = slash < 0 ? text : text.first(slash);
    const bool isComplete = host.contains(u':') || host.count(u'.') == 3;
    if (!isComplete || !address.setAddress(host))
        return AddressRuleProblem::NotAnAddress;
    if (slash >= 0 && QHostAddress::parseSubnet(text).second < 0)
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
        const QHostAddress address(candidate);
        if (address.isNull())
            continue;
        if (isNetwork ? address.isInSubnet(network)
                      : address.isEqual(network.first, QHostAddress::TolerantConversion))
            return true;
    }
    return false;
}

} // namespace lw
