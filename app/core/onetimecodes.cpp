// SPDX-License-Identifier: GPL-3.0-or-later

// OpenSSL's EVP_MAC allocates twice a message and takes 6 ms for a day of codes, its plain digests
// 2.4 ms: too much of a key stroke's time. They are deprecated in favour of the former, not
// removed.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "onetimecodes.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <QtEndian>

#include <algorithm>
#include <array>

namespace lw {

namespace {

constexpr int kMostDigits = 10; // 31 bits have no more
constexpr std::size_t kLargestMac = SHA512_DIGEST_LENGTH;

quint64 powerOfTen(int exponent)
{
    quint64 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

} // namespace

/*! HMAC (RFC 2104) of eight-byte messages with one key. */
class OneTimeCodes::Mac
{
public:
    virtual ~Mac() = default;
    Mac() = default;
    Mac(const Mac &) = delete;
    Mac &operator=(const Mac &) = delete;

    //! The 31 bits of RFC 4226, 5.3.
    [[nodiscard]] virtual quint32 truncatedMac(quint64 counter) const = 0;
};

namespace {

/*! The digest's states after the two padded keys are kept, so that a message costs two blocks. */
template<typename State, int (*Init)(State *), int (*Update)(State *, const void *, std::size_t),
         int (*Final)(unsigned char *, State *), std::size_t kSize, std::size_t kBlock>
class HmacOf final : public OneTimeCodes::Mac
{
public:
    explicit HmacOf(QByteArrayView key)
    {
        std::array<unsigned char, kBlock> block{};
        if (static_cast<std::size_t>(key.size()) > kBlock) {
            State state{};
            Init(&state);
            Update(&state, key.data(), static_cast<std::size_t>(key.size()));
            Final(block.data(), &state);
        } else {
            std::copy(key.begin(), key.end(), block.begin());
        }
        start(m_inner, block, 0x36);
        start(m_outer, block, 0x5c);
        OPENSSL_cleanse(block.data(), block.size());
    }
    ~HmacOf() override
    {
        OPENSSL_cleanse(&m_inner, sizeof(m_inner));
        OPENSSL_cleanse(&m_outer, sizeof(m_outer));
    }

    [[nodiscard]] quint32 truncatedMac(quint64 counter) const override
    {
        std::array<unsigned char, sizeof(counter)> message{};
        qToBigEndian(counter, message.data());
        std::array<unsigned char, kLargestMac> mac{};
        State state = m_inner;
        Update(&state, message.data(), message.size());
        Final(mac.data(), &state);
        state = m_outer;
        Update(&state, mac.data(), kSize);
        Final(mac.data(), &state);
        const quint32 bits = qFromBigEndian<quint32>(mac.data() + (mac[kSize - 1] & 0xfU));
        OPENSSL_cleanse(mac.data(), mac.size());
        OPENSSL_cleanse(&state, sizeof(state));
        return bits & 0x7fffffffU;
    }

private:
    static void start(State &state, const std::array<unsigned char, kBlock> &key, unsigned pad)
    {
        std::array<unsigned char, kBlock> padded{};
        std::ranges::transform(key, padded.begin(), [pad](unsigned char byte) {
            return static_cast<unsigned char>(byte ^ pad);
        });
        Init(&state);
        Update(&state, padded.data(), padded.size());
        OPENSSL_cleanse(padded.data(), padded.size());
    }

    State m_inner{};
    State m_outer{};
};

using HmacSha1 = HmacOf<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final, SHA_DIGEST_LENGTH, SHA_CBLOCK>;
using HmacSha256 = HmacOf<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final,
                          SHA256_DIGEST_LENGTH, SHA256_CBLOCK>;
using HmacSha512 = HmacOf<SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final,
                          SHA512_DIGEST_LENGTH, SHA512_CBLOCK>;

std::unique_ptr<OneTimeCodes::Mac> macOf(QByteArrayView key, TotpKey::Algorithm algorithm)
{
    switch (algorithm) {
    case TotpKey::Algorithm::Sha1:
        return std::make_unique<HmacSha1>(key);
    case TotpKey::Algorithm::Sha256:
        return std::make_unique<HmacSha256>(key);
    case TotpKey::Algorithm::Sha512:
        break;
    }
    return std::make_unique<HmacSha512>(key);
}

} // namespace

OneTimeCodes::OneTimeCodes(QByteArrayView key, TotpKey::Algorithm algorithm, int digits)
    : m_mac(macOf(key, algorithm))
    , m_digits(std::clamp(digits, 1, kMostDigits))
    , m_modulus(powerOfTen(m_digits))
{}

OneTimeCodes::~OneTimeCodes() = default;
OneTimeCodes::OneTimeCodes(OneTimeCodes &&) noexcept = default;
OneTimeCodes &OneTimeCodes::operator=(OneTimeCodes &&) noexcept = default;

quint64 OneTimeCodes::at(quint64 counter) const
{
    return m_mac->truncatedMac(counter) % m_modulus;
}

Secret OneTimeCodes::textAt(quint64 counter) const
{
    quint64 code = at(counter);
    std::array<char, kMostDigits> text{};
    for (int i = m_digits - 1; i >= 0; --i) {
        text[static_cast<std::size_t>(i)] = static_cast<char>('0' + code % 10);
        code /= 10;
    }
    Secret result{QByteArrayView(text.data(), m_digits)};
    OPENSSL_cleanse(text.data(), text.size());
    return result;
}

} // namespace lw
