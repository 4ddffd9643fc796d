// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QList>
#include <QString>

#include <vector>

namespace lw {

class CentralPool;
class CentralRegistry;
class PbxRegistry;
class SessionPool;

/*!
 * The saved PBXs and management servers in groups, two levels deep, for a tree view: groups in
 * alphabetical order, then the sandbox, then the platforms. Follows registries and sessions; texts
 * of states are the view's business.
 */
class PbxListModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, //!< QString; empty for a group
        StateRole,             //!< int of PbxSession::State, of a platform CentralSession::State
        AddressRole,           //!< QString, also searched
        IsPracticeRole,        //!< bool; of a group: the sandbox's
        IsPlatformRole         //!< bool: a management server, or their group
    };

    PbxListModel(PbxRegistry &registry, SessionPool &sessions, QObject *parent = nullptr);

    //! Lists management servers, too. Call once; both outlive the model.
    void addPlatforms(CentralRegistry &registry, CentralPool &sessions);

    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Server
    {
        QString id;
        QString name;
        QString address;
        bool isPractice = false;
    };
    struct Group
    {
        QString name; //!< empty: PBXs without a group
        bool isPractice = false;
        bool isPlatforms = false;
        QList<Server> servers;
    };
    void rebuild();
    void addSavedPbxs();
    void addPracticePbxs();
    void addPlatformGroup();
    void updateState(const QString &id);
    [[nodiscard]] int stateOf(const Group &group, const Server &server) const;

    PbxRegistry &m_registry;
    SessionPool &m_sessions;
    CentralRegistry *m_centrals = nullptr; //!< null: no platforms are listed
    CentralPool *m_centralSessions = nullptr;
    std::vector<Group> m_groups;
};

} // namespace lw
