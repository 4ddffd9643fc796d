// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/addresslists.h>

#include <QString>
#include <QStringList>

#include <optional>

namespace lw {

//! A rule is one address, or a network as ADDRESS/PREFIX or ADDRESS/MASK, IPv4 or IPv6.
[[nodiscard]] std::optional<AddressRuleProblem> problemOfAddressRule(const QString &rule);

//! True when \a rule covers one of \a addresses. A rule that is none covers nothing.
[[nodiscard]] bool coversAny(const QString &rule, const QStringList &addresses);

} // namespace lw
