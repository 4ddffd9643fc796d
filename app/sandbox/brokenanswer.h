// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace lw::Sandbox {

//! \a answer with another JSON type for every value called \a field; without \a field, for
//! everything but the envelope, or the envelope itself where there is nothing else.
[[nodiscard]] QJsonObject withWrongTypes(const QJsonObject &answer, const QString &field);

//! \a answer with so much harmless text that it weighs at least \a mebibytes.
[[nodiscard]] QJsonObject withPadding(const QJsonObject &answer, double mebibytes);
[[nodiscard]] QByteArray withPadding(const QByteArray &page, double mebibytes);

} // namespace lw::Sandbox
