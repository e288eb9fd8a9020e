// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "host.h"
#include "operationlog.h"

#include <QTimer>

namespace mooring {

class Postbox;
class Viewer;

// Carries plans out: each step after those before it are proved, side by side where the plan allows, each
// with its deadline, each written down before it starts, each judged by a look begun after it answered. Lives
// on Host's thread.
class OperationRunner : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        int grace = 2000; // ms a step gets after its deadline before it is abandoned
        int proofPatience = 2000; // ms in which "still there" is looked at again before it counts
        int logDeadline = 30000; // ms; a log that does not answer by then is not writable
        QString host, user;
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
    };
    OperationRunner(Host& host, OperationLog& log, Settings settings, QObject* parent = nullptr);
    ~OperationRunner() override;

    // Starts it, or says why not: blocked (PlanBlocked), made from a topology that has changed where it
    // matters (PlanStale), or touching what a running operation touches (PlanOverlaps). `accepted`:
    // collateral is accepted. Plans that bring something in have no fingerprint and are never stale.
    Result<Operation*> start(const Plan& plan, bool accepted = false);
    QList<Operation*> operations() const; // running and ended ones not yet forgotten, oldest first
    bool isBusy() const;
    void forget(Operation* operation); // only ended ones

    static int defaultDeadline(Verb verb); // ms

signals:
    void started(mooring::Operation* operation);
    void finished(mooring::Operation* operation);
    void settled(mooring::Operation* operation, mooring::ResourceId resource); // a deferred goal is gone now

private:
    class Run;
    std::optional<Error> refusal(const Plan& plan, bool accepted) const;
    void runEnded(Run& run);
    void watchDeferred(); // what an ended operation left to the kernel
    void lookAtDeferred();
    void settle(Operation& operation, const ResourceId& goal);
    void dropForgotten();

    Host& m_host;
    OperationLog& m_log;
    Settings m_settings;
    std::shared_ptr<Postbox> m_postbox;
    std::unique_ptr<Viewer> m_viewer;
    std::vector<std::unique_ptr<Run>> m_runs;
    QTimer m_deferredDue;
};

} // namespace mooring
