// SPDX-License-Identifier: GPL-3.0-or-later
#include "centralregistry.h"

#include "serversfile.h"

#include <algorithm>

namespace lw {

namespace {

using File = RegistryFile<CentralSettings>;

tl::expected<void, RegistryProblem> answer(const File::Problem &problem)
{
    if (problem)
        return tl::unexpected(*problem);
    return {};
}

} // namespace

CentralRegistry::CentralRegistry(const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_file(profileFolder, {.fileName = QStringLiteral("platforms.json"),
                             .write = writePlatforms,
                             .read = readPlatforms})
{}

std::optional<CentralSettings> CentralRegistry::byName(const QString &name) const
{
    for (const auto *list : {&all(), &practice()}) {
        for (const CentralSettings &central : *list) {
            if (central.name == name)
                return central;
        }
    }
    return std::nullopt;
}

std::optional<CentralSettings> CentralRegistry::byId(const QString &id) const
{
    for (const auto *list : {&all(), &practice()}) {
        const auto found = File::findById(*list, id);
        if (found != list->end())
            return *found;
    }
    return std::nullopt;
}

bool CentralRegistry::isPractice(const QString &id) const
{
    return File::findById(m_practice, id) != m_practice.end();
}

tl::expected<CentralSettings, RegistryProblem> CentralRegistry::add(CentralSettings central)
{
    auto added = m_file.add(std::move(central));
    if (added)
        emit changed();
    return added;
}

tl::expected<void, RegistryProblem> CentralRegistry::update(const CentralSettings &central)
{
    const auto practice = File::findById(m_practice, central.id);
    if (practice != m_practice.end()) {
        *practice = central;
        emit changed();
        return {};
    }
    const auto problem = m_file.update(central);
    if (!problem)
        emit changed();
    return answer(problem);
}

tl::expected<void, RegistryProblem> CentralRegistry::remove(const QString &id)
{
    const auto problem = m_file.remove(id);
    if (!problem)
        emit changed();
    return answer(problem);
}

void CentralRegistry::setPractice(const QList<CentralSettings> &centrals)
{
    m_practice = centrals;
    emit changed();
}

} // namespace lw
