// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationrun.h"

#include "postbox.h"

#include <algorithm>
#include <numeric>

namespace mooring {

OperationRunner::Run::Run(StepRun::Tools tools, Operation& operation, std::function<void(Run&)> ended)
    : m_tools(std::move(tools))
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
    QList<int> ready;
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i) {
        if (m_unmet[i] == 0)
            ready.append(i);
    }
    start(ready); // they look while the log writes
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
        for (const auto& step : m_steps)
            step->writeDown();
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

// One at a time, however many: what an abandoned step leads to is looked at when all of them are.
void OperationRunner::Run::abandon(const QList<int>& steps, std::optional<Outcome> outcome, const Error& why)
{
    m_isSweeping = true;
    for (const int index : steps) {
        Error error = why;
        if (error.subject.isEmpty())
            error.subject = m_steps[index]->step().name;
        m_steps[index]->abandon(outcome, std::move(error));
    }
    m_isSweeping = false;
}

QList<int> OperationRunner::Run::allSteps() const
{
    QList<int> all(static_cast<qsizetype>(m_steps.size()));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

void OperationRunner::Run::giveUp(const Error& why)
{
    m_isStopping = true;
    account().error = why;
    abandon(allSteps(), {}, why);
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
    else if (!m_isStopping && !m_isSweeping)
        skipAfter(index);
    finishIfOver();
}

// The steps after it have to use the devices that came back, not others under the recorded names.
void OperationRunner::Run::tellWhereItCame(const StepRun& step)
{
    const QJsonObject devices = plan().verb == Verb::PutBack ? step.broughtBack() : QJsonObject();
    if (devices.isEmpty())
        return;
    for (const auto& other : m_steps) {
        if (other->isWaiting())
            other->devicesCameAs(devices);
    }
}

void OperationRunner::Run::release(int index)
{
    tellWhereItCame(*m_steps[index]);
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
    QList<int> after = m_followers[index];
    QSet<int> seen(after.cbegin(), after.cend());
    for (qsizetype i = 0; i < after.size(); ++i) {
        for (const int follower : m_followers[after[i]]) {
            if (!seen.contains(follower))
                after.append(follower);
            seen.insert(follower);
        }
    }
    abandon(after, {}, errorOf(ErrorCode::PredecessorFailed, m_steps[index]->step().name));
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
    for (const auto& step : m_steps)
        step->requestStop();
    abandon(allSteps(), Outcome::Stopped, errorOf(ErrorCode::StoppedByUser));
    if (m_isNumbered)
        finishIfOver();
    return StopAnswer::Stopping;
}

void OperationRunner::Run::lateAnswer(StepRun& /*step*/, const StepRecord& record)
{
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

} // namespace mooring
