// SPDX-License-Identifier: GPL-3.0-or-later
#include "formbody.h"

namespace lw {

void FormBody::add(const QString &name, const QString &value)
{
    add(name, Secret::fromText(value));
}

void FormBody::add(const QString &name, const Secret &value)
{
    if (!m_body.isEmpty())
        m_body.append("&");
    addEncoded(name.toUtf8());
    m_body.append("=");
    addEncoded(value.view());
}

//! Everything but what RFC 3986 calls unreserved.
void FormBody::addEncoded(QByteArrayView utf8)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (isPlain) {
            m_body.append(QByteArrayView(&c, 1));
        } else {
            const char escaped[] = {'%', kHex[byte >> 4], kHex[byte & 0xf]};
            m_body.append(QByteArrayView(escaped, 3));
        }
    }
}

} // namespace lw
