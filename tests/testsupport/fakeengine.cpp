// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeengine.h"

#include "services/core/planner.h"

#include <QPointer>
#include <QTimer>

namespace mooring {

FakeEngine::FakeEngine()
    : m_runner(m_host, log,
               {.grace = 200,
                .proofPatience = 200,
                .host = QStringLiteral("srv-kvm-03"),
                .user = QStringLiteral("alice")})
{
    m_host.add(std::make_unique<FakeWorldProvider>(world));
    connect(&m_host, &Host::topologyChanged, this, &Engine::topologyChanged);
    connect(&m_host, &Host::providersChanged, this, &Engine::providersChanged);
    connect(&m_runner, &OperationRunner::started, this, &Engine::operationStarted);
    connect(&m_runner, &OperationRunner::finished, this, &Engine::operationFinished);
    connect(&m_runner, &OperationRunner::finished, this, &Engine::activityChanged);
    connect(&m_runner, &OperationRunner::settled, this, [this](Operation* operation, const ResourceId& id) {
        for (const GoalRecord& goal : operation->record().goals)
            if (goal.resource == id)
                emit settled(id, goal.name);
    });
}

std::shared_ptr<void> FakeEngine::wantUsers()
{
    std::shared_ptr<void> want = m_host.wantUsers(100);
    usersWanted = want;
    return want;
}

void FakeEngine::lookForUsers(QObject* context, std::function<void()> done)
{
    m_host.look({.users = true}, [guard = QPointer<QObject>(context), done](const QList<Inventory>&) {
        if (guard)
            done();
    });
}

Plan FakeEngine::plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options) const
{
    Plan plan = makePlan(topology(), verb, goals, options);
    plan.host = hostName();
    return plan;
}

Result<Operation*> FakeEngine::start(const Plan& plan, bool accepted)
{
    Result<Operation*> operation = m_runner.start(plan, accepted);
    if (operation)
        started.append(plan);
    return operation;
}

void FakeEngine::inspectImage(const ImageRequest& request, QObject* context,
                              std::function<void(ImageReport)> done)
{
    const QByteArray& path = request.path;
    asked.append(request);
    ImageReport report = images.value(path);
    if (request.outside)
        report = imagesOutside.value(path, report);
    if (request.format == QLatin1String("raw"))
        report = imagesAsRaw.value(path, report);
    if (!images.contains(path)) {
        report.facts.insert(Fact::Path, path);
        report.error = errorOf(ErrorCode::ImageMissing, encodeBytes(path));
    }
    QTimer::singleShot(0, context, [report, done] { done(report); });
}

Plan FakeEngine::attachPlan(const ImageReport& report, const AttachOptions& options) const
{
    const QByteArray path = report.facts.value(Fact::Path).toByteArray();
    Plan plan = makeAttachPlan(QStringLiteral("loop"), Verb::Attach, ResourceId::make(Kind::Image, path),
                               encodeBytes(path),
                               {{QStringLiteral("path"), encodeBytes(path)},
                                {QStringLiteral("readOnly"), options.readOnly},
                                {QStringLiteral("format"), options.format},
                                {QStringLiteral("untilUnused"), options.untilUnused},
                                {QStringLiteral("overlay"), options.overlay},
                                {QStringLiteral("outside"), options.outside},
                                {QStringLiteral("checksum"), options.checksum}},
                               {"losetup", "--find", "--show", path});
    plan.host = hostName();
    return plan;
}

std::shared_ptr<void> FakeEngine::discover(const DiscoveryRequest& request, QObject* context,
                                           std::function<void(PortalAnswer)> found,
                                           std::function<void()> done)
{
    discoveries.append(request);
    auto token = std::make_shared<int>(0);
    QTimer::singleShot(0, context, [this, request, found, done, weak = std::weak_ptr(token)] {
        bool isSilent = false;
        for (const QByteArray& portal : request.portals) {
            isSilent = isSilent || silentPortals.contains(portal);
            if (silentPortals.contains(portal))
                continue;
            PortalAnswer answer = portals.value(portal);
            answer.portal = portal;
            if (!portals.contains(portal))
                answer.error = errorOf(ErrorCode::PortalUnreachable, encodeBytes(portal));
            if (!weak.expired())
                found(answer);
        }
        if (!isSilent && !weak.expired())
            done();
    });
    return token;
}

Plan FakeEngine::unitPlan(const UnitRequest& request) const
{
    const QByteArray url
        = "iscsi://" + request.portal + '/' + request.target + '/' + QByteArray::number(request.lun);
    Plan plan = makeAttachPlan(QStringLiteral("loop"), Verb::Attach, ResourceId::make(Kind::IscsiLun, url),
                               encodeBytes(url), {{QStringLiteral("readOnly"), request.readOnly}},
                               {"mooringctl", "attach", url});
    plan.host = hostName();
    return plan;
}

Plan FakeEngine::loginPlan(const LoginRequest& request) const
{
    Plan plan = makeLoginPlan(QStringLiteral("loop"), request);
    plan.host = hostName();
    return plan;
}

void FakeEngine::rememberedSecrets(const QByteArray& target, QObject* context,
                                   std::function<void(Result<std::optional<ChapSecrets>>)> done)
{
    Result<std::optional<ChapSecrets>> found
        = fail(errorOf(ErrorCode::KeyringUnavailable, QString::fromUtf8(target)));
    if (keyring)
        found = keyring->contains(target) ? std::optional(keyring->value(target)) : std::nullopt;
    QTimer::singleShot(0, context, [done, found] { done(found); });
}

void FakeEngine::activity(int limit, QObject* context,
                          std::function<void(Result<QList<OperationRecord>>)> done)
{
    QTimer::singleShot(0, context, [records = log.records.mid(0, limit), done] { done(records); });
}

void FakeEngine::restorePlan(qint64 operation, QObject* context, std::function<void(Result<Plan>)> done)
{
    QList<QJsonObject> recipes;
    for (const OperationRecord& record : std::as_const(log.records))
        if (record.number == operation)
            for (const StepRecord& step : record.steps)
                if (!step.restore.isEmpty())
                    recipes.append(step.restore);
    Result<Plan> plan = recipes.isEmpty() ? Result<Plan>(fail(errorOf(ErrorCode::NothingToPutBack)))
                                          : Result<Plan>(makeRestorePlan(topology(), recipes));
    if (plan)
        plan->host = hostName();
    QTimer::singleShot(0, context, [plan, done] { done(plan); });
}

} // namespace mooring
