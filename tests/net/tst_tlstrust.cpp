// SPDX-License-Identifier: GPL-3.0-or-later
#include "testidentity.h"

#include <net/tlstrust.h>

#include <QTest>

using namespace lw;
using namespace lw::test;
using Kind = ApiError::Kind;
using Problem = CertificateProblem;

namespace {

const TestIdentity &leaf()
{
    static const TestIdentity kIdentity = [] {
        const TestIdentity authority = TestIdentity::selfSigned(
            {.commonName = "authority", .role = TestIdentity::Wish::Role::Authority});
        return authority.issue({.commonName = "leaf"});
    }();
    return kIdentity;
}

} // namespace

/*! The judgement itself, without a connection. */
class TestTlsTrust : public QObject
{
    Q_OBJECT
private slots:
    void errorsBecomeProblems_data();
    void errorsBecomeProblems();
    void problemsAreNamedOnce();
    void noErrorsAreAccepted();
    void pinIgnoresErrorsAndNothingElse();
    void noCertificateIsRefused();
    void defaultLoadsNoAuthorities();
    void otherAuthoritiesAreTaken();
};

void TestTlsTrust::errorsBecomeProblems_data()
{
    QTest::addColumn<QSslError::SslError>("error");
    QTest::addColumn<Problem>("problem");
    const auto row = [](const char *name, QSslError::SslError error, Problem problem) {
        QTest::newRow(name) << error << problem;
    };
    row("self-signed", QSslError::SelfSignedCertificate, Problem::SelfSigned);
    row("unknown root", QSslError::SelfSignedCertificateInChain, Problem::UnknownIssuer);
    row("no issuer", QSslError::UnableToGetIssuerCertificate, Problem::UnknownIssuer);
    row("no local issuer", QSslError::UnableToGetLocalIssuerCertificate, Problem::UnknownIssuer);
    row("first not verified", QSslError::UnableToVerifyFirstCertificate, Problem::UnknownIssuer);
    row("root not trusted", QSslError::CertificateUntrusted, Problem::UnknownIssuer);
    row("expired", QSslError::CertificateExpired, Problem::Expired);
    row("not yet valid", QSslError::CertificateNotYetValid, Problem::NotYetValid);
    row("wrong name", QSslError::HostNameMismatch, Problem::WrongName);
    row("revoked", QSslError::CertificateRevoked, Problem::Revoked);
    row("known to be stolen", QSslError::CertificateBlacklisted, Problem::Revoked);
    row("wrong purpose", QSslError::InvalidPurpose, Problem::Other);
    row("broken signature", QSslError::CertificateSignatureFailed, Problem::Other);
    row("unnamed", QSslError::UnspecifiedError, Problem::Other);
}

void TestTlsTrust::errorsBecomeProblems()
{
    QFETCH(QSslError::SslError, error);
    QFETCH(Problem, problem);
    const auto refusal =
        TlsTrust(TrustChoice::system())
            .judge({QSslError(error, leaf().certificate())}, {leaf().certificate()});
    QVERIFY(refusal);
    QCOMPARE(refusal->kind, Kind::TlsUntrusted);
    QCOMPARE(refusal->certificate->problems, QList{problem});
    QCOMPARE(refusal->certificate->issuer, QStringLiteral("authority"));
}

void TestTlsTrust::problemsAreNamedOnce()
{
    const QSslCertificate certificate = leaf().certificate();
    const auto refusal =
        TlsTrust(TrustChoice::system())
            .judge({QSslError(QSslError::UnableToGetLocalIssuerCertificate, certificate),
                    QSslError(QSslError::UnableToVerifyFirstCertificate, certificate),
                    QSslError(QSslError::HostNameMismatch, certificate)},
                   {certificate});
    QCOMPARE(refusal->certificate->problems, QList({Problem::UnknownIssuer, Problem::WrongName}));
}

void TestTlsTrust::noErrorsAreAccepted()
{
    const QList chain{leaf().certificate()};
    QVERIFY(!TlsTrust(TrustChoice::system()).judge({}, chain));
    QVERIFY(!TlsTrust(TrustChoice::authorityFile(QStringLiteral("ca.pem"))).judge({}, chain));
    QVERIFY(!TlsTrust(TrustChoice::pinned(leaf().sha256())).judge({}, chain));
}

void TestTlsTrust::pinIgnoresErrorsAndNothingElse()
{
    const TlsTrust trust(TrustChoice::pinned(leaf().sha256()));
    const QSslCertificate certificate = leaf().certificate();
    QVERIFY(!trust.judge({QSslError(QSslError::CertificateExpired, certificate)}, {certificate}));
    const TestIdentity other = TestIdentity::selfSigned({});
    // The pinned one further up the chain is not the one that the server proved to own.
    const auto refusal = trust.judge({}, {other.certificate(), certificate});
    QCOMPARE(refusal->kind, Kind::TlsChanged);
    QCOMPARE(refusal->pinnedSha256, leaf().sha256());
    QCOMPARE(refusal->certificate->sha256, other.sha256());
    QVERIFY(TlsTrust(TrustChoice::pinned({})).judge({}, {certificate}));
}

void TestTlsTrust::noCertificateIsRefused()
{
    for (const TrustChoice &choice : {TrustChoice::system(), TrustChoice::pinned({})}) {
        QCOMPARE(TlsTrust(choice).judge({}, {})->kind, Kind::TlsFailed);
        QCOMPARE(TlsTrust(choice).judge({}, {QSslCertificate()})->kind, Kind::TlsFailed);
    }
}

void TestTlsTrust::defaultLoadsNoAuthorities()
{
    const QSslConfiguration configuration = TlsTrust::configuration({});
    QCOMPARE(configuration.protocol(), QSsl::TlsV1_2OrLater);
    // An empty list that nobody set is what keeps the loading on demand.
    QVERIFY(configuration == [] {
        QSslConfiguration plain = QSslConfiguration::defaultConfiguration();
        plain.setProtocol(QSsl::TlsV1_2OrLater);
        return plain;
    }());
    QVERIFY(configuration.caCertificates().isEmpty());
}

void TestTlsTrust::otherAuthoritiesAreTaken()
{
    const QList authorities{leaf().certificate()};
    QCOMPARE(TlsTrust::configuration(authorities).caCertificates(), authorities);
    QCOMPARE(TlsTrust::configuration(authorities).protocol(), QSsl::TlsV1_2OrLater);
}

QTEST_GUILESS_MAIN(TestTlsTrust)
#include "tst_tlstrust.moc"
