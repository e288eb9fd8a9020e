// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "initiatornodes.h"

#include "liorecipes.h"

namespace mooring::lio {

namespace {

Need seen(const ResourceId& unit) { return {{keyOf(unit)}, 1, How::SeenBySession, {}}; }

bool isInFile(SavedState state) { return state == SavedState::Saved || state == SavedState::Different; }

} // namespace

InitiatorNodes::InitiatorNodes(const PortalGroup& group, LookContext& context)
    : m_group(group)
    , m_context(context)
    , m_ofGroup {{keyOf(group.id.id())}, 1, How::StandsOn, {}}
{
}

void InitiatorNodes::addSaved(SavedState saved, Resource& node) const
{
    node.facts.insert(Fact::Saved, token(saved));
    if (isInFile(saved))
        node.comesBack.append({ComesBackWhen::AtBoot, QStringLiteral("saveconfig.json"), {}});
}

// Secrets cannot be put back, because no log may hold them.
Release InitiatorNodes::releaseOf(const NodeAcl& acl, const Resource& node) const
{
    Release release;
    release.verb = Verb::RemoveInitiator;
    release.command = {"targetcli", recipes::shellPath(m_group.id) + "/acls", "delete", acl.initiator};
    release.consequence = Consequence::InitiatorMayNotLogIn;
    release.reversible = acl.authentication == QLatin1String("none");
    if (release.reversible)
        release.restore = recipes::ofAcl(m_group.id, acl.initiator, {});
    if (isInFile(m_context.saved().config.ofAcl(m_group.id, acl.initiator)))
        recipes::offerSaved(release, node.id, release.consequence);
    recipes::offerUnderInitiator(release, node.keys.constFirst().text);
    return release;
}

Resource InitiatorNodes::acl(const NodeAcl& acl) const
{
    Resource node;
    node.kind = Kind::Initiator;
    node.id = LioId::acl(m_group.id, acl.initiator);
    node.name = encodeBytes(acl.initiator);
    node.incarnation = QString::number(acl.inode);
    node.keys = {keyOf(node.id)};
    node.needs = {m_ofGroup};
    node.state = acl.session ? State::LoggedIn : State::Idle;
    node.facts = {{Fact::InitiatorName, encodeBytes(acl.initiator)}};
    if (!acl.authentication.isEmpty())
        node.facts.insert(Fact::Authentication, acl.authentication);
    if (m_group.isInDemoMode)
        node.comesBack.append({ComesBackWhen::OnEvent, demoMode, {}});
    addSaved(m_context.saved().config.ofAcl(m_group.id, acl.initiator), node);
    node.verbs = {Verb::RemoveInitiator};
    node.release = releaseOf(acl, node);
    return node;
}

// LIO cannot end a single session: it has no release.
Resource InitiatorNodes::session(const TargetSession& session) const
{
    Resource node;
    node.kind = Kind::Initiator;
    const QByteArray number = session.isDynamic() ? QByteArray(dynamicSession) : session.number;
    node.id = LioId::sessionOf(m_group.id, session.initiator, number);
    node.name = encodeBytes(session.initiator);
    node.keys = {keyOf(node.id)};
    node.needs = {m_ofGroup};
    node.goes = Goes::WithItsBase;
    node.state = session.isFailed ? State::Reconnecting : State::LoggedIn;
    node.facts
        = {{Fact::InitiatorName, encodeBytes(session.initiator)},
           {Fact::LoginKind, session.isDynamic() ? QStringLiteral("dynamic") : QStringLiteral("static")}};
    if (!session.address.isEmpty())
        node.facts.insert(Fact::Address, encodeBytes(session.address));
    if (!session.isid.isEmpty())
        node.facts.insert(Fact::Isid, QString::fromLatin1(session.isid));
    if (session.tsih)
        node.facts.insert(Fact::Tsih, *session.tsih);
    return node;
}

Resource InitiatorNodes::staticSession(const NodeAcl& acl) const
{
    TargetSession ours = *acl.session;
    ours.initiator = acl.initiator; // the folder's: names differ in case at most
    Resource node = session(ours);
    node.incarnation = QString::fromLatin1(ours.number + '@' + QByteArray::number(acl.inode));
    node.needs.append(Need {{keyOf(LioId::acl(m_group.id, acl.initiator))}, 1, How::StandsOn, {}});
    const MappedNodes ids(m_group, acl, m_context);
    for (const MappedUnit& mapped : acl.mapped)
        node.needs.append(seen(ids.idOf(mapped.number)));
    if (m_context.own().contains(ours.address))
        node.needs.append(nexusNeed(acl.initiator, m_group.id.target));
    if (!ours.commands)
        return node;
    node.facts.insert(Fact::Commands, static_cast<qint64>(*ours.commands));
    const quint64 sum = *ours.commands + ours.sent.value_or(0) + ours.received.value_or(0);
    if (const auto time = m_context.lastIo(node.id, acl.inode, sum))
        node.facts.insert(Fact::LastIo, *time);
    return node;
}

// Where it comes from is not told. When this host has a session by that name, and the target has one only,
// they are the same.
Resource InitiatorNodes::dynamic(const TargetSession& session) const
{
    Resource node = this->session(session);
    node.incarnation = QString::number(m_group.inode);
    for (const quint64 number : m_group.numbers)
        node.needs.append(seen(LioId::unit(m_group.id, number)));
    if (session.others == 0)
        node.needs.append(nexusNeed(session.initiator, m_group.id.target));
    return node;
}

} // namespace mooring::lio
