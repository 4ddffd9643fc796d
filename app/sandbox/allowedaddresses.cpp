// SPDX-License-Identifier: GPL-3.0-or-later
#include "allowedaddresses.h"

#include <boost/asio/ip/address.hpp>

#include <QStringList>

#include <algorithm>

namespace lw::Sandbox {

namespace asio = boost::asio;

namespace {

//! In network order; nothing where \a text is no address. A zone ("%eth0") is not asked for.
std::optional<QByteArray> bytesOf(const QString &text)
{
    boost::system::error_code error;
    const auto address = asio::ip::make_address(text.toStdString(), error);
    if (error || text.contains(u'%'))
        return std::nullopt;
    const auto copy = [](const auto &bytes) {
        return QByteArray(reinterpret_cast<const char *>(bytes.data()),
                          static_cast<qsizetype>(bytes.size()));
    };
    return address.is_v4() ? copy(address.to_v4().to_bytes()) : copy(address.to_v6().to_bytes());
}

bool bitAt(const QByteArray &bytes, int bit)
{
    return (static_cast<unsigned char>(bytes.at(bit / 8)) >> (7 - bit % 8)) & 1U;
}

//! How many ones 255.255.240.0 begins with; nothing where a zero comes before a one.
std::optional<int> prefixOfMask(const QByteArray &mask)
{
    const int bits = static_cast<int>(mask.size()) * 8;
    int prefix = 0;
    while (prefix < bits && bitAt(mask, prefix))
        ++prefix;
    for (int bit = prefix; bit < bits; ++bit) {
        if (bitAt(mask, bit))
            return std::nullopt;
    }
    return prefix;
}

std::optional<int> prefixOf(const QString &text, qsizetype addressBytes)
{
    bool isNumber = false;
    const int prefix = text.toInt(&isNumber);
    const bool isDigits = std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (isNumber && isDigits)
        return prefix <= addressBytes * 8 ? std::optional(prefix) : std::nullopt;
    const auto mask = bytesOf(text);
    return mask && mask->size() == addressBytes && addressBytes == 4 ? prefixOfMask(*mask)
                                                                     : std::nullopt;
}

QByteArray masked(QByteArray bytes, int prefix)
{
    for (int byte = 0; byte < bytes.size(); ++byte) {
        const int kept = std::clamp(prefix - byte * 8, 0, 8);
        const unsigned mask = (0xff00U >> kept) & 0xffU;
        bytes[byte] = static_cast<char>(static_cast<unsigned char>(bytes.at(byte)) & mask);
    }
    return bytes;
}

} // namespace

std::optional<AddressRange> AddressRange::parse(const QString &text)
{
    const QStringList parts = text.trimmed().split(u'/');
    const auto bytes = bytesOf(parts.first());
    if (!bytes || parts.size() > 2)
        return std::nullopt;
    const int whole = static_cast<int>(bytes->size()) * 8;
    const auto prefix = parts.size() == 2 ? prefixOf(parts.last(), bytes->size()) : whole;
    if (!prefix)
        return std::nullopt;
    AddressRange range;
    range.m_bytes = masked(*bytes, *prefix);
    range.m_prefix = *prefix;
    return range;
}

bool AddressRange::contains(const QByteArray &address) const
{
    const auto bytes = bytesOf(QString::fromLatin1(address));
    return bytes && bytes->size() == m_bytes.size() && masked(*bytes, m_prefix) == m_bytes;
}

void AllowedAddresses::remove(qint64 id)
{
    m_list.removeIf([id](const AllowedAddress &address) { return address.id == id; });
}

bool AllowedAddresses::contains(const QByteArray &address) const
{
    return std::ranges::any_of(
        m_list, [&](const AllowedAddress &allowed) { return allowed.range.contains(address); });
}

} // namespace lw::Sandbox
