// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationrunner.h"

#include "operationrun.h"
#include "planner.h"
#include "postbox.h"
#include "viewer.h"

#include <QPointer>

#include <algorithm>

namespace mooring {

namespace {
constexpr int deferredEveryMs = 1000;

// Nothing that is there now has to be as it was.
bool onlyBringsIn(const Plan& plan)
{
    return plan.fingerprint.isEmpty()
        && std::none_of(plan.steps.cbegin(), plan.steps.cend(), [](const Step& step) {
               return std::any_of(step.expects.cbegin(), step.expects.cend(),
                                  [](const Expect& expect) { return expect.proof == Proof::Gone; });
           });
}

bool isStale(const Plan& plan, const Topology& topology)
{
    if (onlyBringsIn(plan))
        return false;
    QList<ResourceId> goals;
    for (const Goal& goal : plan.goals)
        goals.append(goal.resource);
    return makePlan(topology, plan.verb, goals, plan.options).fingerprint != plan.fingerprint;
}
} // namespace

OperationRunner::OperationRunner(Host& host, OperationLog& log, Settings settings, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_log(log)
    , m_settings(std::move(settings))
    , m_postbox(std::make_shared<Postbox>(this))
    , m_viewer(std::make_unique<Viewer>(host))
{
    m_deferredDue.setInterval(deferredEveryMs);
    connect(&m_deferredDue, &QTimer::timeout, this, &OperationRunner::lookAtDeferred);
    connect(&host, &Host::topologyChanged, this, &OperationRunner::watchDeferred);
}

OperationRunner::~OperationRunner()
{
    m_postbox->close();
    m_runs.clear();
}

std::optional<Error> OperationRunner::refusal(const Plan& plan, bool accepted) const
{
    if (plan.isBlocked())
        return errorOf(ErrorCode::PlanBlocked, plan.blockers.constFirst().name);
    if (plan.needsAcceptance() && !accepted)
        return errorOf(ErrorCode::NeedsAcceptance, plan.collateral.constFirst().name);
    if (isStale(plan, m_host.topology()))
        return errorOf(ErrorCode::PlanStale);
    const QSet<ResourceId> touched = Run::touchedBy(plan);
    for (const auto& run : m_runs) {
        if (!run->meets(touched))
            continue;
        const QList<Goal>& goals = run->operation().record().plan.goals;
        return errorOf(ErrorCode::PlanOverlaps, goals.isEmpty() ? QString() : goals.constFirst().name);
    }
    return {};
}

Result<Operation*> OperationRunner::start(const Plan& plan, bool accepted)
{
    if (auto why = refusal(plan, accepted))
        return fail(std::move(*why));
    OperationRecord record;
    record.plan = plan;
    if (record.plan.host.isEmpty())
        record.plan.host = m_settings.host;
    record.host = m_settings.host;
    record.user = m_settings.user;
    record.startedAt = m_settings.now();
    auto* operation = new Operation(std::move(record), this);
    const StepRun::Tools tools {m_host, m_log, *m_viewer, m_settings, m_postbox};
    m_runs.push_back(std::make_unique<Run>(tools, *operation, [this](Run& run) { runEnded(run); }));
    m_runs.back()->begin();
    emit started(operation);
    return operation;
}

void OperationRunner::runEnded(Run& run)
{
    Operation& operation = run.operation();
    if (!run.deferred.isEmpty())
        m_deferredDue.start();
    emit operation.changed();
    emit operation.finished();
    emit finished(&operation);
    QMetaObject::invokeMethod(this, &OperationRunner::dropForgotten, Qt::QueuedConnection);
}

QList<Operation*> OperationRunner::operations() const
{
    QList<Operation*> operations;
    for (const auto& run : m_runs) {
        if (!run->isForgotten)
            operations.append(&run->operation());
    }
    return operations;
}

bool OperationRunner::isBusy() const
{
    return std::any_of(m_runs.cbegin(), m_runs.cend(),
                       [](const auto& run) { return !run->operation().isFinished(); });
}

void OperationRunner::forget(Operation* operation)
{
    for (const auto& run : m_runs) {
        if (&run->operation() == operation && operation->isFinished())
            run->isForgotten = true;
    }
    // Later: this may be called from what an operation's end has set off.
    QMetaObject::invokeMethod(this, &OperationRunner::dropForgotten, Qt::QueuedConnection);
}

// A forgotten operation stays behind while a late answer or the end of something deferred may still come.
void OperationRunner::dropForgotten()
{
    const auto end = std::remove_if(m_runs.begin(), m_runs.end(), [](const auto& run) {
        if (!run->isForgotten || run->isOutstanding() || !run->deferred.isEmpty())
            return false;
        run->operation().deleteLater();
        return true;
    });
    m_runs.erase(end, m_runs.end());
}

void OperationRunner::watchDeferred()
{
    const Topology& topology = m_host.topology();
    for (const auto& run : m_runs) {
        for (const Run::Deferred& each : run->deferred) {
            const auto node = topology.find(each.expect.resource);
            if (!node || topology.at(*node).incarnation != each.expect.incarnation) {
                lookAtDeferred();
                return;
            }
        }
    }
}

void OperationRunner::lookAtDeferred()
{
    dropForgotten();
    bool some = false;
    for (const auto& run : m_runs) {
        for (const Run::Deferred& each : std::as_const(run->deferred)) {
            some = true;
            if (m_host.isHung(each.expect.provider))
                continue;
            QPointer<Operation> operation = &run->operation();
            m_viewer->see(each.expect.provider, lookAfter({each.expect}),
                          [this, operation, each](const Sighting& sighting) {
                              if (operation && judgeAfter({each.expect}, sighting).after == After::Proved)
                                  settle(*operation, each.goal);
                          });
        }
    }
    if (!some)
        m_deferredDue.stop();
}

void OperationRunner::settle(Operation& operation, const ResourceId& goal)
{
    for (const auto& run : m_runs) {
        const bool waits = std::any_of(run->deferred.cbegin(), run->deferred.cend(),
                                       [&](const Run::Deferred& each) { return each.goal == goal; });
        if (&run->operation() != &operation || !waits)
            continue;
        run->settle(goal);
        emit settled(&operation, goal);
        return;
    }
}

int OperationRunner::defaultDeadline(Verb verb)
{
    constexpr int second = 1000;
    switch (verb) {
    case Verb::LogIn:
    case Verb::LogOut:
        return 15 * second;
    case Verb::Unmount:
    case Verb::Mount:
    case Verb::Flush:
    case Verb::SwapOff:
    case Verb::SwapOn:
    case Verb::Hide:
    case Verb::Disconnect:
    case Verb::RemoveInitiator:
    case Verb::DisablePortalGroup:
    case Verb::EnablePortalGroup:
    case Verb::CloseLuks:
    case Verb::OpenLuks:
    case Verb::Activate:
    case Verb::Deactivate:
    case Verb::Assemble:
    case Verb::StopArray:
    case Verb::PutBack:
        return 30 * second;
    case Verb::Detach:
    case Verb::Attach:
    case Verb::Release:
    case Verb::Reconnect:
    case Verb::BeginTransaction:
    case Verb::EndTransaction:
    case Verb::AttachToReader:
    case Verb::RemovePath:
    case Verb::DeleteScsiDisk:
    case Verb::Hold:
    case Verb::EndHold:
    case Verb::CleanUp:
    case Verb::Forget:
    case Verb::AskToQuit:
    case Verb::End:
        return 10 * second;
    }
    return 10 * second;
}

} // namespace mooring
