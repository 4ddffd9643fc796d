// SPDX-License-Identifier: GPL-3.0-or-later
#include "otpauthuri.h"

#include "base32.h"

#include <QUrl>

namespace lw {

namespace {

//! Without what cannot be shown; half a surrogate pair becomes the replacement character.
QByteArray percentEncoded(const QString &text)
{
    QString shown;
    for (const char32_t c : text.toUcs4()) {
        const auto category = QChar::category(c);
        const bool isControl = category == QChar::Other_Control ||
                               category == QChar::Separator_Line ||
                               category == QChar::Separator_Paragraph;
        if (!isControl)
            shown.append(QString::fromUcs4(&c, 1));
    }
    return QUrl::toPercentEncoding(shown);
}

//! "Issuer:account"; whichever there is when one is missing, since no application takes an empty
//! label.
QByteArray label(const QByteArray &issuer, const QByteArray &account)
{
    if (issuer.isEmpty() || account.isEmpty())
        return issuer + account;
    return issuer + ':' + account;
}

} // namespace

Secret otpAuthUri(const TotpKey &key)
{
    if (keyBits(key) == 0)
        return {};
    const QByteArray issuer = percentEncoded(key.issuer);
    Secret uri(QByteArrayView("otpauth://totp/"));
    uri.append(label(issuer, percentEncoded(key.account)));
    uri.append("?secret=");
    uri.append(plainBase32(key.secret.view()).view());
    if (!issuer.isEmpty()) {
        uri.append("&issuer=");
        uri.append(issuer);
    }
    uri.append("&algorithm=");
    uri.append(algorithmWord(key.algorithm).toLatin1());
    uri.append("&digits=");
    uri.append(QByteArray::number(key.digits));
    uri.append("&period=");
    uri.append(QByteArray::number(static_cast<qint64>(key.period.count())));
    return uri;
}

} // namespace lw
