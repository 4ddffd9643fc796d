// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxlistmodel.h"

#include "pbxregistry.h"
#include "sessionpool.h"

#include <session/pbxsession.h>

#include <QCollator>

#include <algorithm>

namespace lw {

namespace {
//! The internal id of a group's index; a PBX carries the row of its group plus one.
constexpr quintptr kGroupId = 0;
} // namespace

PbxListModel::PbxListModel(PbxRegistry &registry, SessionPool &sessions, QObject *parent)
    : QAbstractItemModel(parent), m_registry(registry), m_sessions(sessions)
{
    connect(&registry, &PbxRegistry::changed, this, &PbxListModel::rebuild);
    connect(&sessions, &SessionPool::sessionChanged, this, &PbxListModel::updateState);
    rebuild();
}

QModelIndex PbxListModel::indexOf(const QString &id) const
{
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        const QList<PbxSettings> &pbxs = m_groups[g].pbxs;
        for (qsizetype i = 0; i < pbxs.size(); ++i) {
            if (pbxs[i].id == id)
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
    return static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].pbxs.size());
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
        return role == IsPracticeRole ? QVariant(group.isPractice) : QVariant();
    }
    const Group &group = m_groups[index.internalId() - 1];
    const PbxSettings &pbx = group.pbxs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return pbx.name;
    case IdRole:
        return pbx.id;
    case AddressRole:
        return pbx.address.displayText();
    case IsPracticeRole:
        return group.isPractice;
    case StateRole: {
        const PbxSession *session = m_sessions.existing(pbx.id);
        return static_cast<int>(session ? session->state() : PbxSession::State::Disconnected);
    }
    default:
        return {};
    }
}

void PbxListModel::rebuild()
{
    beginResetModel();
    m_groups.clear();
    for (const PbxSettings &pbx : m_registry.all()) {
        const auto found = std::find_if(m_groups.begin(), m_groups.end(), [&](const Group &group) {
            return group.name == pbx.group;
        });
        if (found == m_groups.end())
            m_groups.push_back({.name = pbx.group, .pbxs = {pbx}});
        else
            found->pbxs.append(pbx);
    }
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(m_groups.begin(), m_groups.end(), [&](const Group &left, const Group &right) {
        return collator.compare(left.name, right.name) < 0;
    });
    for (Group &group : m_groups) {
        std::sort(group.pbxs.begin(), group.pbxs.end(),
                  [&](const PbxSettings &left, const PbxSettings &right) {
                      return collator.compare(left.name, right.name) < 0;
                  });
    }
    if (!m_registry.practice().isEmpty())
        m_groups.push_back({.isPractice = true, .pbxs = m_registry.practice()});
    endResetModel();
}

void PbxListModel::updateState(const QString &id)
{
    const QModelIndex index = indexOf(id);
    if (index.isValid())
        emit dataChanged(index, index, {StateRole});
}

} // namespace lw
