// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>
#include <QLockFile>
#include <QSaveFile>
#include <QString>
#include <QUuid>

#include <tl/expected.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace lw {

/*! Why a list of saved servers could not be changed. Worded in ui/support/errortext.cpp. */
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

/*! Why bytes are not a list of servers that this version understands. */
struct ServersFileError
{
    SetAside::Reason reason = SetAside::Reason::Damaged;
    QString detail; //!< for people, untranslated
};

//! Empty, too long, or with characters that nobody can see.
[[nodiscard]] std::optional<RegistryProblem> nameProblem(const QString &name);

/*!
 * A list of saved servers as a file of the profile folder: written aside and renamed, readable by
 * its owner only, locked while it changes, since window and command line may work on it at the same
 * time. A file that is not understood is kept aside and never overwritten. Row has an id and a
 * name. Member of a registry; tells nobody of changes.
 */
template<typename Row>
class RegistryFile final
{
public:
    using Problem = std::optional<RegistryProblem>;
    struct Format
    {
        QString fileName;
        std::function<QByteArray(const QList<Row> &)> write;
        std::function<tl::expected<QList<Row>, ServersFileError>(const QByteArray &)> read;
    };

    RegistryFile(QString folder, Format format)
        : m_folder(std::move(folder)), m_format(std::move(format))
    {
        m_saved = read();
    }

    [[nodiscard]] const QList<Row> &saved() const { return m_saved; }
    [[nodiscard]] const std::optional<SetAside> &setAside() const { return m_setAside; }

    //! Makes the id where \a row has none. Answers the row as saved.
    [[nodiscard]] tl::expected<Row, RegistryProblem> add(Row row)
    {
        if (row.id.isEmpty())
            row.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const Problem problem = change([&](QList<Row> &rows) -> Problem {
            if (auto wrong = problemOf(row, rows))
                return wrong;
            // Two of one id would make the whole list unreadable.
            if (findById(rows, row.id) != rows.end())
                return RegistryProblem{.kind = RegistryProblem::Kind::NameTaken,
                                       .detail = row.name};
            rows.append(row);
            return std::nullopt;
        });
        if (problem)
            return tl::unexpected(*problem);
        return row;
    }

    [[nodiscard]] Problem update(const Row &row)
    {
        return change([&](QList<Row> &rows) -> Problem {
            const auto found = findById(rows, row.id);
            if (found == rows.end())
                return RegistryProblem{.kind = RegistryProblem::Kind::NameUnknown,
                                       .detail = row.name};
            if (auto wrong = problemOf(row, rows))
                return wrong;
            *found = row;
            return std::nullopt;
        });
    }

    [[nodiscard]] Problem remove(const QString &id)
    {
        return change([&](QList<Row> &rows) -> Problem {
            const auto found = findById(rows, id);
            if (found == rows.end())
                return RegistryProblem{.kind = RegistryProblem::Kind::NameUnknown, .detail = id};
            rows.erase(found);
            return std::nullopt;
        });
    }

    template<typename List>
    [[nodiscard]] static auto findById(List &rows, const QString &id)
    {
        return std::find_if(rows.begin(), rows.end(),
                            [&](const auto &row) { return row.id == id; });
    }

private:
    [[nodiscard]] static Problem problemOf(const Row &row, const QList<Row> &others)
    {
        if (auto wrong = nameProblem(row.name))
            return wrong;
        const bool isTaken = std::any_of(others.begin(), others.end(), [&](const Row &other) {
            return other.name == row.name && other.id != row.id;
        });
        if (isTaken)
            return RegistryProblem{.kind = RegistryProblem::Kind::NameTaken, .detail = row.name};
        return std::nullopt;
    }

    [[nodiscard]] QString filePath() const { return QDir(m_folder).filePath(m_format.fileName); }

    //! Reads the file; what cannot be used is put aside.
    [[nodiscard]] QList<Row> read()
    {
        QFile file(filePath());
        if (!file.exists())
            return {};
        if (!file.open(QIODevice::ReadOnly)) {
            keepAside(SetAside::Reason::CannotRead, file.errorString());
            return {};
        }
        auto rows = m_format.read(file.readAll());
        file.close();
        if (!rows) {
            keepAside(rows.error().reason, rows.error().detail);
            return {};
        }
        return *rows;
    }

    void keepAside(SetAside::Reason reason, const QString &detail)
    {
        QString target;
        int number = 0;
        do {
            target = QStringLiteral("%1.kept-%2").arg(filePath()).arg(++number);
        } while (QFile::exists(target));
        m_isReadOnly = !QFile::rename(filePath(), target);
        m_setAside = SetAside{
            .reason = reason, .keptAs = m_isReadOnly ? filePath() : target, .detail = detail};
    }

    //! Reads the file again under its lock, lets \a work change the list, and writes it.
    [[nodiscard]] Problem change(const std::function<Problem(QList<Row> &)> &work)
    {
        using Kind = RegistryProblem::Kind;
        constexpr std::chrono::milliseconds kLockWait{5'000};
        if (m_isReadOnly)
            return RegistryProblem{.kind = Kind::CannotWrite, .detail = m_setAside->detail};
        if (!QDir().mkpath(m_folder))
            return RegistryProblem{.kind = Kind::CannotWrite, .detail = m_folder};
        QLockFile lock(filePath() + QStringLiteral(".lock"));
        if (!lock.tryLock(kLockWait))
            return RegistryProblem{.kind = Kind::CannotWrite, .detail = lock.fileName()};
        const auto asideBefore = std::exchange(m_setAside, std::nullopt);
        QList<Row> rows = read();
        if (m_setAside)
            rows = m_saved; // damaged while this program ran: what it knows is not lost
        else
            m_setAside = asideBefore;
        if (m_isReadOnly)
            return RegistryProblem{.kind = Kind::CannotWrite, .detail = m_setAside->detail};
        if (auto problem = work(rows))
            return problem;
        if (auto problem = write(rows))
            return problem;
        m_saved = rows;
        return std::nullopt;
    }

    [[nodiscard]] Problem write(const QList<Row> &rows) const
    {
        QSaveFile file(filePath());
        const QByteArray json = m_format.write(rows);
        // commit() alone does not notice that its last flush came short (a full disk): seen on
        // Qt 6.4.
        const bool isWritten = file.open(QIODevice::WriteOnly) &&
                               file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                               file.write(json) == json.size() && file.flush() && file.commit();
        if (isWritten)
            return std::nullopt;
        return RegistryProblem{.kind = RegistryProblem::Kind::CannotWrite,
                               .detail = file.errorString()};
    }

    QString m_folder;
    Format m_format;
    QList<Row> m_saved;
    std::optional<SetAside> m_setAside;
    bool m_isReadOnly = false; //!< the file is there and could not even be put aside
};

} // namespace lw
