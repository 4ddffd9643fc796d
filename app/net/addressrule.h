// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace lw {

//! Why a text is neither an address nor a network.
enum class AddressRuleProblem { Empty, NotAnAddress, BadPrefix };

//! A rule is one address, or a network as ADDRESS/PREFIX or ADDRESS/MASK, IPv4 or IPv6.
[[nodiscard]] std::optional<AddressRuleProblem> problemOfAddressRule(const QString &rule);

//! True when \a rule covers one of \a addresses. A rule that is none covers nothing.
[[nodiscard]] bool coversAny(const QString &rule, const QStringList &addresses);

} // namespace lw
