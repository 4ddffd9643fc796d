// SPDX-License-Identifier: GPL-3.0-or-later
#include "base32.h"

namespace lw {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int kBitsOfDigit = 5;
constexpr int kDigitsOfGroup = 8;

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '-';
}

//! 0 to 31, or -1 for a character that is no digit of Base32.
constexpr int valueOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a';
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    return -1;
}

//! Digits left over after the last whole byte: no number of bytes needs 1, 3 or 6.
constexpr bool isPossibleRemainder(qsizetype digits)
{
    const qsizetype rest = digits % kDigitsOfGroup;
    return rest != 1 && rest != 3 && rest != 6;
}

void appendByte(Secret &out, unsigned value)
{
    const char byte = static_cast<char>(value & 0xffU);
    out.append(QByteArrayView(&byte, 1));
}

} // namespace

Secret plainBase32(QByteArrayView text)
{
    Secret plain;
    for (const char c : text) {
        const int value = valueOf(c);
        if (value >= 0)
            plain.append(QByteArrayView(&kAlphabet[value], 1));
    }
    return plain;
}

std::optional<Secret> decodeBase32(QByteArrayView text)
{
    Secret bytes;
    unsigned bits = 0;
    int bitCount = 0;
    qsizetype digits = 0;
    bool isPadding = false;
    for (const char c : text) {
        if (isBlank(c))
            continue;
        if (c == '=') {
            isPadding = true;
            continue;
        }
        const int value = valueOf(c);
        if (value < 0 || isPadding)
            return std::nullopt;
        ++digits;
        bits = ((bits << kBitsOfDigit) | static_cast<unsigned>(value)) & 0xfffU;
        bitCount += kBitsOfDigit;
        if (bitCount >= 8) {
            bitCount -= 8;
            appendByte(bytes, bits >> bitCount);
        }
    }
    if (!isPossibleRemainder(digits))
        return std::nullopt;
    return bytes;
}

Secret encodeBase32(QByteArrayView bytes)
{
    Secret text;
    unsigned bits = 0;
    int bitCount = 0;
    const auto appendDigit = [&text](unsigned value) {
        text.append(QByteArrayView(&kAlphabet[value & 0x1fU], 1));
    };
    for (const char c : bytes) {
        bits = ((bits << 8) | static_cast<unsigned char>(c)) & 0xfffU;
        for (bitCount += 8; bitCount >= kBitsOfDigit;) {
            bitCount -= kBitsOfDigit;
            appendDigit(bits >> bitCount);
        }
    }
    if (bitCount > 0)
        appendDigit(bits << (kBitsOfDigit - bitCount));
    while (text.size() % kDigitsOfGroup != 0)
        text.append("=");
    return text;
}

} // namespace lw
