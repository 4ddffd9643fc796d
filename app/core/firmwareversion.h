// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <vector>

namespace lw {

/*!
 * A firmware number such as 83.19.0.110, compared number by number: 83.5 is older than 83.17.
 * A text that is no such number is kept for display and is neither older nor newer than any.
 */
class FirmwareVersion final
{
public:
    FirmwareVersion() = default;
    explicit FirmwareVersion(const QString &text);

    [[nodiscard]] bool isValid() const { return !m_parts.empty(); }
    [[nodiscard]] QString text() const { return m_text; }
    //! The first number, which names the product line; 0 when not valid.
    [[nodiscard]] int productLine() const { return isValid() ? m_parts.front() : 0; }

    friend bool operator==(const FirmwareVersion &left, const FirmwareVersion &right)
    {
        return (left <=> right) == 0;
    }
    friend std::partial_ordering operator<=>(const FirmwareVersion &left,
                                             const FirmwareVersion &right);

private:
    QString m_text;
    std::vector<int> m_parts;
};

} // namespace lw
