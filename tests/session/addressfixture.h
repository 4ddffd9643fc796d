// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "accountfixture.h"

#include <session/addresslistsmodel.h>

namespace lw::test {

const inline QString kBlocked = QStringLiteral("blockedip/searchsummary");
const inline QString kUnblock = QStringLiteral("blockedip/batchdelete");
const inline QString kAllowed = QStringLiteral("allowedip/searchsummary");
const inline QString kAllow = QStringLiteral("allowedip/create");
const inline QString kRemove = QStringLiteral("allowedip/batchdelete");

[[nodiscard]] inline QJsonObject blockedRow(int id, const QString &address)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("ip"), address},
            {QStringLiteral("defence_type"), QStringLiteral("Web Login")},
            {QStringLiteral("port"), 8088},
            {QStringLiteral("time"), 1'800'000'000},
            {QStringLiteral("expire_time"), 0}};
}

[[nodiscard]] inline QJsonObject allowedRow(int id, const QString &address)
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), QStringLiteral("n")},
            {QStringLiteral("address"), address},
            {QStringLiteral("remark"), QStringLiteral("")}};
}

[[nodiscard]] inline FakeAnswer blockedAnswer(const QJsonArray &rows)
{
    return listAnswer(QStringLiteral("blocked_ip_list"), rows, int(rows.size()));
}

[[nodiscard]] inline FakeAnswer allowedAnswer(const QJsonArray &rows)
{
    return listAnswer(QStringLiteral("allowed_ip_list"), rows, int(rows.size()));
}

} // namespace lw::test
