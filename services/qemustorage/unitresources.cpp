// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unitresources.h"

#include "services/core/rung.h"
#include "services/system/exportbacking.h"
#include "services/system/iscsitarget.h"
#include "services/system/portalnodes.h"

namespace mooring {
namespace {

// The daemon has one session, whose ISID it tells nobody.
QByteArray sessionKey(qint64 storage) { return QByteArray::number(storage) + "/1"; }

} // namespace

UnitResources::UnitResources(const Attachment& attachment)
    : m_attachment(attachment)
    , m_unit(*attachment.record.unit)
{
}

QList<ResourceId> UnitResources::idsOf(const IscsiUnit& unit, qint64 storage)
{
    return {ResourceId::make(Kind::IscsiSession, sessionKey(storage)),
            ResourceId::make(Kind::IscsiLun, sessionKey(storage) + '/' + QByteArray::number(unit.lun))};
}

Key UnitResources::keyOf(const IscsiUnit& unit, qint64 storage)
{
    return Key {idsOf(unit, storage).constLast().text.toUtf8()};
}

QList<Resource> UnitResources::all() const
{
    if (!m_attachment.storage.isSet())
        return {};
    PortalNodes portals;
    portals.add(session(), portal());
    return QList<Resource> {target(), session(), logicalUnit()} + portals.all();
}

// Without a connection it is the one that was asked for.
QString UnitResources::portal() const
{
    const QByteArray connected = m_attachment.connection.value_or(UnitConnection()).portal;
    return PortalNodes::addressOf(connected.isEmpty() ? m_unit.portal : connected);
}

// QEMU asks and connects again by itself, for as long as it takes; what is read and written waits meanwhile.
State UnitResources::state() const
{
    if (!m_attachment.connection)
        return State::Unknown;
    return m_attachment.connection->isAnswered ? State::LoggedIn : State::Reconnecting;
}

void UnitResources::offerForce(Release& release) const
{
    const qint64 pid = m_attachment.storage.pid;
    if (m_attachment.loop && m_attachment.storage.isSet())
        offerRung(release, Rung::FailIo, {"kill", "-KILL", QByteArray::number(pid)}, {});
}

Resource UnitResources::target() const
{
    Resource target = iscsiTarget(m_unit.target);
    target.state = state();
    target.facts.insert(Fact::Portals, encodeBytes(m_unit.portal));
    return target;
}

Facts UnitResources::facts() const
{
    return {{Fact::TargetName, encodeBytes(m_unit.target)},
            {Fact::Portal, encodeBytes(m_unit.portal)},
            {Fact::HeldBy, QStringLiteral("qemu-storage-daemon (%1)").arg(m_attachment.storage.pid)},
            {Fact::Pid, m_attachment.storage.pid}};
}

Resource UnitResources::session() const
{
    Resource session;
    session.kind = Kind::IscsiSession;
    session.id = idsOf(m_unit, m_attachment.storage.pid).constFirst();
    session.name = encodeBytes(m_unit.target + '@' + m_unit.portal);
    session.incarnation = m_attachment.record.incarnation;
    session.keys = {Key {session.id.text.toUtf8()}};
    session.needs = {iscsiTargetNeed(m_unit.target), PortalNodes::needOf(portal())};
    session.goes = Goes::WithItsLastUser;
    session.verbs = {Verb::LogOut};
    session.state = state();
    session.facts = facts();
    session.facts.insert(Fact::InitiatorName, encodeBytes(m_unit.initiator));
    session.facts.insert(Fact::Authentication,
                         m_unit.user.isEmpty() ? QStringLiteral("none") : QStringLiteral("chap"));
    session.facts.insert(Fact::HeaderDigest, QStringLiteral("none"));
    session.facts.insert(Fact::DataDigest, QStringLiteral("none"));
    joinWithServer(session, m_unit.initiator, m_unit.target, {m_unit.lun}, portal().toUtf8());
    return session;
}

Resource UnitResources::logicalUnit() const
{
    const QByteArray number = QByteArray::number(m_unit.lun);
    Resource unit;
    unit.kind = Kind::IscsiLun;
    unit.id = idsOf(m_unit, m_attachment.storage.pid).constLast();
    unit.name = encodeBytes(m_unit.target + '/' + number);
    unit.incarnation = m_attachment.record.incarnation;
    unit.keys = {keyOf(m_unit, m_attachment.storage.pid),
                 Key {"iscsi:" + m_unit.target + '/' + number + '@' + m_unit.portal}};
    unit.needs
        = {Need {{Key {"iscsi-session:" + sessionKey(m_attachment.storage.pid)}}, 1, How::StandsOn, {}}};
    unit.goes = Goes::WithItsBase;
    unit.state = state() == State::LoggedIn ? State::Attached : state();
    unit.facts = facts();
    unit.facts.insert(Fact::LunNumber, static_cast<qint64>(m_unit.lun));
    unit.facts.insert(Fact::DeviceType, QStringLiteral("disk"));
    if (m_attachment.loop) {
        unit.facts.insert(Fact::Size, m_attachment.loop->device.size);
        unit.facts.insert(Fact::Device, m_attachment.loop->device.devicePath());
    }
    return unit;
}

} // namespace mooring
