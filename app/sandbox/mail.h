// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace lw::Sandbox {

//! What a practice PBX mails. A plain value.
struct Mail
{
    QString senderName; //!< the PBX
    QString recipient;  //!< an address
    QString subject;
    QString text; //!< lines end in \n
};

//! The address that practice PBXs mail from.
[[nodiscard]] QByteArray senderAddress();

//! RFC 5322, lines end in CRLF, nothing but ASCII in them; \a id is unique.
[[nodiscard]] QByteArray messageOf(const Mail &mail, const QDateTime &now, const QByteArray &id);

/*! Who takes a practice PBX's mail away. Sandbox thread only. */
class Postman
{
public:
    virtual ~Postman() = default;
    virtual void send(const Mail &mail) = 0;
};

} // namespace lw::Sandbox
