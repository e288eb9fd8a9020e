// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsitarget.h"
#include "othersessions.h"
#include "portalnodes.h"
#include "services/core/wanted.h"

#include <algorithm>

// What a look shows of the sessions of other programs.
namespace mooring {
namespace {

ResourceId sessionId(const ProcessEntry& process, const TcpEnd& local)
{
    return ResourceId::make(Kind::IscsiSession, QByteArray::number(process.pid) + '/' + local.text());
}

// A target that nobody but such a program has.
Resource targetOf(const QByteArray& name, const TcpEnd& portal)
{
    Resource target = iscsiTarget(name);
    target.state = State::LoggedIn;
    target.facts.insert(Fact::Portals, encodeBytes(portal.text()));
    return target;
}

void addMissing(Inventory& inventory, const Resource& node)
{
    const bool isThere = std::any_of(inventory.resources.begin(), inventory.resources.end(),
                                     [&node](const Resource& resource) { return resource.id == node.id; });
    if (!isThere && isWanted(inventory.request, node))
        inventory.resources.append(node);
}

bool offers(const Inventory& inventory, const Key& key)
{
    return std::any_of(inventory.resources.begin(), inventory.resources.end(),
                       [&key](const Resource& resource) { return resource.keys.contains(key); });
}

Error unseenError(qsizetype count)
{
    Error error = errorOf(ErrorCode::ProcessesUnseen, QStringLiteral("iscsi"));
    error.source = QStringLiteral("iscsi");
    error.text = QString::number(count);
    return error;
}

} // namespace

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
                     {Fact::HeldBy, process.label()},
                     {Fact::Pid, process.pid}};
    if (const QString machine = virtualMachineName(process.commandLine); !machine.isEmpty())
        session.facts.insert(Fact::VmName, machine);
    for (const QByteArray& target : holding.targets) {
        session.needs.append(iscsiTargetNeed(target));
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

// What a program has with such a connection: a session, or, where its target is not known, the portal alone.
std::optional<Key> OtherSessions::usedBy(const Inventory& inventory, const Holding& holding)
{
    if (!holding.targets.isEmpty())
        return Key {sessionId(holding.processes.constFirst(), holding.connection.local).text.toUtf8()};
    const Key portal = PortalNodes::keyOf(encodeBytes(holding.connection.remote.text()));
    return offers(inventory, portal) ? std::optional(portal) : std::nullopt;
}

// Each process once, with all that it has.
void OtherSessions::addUsers(Inventory& inventory, const QList<Holding>& holdings) const
{
    const ProcessNodes nodes(m_settings.root, m_settings.caller);
    QMap<qint64, std::pair<ProcessEntry, QList<Need>>> users;
    for (const Holding& holding : holdings) {
        const auto used = usedBy(inventory, holding);
        if (!used)
            continue;
        for (const ProcessEntry& process : holding.processes) {
            auto& user = users[process.pid];
            user.first = process;
            if (const Need need {{*used}, 1, How::StandsOn, {}}; !user.second.contains(need))
                user.second.append(need);
        }
    }
    for (const auto& [process, needs] : std::as_const(users))
        if (inventory.request.users)
            inventory.users.append(nodes.node(process, needs));
    nodes.addNamed(inventory);
}

// Whoever has it may not be looked into, so it has no name; the portal is not free of it all the same.
void OtherSessions::addUnseen(Inventory& inventory, const QList<TcpConnection>& unseen) const
{
    const ProcessNames names(m_settings.root, m_settings.caller);
    for (const TcpConnection& each : unseen) {
        const Key portal = PortalNodes::keyOf(encodeBytes(each.remote.text()));
        if (!inventory.request.users || !offers(inventory, portal))
            continue;
        Resource holder;
        holder.kind = Kind::Unknown;
        holder.id = ResourceId::make(holder.kind, "holder-of-" + portal.text + '@' + each.local.text());
        holder.name = QStringLiteral("? (%1)").arg(names.user(each.uid));
        holder.needs = {Need {{portal}, 1, How::StandsOn, {}}};
        inventory.users.append(holder);
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
            tell(holding.connection.remote, holding.processes.constFirst().label());
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

} // namespace mooring
