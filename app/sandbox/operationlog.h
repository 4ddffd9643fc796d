// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace lw::Sandbox {

struct Operation
{
    QDateTime time;
    QString user;
    QByteArray address;
    QString module;    //!< such as Login, Extension
    QString operation; //!< such as Sign In, Edit
    QString detail;    //!< never a secret
};

/*!
 * What was really done on one practice PBX, newest first: successful operations only. The oldest
 * ones go when there are too many. Sandbox thread only.
 */
class OperationLog final
{
public:
    //! What a reader wants to see; absent: all.
    struct Filter
    {
        std::optional<qint64> from; //!< epoch seconds, included
        std::optional<qint64> to;
        std::optional<QString> user;   //!< whole name, in any case
        std::optional<QString> module; //!< likewise
    };

    void add(const Operation &operation);
    [[nodiscard]] QList<Operation> matching(const Filter &filter) const;
    [[nodiscard]] qsizetype size() const { return m_list.size(); }
    [[nodiscard]] const QList<Operation> &list() const { return m_list; } //!< newest first
    void restore(const QList<Operation> &list) { m_list = list; }

private:
    QList<Operation> m_list; //!< newest first
};

} // namespace lw::Sandbox
