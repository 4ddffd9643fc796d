// SPDX-License-Identifier: GPL-3.0-or-later
#include "readiness.h"

#include <algorithm>
#include <array>

namespace lw {

std::optional<ReadinessEntry> ReadinessRecord::of(ReadinessItem item) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [item](const auto &entry) { return entry.item == item; });
    return found == m_entries.end() ? std::nullopt : std::optional(*found);
}

void ReadinessRecord::set(const ReadinessEntry &entry)
{
    for (ReadinessEntry &known : m_entries) {
        if (known.item == entry.item) {
            known = entry;
            return;
        }
    }
    m_entries.append(entry);
}

bool ReadinessRecord::isComplete() const
{
    constexpr std::array kItems{ReadinessItem::SecondAdministrator, ReadinessItem::MailServer,
                                ReadinessItem::KeyInVault};
    return std::all_of(kItems.begin(), kItems.end(), [this](ReadinessItem item) {
        const auto entry = of(item);
        return entry && (entry->answer == ReadinessAnswer::Met ||
                         entry->answer == ReadinessAnswer::Affirmed);
    });
}

} // namespace lw
