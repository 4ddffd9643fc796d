// SPDX-License-Identifier: GPL-3.0-or-later
#include "totpcheck.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace lw::Sandbox {

namespace {

constexpr qint64 kStepSeconds = 30;
constexpr qint64 kDrift = 1;
constexpr int kDigits = 6;
constexpr quint32 kModulus = 1'000'000;
constexpr int kBitsPerCharacter = 5;
constexpr QByteArrayView kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const unsigned char *unsignedBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

} // namespace

QString base32(QByteArrayView bytes)
{
    QString text;
    quint32 bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        count += 8;
        while (count >= kBitsPerCharacter) {
            count -= kBitsPerCharacter;
            text.append(QLatin1Char(kAlphabet.at((bits >> count) & 31U)));
        }
    }
    if (count > 0)
        text.append(QLatin1Char(kAlphabet.at((bits << (kBitsPerCharacter - count)) & 31U)));
    return text;
}

QByteArray fromBase32(const QString &text)
{
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const QChar character : text) {
        const qsizetype value = kAlphabet.indexOf(character.toLatin1());
        if (value < 0)
            return {};
        bits = (bits << kBitsPerCharacter) | static_cast<quint32>(value);
        count += kBitsPerCharacter;
        if (count >= 8) {
            count -= 8;
            bytes.append(static_cast<char>((bits >> count) & 255U));
        }
    }
    return bytes;
}

QByteArray hotp(const Secret &key, qint64 counter)
{
    std::array<unsigned char, 8> message{};
    for (size_t i = 0; i < message.size(); ++i)
        message.at(message.size() - 1 - i) = static_cast<unsigned char>(counter >> (8 * i));
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    HMAC(EVP_sha1(), key.view().data(), static_cast<int>(key.size()), message.data(),
         message.size(), digest.data(), &length);
    const size_t offset = digest.at(length - 1) & 15U;
    const quint32 number = (static_cast<quint32>(digest.at(offset) & 127U) << 24) |
                           (static_cast<quint32>(digest.at(offset + 1)) << 16) |
                           (static_cast<quint32>(digest.at(offset + 2)) << 8) |
                           digest.at(offset + 3);
    return QByteArray::number(number % kModulus).rightJustified(kDigits, '0');
}

CodeVerdict TotpCheck::judge(QByteArrayView code, const QDateTime &now)
{
    if (!hasKey() || code.size() != kDigits)
        return CodeVerdict::Wrong;
    const qint64 step = now.toSecsSinceEpoch() / kStepSeconds;
    m_used.removeIf([&](qint64 used) { return used < step - kDrift; });
    for (qint64 candidate = step - kDrift; candidate <= step + kDrift; ++candidate) {
        const QByteArray wanted = hotp(m_key, candidate);
        const bool isSame = CRYPTO_memcmp(unsignedBytes(wanted), unsignedBytes(code), kDigits) == 0;
        if (isSame && !m_used.contains(candidate)) {
            m_used.append(candidate);
            return CodeVerdict::Right;
        }
    }
    return CodeVerdict::Wrong;
}

} // namespace lw::Sandbox
