// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlstrust.h"

#include <QCryptographicHash>
#include <QSsl>

namespace lw {

namespace {

using Problem = CertificateProblem;

Problem problemOf(const QSslError &error, const QSslCertificate &leaf)
{
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return Problem::SelfSigned;
    case QSslError::CertificateExpired:
        return Problem::Expired;
    case QSslError::CertificateNotYetValid:
        return Problem::NotYetValid;
    case QSslError::HostNameMismatch:
        return Problem::WrongName;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return Problem::Revoked;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        // A self-signed leaf that may not sign is reported as one whose issuer is missing.
        return leaf.isSelfSigned() ? Problem::SelfSigned : Problem::UnknownIssuer;
    default:
        return Problem::Other;
    }
}

QList<Problem> problemsOf(const QList<QSslError> &errors, const QSslCertificate &leaf)
{
    QList<Problem> problems;
    for (const QSslError &error : errors) {
        const Problem problem = problemOf(error, leaf);
        if (error.error() != QSslError::NoError && !problems.contains(problem))
            problems.append(problem);
    }
    return problems;
}

QString textOf(const QList<QSslError> &errors)
{
    QStringList texts;
    for (const QSslError &error : errors) {
        if (!texts.contains(error.errorString()))
            texts.append(error.errorString());
    }
    return texts.join(QStringLiteral("; "));
}

} // namespace

TlsTrust::TlsTrust(TrustChoice choice) : m_choice(std::move(choice)) {}

std::optional<ApiError> TlsTrust::judge(const QList<QSslError> &errors,
                                        const QList<QSslCertificate> &chain) const
{
    using Kind = ApiError::Kind;
    if (chain.isEmpty() || chain.first().isNull())
        return ApiError{.kind = Kind::TlsFailed,
                        .reason = QStringLiteral("no-certificate"),
                        .detail = textOf(errors)};
    const CertificateFacts facts = factsOf(chain.first(), errors);
    if (m_choice.basis == TrustChoice::Basis::Pinned) {
        if (facts.sha256 == m_choice.sha256)
            return {};
        return ApiError{.kind = Kind::TlsChanged,
                        .detail = textOf(errors),
                        .certificate = facts,
                        .pinnedSha256 = m_choice.sha256};
    }
    if (facts.problems.isEmpty())
        return {};
    return ApiError{.kind = Kind::TlsUntrusted, .detail = textOf(errors), .certificate = facts};
}

QSslConfiguration TlsTrust::configuration(const QList<QSslCertificate> &authorities)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    // Setting any list switches the loading on demand off, so the default is left alone.
    if (!authorities.isEmpty())
        configuration.setCaCertificates(authorities);
    return configuration;
}

CertificateFacts TlsTrust::factsOf(const QSslCertificate &leaf, const QList<QSslError> &errors)
{
    const auto names = leaf.subjectAlternativeNames();
    return {.subject = leaf.subjectDisplayName(),
            .issuer = leaf.issuerDisplayName(),
            .names = names.values(QSsl::DnsEntry) + names.values(QSsl::IpAddressEntry),
            .notBefore = leaf.effectiveDate().toUTC(),
            .notAfter = leaf.expiryDate().toUTC(),
            .sha256 = leaf.digest(QCryptographicHash::Sha256),
            .problems = problemsOf(errors, leaf)};
}

} // namespace lw
