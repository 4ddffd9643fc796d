// SPDX-License-Identifier: GPL-3.0-or-later
#include "testdata.h"

namespace lw::test {

QString testData(const QString &path)
{
    return QStringLiteral(LW_TEST_DATA "/") + path;
}

} // namespace lw::test
