// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "othersessions.h"

#include "targetnames.h"

#include <algorithm>
#include <cerrno>

namespace mooring {
namespace {

constexpr quint16 kStandardPort = 3260; // RFC 7143, 15.1

// PID/ADDRESS:PORT; those of our own providers end with a number.
bool isOthers(const QByteArray& sessionKey) { return sessionKey.contains(':'); }

} // namespace

OtherSessions::OtherSessions()
    : OtherSessions(Settings())
{
}

OtherSessions::OtherSessions(Settings settings)
    : m_settings(std::move(settings))
    , m_holders(m_settings.root)
    , m_memory(m_settings.memory)
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

std::optional<QList<TcpConnection>> OtherSessions::connections(const QList<KnownPortal>& known,
                                                               const QList<TcpEnd>& ours,
                                                               Inventory& inventory) const
{
    if (known.isEmpty() && !m_settings.standardPort)
        return QList<TcpConnection>();
    const auto table = establishedConnections(m_settings.root);
    if (!table && errno == ENOENT) // a kernel without TCP
        return QList<TcpConnection>();
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
        || ((process.command == "mooring" || process.command == "mooringctl")
            && process.uid == m_settings.user) // they only ask for targets
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

void OtherSessions::keep(const QList<Holding>& found)
{
    const QList<KnownPortal> before = m_settings.memory.isEmpty() ? m_found : m_memory.read();
    m_found.clear();
    for (const Holding& holding : found)
        for (const QByteArray& target : holding.targets)
            if (const KnownPortal known {target, holding.connection.remote}; !m_found.contains(known))
                m_found.append(known);
    if (m_found != before)
        m_memory.write(m_found);
}

void OtherSessions::addTo(Inventory& inventory, const QList<KnownPortal>& known, const QList<TcpEnd>& ours)
{
    if (!concerns(inventory.request))
        return;
    QList<KnownPortal> portals = known;
    for (const KnownPortal& each : m_found + m_memory.read())
        if (!portals.contains(each))
            portals.append(each);
    const auto seen = connections(portals, ours, inventory);
    QList<TcpConnection> all = seen.value_or(QList<TcpConnection>());
    const QList<Holding> found = holdings(portals, all);
    all.removeIf([this](const TcpConnection& each) { return mayLookInto(each); });
    if (seen)
        keep(found);
    for (const Holding& holding : found)
        if (!holding.targets.isEmpty())
            addNamed(inventory, holding);
    addUnnamed(inventory, portals, found, all);
    addUsers(inventory, found);
    addUnseen(inventory, all);
}

} // namespace mooring
