// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <QJsonValue>
#include <QString>

namespace lw {

/*!
 * Writes one flat JSON object (RFC 8259) straight into a Secret, because QJsonDocument would leave
 * copies of the values it serialises behind.
 */
class SecretJson final
{
public:
    SecretJson();

    void add(const QString &name, const QJsonValue &value);
    //! \a value is UTF-8 text.
    void add(const QString &name, const Secret &value);

    //! The finished object; the writer is empty afterwards.
    [[nodiscard]] Secret finish() &&;

private:
    void addName(const QString &name);

    Secret m_json;
    bool m_isFirst = true;
};

} // namespace lw
