// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlscontexts.h"

#include <boost/asio/buffer.hpp>

namespace lw::Sandbox {

namespace ssl = boost::asio::ssl;

namespace {

TlsContext makeContext(const TlsCertificate &certificate)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    context->use_certificate_chain(
        boost::asio::buffer(certificate.certificatePem.constData(),
                            static_cast<size_t>(certificate.certificatePem.size())));
    context->use_private_key(boost::asio::buffer(certificate.keyPem.constData(),
                                                 static_cast<size_t>(certificate.keyPem.size())),
                             ssl::context::pem);
    return context;
}

//! TLS 1.1 signs with SHA-1, which OpenSSL 3 only does at security level 0.
TlsContext makeOldContext(const TlsCertificate &certificate)
{
    const TlsContext context = makeContext(certificate);
    SSL_CTX *native = context->native_handle();
    SSL_CTX_set_security_level(native, 0);
    SSL_CTX_set_cipher_list(native, "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(native, TLS1_1_VERSION);
    SSL_CTX_set_max_proto_version(native, TLS1_1_VERSION);
    return context;
}

} // namespace

TlsContexts::TlsContexts(const QByteArray &commonName)
    : m_commonName(commonName)
    , m_certificate(TlsCertificate::make(commonName))
    , m_normal(makeContext(m_certificate))
{}

TlsContext TlsContexts::forConnection(const std::optional<Fault> &fault) const
{
    if (!fault)
        return m_normal;
    if (fault->kind == FaultKind::OldTls)
        return makeOldContext(m_certificate);
    const CertificateAge age = fault->kind == FaultKind::ExpiredCertificate
                                   ? CertificateAge::Expired
                                   : CertificateAge::Valid;
    return makeContext(TlsCertificate::make(m_commonName, age));
}

} // namespace lw::Sandbox
