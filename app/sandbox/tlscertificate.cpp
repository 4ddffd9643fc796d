// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlscertificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace lw::Sandbox {

namespace {

constexpr long kDay = 24L * 60 * 60;
constexpr qsizetype kLongestCommonName = 64; // RFC 5280, ub-common-name

template<auto Free>
struct Deleter
{
    template<typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Memory = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

QByteArray textOf(const Memory &memory)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, size};
}

void setSerialNumber(X509 *certificate)
{
    quint64 number = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&number), sizeof number);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1);
}

void setValidity(X509 *certificate, CertificateAge age)
{
    const bool isValid = age == CertificateAge::Valid;
    X509_gmtime_adj(X509_getm_notBefore(certificate), isValid ? -kDay : -30 * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), isValid ? 3650 * kDay : -kDay);
}

void setNames(X509 *certificate, const QByteArray &commonName)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    const QByteArray text = commonName.left(kLongestCommonName);
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>("Linewarden practice"), -1,
                               -1, 0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(text.constData()),
                               static_cast<int>(text.size()), -1, 0);
    X509_set_issuer_name(certificate, name);
}

void addExtension(X509 *certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
    if (extension)
        X509_add_ext(certificate, extension.get(), -1);
}

} // namespace

TlsCertificate TlsCertificate::make(const QByteArray &commonName, CertificateAge age)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    setSerialNumber(certificate.get());
    setValidity(certificate.get(), age);
    setNames(certificate.get(), commonName);
    X509_set_pubkey(certificate.get(), key.get());
    // An authority of its own, so that it can also be given to a client as a CA file.
    addExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature,keyCertSign");
    addExtension(certificate.get(), NID_ext_key_usage, "serverAuth");
    addExtension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    addExtension(certificate.get(), NID_subject_key_identifier, "hash");
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const Memory certificateText(BIO_new(BIO_s_mem()));
    const Memory keyText(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificateText.get(), certificate.get());
    PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    X509_digest(certificate.get(), EVP_sha256(), digest, &size);
    return {.certificatePem = textOf(certificateText),
            .keyPem = textOf(keyText),
            .sha256 = QByteArray(reinterpret_cast<const char *>(digest), size)};
}

} // namespace lw::Sandbox
