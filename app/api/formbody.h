// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secret.h>

#include <QString>

namespace lw {

/*!
 * Writes a body of application/x-www-form-urlencoded straight into a Secret, so that no copy of a
 * secret value stays behind.
 */
class FormBody final
{
public:
    void add(const QString &name, const QString &value);
    void add(const QString &name, const Secret &value);
    [[nodiscard]] Secret finish() && { return std::move(m_body); }

private:
    void addEncoded(QByteArrayView utf8);

    Secret m_body;
};

} // namespace lw
