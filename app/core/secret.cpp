// SPDX-License-Identifier: GPL-3.0-or-later
#include "secret.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace lw {

Secret::Secret(QByteArrayView bytes) : m_bytes(bytes.begin(), bytes.end()) {}

Secret::~Secret()
{
    wipe();
}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret Secret::fromText(const QString &text)
{
    return taking(text.toUtf8());
}

Secret Secret::taking(QByteArray &&source)
{
    Secret secret{QByteArrayView(source)};
    if (source.isDetached())
        OPENSSL_cleanse(source.data(), static_cast<std::size_t>(source.size()));
    source.clear();
    return secret;
}

void Secret::append(QByteArrayView bytes)
{
    const std::size_t wanted = m_bytes.size() + static_cast<std::size_t>(bytes.size());
    if (wanted > m_bytes.capacity()) {
        // A vector that grows by itself would leave its old buffer behind unwiped.
        std::vector<char> larger;
        larger.reserve(std::max(wanted, m_bytes.capacity() * 2));
        larger.assign(m_bytes.begin(), m_bytes.end());
        wipe();
        m_bytes = std::move(larger);
    }
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

void Secret::wipe()
{
    if (!m_bytes.empty())
        OPENSSL_cleanse(m_bytes.data(), m_bytes.size());
    m_bytes.clear();
}

bool operator==(const Secret &left, const Secret &right)
{
    return left.m_bytes.size() == right.m_bytes.size() &&
           CRYPTO_memcmp(left.m_bytes.data(), right.m_bytes.data(), left.m_bytes.size()) == 0;
}

} // namespace lw
