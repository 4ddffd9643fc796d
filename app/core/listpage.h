// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lw {

/*! Which part of a list of a server is wanted. */
struct ListQuery
{
    enum class Order { Ascending, Descending };

    int page = 1; //!< 1-based
    int pageSize = 50;
    QString sortBy; //!< our name of the field; empty: the PBX's own order
    Order order = Order::Ascending;
    QString search; //!< empty: everything
};

/*! A part of a list, and how many rows the whole has. */
template<typename Row>
struct ListPage
{
    QList<Row> rows;
    qint64 total = 0;
    int pageSize = 0; //!< as long as the server's pages are; 0: it does not say
};

} // namespace lw
