// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/localengine.h"

#include "app/imageplan.h"
#include "app/unitplan.h"
#include "services/core/planner.h"
#include "services/core/recipes.h"

#include <QPointer>

#include <unistd.h>

namespace mooring {

LocalEngine::LocalEngine(Parts parts)
    : m_parts(std::move(parts))
    , m_background(Lane::make(1))
{
    connect(&m_parts.host, &Host::topologyChanged, this, &Engine::topologyChanged);
    connect(&m_parts.host, &Host::providersChanged, this, &Engine::providersChanged);
    connect(&m_parts.runner, &OperationRunner::started, this, &Engine::operationStarted);
    connect(&m_parts.runner, &OperationRunner::finished, this, &Engine::operationFinished);
    m_parts.log.whenChanged(this, [this] { emit activityChanged(); });
    m_parts.log.whenDamaged(this, [this](const QByteArray& keptAs) { emit logBegunAnew(keptAs); });
    connect(&m_parts.runner, &OperationRunner::settled, this,
            [this](Operation* operation, const ResourceId& resource) { tellSettled(*operation, resource); });
}

LocalEngine::~LocalEngine() { m_background->close(); }

bool LocalEngine::isPrivileged() const { return geteuid() == 0; }

void LocalEngine::lookForUsers(QObject* context, std::function<void()> done)
{
    m_parts.host.look({.only = {}, .standingOn = {}, .users = true},
                      [guard = QPointer(context), done = std::move(done)](const QList<Inventory>&) {
                          if (guard)
                              done();
                      });
}

Plan LocalEngine::plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options) const
{
    const auto units
        = verb == Verb::Attach ? makeUnitPlan(topology(), goals, m_parts.initiatorName) : std::nullopt;
    Plan plan = units ? *units : makePlan(topology(), verb, goals, options);
    plan.host = hostName();
    return plan;
}

Result<Operation*> LocalEngine::start(const Plan& plan, bool accepted)
{
    return m_parts.runner.start(plan, accepted);
}

void LocalEngine::inspectImage(const ImageRequest& request, QObject* context,
                               std::function<void(ImageReport)> done)
{
    m_parts.inspect(request,
                    [box = Postbox::of(context), topology = topology(),
                     done = std::move(done)](const ImageReport& report) {
                        box->post([report = withExports(report, topology), done] { done(report); });
                    });
}

Plan LocalEngine::attachPlan(const ImageReport& report, const AttachOptions& options) const
{
    const ImageReport now = withExports(report, topology()); // it was looked into before, or too early
    AttachOptions allowed = options; // who exports it to be read only may change that at any time
    const bool isRead = now.facts.value(Fact::LockedBy) == QLatin1String("readers");
    allowed.readOnly = options.readOnly || (isRead && !options.overlay);
    Plan plan = makeImagePlan(now, allowed);
    if (now.error && !report.error) {
        plan.steps.clear();
        for (Goal& goal : plan.goals)
            goal.refused = now.error;
    }
    plan.host = hostName();
    return plan;
}

std::shared_ptr<void> LocalEngine::discover(const DiscoveryRequest& request, QObject* context,
                                            std::function<void(PortalAnswer)> found,
                                            std::function<void()> done)
{
    // The caller's token, too: what was posted before it went is not told after it.
    const auto token = std::make_shared<std::shared_ptr<void>>();
    const auto tell = [box = Postbox::of(context), weak = std::weak_ptr(token)](std::function<void()> call) {
        box->post([weak, call = std::move(call)] {
            if (!weak.expired())
                call();
        });
    };
    *token = m_parts.discover(
        request,
        [tell, found = std::move(found)](const PortalAnswer& answer) {
            tell([found, answer] { found(answer); });
        },
        [tell, done = std::move(done)] { tell(done); });
    return token;
}

Plan LocalEngine::unitPlan(const UnitRequest& request) const
{
    Plan plan = makeUnitPlan(request, m_parts.initiatorName);
    plan.host = hostName();
    return plan;
}

Plan LocalEngine::loginPlan(const LoginRequest& request) const
{
    Plan plan = makeLoginPlan(m_parts.initiator, request);
    plan.host = hostName();
    return plan;
}

void LocalEngine::rememberedSecrets(const QByteArray& target, QObject* context,
                                    std::function<void(Result<std::optional<ChapSecrets>>)> done)
{
    using Found = Result<std::optional<ChapSecrets>>;
    const auto tell = [box = Postbox::of(context), done = std::move(done)](const Found& found) {
        box->post([done, found] { done(found); });
    };
    if (m_parts.keyring != nullptr)
        m_parts.keyring->read(target, tell);
    else
        tell(fail(errorOf(ErrorCode::KeyringUnavailable, encodeBytes(target))));
}

void LocalEngine::activity(int limit, QObject* context,
                           std::function<void(Result<QList<OperationRecord>>)> done)
{
    m_parts.log.list(limit, context, std::move(done));
}

void LocalEngine::restorePlan(qint64 operation, QObject* context, std::function<void(Result<Plan>)> done)
{
    m_parts.log.find(
        operation, context,
        [engine = QPointer(this), done = std::move(done)](const Result<OperationRecord>& record) {
            if (!record)
                return done(fail(record.error()));
            if (!engine)
                return;
            Plan plan = makeRestorePlan(engine->topology(), recipesOf(*record, engine->topology()));
            plan.host = engine->hostName();
            done(plan);
        });
}

void LocalEngine::inBackground(std::function<void()> work, QObject* context, std::function<void()> done)
{
    m_background->post([work = std::move(work), box = Postbox::of(context), done = std::move(done)] {
        work();
        box->post(done);
    });
}

void LocalEngine::tellSettled(const Operation& operation, const ResourceId& resource)
{
    QString name = resource.text;
    for (const GoalRecord& goal : operation.record().goals)
        if (goal.resource == resource)
            name = goal.name;
    emit settled(resource, name);
}

} // namespace mooring
