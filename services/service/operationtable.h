// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs.h"
#include "services/core/operation.h"

#include <deque>

namespace mooring {

// The operations of all clients, as they tell them. An operation lives in its client: when that leaves, the
// operation ends here as interrupted.
class OperationTable : public QObject
{
    Q_OBJECT
public:
    OperationTable(QDBusConnection bus, const ServiceLimits& limits);

    void list(const QDBusMessage& call) const;
    void enroll(const QDBusMessage& call);
    void update(const QDBusMessage& call);
    void stop(const QDBusMessage& call);
    void answerStop(const QDBusMessage& call);
    void clientLeft(const QString& client);
    bool isBusy() const;

signals:
    void ended(); // isBusy() may have changed

private:
    struct Entry
    {
        QString client;
        QString record; // as text, without secrets
        bool ended = false;
    };
    struct StopRequest
    {
        quint64 operation = 0;
        QDBusMessage call;
    };
    bool read(const QDBusMessage& call, int argument, OperationRecord& record) const; // false: refused
    bool hasRoomFor(const QString& text, quint64 instead) const;
    quint64 freeNumber(qint64 wished) const;
    int runningOf(const QString& client) const;
    void put(quint64 number, const QString& client, const OperationRecord& record, const QString& text);
    void forgetOldest();
    void settleStops(quint64 operation, StopAnswer answer);

    QDBusConnection m_bus;
    const ServiceLimits& m_limits;
    std::map<quint64, Entry> m_entries;
    std::deque<quint64> m_ended; // the oldest first
    qint64 m_text = 0; // characters of all records
    std::map<quint64, StopRequest> m_stops;
    quint64 m_lastStop = 0;
};

} // namespace mooring
