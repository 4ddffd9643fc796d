// SPDX-License-Identifier: GPL-3.0-or-later
#include "qrimage.h"

#include <core/qrmatrix.h>

#include <algorithm>
#include <cstring>

namespace lw {

namespace {

constexpr uchar kDark = 0x00;
constexpr uchar kLight = 0xff;

} // namespace

int modulesAcross(const QrMatrix &matrix)
{
    return matrix.size() + 2 * QrMatrix::kQuietZone;
}

QImage qrImage(const QrMatrix &matrix, int pixels)
{
    const int side = modulesAcross(matrix) * pixels;
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(kLight);
    const qsizetype edge = static_cast<qsizetype>(QrMatrix::kQuietZone) * pixels;
    for (int y = 0; y < matrix.size(); ++y) {
        const int top = (y + QrMatrix::kQuietZone) * pixels;
        uchar *first = image.scanLine(top);
        uchar *module = first + edge;
        for (int x = 0; x < matrix.size(); ++x, module += pixels) {
            if (matrix.isDark(x, y))
                std::fill_n(module, pixels, kDark);
        }
        // The other lines of these modules are the same.
        for (int line = 1; line < pixels; ++line)
            std::memcpy(image.scanLine(top + line), first, static_cast<std::size_t>(side));
    }
    return image;
}

} // namespace lw
