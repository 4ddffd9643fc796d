// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secret.h>
#include <core/switchword.h>

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace lw {

class WireCall;

/*!
 * Reads the fields of one answer by our own names. A field that is missing or has the wrong type is
 * never replaced by a default: the first one is remembered and result() answers MalformedReply with
 * its name on the wire. Fields that nobody asks for are ignored.
 */
class JsonReader final
{
public:
    //! Reads \a envelope, or the object inside it that \a call names as its root.
    JsonReader(const QJsonObject &envelope, const WireCall &call);
    //! Reads \a object itself, which stands in the answer under the field \a name.
    [[nodiscard]] JsonReader nested(const QString &name);

    //! A reader for each object of the list \a name; an entry that is none ends it with an error.
    [[nodiscard]] std::vector<JsonReader> rows(const QString &name);

    [[nodiscard]] bool has(const QString &name) const;
    [[nodiscard]] QString text(const QString &name);
    [[nodiscard]] Secret secret(const QString &name); //!< a text that is not empty
    //! A text, or a whole number as text: the contract does not say which.
    [[nodiscard]] QString textOrNumber(const QString &name);
    //! What a row is called when it is sent back; see rowid.h.
    [[nodiscard]] QString rowId(const QString &name);
    [[nodiscard]] QDateTime time(const QString &name); //!< epoch seconds; UTC
    [[nodiscard]] std::chrono::seconds seconds(const QString &name);
    [[nodiscard]] qint64 number(const QString &name);
    //! A number from \a least to \a most.
    [[nodiscard]] qint64 numberWithin(const QString &name, qint64 least, qint64 most);
    [[nodiscard]] bool flag(const QString &name); //!< 0 or 1
    [[nodiscard]] std::optional<QString> optionalText(const QString &name);
    [[nodiscard]] std::optional<bool> optionalFlag(const QString &name);

    // What a management server may leave out or send as null.
    [[nodiscard]] bool isAbsent(const QString &name) const;
    [[nodiscard]] QString textOrNull(const QString &name); //!< null: absent; empty: it is empty
    [[nodiscard]] std::optional<qint64> optionalNumber(const QString &name);
    [[nodiscard]] std::optional<QDateTime> optionalTime(const QString &name); //!< 0 is none too
    //! One of the words that the profile calls on and off, or another one, which is kept.
    [[nodiscard]] SwitchWord switchWord(const QString &name);

    //! The first field that was not as it must be.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! Makes the first error of \a part, a row of this answer, an error of the answer.
    void takeErrorOf(const JsonReader &part);

private:
    JsonReader(const WireCall &call, const QJsonObject &object) : m_call(call), m_object(object) {}
    [[nodiscard]] QJsonValue value(const QString &name) const;
    void fail(const QString &name, const QString &expected);

    const WireCall &m_call;
    QJsonObject m_object;
    std::optional<ApiError> m_error;
};

} // namespace lw
