// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationlog.h"

#include <algorithm>
#include <iterator>

namespace lw::Sandbox {

namespace {

constexpr qsizetype kMostOperations = 10'000;

bool isSame(const std::optional<QString> &wanted, const QString &found)
{
    return !wanted || wanted->compare(found, Qt::CaseInsensitive) == 0;
}

} // namespace

void OperationLog::add(const Operation &operation)
{
    m_list.prepend(operation);
    if (m_list.size() > kMostOperations)
        m_list.removeLast();
}

QList<Operation> OperationLog::matching(const Filter &filter) const
{
    QList<Operation> found;
    std::ranges::copy_if(m_list, std::back_inserter(found), [&](const Operation &operation) {
        const qint64 time = operation.time.toSecsSinceEpoch();
        return (!filter.from || time >= *filter.from) && (!filter.to || time <= *filter.to) &&
               isSame(filter.user, operation.user) && isSame(filter.module, operation.module);
    });
    return found;
}

} // namespace lw::Sandbox
