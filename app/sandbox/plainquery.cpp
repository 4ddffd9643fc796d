// SPDX-License-Identifier: GPL-3.0-or-later
#include "plainquery.h"

#include <QUrlQuery>

namespace lw::Sandbox {

PlainQuery::PlainQuery(const QByteArray &text, Form form)
{
    QByteArray plain = text;
    if (form == Form::Body)
        plain.replace('+', "%20");
    const auto items = QUrlQuery(QString::fromUtf8(plain)).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        m_values.insert(name, value);
}

qint64 PlainQuery::number(const QString &name, qint64 least, qint64 most, qint64 otherwise)
{
    const QString value = text(name);
    if (value.isEmpty())
        return otherwise;
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    m_wrong.append(name);
    return otherwise;
}

QString PlainQuery::word(const QString &name, const QStringList &words)
{
    const QString value = text(name);
    if (words.contains(value))
        return value;
    if (!value.isEmpty())
        m_wrong.append(name);
    return words.constFirst();
}

} // namespace lw::Sandbox
