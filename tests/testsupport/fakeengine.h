// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeworld.h"
#include "models/engine.h"
#include "services/core/host.h"
#include "services/core/operationrunner.h"

namespace mooring {

// The engine over a FakeWorld: real planner, real host, real runner, a made-up host.
class FakeEngine final : public Engine
{
    Q_OBJECT
public:
    FakeEngine();

    FakeWorld world;
    MemoryLog log;
    bool privileged = true;
    QList<ProviderInfo> otherProviders; // shown beside "loop"
    QHash<QByteArray, ImageReport> images; // by path; others are missing files
    QHash<QByteArray, ImageReport> imagesAsRaw, imagesOutside; // told instead when asked that way
    QHash<QByteArray, PortalAnswer> portals; // by portal as asked; others cannot be reached
    QSet<QByteArray> silentPortals; // never answer
    QList<DiscoveryRequest> discoveries;
    std::optional<QHash<QByteArray, ChapSecrets>> keyring; // by target; none: no keyring answers
    QList<ImageRequest> asked; // what was to be looked into

    QString hostName() const override { return QStringLiteral("srv-kvm-03"); }
    QString userName() const override { return QStringLiteral("alice"); }
    bool isPrivileged() const override { return privileged; }
    const Topology& topology() const override { return m_host.topology(); }
    bool hasLooked() const override { return m_host.hasLooked(); }
    QList<ProviderInfo> providers() const override { return m_host.providers() + otherProviders; }
    void lookAgain() override { m_host.look({}); }
    std::shared_ptr<void> wantUsers() override;
    void lookForUsers(QObject* context, std::function<void()> done) override;
    Plan plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options) const override;
    Result<Operation*> start(const Plan& plan, bool accepted) override;
    QList<Operation*> operations() const override { return m_runner.operations(); }
    void forget(Operation* operation) override { m_runner.forget(operation); }
    void inspectImage(const ImageRequest& request, QObject* context,
                      std::function<void(ImageReport)> done) override;
    Plan attachPlan(const ImageReport& report, const AttachOptions& options) const override;
    std::shared_ptr<void> discover(const DiscoveryRequest& request, QObject* context,
                                   std::function<void(PortalAnswer)> found,
                                   std::function<void()> done) override;
    Plan unitPlan(const UnitRequest& request) const override;
    Plan loginPlan(const LoginRequest& request) const override;
    void rememberedSecrets(const QByteArray& target, QObject* context,
                           std::function<void(Result<std::optional<ChapSecrets>>)> done) override;
    void activity(int limit, QObject* context,
                  std::function<void(Result<QList<OperationRecord>>)> done) override;
    void restorePlan(qint64 operation, QObject* context, std::function<void(Result<Plan>)> done) override;

    void markHung(bool hung) { m_host.markHung(QStringLiteral("loop"), hung); }
    QList<Plan> started; // every plan that start() accepted
    std::weak_ptr<void> usersWanted; // the latest token

private:
    Host m_host;
    OperationRunner m_runner;
};

} // namespace mooring
