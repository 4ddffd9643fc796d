// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "randomsource.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace lw::Sandbox {

//! What a link to a PBX's portal says: for whom, as whom, until when.
struct LinkTicket
{
    enum class Account { Own, Passwordless }; //!< own: whoever comes signs in

    QString serialNumber;
    Account account = Account::Own;
    QDateTime end;
    QByteArray id; //!< made by sealed(); a ticket is good once
};

//! A ticket as it stands in a link: AES-256-GCM under \a key (32 bytes), base64url.
[[nodiscard]] QByteArray sealed(const LinkTicket &ticket, const QByteArray &key,
                                const RandomSource &random);

//! Nothing where \a text was not sealed with \a key, or has been changed since.
[[nodiscard]] std::optional<LinkTicket> opened(const QByteArray &text, const QByteArray &key);

} // namespace lw::Sandbox
