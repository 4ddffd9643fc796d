// SPDX-License-Identifier: GPL-3.0-or-later
#include "qrmatrix.h"

#include <openssl/crypto.h>
#include <qrencode.h>

#include <iterator>
#include <memory>
#include <utility>

namespace lw {

namespace {

/*! Bytes that one version holds (ISO/IEC 18004, table 7). */
struct Capacity
{
    int medium;
    int quartile;
    int high;
};

constexpr Capacity kCapacities[] = {
    {14, 11, 7},        {26, 20, 14},       {42, 32, 24},       {62, 46, 34},
    {84, 60, 44},       {106, 74, 58},      {122, 86, 64},      {152, 108, 84},
    {180, 130, 98},     {213, 151, 119},    {251, 177, 137},    {287, 203, 155},
    {331, 241, 177},    {362, 258, 194},    {412, 292, 220},    {450, 322, 250},
    {504, 364, 280},    {560, 394, 310},    {624, 442, 338},    {666, 482, 382},
    {711, 509, 403},    {779, 565, 439},    {857, 611, 461},    {911, 661, 511},
    {997, 715, 535},    {1059, 751, 593},   {1125, 805, 625},   {1190, 868, 658},
    {1264, 908, 698},   {1370, 982, 742},   {1452, 1030, 790},  {1538, 1112, 842},
    {1628, 1168, 898},  {1722, 1228, 958},  {1809, 1283, 983},  {1911, 1351, 1051},
    {1989, 1423, 1093}, {2099, 1499, 1139}, {2213, 1579, 1219}, {2331, 1663, 1273}};

struct Layout
{
    int version;
    QRecLevel level;
};

//! The smallest version that holds \a size bytes at M, and the best level that it holds them at.
//! Told by the table, because encoding once a level would take three times as long.
Layout layoutFor(qsizetype size)
{
    for (std::size_t i = 0; i < std::size(kCapacities); ++i) {
        const Capacity &capacity = kCapacities[i];
        const int version = static_cast<int>(i) + 1;
        if (size <= capacity.high)
            return {version, QR_ECLEVEL_H};
        if (size <= capacity.quartile)
            return {version, QR_ECLEVEL_Q};
        if (size <= capacity.medium)
            return {version, QR_ECLEVEL_M};
    }
    return {0, QR_ECLEVEL_M};
}

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
    const Layout layout = layoutFor(utf8.size());
    if (layout.version == 0)
        return tl::unexpected(Error::TooLong);
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeData(
        static_cast<int>(utf8.size()), reinterpret_cast<const unsigned char *>(utf8.data()),
        layout.version, layout.level));
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
