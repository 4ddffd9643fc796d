// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/pbxsettings.h>

#include <QList>
#include <QObject>

#include <tl/expected.hpp>

#include <functional>
#include <optional>

namespace lw {

/*! Why the list of saved PBXs could not be changed. Worded in ui/support/errortext.cpp. */
struct RegistryProblem
{
    enum class Kind {
        NameEmpty,
        NameInvalid, //!< too long, or control characters
        NameTaken,   //!< or the id
        NameUnknown,
        CannotWrite //!< detail is the system's reason; the old file is intact
    };
    Kind kind = Kind::NameEmpty;
    QString detail;
};

/*! A file that could not be used as the list, and where it was put. */
struct SetAside
{
    enum class Reason { Damaged, NewerVersion, NotOurs, CannotRead };
    Reason reason = Reason::Damaged;
    QString keptAs; //!< path of the untouched copy
    QString detail;
};

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

    [[nodiscard]] const QList<PbxSettings> &all() const { return m_saved; }
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
    [[nodiscard]] const std::optional<SetAside> &setAside() const { return m_setAside; }

signals:
    void changed();

private:
    using Problem = std::optional<RegistryProblem>;

    [[nodiscard]] QString filePath() const;
    //! Reads the file; what cannot be used is put aside.
    [[nodiscard]] QList<PbxSettings> read();
    void keepAside(SetAside::Reason reason, const QString &detail);
    //! Reads the file again under its lock, lets \a change work on the list, and writes it.
    [[nodiscard]] Problem change(const std::function<Problem(QList<PbxSettings> &)> &change);
    [[nodiscard]] Problem write(const QList<PbxSettings> &pbxs) const;

    QString m_folder;
    QList<PbxSettings> m_saved;
    QList<PbxSettings> m_practice;
    std::optional<SetAside> m_setAside;
    bool m_isReadOnly = false; //!< the file is there and could not even be put aside
};

} // namespace lw
