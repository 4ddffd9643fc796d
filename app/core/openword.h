// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <utility>

namespace lw {

/*!
 * A word of a server from an open set: the meaning where we know it, and the word itself always, so
 * that an unknown one can be shown as it is and sent back unchanged.
 */
template<typename Enum>
struct OpenWord
{
    std::optional<Enum> known;
    QString word;

    OpenWord() = default;
    OpenWord(std::optional<Enum> meaning, QString ownWord)
        : known(meaning), word(std::move(ownWord))
    {}

    [[nodiscard]] bool is(Enum value) const { return known == value; }
    //! Equal meanings are equal however they are spelled; without a meaning the words decide.
    friend bool operator==(const OpenWord &left, const OpenWord &right)
    {
        return left.known == right.known && (left.known || left.word == right.word);
    }
};

} // namespace lw
