// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwordhash.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace lw::Sandbox {

namespace {

constexpr quint64 kCost = 1024;
constexpr quint64 kBlockSize = 8;
constexpr quint64 kParallel = 1;
constexpr quint64 kMostMemory = 4 * 1024 * 1024;
constexpr qsizetype kSaltSize = 16;
constexpr qsizetype kHashSize = 32;

QByteArray scrypt(QByteArrayView password, const QByteArray &salt)
{
    QByteArray hash(kHashSize, Qt::Uninitialized);
    EVP_PBE_scrypt(password.data(), static_cast<size_t>(password.size()),
                   reinterpret_cast<const unsigned char *>(salt.constData()),
                   static_cast<size_t>(salt.size()), kCost, kBlockSize, kParallel, kMostMemory,
                   reinterpret_cast<unsigned char *>(hash.data()), kHashSize);
    return hash;
}

} // namespace

QByteArray portalPassword(const QString &password)
{
    return QCryptographicHash::hash(password.toUtf8(), QCryptographicHash::Md5).toHex().toBase64();
}

bool PasswordHash::matches(QByteArrayView password, const RandomSource &random)
{
    if (!isSet())
        return false;
    hashPending(random);
    const QByteArray candidate = scrypt(password, m_salt);
    return CRYPTO_memcmp(candidate.constData(), m_hash.constData(), kHashSize) == 0;
}

QByteArray PasswordHash::kept(const RandomSource &random)
{
    hashPending(random);
    return m_salt + m_hash;
}

PasswordHash PasswordHash::restored(const QByteArray &kept)
{
    PasswordHash hash;
    if (kept.size() == kSaltSize + kHashSize) {
        hash.m_salt = kept.first(kSaltSize);
        hash.m_hash = kept.sliced(kSaltSize);
    }
    return hash;
}

void PasswordHash::hashPending(const RandomSource &random)
{
    if (m_pending.isEmpty())
        return;
    m_salt = random(kSaltSize);
    m_hash = scrypt(m_pending.view(), m_salt);
    m_pending.wipe();
}

} // namespace lw::Sandbox
