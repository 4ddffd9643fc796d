// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registryfile.h"

#include <core/proxychoice.h>
#include <core/trustchoice.h>

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QSet>

#include <functional>
#include <optional>
#include <type_traits>

namespace lw {

// What the files of saved servers have in common: how trust and proxy are written, and the frame
// {"format","version",LIST:[...]} around the rows.

//! The word for \a value in a table of pairs.
template<typename Table, typename Value>
QString wordOf(const Table &table, Value value)
{
    for (const auto &[known, word] : table) {
        if (known == value)
            return QString::fromLatin1(word);
    }
    return {};
}

template<typename Table>
auto valueOf(const Table &table, const QString &word)
    -> std::optional<std::remove_cvref_t<decltype(table.front().first)>>
{
    for (const auto &[known, name] : table) {
        if (word == QLatin1String(name))
            return known;
    }
    return std::nullopt;
}

[[nodiscard]] QString textIn(const QJsonObject &object, const char *name);

[[nodiscard]] QJsonObject writeTrust(const TrustChoice &trust);
[[nodiscard]] QJsonObject writeProxy(const ProxyChoice &proxy);
//! Nothing that decides about trust is ever replaced by a default: else what is wrong.
[[nodiscard]] tl::expected<TrustChoice, QString> readTrust(const QJsonObject &object);
[[nodiscard]] tl::expected<ProxyChoice, QString> readProxy(const QJsonObject &object);

/*! The frame of one kind of file. */
struct ServerFrame
{
    const char *format;
    const char *list;
};

[[nodiscard]] QByteArray writeFrame(const ServerFrame &frame, const QJsonArray &rows);
[[nodiscard]] tl::expected<QJsonArray, ServersFileError> readFrame(const ServerFrame &frame,
                                                                   const QByteArray &json);

//! All rows; two of one id or name make the file a damaged one.
template<typename Row>
[[nodiscard]] tl::expected<QList<Row>, ServersFileError>
readRows(const ServerFrame &frame, const QByteArray &json,
         tl::expected<Row, ServersFileError> (*readRow)(const QJsonObject &))
{
    const auto list = readFrame(frame, json);
    if (!list)
        return tl::unexpected(list.error());
    QList<Row> rows;
    QSet<QString> seen;
    for (const QJsonValue &entry : *list) {
        const auto row = readRow(entry.toObject());
        if (!row)
            return tl::unexpected(row.error());
        if (seen.contains(row->id) || seen.contains(row->name))
            return tl::unexpected(ServersFileError{
                SetAside::Reason::Damaged, QStringLiteral("%1: is there twice").arg(row->name)});
        seen << row->id << row->name;
        rows.append(*row);
    }
    return rows;
}

} // namespace lw
