// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal.h"

#include <core/clock.h>

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

namespace lw {

/*! Why the file cannot be used. */
struct JournalTrouble
{
    QString setAsideAs; //!< the word in the name it is kept under; empty: leave it where it is
    QString detail;
};

namespace {

constexpr int kVersion = 1;
constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

// Result codes of SQLite that say the file is no use (https://sqlite.org/rescode.html).
constexpr int kCorrupt = 11;
constexpr int kNotADatabase = 26;

const QStringList &schema()
{
    static const QStringList kSchema{
        QStringLiteral("CREATE TABLE IF NOT EXISTS deeds (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                       "time INTEGER NOT NULL, pbx TEXT NOT NULL, user TEXT NOT NULL, "
                       "action TEXT NOT NULL, object TEXT NOT NULL, reason TEXT NOT NULL, "
                       "outcome TEXT NOT NULL)"),
        QStringLiteral("CREATE TRIGGER IF NOT EXISTS deeds_do_not_change BEFORE UPDATE ON deeds "
                       "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"),
        QStringLiteral("CREATE TRIGGER IF NOT EXISTS deeds_do_not_go BEFORE DELETE ON deeds "
                       "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"),
        QStringLiteral("PRAGMA user_version = %1").arg(kVersion)};
    return kSchema;
}

bool isDamage(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == kCorrupt || code == kNotADatabase;
}

//! SQLite wants text, not NULL, where a field is empty.
QString filled(const QString &text)
{
    return text.isNull() ? QLatin1String("") : text;
}

JournalTrouble troubleOf(const QSqlError &error)
{
    return {.setAsideAs = isDamage(error) ? QStringLiteral("damaged") : QString(),
            .detail = error.text()};
}

//! Whether an open file is a journal that may be written to; makes the table in a new one.
std::optional<JournalTrouble> examine(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return troubleOf(query.lastError());
    const int version = query.value(0).toInt();
    if (version > kVersion)
        return JournalTrouble{.setAsideAs = QStringLiteral("newer"),
                              .detail = QStringLiteral("version %1").arg(version)};
    if (!query.exec(QStringLiteral("PRAGMA quick_check(1)")) || !query.next())
        return troubleOf(query.lastError());
    if (query.value(0).toString() != QLatin1String("ok"))
        return JournalTrouble{.setAsideAs = QStringLiteral("damaged"),
                              .detail = query.value(0).toString()};
    for (const QString &statement : schema()) {
        if (!query.exec(statement))
            return troubleOf(query.lastError());
    }
    return std::nullopt;
}

QSqlError insert(const QString &connection, const Deed &deed)
{
    QSqlQuery query(QSqlDatabase::database(connection));
    query.prepare(QStringLiteral("INSERT INTO deeds (time, pbx, user, action, object, reason, "
                                 "outcome) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    query.addBindValue(deed.time.toMSecsSinceEpoch());
    for (const QString &text :
         {deed.pbxName, deed.userName, deed.action, deed.object, deed.reason, deed.outcome})
        query.addBindValue(filled(text));
    query.exec();
    return query.lastError();
}

Deed deedFrom(const QSqlQuery &row)
{
    return {.time = QDateTime::fromMSecsSinceEpoch(row.value(0).toLongLong(), Qt::UTC),
            .pbxName = row.value(1).toString(),
            .userName = row.value(2).toString(),
            .action = row.value(3).toString(),
            .object = row.value(4).toString(),
            .reason = row.value(5).toString(),
            .outcome = row.value(6).toString()};
}

} // namespace

Journal::Journal(const QString &profileFolder, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_folder(profileFolder)
    , m_clock(clock)
    , m_connection(QStringLiteral("journal-") + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    open();
}

Journal::~Journal()
{
    close();
}

void Journal::record(const Deed &deed)
{
    m_unsaved.append(deed);
    if (!m_isOpen)
        open();
    writeUnsaved();
    emit changed();
}

QList<Deed> Journal::newest(int count, const QString &pbxName) const
{
    QList<Deed> deeds;
    for (auto it = m_unsaved.rbegin(); it != m_unsaved.rend() && deeds.size() < count; ++it) {
        if (pbxName.isEmpty() || it->pbxName == pbxName)
            deeds.append(*it);
    }
    if (!m_isOpen)
        return deeds;
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    query.prepare(
        QStringLiteral("SELECT time, pbx, user, action, object, reason, outcome FROM deeds "
                       "WHERE :all OR pbx = :pbx ORDER BY id DESC LIMIT :count"));
    query.bindValue(QStringLiteral(":all"), pbxName.isEmpty());
    query.bindValue(QStringLiteral(":pbx"), filled(pbxName));
    query.bindValue(QStringLiteral(":count"), count - static_cast<int>(deeds.size()));
    if (query.exec()) {
        while (query.next())
            deeds.append(deedFrom(query));
    }
    return deeds;
}

void Journal::open()
{
    if (!QDir().mkpath(m_folder)) {
        m_problem = {.kind = JournalProblem::Kind::CannotOpen, .detail = m_folder};
        return;
    }
    auto trouble = connectToFile();
    if (trouble && !trouble->setAsideAs.isEmpty() && putAside(*trouble))
        trouble = connectToFile();
    m_isOpen = !trouble;
    if (trouble)
        m_problem = {.kind = JournalProblem::Kind::CannotOpen, .detail = trouble->detail};
}

//! Opens the file or makes it; nothing when it is ready.
std::optional<JournalTrouble> Journal::connectToFile()
{
    // Made before SQLite makes it, so that at no time others may read it.
    QFile file(filePath());
    if (!file.exists() && file.open(QIODevice::NewOnly | QIODevice::WriteOnly))
        file.close();
    file.setPermissions(kOwnerOnly);

    std::optional<JournalTrouble> trouble;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
        database.setDatabaseName(filePath());
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
        trouble = database.open() ? examine(database) : troubleOf(database.lastError());
    }
    if (trouble)
        close();
    return trouble;
}

void Journal::close()
{
    m_isOpen = false;
    if (QSqlDatabase::contains(m_connection))
        QSqlDatabase::removeDatabase(m_connection);
}

bool Journal::putAside(const JournalTrouble &trouble)
{
    const QString stem =
        QStringLiteral("journal.%1-%2")
            .arg(trouble.setAsideAs,
                 m_clock.now().toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss")));
    QString target = QDir(m_folder).filePath(stem + QStringLiteral(".sqlite"));
    for (int number = 1; QFile::exists(target); ++number)
        target = QDir(m_folder).filePath(QStringLiteral("%1-%2.sqlite").arg(stem).arg(number));
    if (!QFile::rename(filePath(), target))
        return false;
    // What SQLite had not put into the file yet belongs to it.
    QFile::rename(filePath() + QStringLiteral("-journal"), target + QStringLiteral("-journal"));
    m_problem = JournalProblem{
        .kind = JournalProblem::Kind::SetAside, .detail = trouble.detail, .keptAs = target};
    return true;
}

void Journal::writeUnsaved()
{
    while (m_isOpen && !m_unsaved.isEmpty()) {
        const QSqlError error = insert(m_connection, m_unsaved.first());
        if (!error.isValid()) {
            m_unsaved.removeFirst();
            continue;
        }
        if (!isDamage(error)) {
            m_problem = {.kind = JournalProblem::Kind::CannotWrite, .detail = error.text()};
            return;
        }
        close();
        open(); // puts the file aside, since it is examined
        if (m_isOpen && (!m_problem || m_problem->kind != JournalProblem::Kind::SetAside))
            return; // whole again by itself: the next deed tries once more
    }
    if (m_isOpen && m_problem && m_problem->kind != JournalProblem::Kind::SetAside)
        m_problem.reset();
}

QString Journal::filePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("journal.sqlite"));
}

} // namespace lw
