// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitydatabase.h"

#include "activityaccount.h"
#include "services/core/serialize.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace mooring {

namespace {
constexpr int schemaVersion = 1;
constexpr std::chrono::milliseconds patience {20000}; // with others who write
constexpr int sqliteBusy = 5;
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

QString timeText(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

QString jsonText(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject jsonOf(const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

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

ActivityDatabase::ActivityDatabase(QByteArray path)
    : m_path(std::move(path))
    , m_self(ProcessIdentity::own())
{
    static std::atomic<int> count = 0;
    m_connection = QStringLiteral("mooring-activity-%1").arg(++count);
}

ActivityDatabase::~ActivityDatabase() { close(); }

void ActivityDatabase::close()
{
    m_isOpen = false;
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Error ActivityDatabase::error(int number, const QString& text) const
{
    Error error = errorOf(ErrorCode::LogNotWritable, encodeBytes(m_path));
    error.number = static_cast<quint32>(number);
    error.text = text;
    error.source = QStringLiteral("sqlite");
    return error;
}

std::optional<Error> ActivityDatabase::open()
{
    if (m_isOpen && inodeOf(m_path) == m_inode) // nobody has taken the file away meanwhile
        return {};
    std::optional<Error> failed = openFile();
    const bool isDamaged = m_failure == sqliteNotADatabase || m_failure == sqliteCorrupt;
    if (failed && isDamaged && keepDamagedAside())
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

QByteArray ActivityDatabase::takeKeptAs() { return std::exchange(m_keptAs, {}); }

std::optional<Error> ActivityDatabase::execute(const QString& statement, const QVariantList& values)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    bool isOk = query.prepare(statement);
    for (const QVariant& value : values)
        query.addBindValue(value);
    isOk = isOk && query.exec();
    if (isOk)
        return {};
    m_failure = query.lastError().nativeErrorCode().toInt() & 0xff;
    return error(m_failure, query.lastError().databaseText());
}

std::optional<Error> ActivityDatabase::begin() { return execute(QStringLiteral("BEGIN IMMEDIATE")); }

std::optional<Error> ActivityDatabase::commit()
{
    auto failed = execute(QStringLiteral("COMMIT"));
    if (failed)
        rollBack();
    return failed;
}

// After some failures SQLite has rolled back by itself: then there is nothing to do, which is no error. What
// a damaged or vanished file needs is a new beginning.
void ActivityDatabase::rollBack()
{
    const int cause = m_failure;
    execute(QStringLiteral("ROLLBACK"));
    m_failure = cause;
    if (cause == sqliteCorrupt || cause == sqliteNotADatabase) {
        keepDamagedAside();
        m_isOpen = false;
    }
}

Result<qint64> ActivityDatabase::addOperation(const OperationRecord& record)
{
    if (auto failed = execute(QStringLiteral("INSERT INTO operation(started, pid, ticks, boot, record) "
                                             "VALUES(?, ?, ?, ?, ?)"),
                              {timeText(record.startedAt), m_self.pid, m_self.startTicks,
                               QString::fromLatin1(m_self.boot), jsonText(toJson(record))}))
        return fail(std::move(*failed));
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    if (query.exec(QStringLiteral("SELECT last_insert_rowid()")) && query.next())
        return query.value(0).toLongLong();
    return fail(error(0, query.lastError().databaseText()));
}

std::optional<Error> ActivityDatabase::addEvent(qint64 operation, const QString& what, const QDateTime& at,
                                                int step, const QJsonObject& record)
{
    return execute(
        QStringLiteral("INSERT INTO event(operation, what, at, step, record) VALUES(?, ?, ?, ?, ?)"),
        {operation, what, timeText(at), step, jsonText(record)});
}

Result<QList<OperationRecord>> ActivityDatabase::list(int limit, std::optional<qint64> number)
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT number, pid, ticks, boot, record FROM operation ")
                  + (number ? QStringLiteral("WHERE number = ? ") : QString())
                  + QStringLiteral("ORDER BY number DESC LIMIT ?"));
    if (number)
        query.addBindValue(*number);
    query.addBindValue(limit > 0 ? limit : -1);
    if (!query.exec())
        return fail(error(0, query.lastError().databaseText()));
    std::vector<ActivityAccount> accounts;
    while (query.next()) {
        const ProcessIdentity process {query.value(1).toLongLong(), query.value(2).toLongLong(),
                                       query.value(3).toByteArray()};
        accounts.emplace_back(query.value(0).toLongLong(), process, jsonOf(query.value(4).toString()));
    }
    for (ActivityAccount& account : accounts) {
        query.prepare(
            QStringLiteral("SELECT what, at, step, record FROM event WHERE operation = ? ORDER BY id"));
        query.addBindValue(account.number());
        if (!query.exec())
            return fail(error(0, query.lastError().databaseText()));
        while (query.next())
            account.add(query.value(0).toString(), query.value(1).toString(), query.value(2).toInt(),
                        jsonOf(query.value(3).toString()));
    }
    QList<OperationRecord> records;
    for (const ActivityAccount& account : accounts)
        records.append(account.record());
    return records;
}

} // namespace mooring
