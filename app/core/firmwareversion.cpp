// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmwareversion.h"

#include <QStringList>

#include <algorithm>

namespace lw {

FirmwareVersion::FirmwareVersion(const QString &text) : m_text(text.trimmed())
{
    std::vector<int> parts;
    for (const QString &part : m_text.split(QLatin1Char('.'))) {
        // toInt() alone takes signs and blanks.
        const bool hasOnlyDigits = std::all_of(part.begin(), part.end(), [](QChar c) {
            return c >= QLatin1Char('0') && c <= QLatin1Char('9');
        });
        bool isNumber = false;
        const int number = part.toInt(&isNumber);
        if (!isNumber || !hasOnlyDigits)
            return;
        parts.push_back(number);
    }
    if (parts.size() >= 2)
        m_parts = std::move(parts);
}

std::partial_ordering operator<=>(const FirmwareVersion &left, const FirmwareVersion &right)
{
    if (!left.isValid() || !right.isValid()) {
        return left.m_text == right.m_text ? std::partial_ordering::equivalent
                                           : std::partial_ordering::unordered;
    }
    const std::size_t count = std::max(left.m_parts.size(), right.m_parts.size());
    for (std::size_t i = 0; i < count; ++i) {
        const int a = i < left.m_parts.size() ? left.m_parts[i] : 0;
        const int b = i < right.m_parts.size() ? right.m_parts[i] : 0;
        if (a != b)
            return a <=> b;
    }
    return std::partial_ordering::equivalent;
}

} // namespace lw
