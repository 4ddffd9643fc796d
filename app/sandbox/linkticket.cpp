// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkticket.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>

#include <memory>

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeyBytes = 32;
constexpr int kNonceBytes = 12; // NIST SP 800-38D: the length that needs no hashing
constexpr int kTagBytes = 16;
constexpr int kIdBytes = 16;
constexpr qsizetype kLongestTicket = 2048;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

//! Nonce, cipher text and tag, one behind the other.
QByteArray encrypted(const QByteArray &plain, const QByteArray &key, const QByteArray &nonce)
{
    const Context context(EVP_CIPHER_CTX_new());
    QByteArray cipher(plain.size(), Qt::Uninitialized);
    QByteArray tag(kTagBytes, Qt::Uninitialized);
    int written = 0;
    EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce));
    EVP_EncryptUpdate(context.get(), raw(cipher), &written, raw(plain),
                      static_cast<int>(plain.size()));
    EVP_EncryptFinal_ex(context.get(), nullptr, &written);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data());
    return nonce + cipher + tag;
}

std::optional<QByteArray> decrypted(const QByteArray &sealedBytes, const QByteArray &key)
{
    if (key.size() != kKeyBytes || sealedBytes.size() < kNonceBytes + kTagBytes)
        return std::nullopt;
    const QByteArray nonce = sealedBytes.first(kNonceBytes);
    QByteArray tag = sealedBytes.last(kTagBytes);
    const QByteArray cipher =
        sealedBytes.sliced(kNonceBytes, sealedBytes.size() - kNonceBytes - kTagBytes);
    const Context context(EVP_CIPHER_CTX_new());
    QByteArray plain(cipher.size(), Qt::Uninitialized);
    int written = 0;
    EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(nonce));
    EVP_DecryptUpdate(context.get(), raw(plain), &written, raw(cipher),
                      static_cast<int>(cipher.size()));
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data());
    QByteArray rest(kTagBytes, Qt::Uninitialized);
    // Nothing of the plain text is looked at before the tag has been found right.
    if (EVP_DecryptFinal_ex(context.get(), raw(rest), &written) != 1)
        return std::nullopt;
    return plain;
}

} // namespace

QByteArray sealed(const LinkTicket &ticket, const QByteArray &key, const RandomSource &random)
{
    const bool isPasswordless = ticket.account == LinkTicket::Account::Passwordless;
    const QJsonObject json{{u"device"_s, ticket.serialNumber},
                           {u"account"_s, isPasswordless ? u"passwordless"_s : u"own"_s},
                           {u"end"_s, ticket.end.toSecsSinceEpoch()},
                           {u"id"_s, QString::fromLatin1(random(kIdBytes).toHex())}};
    return encrypted(QJsonDocument(json).toJson(QJsonDocument::Compact), key, random(kNonceBytes))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<LinkTicket> opened(const QByteArray &text, const QByteArray &key)
{
    if (text.size() > kLongestTicket)
        return std::nullopt;
    const auto bytes = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto plain = bytes ? decrypted(*bytes, key) : std::nullopt;
    if (!plain)
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(*plain).object();
    return LinkTicket{.serialNumber = json.value("device"_L1).toString(),
                      .account = json.value("account"_L1).toString() == "passwordless"_L1
                                     ? LinkTicket::Account::Passwordless
                                     : LinkTicket::Account::Own,
                      .end =
                          QDateTime::fromSecsSinceEpoch(json.value("end"_L1).toInteger(), Qt::UTC),
                      .id = json.value("id"_L1).toString().toLatin1()};
}

} // namespace lw::Sandbox
