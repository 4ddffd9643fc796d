// SPDX-License-Identifier: GPL-3.0-or-later
#include "testidentity.h"

#include <QCryptographicHash>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace lw::test {

namespace {

template<auto Free>
struct Freed
{
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_vfree>>;

QByteArray bytesOf(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, size};
}

void addExtension(X509 *certificate, int id, const QByteArray &value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate makeCertificate(EVP_PKEY *key, const TestIdentity::Wish &wish)
{
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    quint32 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.validFrom);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.validTo);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(wish.commonName.constData()),
                               -1, -1, 0);
    const bool isAuthority = wish.role == TestIdentity::Wish::Role::Authority;
    addExtension(certificate.get(), NID_basic_constraints,
                 isAuthority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!wish.names.isEmpty())
        addExtension(certificate.get(), NID_subject_alt_name, wish.names);
    return certificate;
}

QByteArray pemOf(X509 *certificate)
{
    Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(memory.get(), certificate);
    return bytesOf(memory.get());
}

QByteArray pemOf(EVP_PKEY *key)
{
    Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return bytesOf(memory.get());
}

} // namespace

TestIdentity TestIdentity::selfSigned(const Wish &wish)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = makeCertificate(key.get(), wish);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    TestIdentity identity;
    identity.m_pem = pemOf(certificate.get());
    identity.m_keyPem = pemOf(key.get());
    return identity;
}

TestIdentity TestIdentity::issue(const Wish &wish) const
{
    const Memory ownPem(BIO_new_mem_buf(m_pem.constData(), static_cast<int>(m_pem.size())));
    const Memory ownKeyPem(
        BIO_new_mem_buf(m_keyPem.constData(), static_cast<int>(m_keyPem.size())));
    const Certificate own(PEM_read_bio_X509(ownPem.get(), nullptr, nullptr, nullptr));
    const Key ownKey(PEM_read_bio_PrivateKey(ownKeyPem.get(), nullptr, nullptr, nullptr));
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = makeCertificate(key.get(), wish);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(own.get()));
    X509_sign(certificate.get(), ownKey.get(), EVP_sha256());
    TestIdentity identity;
    identity.m_pem = pemOf(certificate.get());
    identity.m_keyPem = pemOf(key.get());
    return identity;
}

QSslCertificate TestIdentity::certificate() const
{
    return QSslCertificate(m_pem, QSsl::Pem);
}

QSslKey TestIdentity::key() const
{
    return QSslKey(m_keyPem, QSsl::Ec, QSsl::Pem);
}

QByteArray TestIdentity::sha256() const
{
    return certificate().digest(QCryptographicHash::Sha256);
}

} // namespace lw::test
