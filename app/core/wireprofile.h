// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace lw {

/*!
 * One call of a server as data. Code asks by our own names ("serverType") and gets the name on the
 * wire ("connection_server_type"). Asking for a name that the built-in profile lacks is a
 * programming error and ends the program in a debug build.
 */
class WireCall final
{
public:
    enum class Basis { Documented, Observed, Assumed };

    [[nodiscard]] QByteArray verb() const { return m_verb; }
    [[nodiscard]] QString path() const { return m_path; } //!< with the base, from the first slash
    //! The object inside the answer that holds the fields; empty: the answer itself.
    [[nodiscard]] QString root() const { return m_root; }
    [[nodiscard]] Basis basis() const { return m_basis; }
    [[nodiscard]] QString source() const { return m_source; }

    [[nodiscard]] QString field(const QString &name) const;
    //! The word on the wire for \a meaning of \a field.
    [[nodiscard]] QString word(const QString &field, const QString &meaning) const;
    //! Our meaning of \a wireWord; empty: unknown.
    [[nodiscard]] QString meaning(const QString &field, const QString &wireWord) const;

private:
    friend class WireProfileParser;
    QByteArray m_verb;
    QString m_path;
    QString m_root;
    QHash<QString, QString> m_fields;
    QHash<QString, QHash<QString, QString>> m_words; //!< field -> meaning -> word
    Basis m_basis = Basis::Assumed;
    QString m_source;
};

//! Where and why a profile is not one.
struct WireProfileError
{
    int line = 0; //!< 1-based
    QString reason;
};

/*!
 * The paths, field names and value words of a PBX's own API: resources/wire/p-series.json, single
 * entries of which a profile file may override. Immutable; cheap to copy.
 */
class WireProfile final
{
public:
    //! The built-in profile: every entry complete.
    [[nodiscard]] static tl::expected<WireProfile, WireProfileError> parse(const QByteArray &json);

    //! This profile with the entries of \a json in place of its own; it may only name what exists
    //! here.
    [[nodiscard]] tl::expected<WireProfile, WireProfileError>
    overriddenBy(const QByteArray &json) const;

    //! \a id is the contract's path, "remotemanagement/update", or one of "envelope" and "session".
    [[nodiscard]] const WireCall &call(const QString &id) const;
    [[nodiscard]] QStringList callIds() const; //!< sorted; only those with a path

private:
    friend class WireProfileParser;
    QJsonObject m_json;
    QHash<QString, WireCall> m_calls;
};

} // namespace lw
