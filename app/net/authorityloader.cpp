// SPDX-License-Identifier: GPL-3.0-or-later
#include "authorityloader.h"

#include <QFile>
#include <QPointer>
#include <QSslConfiguration>

namespace lw {

namespace {

using Authorities = AuthorityLoader::Authorities;

constexpr qint64 kMostFileBytes = 16 * 1024 * 1024; // the system's whole bundle has some 200 KB

Failure refused(const QString &pemFile, const QString &why)
{
    return Failure(ApiError{.kind = ApiError::Kind::TlsFailed,
                            .reason = QStringLiteral("ca-file"),
                            .detail = QStringLiteral("%1: %2").arg(pemFile, why)});
}

Result<Authorities> readPem(const QString &pemFile)
{
    QFile file(pemFile);
    if (!file.open(QIODevice::ReadOnly))
        return refused(pemFile, file.errorString());
    const Authorities found = QSslCertificate::fromData(file.read(kMostFileBytes), QSsl::Pem);
    if (found.isEmpty())
        return refused(pemFile, QStringLiteral("no PEM certificate in it"));
    return found;
}

} // namespace

AuthorityLoader::AuthorityLoader()
{
    m_thread.setMaxThreadCount(1);
}

AuthorityLoader::~AuthorityLoader()
{
    m_thread.waitForDone();
}

Pending<Authorities> *AuthorityLoader::load(const QString &pemFile)
{
    auto *answer = new Pending<Authorities>(this);
    const QPointer<Pending<Authorities>> guard(answer);
    m_thread.start([this, pemFile, guard] {
        auto result = readPem(pemFile);
        if (result) {
            if (!m_system)
                m_system = QSslConfiguration::systemCaCertificates();
            result->append(*m_system);
        }
        // The guard is looked at on our own thread only.
        QMetaObject::invokeMethod(
            this,
            [guard, result] {
                if (guard)
                    guard->settle(result);
            },
            Qt::QueuedConnection);
    });
    return answer;
}

} // namespace lw
