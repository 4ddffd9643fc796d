// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <utility>

namespace lw {

/*!
 * A switch as a server words it, which may leave it out: on, off, absent, or a word that we do not
 * know. That one counts as absent, and is kept to be shown as it is and sent back unchanged. Used
 * like an optional truth value.
 */
class SwitchWord final
{
public:
    SwitchWord() = default;
    SwitchWord(bool isOn) : m_isOn(isOn) {}                // NOLINT: is meant to convert
    SwitchWord(std::optional<bool> isOn) : m_isOn(isOn) {} // NOLINT: is meant to convert
    SwitchWord(std::optional<bool> isOn, QString word) : m_isOn(isOn), m_word(std::move(word)) {}

    [[nodiscard]] bool isAbsent() const { return !m_isOn && m_word.isEmpty(); }
    [[nodiscard]] bool has_value() const { return m_isOn.has_value(); } // NOLINT: as std::optional
    [[nodiscard]] explicit operator bool() const { return has_value(); }
    [[nodiscard]] bool operator*() const { return *m_isOn; }
    [[nodiscard]] bool value_or(bool other) const // NOLINT: as std::optional
    {
        return m_isOn.value_or(other);
    }
    //! The server's word where we do not know it; empty: on, off, or left out.
    [[nodiscard]] QString unknownWord() const { return m_isOn ? QString() : m_word; }

    friend bool operator==(const SwitchWord &left, const SwitchWord &right)
    {
        return left.m_isOn == right.m_isOn && left.unknownWord() == right.unknownWord();
    }

private:
    std::optional<bool> m_isOn;
    QString m_word;
};

} // namespace lw
