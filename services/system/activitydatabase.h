// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processidentity.h"
#include "services/core/operation.h"
#include "services/core/result.h"

#include <QVariantList>

namespace mooring {

// The activity log's file. Used on one thread; each call blocks while another process writes, for some 20 s
// at most, and opening it for twice that.
class ActivityDatabase
{
public:
    explicit ActivityDatabase(QByteArray path);
    ~ActivityDatabase();
    ActivityDatabase(const ActivityDatabase&) = delete;
    ActivityDatabase& operator=(const ActivityDatabase&) = delete;

    // Opens when it is not open. A damaged file is kept aside, once, and begun anew; see keptAs().
    std::optional<Error> open();
    bool isBegunAnew() const { return !m_keptAs.isEmpty(); }
    QByteArray takeKeptAs();

    // Durable when it returns without an error.
    std::optional<Error> begin();
    std::optional<Error> commit();
    void rollBack();

    Result<qint64> addOperation(const OperationRecord& record);
    std::optional<Error> addEvent(qint64 operation, const QString& what, const QDateTime& at, int step,
                                  const QJsonObject& record);

    Result<QList<OperationRecord>> list(int limit, std::optional<qint64> number = {});

private:
    std::optional<Error> openFile();
    std::optional<Error> prepare();
    std::optional<Error> makeSchema();
    int versionOfFile() const; // of its schema; 0: a new one
    std::optional<Error> execute(const QString& statement, const QVariantList& values = {});
    bool isDamaged() const; // by the last error
    bool keepDamagedAside();
    void close();
    Error error(int number, const QString& text) const;

    QByteArray m_path;
    QString m_connection;
    ProcessIdentity m_self;
    bool m_isOpen = false;
    quint64 m_inode = 0;
    int m_failure = 0; // SQLite's number of the last error
    QByteArray m_keptAs;
};

} // namespace mooring
