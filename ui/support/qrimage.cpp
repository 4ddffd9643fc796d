// SPDX-License-Identifier: GPL-3.0-or-later
#include "qrimage.h"

#include <core/qrmatrix.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace lw {

namespace {

constexpr int kBitsOfByte = 8;
constexpr uchar kAllBits = 0xff;

//! Sets the bits from \a from up to before \a end; QImage::Format_Mono begins at the highest.
void darken(uchar *line, int from, int end)
{
    const int firstByte = from / kBitsOfByte;
    const int lastByte = end / kBitsOfByte;
    const auto head = static_cast<uchar>(kAllBits >> (from % kBitsOfByte));
    const auto tail = static_cast<uchar>(~(kAllBits >> (end % kBitsOfByte)));
    if (firstByte == lastByte) {
        line[firstByte] |= static_cast<uchar>(head & tail);
        return;
    }
    line[firstByte] |= head;
    std::fill(line + firstByte + 1, line + lastByte, kAllBits);
    if (tail != 0)
        line[lastByte] |= tail;
}

//! One line of pixels through the modules of row \a y, a run of dark ones at a time.
void drawRow(uchar *line, const QrMatrix &matrix, int y, int pixels)
{
    for (int x = 0; x < matrix.size(); ++x) {
        const int start = x;
        while (matrix.isDark(x, y))
            ++x;
        if (x > start)
            darken(line, (start + QrMatrix::kQuietZone) * pixels,
                   (x + QrMatrix::kQuietZone) * pixels);
    }
}

} // namespace

int modulesAcross(const QrMatrix &matrix)
{
    return matrix.size() + 2 * QrMatrix::kQuietZone;
}

//! A bit a pixel: what has to be written is what takes the time.
QImage qrImage(const QrMatrix &matrix, int pixels)
{
    const int side = modulesAcross(matrix) * pixels;
    QImage image(side, side, QImage::Format_Mono);
    image.setColorTable({qRgb(255, 255, 255), qRgb(0, 0, 0)});
    image.fill(0);
    const auto bytes = static_cast<std::size_t>(image.bytesPerLine());
    for (int y = 0; y < matrix.size(); ++y) {
        const int top = (y + QrMatrix::kQuietZone) * pixels;
        uchar *first = image.scanLine(top);
        drawRow(first, matrix, y, pixels);
        // The other lines of these modules are the same.
        for (int line = 1; line < pixels; ++line)
            std::memcpy(image.scanLine(top + line), first, bytes);
    }
    return image;
}

} // namespace lw
