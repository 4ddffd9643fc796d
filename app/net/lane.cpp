// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane.h"

#include <QNetworkAccessManager>

namespace lw {

ReplyFailure::Way Route::way() const
{
    return proxy.type() == QNetworkProxy::NoProxy ? ReplyFailure::Way::Direct
                                                  : ReplyFailure::Way::Proxied;
}

Lane::Lane(const Route &ownRoute)
    : route(ownRoute), manager(std::make_unique<QNetworkAccessManager>())
{
    manager->setProxy(route.proxy);
}

Lane::~Lane() = default;

} // namespace lw
