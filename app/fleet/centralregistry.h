// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "registryfile.h"

#include <core/centralsettings.h>

#include <QList>
#include <QObject>

#include <tl/expected.hpp>

#include <optional>

namespace lw {

/*!
 * The saved management servers of one profile folder: platforms.json, by the same rules as
 * PbxRegistry's servers.json. Never a secret. Those of the sandbox are in memory only.
 */
class CentralRegistry final : public QObject
{
    Q_OBJECT
public:
    explicit CentralRegistry(const QString &profileFolder, QObject *parent = nullptr);

    [[nodiscard]] const QList<CentralSettings> &all() const { return m_file.saved(); }
    [[nodiscard]] const QList<CentralSettings> &practice() const { return m_practice; }
    [[nodiscard]] std::optional<CentralSettings> byName(const QString &name) const;
    [[nodiscard]] std::optional<CentralSettings> byId(const QString &id) const;
    [[nodiscard]] bool isPractice(const QString &id) const;

    //! Makes the id where \a central has none. Answers the server as saved.
    [[nodiscard]] tl::expected<CentralSettings, RegistryProblem> add(CentralSettings central);
    //! Replaces the server with the same id.
    [[nodiscard]] tl::expected<void, RegistryProblem> update(const CentralSettings &central);
    [[nodiscard]] tl::expected<void, RegistryProblem> remove(const QString &id);

    //! The management servers of the sandbox, in place of those before. Kept in memory only.
    void setPractice(const QList<CentralSettings> &centrals);

    //! What happened to the file when the registry was opened; absent: all was well.
    [[nodiscard]] const std::optional<SetAside> &setAside() const { return m_file.setAside(); }

signals:
    void changed();

private:
    RegistryFile<CentralSettings> m_file;
    QList<CentralSettings> m_practice;
};

} // namespace lw
