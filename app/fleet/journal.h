// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/deedlog.h>

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

namespace lw {

class Clock;
struct JournalTrouble;

/*! What is wrong with the journal. Worded in ui/support. */
struct JournalProblem
{
    enum class Kind {
        CannotOpen,  //!< deeds of this run are in memory only
        CannotWrite, //!< so are those that did not fit; they are tried again with the next one
        SetAside     //!< a damaged or newer file was kept as keptAs, and a new one begun
    };
    Kind kind = Kind::CannotOpen;
    QString detail; //!< the system's own words
    QString keptAs;
};

/*!
 * The books of what this program did to PBXs: journal.sqlite in the profile folder, readable by its
 * owner only. It only grows: the file itself refuses to change or delete a row. Window and command
 * line may write at the same time. Main thread; constructed in main(). Not a copy of the PBX's own
 * operation log.
 */
class Journal final : public QObject, public DeedLog
{
    Q_OBJECT
public:
    //! \a clock names files that are put aside.
    Journal(const QString &profileFolder, const Clock &clock, QObject *parent = nullptr);
    ~Journal() override;

    //! Never fails: what cannot be written now is kept and tried again.
    void record(const Deed &deed) override;
    //! The newest first; those of one PBX where \a pbxName is not empty.
    [[nodiscard]] QList<Deed> newest(int count, const QString &pbxName = {}) const;
    //! Absent when all is well.
    [[nodiscard]] const std::optional<JournalProblem> &problem() const { return m_problem; }

signals:
    //! A deed was recorded, or problem() changed.
    void changed();

private:
    void open();
    [[nodiscard]] std::optional<JournalTrouble> connectToFile();
    void close();
    //! False when the file could not be renamed.
    [[nodiscard]] bool putAside(const JournalTrouble &trouble);
    void writeUnsaved();
    [[nodiscard]] QString filePath() const;

    QString m_folder;
    const Clock &m_clock;
    QString m_connection; //!< name of the database connection; no two objects share one
    bool m_isOpen = false;
    QList<Deed> m_unsaved; //!< in the order of recording
    std::optional<JournalProblem> m_problem;
};

} // namespace lw
