// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationrun.h"
#include "postbox.h"

#include <algorithm>

// The one ending of an operation, and what the kernel still has to do after it.
namespace mooring {

namespace {
constexpr int lastWordMs = 5000; // the end is told even if the log cannot write it down
} // namespace

void OperationRunner::Run::finishIfOver()
{
    if (m_isFinishing || m_isSweeping || !m_isNumbered)
        return;
    if (m_open > 0 && m_active == 0) // steps that wait for each other, or for one that does not exist
        abandon(allSteps(), {}, errorOf(ErrorCode::PredecessorFailed));
    if (m_open > 0)
        return;
    m_isFinishing = true;
    m_final = account();
    m_final->goals = judgeGoals(*m_final);
    m_final->outcome = overallOutcome(*m_final);
    m_final->endedAt = m_tools.settings.now();
    const auto ended = [weak = std::weak_ptr<Run*>(m_alive)](const std::optional<Error>& error) {
        if (const auto self = weak.lock())
            (*self)->finish(error);
    };
    if (number() == 0) { // it never came into the log
        m_tools.postbox->post([ended] { ended({}); });
        return;
    }
    m_logTimer.disconnect();
    QObject::connect(&m_logTimer, &QTimer::timeout, &m_logTimer,
                     [ended] { ended(errorOf(ErrorCode::LogNotWritable)); });
    m_logTimer.start(std::min(lastWordMs, m_tools.settings.logDeadline));
    m_tools.log.operationEnded(*m_final, [postbox = m_tools.postbox, ended](std::optional<Error> error) {
        postbox->post([ended, error = std::move(error)] { ended(error); });
    });
}

void OperationRunner::Run::finish(const std::optional<Error>& notWritten)
{
    if (m_operation.isFinished())
        return;
    m_logTimer.stop();
    if (notWritten && !m_final->error)
        m_final->error = notWritten;
    m_operation.m_record = *std::exchange(m_final, std::nullopt);
    deferred = deferredGoals();
    m_ended(*this);
}

QList<OperationRunner::Run::Deferred> OperationRunner::Run::deferredGoals() const
{
    QList<Deferred> goals;
    for (const GoalRecord& goal : m_operation.record().goals) {
        if (goal.outcome != Outcome::Deferred)
            continue;
        for (const Step& step : plan().steps) {
            for (const Expect& expect : step.expects) {
                if (expect.resource == goal.resource && expect.proof == Proof::Gone)
                    goals.append({goal.resource, expect});
            }
        }
    }
    return goals;
}

void OperationRunner::Run::settle(const ResourceId& goal)
{
    const QDateTime at = m_tools.settings.now();
    deferred.erase(std::remove_if(deferred.begin(), deferred.end(),
                                  [&](const Deferred& each) { return each.goal == goal; }),
                   deferred.end());
    for (GoalRecord& record : account().goals) {
        if (record.resource == goal)
            record.settledAt = at;
    }
    if (number() != 0)
        m_tools.log.settled(number(), goal, at);
    tell();
}

} // namespace mooring
