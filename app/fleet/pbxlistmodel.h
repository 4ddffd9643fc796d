// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxsettings.h>

#include <QAbstractItemModel>

#include <vector>

namespace lw {

class PbxRegistry;
class SessionPool;

/*!
 * The saved PBXs in groups, two levels deep, for a tree view: groups in alphabetical order, the
 * sandbox last. Follows registry and sessions; texts of states are the view's business.
 */
class PbxListModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, //!< QString; empty for a group
        StateRole,             //!< int of PbxSession::State
        AddressRole,           //!< QString, also searched
        IsPracticeRole         //!< bool; of a group: the sandbox's
    };

    PbxListModel(PbxRegistry &registry, SessionPool &sessions, QObject *parent = nullptr);

    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Group
    {
        QString name; //!< empty: PBXs without a group
        bool isPractice = false;
        QList<PbxSettings> pbxs;
    };
    void rebuild();
    void updateState(const QString &id);

    PbxRegistry &m_registry;
    SessionPool &m_sessions;
    std::vector<Group> m_groups;
};

} // namespace lw
