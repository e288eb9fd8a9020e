// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "openiscsibody.h"

#include "services/core/wanted.h"
#include "services/system/portalnodes.h"
#include "sessionresources.h"
#include "targetnode.h"

#include <algorithm>

namespace mooring {
namespace {

// Which sessions go over one tells nothing but a look at all of them.
bool asksForPortals(const LookRequest& request)
{
    return std::any_of(request.only.begin(), request.only.end(),
                       [](const ResourceId& id) { return id.kind() == Kind::Portal; })
        || std::any_of(request.standingOn.begin(), request.standingOn.end(),
                       [](const Key& key) { return key.text.startsWith("portal:"); });
}

// What a targeted look has to read.
struct Scope
{
    QSet<unsigned> sessions;
    QSet<QByteArray> targets; // all sessions of these

    void add(const QByteArray& key, Kind kind)
    {
        if (kind == Kind::IscsiTarget)
            targets.insert(key);
        else if (const auto sid = SessionResources::numberIn(key))
            sessions.insert(*sid);
    }
};

Scope scopeOf(const LookRequest& request, const KernelSessions& sessions)
{
    Scope scope;
    for (const ResourceId& id : request.only) {
        const auto kind = id.kind();
        const QByteArray key = id.key();
        if (kind == Kind::IscsiTarget || kind == Kind::IscsiSession || kind == Kind::IscsiLun)
            scope.add(key, *kind);
        else if (kind != Kind::Disk || !key.startsWith("/dev/"))
            continue;
        else if (const auto sid = sessions.sessionOf(key.mid(5).replace('/', '!')))
            scope.sessions.insert(*sid);
    }
    for (const Key& key : request.standingOn) {
        for (const Kind kind : {Kind::IscsiTarget, Kind::IscsiSession, Kind::IscsiLun}) {
            const QByteArray prefix = token(kind).toLatin1() + ':';
            if (key.text.startsWith(prefix))
                scope.add(key.text.mid(prefix.size()), kind);
        }
    }
    return scope;
}

Error stoppedEarly()
{
    Error error = errorOf(ErrorCode::LookFailed, QStringLiteral("iscsi_session"));
    error.source = QStringLiteral("iscsi_session");
    return error;
}

OtherSessions::Settings othersOf(const OpenIscsiProvider::Options& options)
{
    OtherSessions::Settings settings;
    settings.root = options.root;
    settings.standardPort = true; // whoever connects there has a session, whether or not the kernel has one
    return settings;
}

} // namespace

OpenIscsiBody::OpenIscsiBody(const OpenIscsiProvider::Options& options)
    : m_sessions(options.root)
    , m_records(options.root)
    , m_steps(m_sessions, Iscsiadm(options.child, options.user), options.diskPatience)
    , m_others(othersOf(options))
{
    m_processes.root = options.root;
    m_processes.child = options.child;
}

QList<unsigned> OpenIscsiBody::sessionsFor(const LookRequest& request, QList<SourceError>& errors) const
{
    const bool isAll = request.isFull() || OtherSessions::namesOthers(request) || asksForPortals(request);
    const Scope scope = isAll ? Scope() : scopeOf(request, m_sessions);
    if (!isAll && scope.targets.isEmpty()) {
        QList<unsigned> few(scope.sessions.begin(), scope.sessions.end());
        std::sort(few.begin(), few.end());
        return few;
    }
    std::optional<Error> error;
    QList<unsigned> all = m_sessions.numbers(error);
    if (error)
        errors.append({*error, {}});
    if (!isAll)
        all.removeIf([this, &scope](unsigned sid) {
            return !scope.sessions.contains(sid) && !scope.targets.contains(m_sessions.targetOf(sid));
        });
    return all;
}

Inventory OpenIscsiBody::look(const LookRequest& request, std::stop_token stop)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("openiscsi");
    inventory.request = request;
    const auto add = [&](const Resource& resource) {
        if (isWanted(request, resource))
            inventory.resources.append(resource);
    };
    QMap<QByteArray, TargetNode> targets;
    QList<KnownPortal> known;
    PortalNodes portals;
    QList<TcpEnd> ours;
    for (const unsigned sid : sessionsFor(request, inventory.errors)) {
        if (stop.stop_requested()) {
            inventory.errors.append({stoppedEarly(), {}});
            break;
        }
        const auto session = m_sessions.read(sid);
        if (!session)
            continue; // gone since the listing
        if (session->error)
            inventory.errors.append({*session->error, {Kind::IscsiTarget}});
        const auto record = m_records.of(*session);
        if (!session->target.isEmpty())
            targets[session->target].add(*session, record);
        known.append({session->target, TcpEnd::parse(session->portal.text())});
        ours.append(TcpEnd::parse(session->local.text()));
        const SessionResources nodes(*session, record);
        if (!session->portal.isEmpty())
            portals.add(nodes.session(), PortalNodes::addressOf(session->portal.text()));
        add(nodes.session());
        for (const Resource& lun : nodes.luns())
            add(lun);
        for (const Resource& disk : nodes.disks())
            add(disk);
    }
    for (const TargetNode& target : std::as_const(targets))
        add(target.resource());
    for (const Resource& portal : portals.all())
        add(portal);
    m_others.addTo(inventory, known, ours);
    return inventory;
}

StepResult OpenIscsiBody::run(const Step& step, std::stop_token stop,
                              const std::function<void(Progress)>& progress)
{
    if (ProcessSteps::takes(step))
        return ProcessSteps(m_processes, std::move(stop), progress).run(step);
    return m_steps.run(step, std::move(stop), progress);
}

} // namespace mooring
