// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitydatabase.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

// How the file comes to be, is shared with other processes, and is put aside when it is damaged.
namespace mooring {

namespace {
constexpr int schemaVersion = 1;
constexpr std::chrono::milliseconds patience {20000}; // with others who write
constexpr int sqliteBusy = 5; // result codes: sqlite3.h
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;

const char* const schema[] = {
    "CREATE TABLE operation(number INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, "
    "pid INTEGER NOT NULL, ticks INTEGER NOT NULL, boot TEXT NOT NULL, record TEXT NOT NULL)",
    "CREATE TABLE event(id INTEGER PRIMARY KEY AUTOINCREMENT, "
    "operation INTEGER NOT NULL REFERENCES operation(number), what TEXT NOT NULL, at TEXT NOT NULL, "
    "step INTEGER NOT NULL, record TEXT NOT NULL)",
    "CREATE INDEX event_of_operation ON event(operation, id)",
    "CREATE TRIGGER operation_stays BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER operation_kept BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'append only'); END",
};

// Every missing directory on the way, for its owner only.
void makeDirectory(const QByteArray& directory)
{
    for (qsizetype slash = directory.indexOf('/', 1); slash > 0; slash = directory.indexOf('/', slash + 1))
        ::mkdir(directory.left(slash).constData(), 0700);
    ::mkdir(directory.constData(), 0700);
}

// Only a file that is not there is opened by hand: closing a descriptor of one that SQLite has open in this
// process would drop its locks.
void makeFile(const QByteArray& path)
{
    const int made = ::open(path.constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (made >= 0)
        ::close(made);
}

quint64 inodeOf(const QByteArray& path)
{
    struct stat status = {};
    return ::stat(path.constData(), &status) == 0 ? status.st_ino : 0;
}
} // namespace

std::optional<Error> ActivityDatabase::open()
{
    if (m_isOpen && inodeOf(m_path) == m_inode) // nobody has taken the file away meanwhile
        return {};
    std::optional<Error> failed = openFile();
    if (failed && isDamaged() && keepDamagedAside())
        failed = openFile();
    m_isOpen = !failed;
    if (failed)
        close();
    return failed;
}

std::optional<Error> ActivityDatabase::openFile()
{
    close();
    m_failure = 0;
    makeDirectory(m_path.left(m_path.lastIndexOf('/')));
    makeFile(m_path);
    m_inode = inodeOf(m_path);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
        database.setDatabaseName(QString::fromLocal8Bit(m_path));
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(patience.count()));
        if (!database.open()) {
            m_failure = database.lastError().nativeErrorCode().toInt() & 0xff;
            return error(m_failure, database.lastError().databaseText());
        }
    }
    return prepare();
}

std::optional<Error> ActivityDatabase::prepare()
{
    // While another process turns a new file to WAL, or ends as the last one, this is "locked" at once,
    // whatever the busy timeout.
    const QDeadlineTimer limit(patience);
    std::optional<Error> failed = execute(QStringLiteral("PRAGMA journal_mode=WAL"));
    while (failed && m_failure == sqliteBusy && !limit.hasExpired()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        failed = execute(QStringLiteral("PRAGMA journal_mode=WAL"));
    }
    if (!failed)
        failed = execute(QStringLiteral("PRAGMA synchronous=FULL"));
    return failed ? failed : makeSchema();
}

int ActivityDatabase::versionOfFile() const
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    return query.exec(QStringLiteral("PRAGMA user_version")) && query.next() ? query.value(0).toInt() : 0;
}

std::optional<Error> ActivityDatabase::makeSchema()
{
    if (versionOfFile() == schemaVersion)
        return {}; // nobody has to wait for us
    if (auto failed = begin())
        return failed;
    const int version = versionOfFile();
    if (version > schemaVersion) {
        rollBack();
        return error(
            0, QStringLiteral("schema %1 is newer than this program's %2").arg(version).arg(schemaVersion));
    }
    if (version == schemaVersion) {
        rollBack();
        return {};
    }
    for (const char* statement : schema) {
        if (auto failed = execute(QString::fromLatin1(statement))) {
            rollBack();
            return failed;
        }
    }
    if (auto failed = execute(QStringLiteral("PRAGMA user_version=%1").arg(schemaVersion))) {
        rollBack();
        return failed;
    }
    return commit();
}

bool ActivityDatabase::isDamaged() const
{
    return m_failure == sqliteNotADatabase || m_failure == sqliteCorrupt;
}

// Another process may be doing the same: whoever gets the lock second finds another file there.
bool ActivityDatabase::keepDamagedAside()
{
    close();
    const int lock = ::open((m_path + ".lock").constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock < 0)
        return false;
    bool moved = ::flock(lock, LOCK_EX) == 0;
    if (moved && inodeOf(m_path) == m_inode) {
        const QByteArray aside = m_path + ".damaged-"
            + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddThhmmsszzz")).toLatin1();
        moved = ::rename(m_path.constData(), aside.constData()) == 0;
        for (const char* suffix : {"-wal", "-shm"})
            ::rename((m_path + suffix).constData(), (aside + suffix).constData());
        if (moved)
            m_keptAs = aside;
    }
    ::close(lock);
    return moved;
}

} // namespace mooring
