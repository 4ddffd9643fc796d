// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpdate.h"

#include <QLocale>

namespace lw {

namespace {
constexpr QLatin1String kDate("ddd, dd MMM yyyy ");
constexpr QLatin1String kTime("HH:mm:ss 'GMT'");
constexpr qsizetype kDateSize = 17; // of the text, not of the format
} // namespace

std::optional<QDateTime> parseHttpDate(QByteArrayView text)
{
    // Apart, because toDateTime() refuses an hour that summer time skips where this program runs.
    const QString whole = QString::fromLatin1(text.trimmed());
    const QDate date = QLocale::c().toDate(whole.left(kDateSize), QString(kDate));
    const QTime time = QLocale::c().toTime(whole.mid(kDateSize), QString(kTime));
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC);
}

QByteArray formatHttpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), QString(kDate) + QString(kTime)).toLatin1();
}

} // namespace lw
