// SPDX-License-Identifier: GPL-3.0-or-later
#include "randomsource.h"

#include <openssl/rand.h>

namespace lw::Sandbox {

namespace {
constexpr QByteArrayView kAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
constexpr qsizetype kCodeLength = 16;
constexpr qsizetype kTokenBytes = 16;
} // namespace

RandomSource systemRandom()
{
    return [](qsizetype count) {
        QByteArray bytes(count, Qt::Uninitialized);
        RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(count));
        return bytes;
    };
}

QByteArray makeToken(const RandomSource &random)
{
    return random(kTokenBytes).toHex();
}

QString makeCode(const RandomSource &random)
{
    QString code;
    // Bytes beyond the last whole multiple of the alphabet would make some characters likelier.
    const int limit = 256 - 256 % static_cast<int>(kAlphabet.size());
    while (code.size() < kCodeLength) {
        const auto byte = static_cast<unsigned char>(random(1).at(0));
        if (byte < limit)
            code.append(QLatin1Char(kAlphabet.at(byte % kAlphabet.size())));
    }
    return code;
}

} // namespace lw::Sandbox
