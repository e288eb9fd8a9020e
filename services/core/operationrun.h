// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steprun.h"

#include <QHash>

namespace mooring {

// One operation on its way: lets each step start when those before it are proved, and writes the account.
class OperationRunner::Run final : public StepRun::Owner
{
public:
    Run(StepRun::Tools tools, Operation& operation, std::function<void(Run&)> ended);
    ~Run() override;

    void begin();
    Operation& operation() { return m_operation; }
    bool meets(const QSet<ResourceId>& touched) const; // while it runs
    static QSet<ResourceId> touchedBy(const Plan& plan);

    struct Deferred
    {
        ResourceId goal;
        Expect expect;
    };
    QList<Deferred> deferred; // goals to watch for, after the end
    void settle(const ResourceId& goal);

    bool isForgotten = false;
    bool isOutstanding() const; // somebody may still answer

    qint64 number() const override;
    const QSet<ResourceId>& closure() const override { return m_closure; }
    void stepChanged(StepRun& step) override;
    void stepEnded(StepRun& step) override;
    void lateAnswer(StepRun& step, const StepRecord& record) override;

private:
    OperationRecord& account() { return m_operation.m_record; }
    const Plan& plan() const { return m_operation.record().plan; }
    void makeSteps();
    void numbered(const Result<qint64>& number);
    void giveUp(const Error& why); // nothing further starts
    void start(const QList<int>& ready);
    void release(int index);
    void tellWhereItCame(const StepRun& step);
    void skipAfter(int index);
    void abandon(const QList<int>& steps, std::optional<Outcome> outcome, const Error& why);
    QList<int> allSteps() const;
    StopAnswer stop();
    void tell();
    void finishIfOver();
    void finish(const std::optional<Error>& notWritten);
    QList<Deferred> deferredGoals() const;

    StepRun::Tools m_tools;
    Operation& m_operation;
    std::function<void(Run&)> m_ended;
    std::shared_ptr<Run*> m_alive; // for callbacks that may come after
    QSet<ResourceId> m_closure, m_touched;

    std::vector<std::shared_ptr<StepRun>> m_steps;
    QHash<int, int> m_byNumber;
    std::vector<QList<int>> m_followers;
    std::vector<int> m_unmet; // predecessors not proved yet
    std::vector<bool> m_hasBegun;
    int m_open = 0; // steps that have not ended
    int m_active = 0; // those that have begun
    bool m_isNumbered = false, m_isStopping = false, m_isFinishing = false;
    bool m_isSweeping = false, m_tellPosted = false;
    std::optional<OperationRecord> m_final;
    QTimer m_logTimer;
};

} // namespace mooring
