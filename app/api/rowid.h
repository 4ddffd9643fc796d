// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace lw {

/*
 * A PBX calls a row of a list by a number or by a text, and wants to hear the same again. Here an
 * id is always a text: a number as its digits, a text as it is, and a text that looks like a number
 * in quotation marks.
 */

//! Empty: \a value is neither a text nor a whole number.
[[nodiscard]] QString rowIdOf(const QJsonValue &value);
//! What rowIdOf() was made from.
[[nodiscard]] QJsonValue rowIdValue(const QString &id);
//! Without the quotation marks, for a query.
[[nodiscard]] QString rowIdText(const QString &id);

} // namespace lw
