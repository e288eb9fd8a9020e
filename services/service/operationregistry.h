// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicelink.h"
#include "services/core/operation.h"
#include "services/core/postbox.h"
#include "services/core/result.h"

#include <QElapsedTimer>
#include <QPointer>

#include <map>

namespace mooring {

// The operations of this user's programs: tells the service of those of this process, so that others can
// list, wait for and stop them, and does the same with theirs. Lives on one thread and never blocks it; an
// operation goes on whether or not the service can be had.
class OperationRegistry : public QObject
{
    Q_OBJECT
public:
    explicit OperationRegistry(std::shared_ptr<ServiceLink> link, QObject* parent = nullptr);

    void follow(Operation* operation); // from its number in the log to its end

    using Stop = std::function<StopAnswer()>;
    int enroll(const OperationRecord& record, Stop stop); // a key for update()
    void update(int key, const OperationRecord& record); // one with an outcome is the last
    void settle(std::function<void()> done); // once every ending is told, or cannot be

    struct Seen
    {
        quint64 number = 0;
        bool ended = false;
        std::optional<OperationRecord> record; // empty where it could not be read
    };
    void list(std::function<void(Result<QList<Seen>>)> done);
    void wait(quint64 number, std::function<void(Result<OperationRecord>)> ended);
    void stop(quint64 number, std::function<void(Result<StopAnswer>)> done);

signals:
    void changed(quint64 number, const mooring::OperationRecord& record); // anybody's
    void registered(int key, quint64 number);

private:
    struct Own
    {
        OperationRecord record;
        Stop stop;
        quint64 number = 0; // 0: not registered
        bool underway = false, untold = true, unreachable = false;
        QElapsedTimer since; // the last update
        qint64 calm = 0; // ms after it
    };
    using Waiter = std::pair<quint64, std::function<void(Result<OperationRecord>)>>;
    void listen();
    void flush(int key);
    void send(int key, Own& own);
    void sent(int key, const Result<quint64>& number, qsizetype size, int turn);
    void heard(quint64 number, const QString& text);
    void asked(quint64 number, quint64 request);
    void serviceCame();
    void serviceWent();
    void tellSettled();

    std::shared_ptr<ServiceLink> m_link;
    std::shared_ptr<Postbox> m_postbox;
    std::map<int, Own> m_own;
    std::vector<Waiter> m_waiters;
    std::vector<std::function<void()>> m_settlers;
    int m_lastKey = 0;
    int m_turn = 0; // grows when the service goes
    bool m_isHere = false;
};

} // namespace mooring
