// SPDX-License-Identifier: GPL-3.0-or-later
#include "qrmatrix.h"

#include <openssl/crypto.h>
#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <utility>

namespace lw {

namespace {

struct FreeCode
{
    void operator()(QRcode *code) const
    {
        const auto width = static_cast<std::size_t>(code->width);
        OPENSSL_cleanse(code->data, width * width);
        QRcode_free(code);
    }
};

} // namespace

QrMatrix::QrMatrix(Secret modules, int size) : m_modules(std::move(modules)), m_size(size) {}

tl::expected<QrMatrix, QrMatrix::Error> QrMatrix::encode(QByteArrayView utf8)
{
    if (utf8.isEmpty())
        return tl::unexpected(Error::Empty);
    if (utf8.contains('\0'))
        return tl::unexpected(Error::NotText);
    // libqrencode reads to the NUL, and splits the text into the modes that take the least room.
    Secret text(utf8);
    text.append(QByteArrayView("\0", 1));
    const std::unique_ptr<QRcode, FreeCode> code(
        QRcode_encodeString(text.view().data(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code && errno == ERANGE)
        return tl::unexpected(Error::TooLong);
    if (!code)
        return tl::unexpected(Error::Failed);
    // The lowest bit of a module is its colour, the others say what it is part of.
    const auto count =
        static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    for (std::size_t i = 0; i < count; ++i)
        code->data[i] &= 1U;
    Secret modules(QByteArrayView(code->data, static_cast<qsizetype>(count)));
    return QrMatrix(std::move(modules), code->width);
}

bool QrMatrix::isDark(int x, int y) const
{
    if (x < 0 || y < 0 || x >= m_size || y >= m_size)
        return false;
    return m_modules.view()[static_cast<qsizetype>(y) * m_size + x] == 1;
}

} // namespace lw
