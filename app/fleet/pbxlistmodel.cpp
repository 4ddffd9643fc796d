// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxlistmodel.h"

#include "centralpool.h"
#include "centralregistry.h"
#include "pbxregistry.h"
#include "sessionpool.h"

#include <session/centralsession.h>
#include <session/pbxsession.h>

#include <QCollator>

#include <algorithm>
#include <utility>

namespace lw {

namespace {
//! The internal id of a group's index; a PBX carries the row of its group plus one.
constexpr quintptr kGroupId = 0;

//! As people count: "PBX 2" before "PBX 10".
QCollator nameOrder()
{
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

template<typename Named>
void sortByName(Named &list)
{
    const QCollator collator = nameOrder();
    std::sort(list.begin(), list.end(), [&](const auto &left, const auto &right) {
        return collator.compare(left.name, right.name) < 0;
    });
}

} // namespace

PbxListModel::PbxListModel(PbxRegistry &registry, SessionPool &sessions, QObject *parent)
    : QAbstractItemModel(parent), m_registry(registry), m_sessions(sessions)
{
    connect(&registry, &PbxRegistry::changed, this, &PbxListModel::rebuild);
    connect(&sessions, &SessionPool::sessionChanged, this, &PbxListModel::updateState);
    rebuild();
}

void PbxListModel::addPlatforms(CentralRegistry &registry, CentralPool &sessions)
{
    m_centrals = &registry;
    m_centralSessions = &sessions;
    connect(&registry, &CentralRegistry::changed, this, &PbxListModel::rebuild);
    connect(&sessions, &CentralPool::sessionChanged, this, &PbxListModel::updateState);
    rebuild();
}

QModelIndex PbxListModel::indexOf(const QString &id) const
{
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const QList<Server> &servers = m_groups[g].servers;
        for (qsizetype i = 0; i < servers.size(); ++i) {
            if (servers[i].id == id)
                return createIndex(static_cast<int>(i), 0, g + 1);
        }
    }
    return {};
}

QModelIndex PbxListModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0,
                       parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kGroupId);
}

QModelIndex PbxListModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kGroupId)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, kGroupId);
}

int PbxListModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != kGroupId)
        return 0;
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].servers.size());
}

int PbxListModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant PbxListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kGroupId) {
        const Group &group = m_groups[static_cast<std::size_t>(index.row())];
        if (role == Qt::DisplayRole)
            return group.name;
        if (role == IsPlatformRole)
            return group.isPlatforms;
        return role == IsPracticeRole ? QVariant(group.isPractice) : QVariant();
    }
    const Group &group = m_groups[index.internalId() - 1];
    const Server &server = group.servers[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return server.name;
    case IdRole:
        return server.id;
    case AddressRole:
        return server.address;
    case IsPracticeRole:
        return server.isPractice;
    case IsPlatformRole:
        return group.isPlatforms;
    case StateRole:
        return stateOf(group, server);
    default:
        return {};
    }
}

int PbxListModel::stateOf(const Group &group, const Server &server) const
{
    if (group.isPlatforms) {
        const CentralSession *session = m_centralSessions->existing(server.id);
        return static_cast<int>(session ? session->state() : CentralSession::State::Disconnected);
    }
    const PbxSession *session = m_sessions.existing(server.id);
    return static_cast<int>(session ? session->state() : PbxSession::State::Disconnected);
}

void PbxListModel::rebuild()
{
    beginResetModel();
    m_groups.clear();
    addSavedPbxs();
    addPracticePbxs();
    if (m_centrals)
        addPlatformGroup();
    endResetModel();
}

void PbxListModel::addSavedPbxs()
{
    for (const PbxSettings &pbx : m_registry.all()) {
        const Server server{.id = pbx.id, .name = pbx.name, .address = pbx.address.displayText()};
        const auto found = std::find_if(m_groups.begin(), m_groups.end(), [&](const Group &group) {
            return group.name == pbx.group;
        });
        if (found == m_groups.end())
            m_groups.push_back({.name = pbx.group, .servers = {server}});
        else
            found->servers.append(server);
    }
    sortByName(m_groups);
    for (Group &group : m_groups)
        sortByName(group.servers);
}

void PbxListModel::addPracticePbxs()
{
    Group group{.isPractice = true};
    for (const PbxSettings &pbx : m_registry.practice())
        group.servers.append({.id = pbx.id,
                              .name = pbx.name,
                              .address = pbx.address.displayText(),
                              .isPractice = true});
    if (!group.servers.isEmpty())
        m_groups.push_back(std::move(group));
}

//! The saved ones, then those of the sandbox.
void PbxListModel::addPlatformGroup()
{
    Group group{.isPlatforms = true};
    for (const CentralSettings &central : m_centrals->all())
        group.servers.append(
            {.id = central.id, .name = central.name, .address = central.address.displayText()});
    sortByName(group.servers);
    for (const CentralSettings &central : m_centrals->practice())
        group.servers.append({.id = central.id,
                              .name = central.name,
                              .address = central.address.displayText(),
                              .isPractice = true});
    if (!group.servers.isEmpty())
        m_groups.push_back(std::move(group));
}

void PbxListModel::updateState(const QString &id)
{
    const QModelIndex index = indexOf(id);
    if (index.isValid())
        emit dataChanged(index, index, {StateRole});
}

} // namespace lw
