// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edition.h"
#include "secret.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <tl/expected.hpp>

#include <utility>

namespace lw {

/*! One demand on a password, and whether a password meets it. */
struct PasswordCheck
{
    enum class Rule { MinimumLength, MaximumLength, UpperCase, LowerCase, Digit, Symbol };

    Rule rule = Rule::MinimumLength;
    int count = 0; //!< characters for the lengths, how many of its class for the others
    bool isMet = false;
    bool isDocumented = false; //!< false: assumed, the PBX may think otherwise

    friend bool operator==(const PasswordCheck &, const PasswordCheck &) = default;
};

/*! What one edition asks of a password. The PBX sees only a digest, so nobody else checks it. */
class PasswordRule final
{
public:
    explicit PasswordRule(QList<PasswordCheck> demands) : m_demands(std::move(demands)) {}

    //! Every rule in the table's order. Characters are Unicode code points, \a password is UTF-8.
    [[nodiscard]] QList<PasswordCheck> check(const Secret &password) const;
    [[nodiscard]] bool isMetBy(const Secret &password) const;
    //! The count of \a rule; 0 when the edition has no such rule.
    [[nodiscard]] int countOf(PasswordCheck::Rule rule) const;

private:
    QList<PasswordCheck> m_demands; //!< isMet is false in all of them
};

/*! The table resources/passwords/p-series.json: rules by edition, each row with its source. */
class PasswordRules final
{
public:
    //! The error is a sentence for developers: the table is part of the program.
    [[nodiscard]] static tl::expected<PasswordRules, QString> parse(const QByteArray &json);

    //! An unknown edition gets the strictest of all.
    [[nodiscard]] PasswordRule of(Edition edition) const;

private:
    struct Row
    {
        Edition edition = Edition::Unknown;
        PasswordCheck demand;
    };
    [[nodiscard]] static tl::expected<Row, QString> parseRow(const QJsonObject &object);

    QList<Row> m_rows;
};

} // namespace lw
