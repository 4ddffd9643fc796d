// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalpassword.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>

namespace lw {

namespace {

constexpr int kMd5Size = 16;

} // namespace

Secret portalPassword(const Secret &password)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    const QByteArrayView bytes = password.view();
    EVP_Digest(bytes.data(), static_cast<std::size_t>(bytes.size()), digest.data(), nullptr,
               EVP_md5(), nullptr);
    std::array<unsigned char, 2 * kMd5Size> hex{};
    for (std::size_t i = 0; i < kMd5Size; ++i) {
        hex[2 * i] = static_cast<unsigned char>(kHex[digest[i] >> 4]);
        hex[2 * i + 1] = static_cast<unsigned char>(kHex[digest[i] & 0xf]);
    }
    std::array<unsigned char, 4 * ((2 * kMd5Size + 2) / 3) + 1> base64{};
    const int length = EVP_EncodeBlock(base64.data(), hex.data(), static_cast<int>(hex.size()));
    Secret result(QByteArrayView(reinterpret_cast<const char *>(base64.data()), length));
    OPENSSL_cleanse(digest.data(), digest.size());
    OPENSSL_cleanse(hex.data(), hex.size());
    OPENSSL_cleanse(base64.data(), base64.size());
    return result;
}

} // namespace lw
