// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace lw {

//! An IMF-fixdate ("Sun, 06 Nov 1994 08:49:37 GMT", RFC 9110 5.6.7) as UTC; nothing for any other
//! form.
[[nodiscard]] std::optional<QDateTime> parseHttpDate(QByteArrayView text);

//! \a time as an IMF-fixdate.
[[nodiscard]] QByteArray formatHttpDate(const QDateTime &time);

} // namespace lw
