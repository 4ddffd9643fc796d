// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QHash>
#include <QString>

#include <tl/expected.hpp>

#include <unordered_map>

namespace lw {

/*!
 * The secrets of one run: one JSON object of texts, read from a file descriptor. Names that a
 * command does not need are ignored.
 */
class SecretsInput final
{
public:
    //! \a source is "-" for standard input or the number of an open file descriptor; empty: no
    //! secrets.
    [[nodiscard]] static tl::expected<SecretsInput, QString> read(const QString &source);

    //! A copy of the secret \a name; empty: it was not given.
    [[nodiscard]] Secret value(const QString &name) const;

private:
    std::unordered_map<QString, Secret> m_values;
};

} // namespace lw
