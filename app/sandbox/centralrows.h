// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platformplan.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>

namespace lw::Sandbox {

//! The Cloud PBXs of \a plan as Central Management lists them; days count from \a started.
[[nodiscard]] QList<QJsonObject> cloudPbxRows(const PlatformPlan &plan, const QDateTime &started);

//! The users of \a plan, the made-up ones after the others.
[[nodiscard]] QList<QJsonObject> userRows(const PlatformPlan &plan);

} // namespace lw::Sandbox
