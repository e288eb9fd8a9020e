// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/imagereport.h"
#include "services/core/iscsirequests.h"
#include "services/core/operation.h"
#include "services/core/providerinfo.h"
#include "services/core/result.h"
#include "services/core/topology.h"

#include <QObject>

namespace mooring {

// The engine as models and the window see it: everything they may ask for, nothing of how it is done. Lives
// on the main thread; no call blocks; callbacks come on the main thread and not after `context` is gone. app/
// implements it over Host, OperationRunner and ActivityLog.
class Engine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString hostName() const = 0;
    virtual QString userName() const = 0;
    virtual bool isPrivileged() const = 0; // acting as root
    virtual const Topology& topology() const = 0;
    virtual bool hasLooked() const = 0;
    virtual QList<ProviderInfo> providers() const = 0;
    virtual void lookAgain() = 0;
    // While the token lives, looks include who uses what, and are repeated.
    virtual std::shared_ptr<void> wantUsers() = 0;
    // `done` comes when a look for who uses what, begun after this call, is in topology(); providers that
    // hang do not delay it beyond their deadline. Before it nobody may say that nobody is in the way.
    virtual void lookForUsers(QObject* context, std::function<void()> done) = 0;

    // A plan on the present topology; touches nothing. Ask again after topologyChanged.
    virtual Plan plan(Verb verb, const QList<ResourceId>& goals, const PlanOptions& options) const = 0;
    virtual Result<Operation*> start(const Plan& plan, bool accepted) = 0;
    virtual QList<Operation*> operations() const = 0;
    virtual void forget(Operation* operation) = 0;

    virtual void inspectImage(const ImageRequest& request, QObject* context,
                              std::function<void(ImageReport)> done)
        = 0;
    struct AttachOptions
    {
        bool readOnly = false;
        QString format; // empty: as recognised; "raw": whatever it holds
        bool untilUnused = false; // goes by itself when its last user closes (autoclear)
        bool overlay = false; // writes go to a file of their own
        bool outside = false; // as in the request
        bool checksum = false; // of the image file, before and after
    };
    // Of what inspectImage() reported.
    virtual Plan attachPlan(const ImageReport& report, const AttachOptions& options) const = 0;

    // Asks portals for their targets, side by side; `found` comes once for each, as it answers, then `done`.
    // Ends early when the token goes; nothing comes after that.
    virtual std::shared_ptr<void> discover(const DiscoveryRequest& request, QObject* context,
                                           std::function<void(PortalAnswer)> found,
                                           std::function<void()> done)
        = 0;
    virtual Plan unitPlan(const UnitRequest& request) const = 0; // attaches it
    virtual Plan loginPlan(const LoginRequest& request) const = 0; // a step for each session

    // What the user's keyring remembers for a target; empty: nothing. KeyringUnavailable: it remembers
    // nothing for anybody. It may ask its user for a password first.
    virtual void rememberedSecrets(const QByteArray& target, QObject* context,
                                   std::function<void(Result<std::optional<ChapSecrets>>)> done)
        = 0;

    // Newest first. Operations of other processes included.
    virtual void activity(int limit, QObject* context,
                          std::function<void(Result<QList<OperationRecord>>)> done)
        = 0;
    virtual void restorePlan(qint64 operation, QObject* context, std::function<void(Result<Plan>)> done) = 0;

    // Runs `work` (pure computing on values) off the main thread where there is one to spare, then `done` on
    // the main thread, not after `context` is gone. This one does both at once.
    virtual void inBackground(std::function<void()> work, QObject* context, std::function<void()> done)
    {
        Q_UNUSED(context)
        work();
        done();
    }

signals:
    void topologyChanged();
    void providersChanged();
    void operationStarted(mooring::Operation* operation);
    void operationFinished(mooring::Operation* operation);
    void settled(mooring::ResourceId resource, QString name); // what was deferred is gone now
    void activityChanged();
    void logBegunAnew(QByteArray keptAs); // it was damaged, and is kept under this path
};

} // namespace mooring
