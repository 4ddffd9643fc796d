// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "envelope.h"
#include "jsonreader.h"
#include "portalclient.h"

#include <core/listpage.h>
#include <core/wireprofile.h>
#include <net/httptransport.h>

namespace lw {

// How PortalClient reads its answers; only for its own sources.

/*!
 * The rows of an answer of \a call. \a readRow makes one of a JsonReader and the call; a row that
 * is not as it must be makes the whole answer MalformedReply.
 */
template<typename Row, typename ReadRow>
[[nodiscard]] Result<ListPage<Row>> readRows(const QJsonObject &json, const WireCall &call,
                                             ReadRow readRow)
{
    JsonReader reader(json, call);
    ListPage<Row> page{.rows = {}, .total = reader.number(QStringLiteral("total"))};
    for (JsonReader &row : reader.rows(QStringLiteral("rows"))) {
        page.rows.append(readRow(row, call));
        reader.takeErrorOf(row);
    }
    if (reader.error())
        return Failure(*reader.error());
    return page;
}

template<typename T, typename ReadAnswer>
Pending<T> *PortalClient::read(HttpRequest request, ReadAnswer readAnswer)
{
    return transformed<T>(ask(std::move(request)), [readAnswer](Result<PortalAnswer> answer) {
        return answer ? readAnswer(answer->json) : Result<T>(Failure(std::move(answer.error())));
    });
}

template<typename Row, typename ReadRow>
Pending<ListPage<Row>> *PortalClient::readList(HttpRequest request, const WireCall &call,
                                               ReadRow readRow)
{
    return read<ListPage<Row>>(std::move(request), [call, readRow](const QJsonObject &json) {
        return readRows<Row>(json, call, readRow);
    });
}

} // namespace lw
