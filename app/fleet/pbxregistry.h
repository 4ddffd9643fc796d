// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registryfile.h"

#include <core/pbxsettings.h>

#include <QList>
#include <QObject>

#include <tl/expected.hpp>

#include <optional>

namespace lw {

/*!
 * The saved PBXs of one profile folder: servers.json, written aside and renamed, readable by its
 * owner only. Never a password. A file that is not understood is kept aside and never overwritten.
 * PBXs of the sandbox are in the list too, but only in memory.
 */
class PbxRegistry final : public QObject
{
    Q_OBJECT
public:
    explicit PbxRegistry(const QString &profileFolder, QObject *parent = nullptr);

    [[nodiscard]] const QList<PbxSettings> &all() const { return m_file.saved(); }
    [[nodiscard]] const QList<PbxSettings> &practice() const { return m_practice; }
    [[nodiscard]] std::optional<PbxSettings> byName(const QString &name) const;
    [[nodiscard]] std::optional<PbxSettings> byId(const QString &id) const;
    [[nodiscard]] bool isPractice(const QString &id) const;

    //! Makes the id where \a pbx has none. Answers the PBX as saved.
    [[nodiscard]] tl::expected<PbxSettings, RegistryProblem> add(PbxSettings pbx);
    //! Replaces the PBX with the same id.
    [[nodiscard]] tl::expected<void, RegistryProblem> update(const PbxSettings &pbx);
    [[nodiscard]] tl::expected<void, RegistryProblem> remove(const QString &id);

    //! The PBXs of the sandbox, in place of those before. Kept in memory only.
    void setPractice(const QList<PbxSettings> &pbxs);

    //! What happened to the file when the registry was opened; absent: all was well.
    [[nodiscard]] const std::optional<SetAside> &setAside() const { return m_file.setAside(); }

signals:
    void changed();

private:
    RegistryFile<PbxSettings> m_file;
    QList<PbxSettings> m_practice;
};

} // namespace lw
