// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtresources.h"

#include <algorithm>

// Who is logged in to a target of tgtd.
namespace mooring::tgt {
namespace {

constexpr int kDeadline = 5000; // ms: tgtd answers within one, or commands are under way

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

QString addressesOf(const Nexus& nexus)
{
    QStringList addresses;
    for (const Connection& connection : nexus.connections) {
        if (const QString address = text(connection.address); !addresses.contains(address))
            addresses.append(address);
    }
    return addresses.join(QStringLiteral(", "));
}

} // namespace

QList<Resource> TargetResources::initiators() const
{
    QList<Resource> nodes;
    for (const Nexus& each : m_target.nexuses)
        nodes.append(initiator(each));
    return nodes;
}

QList<Need> TargetResources::needsOf(const Nexus& nexus) const
{
    QList<Need> needs {
        Need {{Key {idOf(m_daemon.control, m_target.name).text.toUtf8()}}, 1, How::StandsOn, {}}};
    const bool isOfThisHost = !nexus.connections.isEmpty()
        && std::all_of(nexus.connections.cbegin(), nexus.connections.cend(),
                       [this](const Connection& each) { return m_daemon.own.contains(each.address); });
    if (isOfThisHost)
        needs.append(nexusNeed(nexus.initiator, m_target.name));
    for (const Unit& unit : m_target.units) { // there are no access lists for single units
        if (!unit.isController())
            needs.append(Need {{keyOf(unit)}, 1, How::SeenBySession, {}});
    }
    return needs;
}

Resource TargetResources::initiator(const Nexus& nexus) const
{
    Resource node;
    node.kind = Kind::Initiator;
    node.id = initiatorId(m_daemon.control, m_target.name, nexus.id);
    node.name = text(nexus.initiator);
    node.incarnation = QString::fromLatin1(m_daemon.process) + QLatin1Char('/') + QString::number(nexus.id);
    node.keys = {Key {node.id.text.toUtf8()}};
    node.needs = needsOf(nexus);
    node.state = State::LoggedIn;
    node.verbs = {Verb::Disconnect};
    node.release = disconnecting(nexus);
    node.facts = {{Fact::InitiatorName, text(nexus.initiator)},
                  {Fact::Tsih, static_cast<qint64>(nexus.id)},
                  {Fact::TargetName, text(m_target.name)},
                  {Fact::Address, addressesOf(nexus)}};
    const auto commands = m_io.commandsOfNexus.constFind(nexus.id);
    if (commands != m_io.commandsOfNexus.cend())
        node.facts.insert(Fact::Commands, static_cast<qint64>(*commands));
    const auto last = m_io.ofNexus.constFind(nexus.id);
    if (last != m_io.ofNexus.cend())
        node.facts.insert(Fact::LastIo, *last);
    return node;
}

Release TargetResources::disconnecting(const Nexus& nexus) const
{
    Release release;
    release.verb = Verb::Disconnect;
    const QByteArray connection = nexus.connections.isEmpty()
        ? QByteArray("0")
        : QByteArray::number(nexus.connections.constFirst().id);
    release.command = {"tgtadm",
                       "-C",
                       m_daemon.control.name,
                       "--lld",
                       "iscsi",
                       "-m",
                       "conn",
                       "-o",
                       "delete",
                       "-t",
                       QByteArray::number(m_target.id),
                       "-s",
                       QByteArray::number(nexus.id),
                       "-c",
                       connection};
    release.consequence = Consequence::InitiatorDisconnected;
    release.deadline = kDeadline;
    release.reversible = false; // the initiator has to log in again itself
    return release;
}

} // namespace mooring::tgt
