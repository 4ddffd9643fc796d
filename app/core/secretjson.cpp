// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lw {

namespace {

void appendQuoted(Secret &out, QByteArrayView text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    out.append("\"");
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            const char escaped[] = {'\\', c};
            out.append(QByteArrayView(escaped, 2));
        } else if (byte < 0x20) {
            const char escaped[] = {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 0xf]};
            out.append(QByteArrayView(escaped, 6));
        } else {
            out.append(QByteArrayView(&c, 1));
        }
    }
    out.append("\"");
}

} // namespace

SecretJson::SecretJson()
{
    m_json.append("{");
}

void SecretJson::add(const QString &name, const QJsonValue &value)
{
    addName(name);
    // An array of one, without its brackets, is the value's own JSON.
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    m_json.append(QByteArrayView(json).sliced(1, json.size() - 2));
}

void SecretJson::add(const QString &name, const Secret &value)
{
    addName(name);
    appendQuoted(m_json, value.view());
}

Secret SecretJson::finish() &&
{
    m_json.append("}");
    return std::move(m_json);
}

void SecretJson::addName(const QString &name)
{
    if (!m_isFirst)
        m_json.append(",");
    m_isFirst = false;
    appendQuoted(m_json, name.toUtf8());
    m_json.append(":");
}

} // namespace lw
