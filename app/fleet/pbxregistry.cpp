// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxregistry.h"

#include "serversfile.h"

#include <algorithm>

namespace lw {

namespace {

using File = RegistryFile<PbxSettings>;

tl::expected<void, RegistryProblem> answer(const File::Problem &problem)
{
    if (problem)
        return tl::unexpected(*problem);
    return {};
}

} // namespace

PbxRegistry::PbxRegistry(const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_file(
          profileFolder,
          {.fileName = QStringLiteral("servers.json"), .write = writeServers, .read = readServers})
{}

std::optional<PbxSettings> PbxRegistry::byName(const QString &name) const
{
    for (const auto *list : {&all(), &practice()}) {
        for (const PbxSettings &pbx : *list) {
            if (pbx.name == name)
                return pbx;
        }
    }
    return std::nullopt;
}

std::optional<PbxSettings> PbxRegistry::byId(const QString &id) const
{
    for (const auto *list : {&all(), &practice()}) {
        const auto found = File::findById(*list, id);
        if (found != list->end())
            return *found;
    }
    return std::nullopt;
}

bool PbxRegistry::isPractice(const QString &id) const
{
    return File::findById(m_practice, id) != m_practice.end();
}

tl::expected<PbxSettings, RegistryProblem> PbxRegistry::add(PbxSettings pbx)
{
    auto added = m_file.add(std::move(pbx));
    if (added)
        emit changed();
    return added;
}

tl::expected<void, RegistryProblem> PbxRegistry::update(const PbxSettings &pbx)
{
    const auto practice = File::findById(m_practice, pbx.id);
    if (practice != m_practice.end()) {
        *practice = pbx;
        emit changed();
        return {};
    }
    const auto problem = m_file.update(pbx);
    if (!problem)
        emit changed();
    return answer(problem);
}

tl::expected<void, RegistryProblem> PbxRegistry::remove(const QString &id)
{
    const auto problem = m_file.remove(id);
    if (!problem)
        emit changed();
    return answer(problem);
}

void PbxRegistry::setPractice(const QList<PbxSettings> &pbxs)
{
    m_practice = pbxs;
    emit changed();
}

} // namespace lw
