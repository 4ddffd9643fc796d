// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace lw::Sandbox {

/*! An IPv4 or IPv6 address, or all addresses with the same first bits. */
class AddressRange final
{
public:
    //! "192.0.2.7", "192.0.2.0/24", "192.0.2.0/255.255.255.0", "2001:db8::/32".
    [[nodiscard]] static std::optional<AddressRange> parse(const QString &text);

    [[nodiscard]] bool contains(const QByteArray &address) const;
    friend bool operator==(const AddressRange &, const AddressRange &) = default;

private:
    QByteArray m_bytes; //!< 4 or 16, zeros beyond the prefix
    int m_prefix = 0;
};

struct AllowedAddress
{
    qint64 id = 0;
    QString name;
    QString address; //!< as it was typed
    QString remark;
    AddressRange range;
};

/*! The addresses that one PBX never blocks. Sandbox thread only. */
class AllowedAddresses final
{
public:
    [[nodiscard]] const QList<AllowedAddress> &list() const { return m_list; } //!< oldest first
    void add(const AllowedAddress &address) { m_list.append(address); }
    void remove(qint64 id);
    [[nodiscard]] bool contains(const QByteArray &address) const;

private:
    QList<AllowedAddress> m_list;
};

} // namespace lw::Sandbox
