// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <QByteArrayView>

#include <tl/expected.hpp>

namespace lw {

/*!
 * The modules of one QR symbol, without its quiet zone: a move-only value that is wiped when it
 * goes, because whoever has the picture has the key. It knows nothing of pixels.
 */
class QrMatrix final
{
public:
    enum class Error {
        Empty,   //!< nothing to encode
        NotText, //!< a NUL in it
        TooLong, //!< more bytes than the largest symbol holds
        Failed   //!< no memory
    };

    //! Modules that must stay light on every side (ISO/IEC 18004).
    static constexpr int kQuietZone = 4;

    //! \a utf8 at error correction M in the smallest version that holds it.
    [[nodiscard]] static tl::expected<QrMatrix, Error> encode(QByteArrayView utf8);

    //! Modules on a side.
    [[nodiscard]] int size() const { return m_size; }
    //! Everything outside the symbol is light.
    [[nodiscard]] bool isDark(int x, int y) const;

private:
    QrMatrix(Secret modules, int size);

    Secret m_modules; //!< a byte a module, row by row; 1 is dark
    int m_size = 0;
};

} // namespace lw
