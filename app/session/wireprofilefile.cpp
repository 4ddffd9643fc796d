// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireprofilefile.h"

#include <resources/resources.h>

#include <QFile>

namespace lw {

namespace {
constexpr qint64 kLargestProfile = 1024 * 1024;

WireProfile builtIn(const QString &name)
{
    auto profile = WireProfile::parse(readResource(QStringLiteral("wire/") + name));
    Q_ASSERT_X(profile, "builtIn", profile ? "" : qUtf8Printable(profile.error().reason));
    return profile.value();
}

} // namespace

WireProfile builtInWireProfile()
{
    return builtIn(QStringLiteral("p-series.json"));
}

WireProfile builtInCentralProfile()
{
    return builtIn(QStringLiteral("central.json"));
}

WireProfile builtInOpenApiProfile()
{
    return builtIn(QStringLiteral("openapi.json"));
}

tl::expected<WireProfile, WireProfileError> wireProfileWithFile(const WireProfile &builtIn,
                                                                const QString &path)
{
    if (path.isEmpty())
        return builtIn;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(WireProfileError{0, file.errorString()});
    if (file.size() > kLargestProfile)
        return tl::unexpected(WireProfileError{0, QStringLiteral("larger than 1 MiB")});
    return builtIn.overriddenBy(file.readAll());
}

} // namespace lw
