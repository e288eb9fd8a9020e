// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationrun.h"

#include "postbox.h"

#include <algorithm>

namespace mooring {

namespace {
constexpr int lastWordMs = 5000; // the end is told even if the log cannot write it down
}

OperationRunner::Run::Run(const StepRun::Tools& tools, Operation& operation, std::function<void(Run&)> ended)
    : m_tools(tools)
    , m_operation(operation)
    , m_ended(std::move(ended))
    , m_alive(std::make_shared<Run*>(this))
    , m_closure(operation.record().plan.closure.cbegin(), operation.record().plan.closure.cend())
    , m_touched(touchedBy(operation.record().plan))
{
    operation.m_stop = [this] { return stop(); };
    m_logTimer.setSingleShot(true);
    makeSteps();
}

OperationRunner::Run::~Run() { m_operation.m_stop = nullptr; }

QSet<ResourceId> OperationRunner::Run::touchedBy(const Plan& plan)
{
    QSet<ResourceId> touched(plan.closure.cbegin(), plan.closure.cend());
    for (const Goal& goal : plan.goals)
        touched.insert(goal.resource);
    for (const Step& step : plan.steps) {
        touched.insert(step.resource);
        for (const Expect& expect : step.expects)
            touched.insert(expect.resource);
    }
    touched.remove({});
    return touched;
}

bool OperationRunner::Run::meets(const QSet<ResourceId>& touched) const
{
    return !m_operation.isFinished() && m_touched.intersects(touched);
}

void OperationRunner::Run::makeSteps()
{
    const QList<Step> steps = plan().steps;
    const int count = static_cast<int>(steps.size());
    for (int i = 0; i < count; ++i) {
        m_steps.push_back(std::make_shared<StepRun>(m_tools, *this, steps[i]));
        account().steps.append(m_steps.back()->record());
        m_byNumber.insert(steps[i].n, i);
    }
    m_followers.resize(m_steps.size());
    m_unmet.resize(m_steps.size());
    m_hasBegun.resize(m_steps.size());
    for (int i = 0; i < count; ++i) {
        for (const int n : steps[i].after) {
            if (const auto before = m_byNumber.constFind(n); before != m_byNumber.cend())
                m_followers[*before].append(i);
            ++m_unmet[i]; // an unknown predecessor is never met
        }
    }
    m_open = count;
}

void OperationRunner::Run::begin()
{
    const auto arrived = [weak = std::weak_ptr<Run*>(m_alive)](const Result<qint64>& number) {
        if (const auto self = weak.lock())
            (*self)->numbered(number);
    };
    QObject::connect(&m_logTimer, &QTimer::timeout, &m_logTimer,
                     [arrived] { arrived(fail(errorOf(ErrorCode::LogNotWritable))); });
    m_logTimer.start(m_tools.settings.logDeadline);
    m_tools.log.operationBegins(account(), [postbox = m_tools.postbox, arrived](Result<qint64> number) {
        postbox->post([arrived, number = std::move(number)] { arrived(number); });
    });
}

void OperationRunner::Run::numbered(const Result<qint64>& number)
{
    if (std::exchange(m_isNumbered, true))
        return;
    m_logTimer.stop();
    if (!number) {
        giveUp(number.error());
    } else {
        account().number = *number;
        tell();
        QList<int> ready;
        for (int i = 0; i < static_cast<int>(m_steps.size()); ++i) {
            if (m_unmet[i] == 0)
                ready.append(i);
        }
        start(ready);
    }
    finishIfOver();
}

void OperationRunner::Run::start(const QList<int>& ready)
{
    QList<int> begun;
    for (const int index : ready) {
        if (m_steps[index]->isWaiting())
            begun.append(index);
    }
    for (const int index : std::as_const(begun))
        m_hasBegun[index] = true;
    m_active += static_cast<int>(begun.size());
    for (const int index : std::as_const(begun)) { // the first may end at once and take others along
        if (m_steps[index]->isWaiting())
            m_steps[index]->prepare();
    }
}

void OperationRunner::Run::giveUp(const Error& why)
{
    m_isStopping = true;
    account().error = why;
    for (const auto& step : m_steps)
        step->abandon({}, why);
}

qint64 OperationRunner::Run::number() const { return m_operation.record().number; }

void OperationRunner::Run::stepChanged(StepRun& step)
{
    account().steps[m_byNumber.value(step.record().n)] = step.record();
    tell();
}

void OperationRunner::Run::stepEnded(StepRun& step)
{
    const int index = m_byNumber.value(step.record().n);
    stepChanged(step);
    --m_open;
    m_active -= m_hasBegun[index] ? 1 : 0;
    if (m_operation.record().number != 0)
        m_tools.log.stepEnded(number(), step.record());
    const auto& error = step.record().error;
    if (step.isReached())
        release(index);
    else if (!m_isStopping && !step.record().started && error && error->code == ErrorCode::LogNotWritable)
        giveUp(*error);
    else if (!m_isStopping)
        skipAfter(index);
    finishIfOver();
}

void OperationRunner::Run::release(int index)
{
    QList<int> ready;
    for (const int follower : m_followers[index]) {
        if (--m_unmet[follower] == 0)
            ready.append(follower);
    }
    if (!m_isStopping)
        start(ready);
}

void OperationRunner::Run::skipAfter(int index)
{
    const Error why = errorOf(ErrorCode::PredecessorFailed, m_steps[index]->step().name);
    const QList<int> followers = m_followers[index];
    for (const int follower : followers)
        m_steps[follower]->abandon({}, why); // which skips those after it in turn
}

StopAnswer OperationRunner::Run::stop()
{
    if (m_isFinishing)
        return StopAnswer::TooLate;
    const auto some = [this](auto isSo) { return std::any_of(m_steps.cbegin(), m_steps.cend(), isSo); };
    const bool canHoldBack = some([](const auto& step) { return step->canBeAbandoned(); });
    const bool canBeTold = some([](const auto& step) { return step->canBeStopped(); });
    if (!canHoldBack && !canBeTold && !m_isStopping)
        return StopAnswer::TooLate;
    m_isStopping = true;
    for (const auto& step : m_steps) {
        step->requestStop();
        step->abandon(Outcome::Stopped, errorOf(ErrorCode::StoppedByUser, step->step().name));
    }
    if (m_isNumbered)
        finishIfOver();
    return StopAnswer::Stopping;
}

void OperationRunner::Run::lateAnswer(StepRun& step, const StepRecord& record)
{
    Q_UNUSED(step)
    if (number() != 0)
        m_tools.log.stepEnded(number(), record);
}

bool OperationRunner::Run::isOutstanding() const
{
    return std::any_of(m_steps.cbegin(), m_steps.cend(),
                       [](const auto& step) { return step->awaitsReply(); });
}

// Many steps may move in one turn of the event loop; one signal tells of them all.
void OperationRunner::Run::tell()
{
    if (std::exchange(m_tellPosted, true))
        return;
    m_tools.postbox->post([weak = std::weak_ptr<Run*>(m_alive)] {
        if (const auto self = weak.lock()) {
            (*self)->m_tellPosted = false;
            emit(*self)->m_operation.changed();
        }
    });
}

// Steps that wait for each other, or for one that does not exist, end as not started.
void OperationRunner::Run::endUnreachable()
{
    if (m_active > 0)
        return;
    for (const auto& step : m_steps)
        step->abandon({}, errorOf(ErrorCode::PredecessorFailed, step->step().name));
}

void OperationRunner::Run::finishIfOver()
{
    if (m_isFinishing || !m_isNumbered)
        return;
    if (m_open > 0 && m_active == 0) {
        endUnreachable();
        return;
    }
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
