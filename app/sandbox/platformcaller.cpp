// SPDX-License-Identifier: GPL-3.0-or-later
#include "platformcaller.h"

namespace lw::Sandbox {

using namespace Qt::StringLiterals;

QString problemWord(PlatformOutcome::Problem problem)
{
    switch (problem) {
    case PlatformOutcome::Problem::None:
        return {};
    case PlatformOutcome::Problem::Dns:
        return u"dns"_s;
    case PlatformOutcome::Problem::Refused:
        return u"refused"_s;
    case PlatformOutcome::Problem::Timeout:
        return u"timeout"_s;
    case PlatformOutcome::Problem::Tls:
        return u"tls"_s;
    }
    return {};
}

} // namespace lw::Sandbox
