// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <tl/expected.hpp>

namespace lw {

/*!
 * Host and port of a PBX or management server, reached over HTTPS. Built by parse() only, so an
 * address that exists is a valid one: a DNS name (kept in its ASCII form), an IPv4 or IPv6 address.
 */
class PbxAddress final
{
public:
    //! Why a text is not an address. Worded in ui/support/errortext.cpp.
    enum class Problem {
        Empty,
        TooLong,  //!< over 253 characters of host
        NotHttps, //!< another scheme than https://
        HasUserInfo,
        HasPath,  //!< a path, query or fragment
        HasBlank, //!< blanks or control characters inside
        BadHost,
        BadPort //!< not 1 to 65535
    };

    static constexpr quint16 kDefaultPort = 8088; //!< appliance and software edition
    static constexpr quint16 kCloudPort = 443;

    PbxAddress() = default;

    //! "[https://]HOST[:PORT]", blanks around it ignored; \a defaultPort where it names none.
    [[nodiscard]] static tl::expected<PbxAddress, Problem>
    parse(const QString &text, quint16 defaultPort = kDefaultPort);

    [[nodiscard]] bool isNull() const { return m_host.isEmpty(); }
    //! In ASCII form, an IPv6 address without brackets.
    [[nodiscard]] QString host() const { return m_host; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] bool isLoopback() const;

    //! "host:port", IPv6 in brackets, names in the form that people read.
    [[nodiscard]] QString displayText() const;
    //! "https://host:port", without a path.
    [[nodiscard]] QUrl url() const;

    friend bool operator==(const PbxAddress &, const PbxAddress &) = default;

private:
    QString m_host;
    quint16 m_port = 0;
};

} // namespace lw
