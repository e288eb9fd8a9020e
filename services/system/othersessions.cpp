// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "othersessions.h"

#include "portalnodes.h"
#include "services/core/wanted.h"
#include "targetnames.h"

#include <algorithm>
#include <cerrno>

namespace mooring {
namespace {

constexpr quint16 kStandardPort = 3260; // RFC 7143, 15.1

QString program(const ProcessEntry& process)
{
    return QStringLiteral("%1 (%2)").arg(encodeBytes(process.command)).arg(process.pid);
}

Key targetKey(const QByteArray& target) { return {"iscsi-target:" + target}; }

ResourceId sessionId(const ProcessEntry& process, const TcpEnd& local)
{
    return ResourceId::make(Kind::IscsiSession, QByteArray::number(process.pid) + '/' + local.text());
}

// PID/ADDRESS:PORT; those of our own providers end with a number.
bool isOthers(const QByteArray& sessionKey) { return sessionKey.contains(':'); }

// A target that nobody but such a program has.
Resource targetOf(const QByteArray& name, const TcpEnd& portal)
{
    Resource target;
    target.kind = Kind::IscsiTarget;
    target.id = ResourceId::make(target.kind, name);
    target.name = encodeBytes(name);
    target.keys = {targetKey(name)};
    target.verbs = {Verb::LogOut};
    target.state = State::LoggedIn;
    target.facts = {{Fact::TargetName, target.name}, {Fact::Portals, encodeBytes(portal.text())}};
    return target;
}

void addMissing(Inventory& inventory, const Resource& node)
{
    const bool isThere = std::any_of(inventory.resources.begin(), inventory.resources.end(),
                                     [&node](const Resource& resource) { return resource.id == node.id; });
    if (!isThere && isWanted(inventory.request, node))
        inventory.resources.append(node);
}

Error unseenError(qsizetype count)
{
    Error error = errorOf(ErrorCode::ProcessesUnseen, QStringLiteral("iscsi"));
    error.source = QStringLiteral("iscsi");
    error.text = QString::number(count);
    return error;
}

} // namespace

OtherSessions::OtherSessions()
    : OtherSessions(Settings())
{
}

OtherSessions::OtherSessions(Settings settings)
    : m_settings(std::move(settings))
    , m_holders(m_settings.root)
{
}

bool OtherSessions::namesOthers(const LookRequest& request)
{
    return std::any_of(request.only.begin(), request.only.end(), [](const ResourceId& id) {
        return id.kind() == Kind::Process || (id.kind() == Kind::IscsiSession && isOthers(id.key()));
    });
}

bool OtherSessions::concerns(const LookRequest& request)
{
    const QByteArray target = "iscsi-target:", session = "iscsi-session:";
    return request.isFull() || namesOthers(request)
        || std::any_of(request.only.begin(), request.only.end(),
                       [](const ResourceId& id) {
                           return id.kind() == Kind::IscsiTarget || id.kind() == Kind::Portal;
                       })
        || std::any_of(request.standingOn.begin(), request.standingOn.end(), [&](const Key& key) {
               return key.text.startsWith(target)
                   || (key.text.startsWith(session) && isOthers(key.text.mid(session.size())));
           });
}

bool OtherSessions::mayLookInto(const TcpConnection& connection) const
{
    return m_settings.user == 0 || m_settings.user == connection.uid;
}

QList<TcpConnection> OtherSessions::connections(const QList<KnownPortal>& known, const QList<TcpEnd>& ours,
                                                Inventory& inventory) const
{
    const auto table = establishedConnections(m_settings.root);
    if (!table && errno == ENOENT) // a kernel without TCP
        return {};
    if (!table) {
        const Error error = errnoError(errno, QStringLiteral("/proc/net/tcp"), ErrorCode::LookFailed);
        inventory.errors.append({error, {Kind::Process}});
        return {};
    }
    QList<TcpConnection> wanted;
    for (const TcpConnection& each : *table) {
        const bool isKnown = std::any_of(known.begin(), known.end(), [&each](const KnownPortal& portal) {
            return portal.portal == each.remote;
        });
        const bool isStandard = m_settings.standardPort && each.remote.port == kStandardPort;
        if ((isKnown || isStandard) && !ours.contains(each.local))
            wanted.append(each);
    }
    return wanted;
}

// What this process holds, and what works for Mooring, its own providers tell.
bool OtherSessions::isOurs(const ProcessEntry& process) const
{
    return process.pid == m_settings.caller || (process.command == "iscsid" && process.uid == 0)
        || (m_settings.skipsService && process.command == "mooringd" && process.uid == m_settings.user)
        || (process.command.startsWith("qemu-storage-da")
            && process.commandLine.contains("/mooring/images/"));
}

QList<OtherSessions::Holding> OtherSessions::holdings(const QList<KnownPortal>& known,
                                                      const QList<TcpConnection>& connections)
{
    QSet<QByteArray> sockets;
    for (const TcpConnection& each : connections)
        if (mayLookInto(each))
            sockets.insert(each.socket);
    const QHash<QByteArray, QList<qint64>> holders = m_holders.find(sockets);
    QList<Holding> result;
    for (const TcpConnection& each : connections) {
        Holding holding {each, {}, {}};
        for (const qint64 pid : holders.value(each.socket)) {
            const auto process = Processes::read(m_settings.root, pid);
            if (process && !isOurs(*process))
                holding.processes.append(*process);
        }
        QList<QByteArray> targets;
        for (const KnownPortal& portal : known)
            if (portal.portal == each.remote)
                targets.append(portal.target);
        for (const ProcessEntry& process : std::as_const(holding.processes))
            for (const QByteArray& name : targetsMeant(process.commandLine, each.remote.text(), targets))
                if (!holding.targets.contains(name))
                    holding.targets.append(name);
        if (!holding.processes.isEmpty())
            result.append(holding);
    }
    return result;
}

void OtherSessions::addNamed(Inventory& inventory, const Holding& holding) const
{
    const ProcessEntry& process = holding.processes.constFirst();
    const TcpConnection& connection = holding.connection;
    const QString portal = encodeBytes(connection.remote.text());
    Resource session;
    session.kind = Kind::IscsiSession;
    session.id = sessionId(process, connection.local);
    session.name = encodeBytes(holding.targets.constFirst()) + u'@' + portal;
    session.incarnation = QString::number(process.startTicks) + u'/' + QString::fromLatin1(connection.socket);
    session.keys = {Key {session.id.text.toUtf8()}};
    session.goes = Goes::WithItsLastUser;
    session.verbs = {Verb::LogOut};
    session.state = State::LoggedIn;
    session.facts = {{Fact::TargetName, encodeBytes(holding.targets.constFirst())},
                     {Fact::Portal, portal},
                     {Fact::LocalAddress, encodeBytes(connection.local.text())},
                     {Fact::HeldBy, program(process)},
                     {Fact::Pid, process.pid}};
    if (const QString machine = virtualMachineName(process.commandLine); !machine.isEmpty())
        session.facts.insert(Fact::VmName, machine);
    for (const QByteArray& target : holding.targets) {
        session.needs.append(Need {{targetKey(target)}, 1, How::StandsOn, {}});
        const Resource node = targetOf(target, connection.remote);
        addMissing(inventory, node);
    }
    session.needs.append(PortalNodes::needOf(portal));
    PortalNodes portals;
    portals.add(session, portal);
    addMissing(inventory, portals.all().constFirst());
    if (isWanted(inventory.request, session))
        inventory.resources.append(session);
}

// Each process once, with all the sessions that it has.
void OtherSessions::addUsers(Inventory& inventory, const QList<Holding>& holdings) const
{
    const ProcessNodes nodes(m_settings.root, m_settings.caller);
    QMap<qint64, std::pair<ProcessEntry, QList<Need>>> users;
    for (const Holding& holding : holdings) {
        if (holding.targets.isEmpty())
            continue;
        const ResourceId session = sessionId(holding.processes.constFirst(), holding.connection.local);
        for (const ProcessEntry& process : holding.processes) {
            auto& user = users[process.pid];
            user.first = process;
            user.second.append(Need {{Key {session.text.toUtf8()}}, 1, How::StandsOn, {}});
        }
    }
    for (const auto& [process, needs] : std::as_const(users))
        if (inventory.request.users)
            inventory.users.append(nodes.node(process, needs));
    for (const ResourceId& id : std::as_const(inventory.request.only)) {
        if (id.kind() != Kind::Process)
            continue;
        const auto process = Processes::read(m_settings.root, id.key().split('@').value(0).toLongLong());
        const auto isTold = [&id](const Resource& user) { return user.id == id; };
        if (process && "process:" + id.key() == process->key()
            && std::none_of(inventory.users.begin(), inventory.users.end(), isTold))
            inventory.users.append(nodes.node(*process, {}));
    }
}

void OtherSessions::addUnnamed(Inventory& inventory, const QList<KnownPortal>& known,
                               const QList<Holding>& holdings, const QList<TcpConnection>& unseen) const
{
    QMap<QByteArray, QStringList> connected; // by target
    const auto tell = [&](const TcpEnd& portal, const QString& who) {
        for (const KnownPortal& each : known)
            if (each.portal == portal && !connected[each.target].contains(who))
                connected[each.target].append(who);
    };
    for (const Holding& holding : holdings)
        if (holding.targets.isEmpty())
            tell(holding.connection.remote, program(holding.processes.constFirst()));
    const ProcessNames names(m_settings.root, m_settings.caller);
    for (const TcpConnection& each : unseen)
        tell(each.remote, QStringLiteral("? (%1)").arg(names.user(each.uid)));
    for (Resource& target : inventory.resources) {
        const QStringList who
            = connected.value(target.kind == Kind::IscsiTarget ? target.id.key() : QByteArray());
        if (!who.isEmpty())
            target.facts.insert(Fact::Command, who.join(u'\n'));
    }
    if (!unseen.isEmpty())
        inventory.errors.append({unseenError(unseen.size()), {Kind::Process}});
}

void OtherSessions::addTo(Inventory& inventory, const QList<KnownPortal>& known, const QList<TcpEnd>& ours)
{
    if (!concerns(inventory.request))
        return;
    QList<KnownPortal> portals = known;
    for (const KnownPortal& each : std::as_const(m_found))
        if (!portals.contains(each))
            portals.append(each);
    QList<TcpConnection> all;
    if (!portals.isEmpty() || m_settings.standardPort)
        all = connections(portals, ours, inventory);
    const QList<Holding> found = holdings(portals, all);
    all.removeIf([this](const TcpConnection& each) { return mayLookInto(each); });
    m_found.clear();
    for (const Holding& holding : found) {
        for (const QByteArray& target : holding.targets)
            m_found.append({target, holding.connection.remote});
        if (!holding.targets.isEmpty())
            addNamed(inventory, holding);
    }
    addUnnamed(inventory, portals, found, all);
    addUsers(inventory, found);
}

} // namespace mooring
