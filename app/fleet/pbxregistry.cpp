// SPDX-License-Identifier: GPL-3.0-or-later
#include "pbxregistry.h"

#include "serversfile.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace lw {

namespace {

using Kind = RegistryProblem::Kind;

constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr qsizetype kLongestName = 200;
constexpr std::chrono::milliseconds kLockWait{5'000};

template<typename List>
auto findById(List &pbxs, const QString &id)
{
    return std::find_if(pbxs.begin(), pbxs.end(), [&](const auto &pbx) { return pbx.id == id; });
}

std::optional<RegistryProblem> nameProblem(const PbxSettings &pbx, const QList<PbxSettings> &others)
{
    if (pbx.name.trimmed().isEmpty())
        return RegistryProblem{.kind = Kind::NameEmpty};
    const bool hasControl = std::any_of(pbx.name.begin(), pbx.name.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
    if (hasControl || !pbx.name.isValidUtf16() || pbx.name.size() > kLongestName)
        return RegistryProblem{.kind = Kind::NameInvalid};
    const bool isTaken = std::any_of(others.begin(), others.end(), [&](const PbxSettings &other) {
        return other.name == pbx.name && other.id != pbx.id;
    });
    if (isTaken)
        return RegistryProblem{.kind = Kind::NameTaken, .detail = pbx.name};
    return std::nullopt;
}

} // namespace

PbxRegistry::PbxRegistry(const QString &profileFolder, QObject *parent)
    : QObject(parent), m_folder(profileFolder)
{
    m_saved = read();
}

std::optional<PbxSettings> PbxRegistry::byName(const QString &name) const
{
    for (const auto *list : {&m_saved, &m_practice}) {
        for (const PbxSettings &pbx : *list) {
            if (pbx.name == name)
                return pbx;
        }
    }
    return std::nullopt;
}

std::optional<PbxSettings> PbxRegistry::byId(const QString &id) const
{
    for (const auto *list : {&m_saved, &m_practice}) {
        const auto found = findById(*list, id);
        if (found != list->end())
            return *found;
    }
    return std::nullopt;
}

bool PbxRegistry::isPractice(const QString &id) const
{
    return findById(m_practice, id) != m_practice.end();
}

tl::expected<PbxSettings, RegistryProblem> PbxRegistry::add(PbxSettings pbx)
{
    if (pbx.id.isEmpty())
        pbx.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const Problem problem = change([&](QList<PbxSettings> &pbxs) -> Problem {
        if (auto wrong = nameProblem(pbx, pbxs))
            return wrong;
        // Two of one id would make the whole list unreadable.
        if (findById(pbxs, pbx.id) != pbxs.end())
            return RegistryProblem{.kind = Kind::NameTaken, .detail = pbx.name};
        pbxs.append(pbx);
        return std::nullopt;
    });
    if (problem)
        return tl::unexpected(*problem);
    return pbx;
}

tl::expected<void, RegistryProblem> PbxRegistry::update(const PbxSettings &pbx)
{
    const auto practice = findById(m_practice, pbx.id);
    if (practice != m_practice.end()) {
        *practice = pbx;
        emit changed();
        return {};
    }
    const Problem problem = change([&](QList<PbxSettings> &pbxs) -> Problem {
        const auto found = findById(pbxs, pbx.id);
        if (found == pbxs.end())
            return RegistryProblem{.kind = Kind::NameUnknown, .detail = pbx.name};
        if (auto wrong = nameProblem(pbx, pbxs))
            return wrong;
        *found = pbx;
        return std::nullopt;
    });
    if (problem)
        return tl::unexpected(*problem);
    return {};
}

tl::expected<void, RegistryProblem> PbxRegistry::remove(const QString &id)
{
    const Problem problem = change([&](QList<PbxSettings> &pbxs) -> Problem {
        const auto found = findById(pbxs, id);
        if (found == pbxs.end())
            return RegistryProblem{.kind = Kind::NameUnknown, .detail = id};
        pbxs.erase(found);
        return std::nullopt;
    });
    if (problem)
        return tl::unexpected(*problem);
    return {};
}

void PbxRegistry::setPractice(const QList<PbxSettings> &pbxs)
{
    m_practice = pbxs;
    emit changed();
}

QString PbxRegistry::filePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("servers.json"));
}

QList<PbxSettings> PbxRegistry::read()
{
    QFile file(filePath());
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly)) {
        keepAside(SetAside::Reason::CannotRead, file.errorString());
        return {};
    }
    auto pbxs = readServers(file.readAll());
    file.close();
    if (!pbxs) {
        keepAside(pbxs.error().reason, pbxs.error().detail);
        return {};
    }
    return *pbxs;
}

void PbxRegistry::keepAside(SetAside::Reason reason, const QString &detail)
{
    QString target;
    int number = 0;
    do {
        target = QStringLiteral("%1.kept-%2").arg(filePath()).arg(++number);
    } while (QFile::exists(target));
    m_isReadOnly = !QFile::rename(filePath(), target);
    m_setAside =
        SetAside{.reason = reason, .keptAs = m_isReadOnly ? filePath() : target, .detail = detail};
}

PbxRegistry::Problem PbxRegistry::change(const std::function<Problem(QList<PbxSettings> &)> &change)
{
    if (m_isReadOnly)
        return RegistryProblem{.kind = Kind::CannotWrite, .detail = m_setAside->detail};
    if (!QDir().mkpath(m_folder))
        return RegistryProblem{.kind = Kind::CannotWrite, .detail = m_folder};
    // Window and command line may work on the same profile at the same time.
    QLockFile lock(filePath() + QStringLiteral(".lock"));
    if (!lock.tryLock(kLockWait))
        return RegistryProblem{.kind = Kind::CannotWrite, .detail = lock.fileName()};
    const auto asideBefore = std::exchange(m_setAside, std::nullopt);
    QList<PbxSettings> pbxs = read();
    if (m_setAside)
        pbxs = m_saved; // damaged while this program ran: what it knows is not lost
    else
        m_setAside = asideBefore;
    if (m_isReadOnly)
        return RegistryProblem{.kind = Kind::CannotWrite, .detail = m_setAside->detail};
    if (auto problem = change(pbxs))
        return problem;
    if (auto problem = write(pbxs))
        return problem;
    m_saved = pbxs;
    lock.unlock();
    emit changed();
    return std::nullopt;
}

PbxRegistry::Problem PbxRegistry::write(const QList<PbxSettings> &pbxs) const
{
    QSaveFile file(filePath());
    const QByteArray json = writeServers(pbxs);
    // commit() alone does not notice that its last flush came short (a full disk): seen on Qt 6.4.
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(kOwnerOnly) &&
                           file.write(json) == json.size() && file.flush() && file.commit();
    if (isWritten)
        return std::nullopt;
    return RegistryProblem{.kind = Kind::CannotWrite, .detail = file.errorString()};
}

} // namespace lw
