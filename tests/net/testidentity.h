// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslKey>
#include <QString>
#include <QStringList>

#include <memory>

namespace lw::test {

/*!
 * A P-256 key with its certificate, made in memory for one test. Without an issuer it signs itself.
 */
class TestIdentity final
{
public:
    struct Wish
    {
        QByteArray commonName = QByteArrayLiteral("odd server");
        QByteArray names = QByteArrayLiteral("IP:127.0.0.1,DNS:localhost");
        long validFrom = -3600; //!< seconds from now
        long validTo = 86400;
        enum class Role { Server, Authority } role = Role::Server;
    };

    [[nodiscard]] static TestIdentity selfSigned(const Wish &wish);
    [[nodiscard]] TestIdentity issue(const Wish &wish) const;

    [[nodiscard]] QSslCertificate certificate() const;
    [[nodiscard]] QSslKey key() const;
    [[nodiscard]] QByteArray pem() const { return m_pem; }
    [[nodiscard]] QByteArray sha256() const;

private:
    QByteArray m_pem;
    QByteArray m_keyPem;
};

} // namespace lw::test
