// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwordgenerator.h"

#include <openssl/rand.h>

#include <QByteArrayView>

#include <array>

namespace lw {

namespace {

constexpr char kLettersAndDigits[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
constexpr char kWithSymbols[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!#%+-=?@_";
// One in some thirty passwords of 20 characters lacks a class; a source that fails this often is
// none.
constexpr int kAttempts = 1'000;
constexpr int kDraws = 256;

//! A character of \a alphabet, each equally likely; nothing when the source has no bytes, or
//! only such as are no use.
std::optional<char> draw(QByteArrayView alphabet, const RandomBytes &random)
{
    const auto count = static_cast<unsigned>(alphabet.size());
    const unsigned usable = 256U - 256U % count; // beyond it the first characters would be likelier
    for (int i = 0; i < kDraws; ++i) {
        std::array<unsigned char, 1> byte{};
        if (!random(byte))
            return std::nullopt;
        if (byte[0] < usable)
            return alphabet[static_cast<qsizetype>(byte[0] % count)];
    }
    return std::nullopt;
}

std::optional<Secret> drawPassword(QByteArrayView alphabet, const RandomBytes &random, int length)
{
    Secret password;
    for (int i = 0; i < length; ++i) {
        const auto c = draw(alphabet, random);
        if (!c)
            return std::nullopt;
        password.append(QByteArrayView(&*c, 1));
    }
    return password;
}

} // namespace

RandomBytes systemRandomBytes()
{
    return [](std::span<unsigned char> bytes) {
        return RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1;
    };
}

std::optional<Secret> generatePassword(const PasswordRule &rule, const RandomBytes &random,
                                       int length)
{
    const QByteArrayView alphabet = rule.countOf(PasswordCheck::Rule::Symbol) > 0
                                        ? QByteArrayView(kWithSymbols)
                                        : QByteArrayView(kLettersAndDigits);
    // Drawing until the rule is met keeps all passwords that meet it equally likely.
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        auto password = drawPassword(alphabet, random, length);
        if (!password || rule.isMetBy(*password))
            return password;
    }
    return std::nullopt;
}

} // namespace lw
