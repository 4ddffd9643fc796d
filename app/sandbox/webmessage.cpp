// SPDX-License-Identifier: GPL-3.0-or-later
#include "webmessage.h"

namespace lw::Sandbox {

QByteArray WebRequest::cookie(const QByteArray &name) const
{
    for (const QByteArray &pair : header("cookie").split(';')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.first(equals).trimmed() == name)
            return pair.sliced(equals + 1).trimmed();
    }
    return {};
}

} // namespace lw::Sandbox
