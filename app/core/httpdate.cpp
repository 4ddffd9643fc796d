// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpdate.h"

#include <QLocale>

namespace lw {

namespace {
constexpr QLatin1String kImfFixdate("ddd, dd MMM yyyy HH:mm:ss 'GMT'");
}

std::optional<QDateTime> parseHttpDate(QByteArrayView text)
{
    QDateTime time =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QString(kImfFixdate));
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return time;
}

QByteArray formatHttpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), QString(kImfFixdate)).toLatin1();
}

} // namespace lw
