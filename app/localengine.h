// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"
#include "services/core/host.h"
#include "services/core/keyring.h"
#include "services/core/lane.h"
#include "services/core/operationrunner.h"
#include "services/core/postbox.h"
#include "services/system/activitylog.h"

namespace mooring {

// The engine of this very process: the host, the runner and the log as models and commands see them.
class LocalEngine final : public Engine
{
    Q_OBJECT
public:
    using Inspected = std::function<void(ImageReport)>;
    struct Parts
    {
        Host& host;
        OperationRunner& runner;
        ActivityLog& log;
        QString hostName, userName;
        // Returns at once, answers from any thread.
        std::function<void(const ImageRequest&, Inspected)> inspect;
        // Returns at once, answers from any thread; ends early when what it returned goes.
        std::function<std::shared_ptr<void>(const DiscoveryRequest&, std::function<void(PortalAnswer)>,
                                            std::function<void()>)>
            discover;
        QString initiator; // the provider that opens sessions
        QByteArray initiatorName; // by which targets know this host
        Keyring* keyring = nullptr; // null: there is none
    };
    explicit LocalEngine(Parts parts);
    ~LocalEngine() override;

    QString hostName() const override { return m_parts.hostName; }
    QString userName() const override { return m_parts.userName; }
    bool isPrivileged() const override;
    const Topology& topology() const override { return m_parts.host.topology(); }
    bool hasLooked() const override { return m_parts.host.hasLooked(); }
    QList<ProviderInfo> providers() const override { return m_parts.host.providers(); }
    void lookAgain() override { m_parts.host.look({}); }
    std::shared_ptr<void> wantUsers() override { return m_parts.host.wantUsers(); }
    void lookForUsers(QObject* context, std::function<void()> done) override;
    Plan plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options) const override;
    Result<Operation*> start(const Plan& plan, bool accepted) override;
    QList<Operation*> operations() const override { return m_parts.runner.operations(); }
    void forget(Operation* operation) override { m_parts.runner.forget(operation); }
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
    void inBackground(std::function<void()> work, QObject* context, std::function<void()> done) override;

private:
    void tellSettled(const Operation& operation, const ResourceId& resource);

    Parts m_parts;
    std::shared_ptr<Lane> m_background;
};

} // namespace mooring
