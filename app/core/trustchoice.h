// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace lw {

/*!
 * By what a server's certificate is judged. There is deliberately no value that switches
 * verification off.
 */
struct TrustChoice
{
    enum class Basis {
        System,        //!< the system's authorities
        SystemAndFile, //!< those, and the authorities in caFile (PEM)
        Pinned         //!< exactly the certificate with this SHA-256, whoever signed it
    };

    Basis basis = Basis::System;
    QString caFile;
    QByteArray sha256; //!< 32 raw bytes

    [[nodiscard]] static TrustChoice system() { return {}; }
    [[nodiscard]] static TrustChoice authorityFile(const QString &path)
    {
        return {Basis::SystemAndFile, path, {}};
    }
    [[nodiscard]] static TrustChoice pinned(const QByteArray &rawSha256)
    {
        return {Basis::Pinned, {}, rawSha256};
    }
    friend bool operator==(const TrustChoice &, const TrustChoice &) = default;
};

} // namespace lw
