// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalenvelope.h"

#include <optional>

namespace lw::Sandbox {

//! One @ and something on either side of it.
[[nodiscard]] bool isEmailAddress(const QString &text);

//! The object that a body is; nothing where it is none.
[[nodiscard]] std::optional<QJsonObject> objectOf(const QByteArray &body);

/*!
 * Takes single fields out of a body by the names of a call and collects what is wrong with them.
 * A field that was not sent, or is wrong, reads as nothing. Refers to what it is made from.
 */
class FieldReader final
{
public:
    FieldReader(const WireCall &call, const QJsonObject &body) : m_call(call), m_body(body) {}

    [[nodiscard]] std::optional<QString> text(const QString &name, qsizetype longest);
    //! A text that is not empty: an empty secret is one that was not typed.
    [[nodiscard]] std::optional<QString> secret(const QString &name);
    //! A text that is not empty, and a failure where there is none.
    [[nodiscard]] QString required(const QString &name);
    //! A code as authenticators and mails give it; empty, and a failure, where it is none.
    [[nodiscard]] QByteArray sixDigits(const QString &name);
    [[nodiscard]] std::optional<bool> flag(const QString &name);
    [[nodiscard]] std::optional<int> number(const QString &name, int least, int most);
    //! A list of whole numbers that is not empty.
    [[nodiscard]] QList<qint64> ids(const QString &name);
    //! Our meaning of a word.
    [[nodiscard]] std::optional<QString> meaning(const QString &name);

    void fail(const QString &name, const QString &validation);

    [[nodiscard]] bool isFine() const { return m_invalid.isEmpty(); }
    [[nodiscard]] const QList<Refusal::InvalidField> &invalid() const { return m_invalid; }
    [[nodiscard]] Refusal refusal() const
    {
        return {.code = RefusalCode::Parameter, .invalid = m_invalid};
    }

private:
    const WireCall &m_call;
    const QJsonObject &m_body;
    QList<Refusal::InvalidField> m_invalid;
};

} // namespace lw::Sandbox
