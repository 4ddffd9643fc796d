// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>

#include <algorithm>

namespace lw {

/*! The rows of a long list that were read, by page. Member of a model. */
template<typename Row>
class CentralRows final
{
public:
    void keep(int page, int pageSize, const QList<Row> &rows)
    {
        m_pageSize = pageSize;
        m_pages.insert(page, rows);
    }
    void clear() { m_pages.clear(); }
    //! The page was read, whether or not it has this row.
    [[nodiscard]] bool has(int row) const { return m_pages.contains(pageOf(row)); }
    //! Null: not read, or the page was shorter than it should be.
    [[nodiscard]] const Row *find(int row) const
    {
        const auto page = m_pages.constFind(pageOf(row));
        const int index = row % m_pageSize;
        return page != m_pages.cend() && index < page->size() ? &page->at(index) : nullptr;
    }
    //! Changes the row with the id of \a row; answers its number, or -1.
    int replace(const Row &row)
    {
        for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
            const auto found = std::find_if(page->begin(), page->end(),
                                            [&](const Row &known) { return known.id == row.id; });
            if (found == page->end())
                continue;
            *found = row;
            return (page.key() - 1) * m_pageSize + static_cast<int>(found - page->begin());
        }
        return -1;
    }

private:
    [[nodiscard]] int pageOf(int row) const { return row / m_pageSize + 1; }

    QHash<int, QList<Row>> m_pages; //!< 1-based
    int m_pageSize = 1;
};

} // namespace lw
