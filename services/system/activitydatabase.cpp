// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitydatabase.h"

#include "activityaccount.h"
#include "services/core/serialize.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>

namespace mooring {

namespace {

QString timeText(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

QString jsonText(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QJsonObject jsonOf(const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

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
    if (isDamaged()) {
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
