// SPDX-License-Identifier: GPL-3.0-or-later
#include "httprequest.h"

#include <algorithm>

namespace lw {

QByteArray HttpResponse::header(QByteArrayView lowerCaseName) const
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first == lowerCaseName;
    });
    return found == headers.end() ? QByteArray() : found->second;
}

} // namespace lw
