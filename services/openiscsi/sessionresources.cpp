// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionresources.h"

#include "services/system/exportbacking.h"
#include "services/system/iscsitarget.h"
#include "services/system/loopsurroundings.h"
#include "services/system/portalnodes.h"
#include "services/system/scsidevicetype.h"
#include "targetnode.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace mooring {
namespace {

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

void addText(Facts& facts, Fact fact, const QByteArray& value)
{
    if (!value.isEmpty())
        facts.insert(fact, text(value));
}

void addNumber(Facts& facts, Fact fact, const std::optional<qint64>& value)
{
    if (value)
        facts.insert(fact, *value);
}

void addDigest(Facts& facts, Fact fact, const std::optional<bool>& isOn)
{
    if (isOn)
        facts.insert(fact, *isOn ? QStringLiteral("crc32c") : QStringLiteral("none"));
}

// sdev_states (drivers/scsi/scsi_sysfs.c).
State lunState(const QByteArray& state)
{
    if (state == "running" || state == "created" || state == "quiesce")
        return State::Attached;
    if (state == "blocked" || state == "created-blocked")
        return State::Reconnecting;
    if (state == "offline" || state == "transport-offline")
        return State::Failed;
    return State::Unknown;
}

// "active/optimized" (drivers/scsi/device_handler/scsi_dh_alua.c) -> "active-optimized".
QString accessToken(QByteArray access) { return text(access.replace('/', '-')); }

void addIdentity(Facts& facts, const KernelLun& lun)
{
    addText(facts, Fact::Model, lun.model);
    addText(facts, Fact::Serial, lun.serial);
    addText(facts, Fact::Wwn, lun.wwn);
}

} // namespace

SessionResources::SessionResources(const KernelSession& session, std::optional<NodeRecord> record)
    : m_session(session)
    , m_record(std::move(record))
{
}

ResourceId SessionResources::idOf(unsigned sid)
{
    return ResourceId::make(Kind::IscsiSession, "kernel/" + QByteArray::number(sid));
}

std::optional<unsigned> SessionResources::numberIn(const QByteArray& key)
{
    const QList<QByteArray> parts = key.split('/');
    bool isNumber = false;
    const unsigned sid = parts.value(1).toUInt(&isNumber);
    return parts[0] == "kernel" && isNumber ? std::optional<unsigned>(sid) : std::nullopt;
}

QByteArray SessionResources::name() const
{
    if (m_session.target.isEmpty())
        return "session" + QByteArray::number(m_session.sid);
    return m_session.portal.isEmpty() ? m_session.target : m_session.target + '@' + m_session.portal.text();
}

QByteArray SessionResources::lunKey(const KernelLun& lun) const
{
    return "kernel/" + QByteArray::number(m_session.sid) + '/' + QByteArray::number(lun.number);
}

Resource SessionResources::session() const
{
    Resource session;
    session.kind = Kind::IscsiSession;
    session.id = idOf(m_session.sid);
    session.name = encodeBytes(name());
    session.incarnation = m_session.incarnation();
    session.keys = {Key {session.id.text.toLatin1()}};
    if (!m_session.target.isEmpty())
        session.needs = {iscsiTargetNeed(m_session.target)};
    if (!session.needs.isEmpty() && !m_session.portal.isEmpty()) // the first gives the parent
        session.needs.append(PortalNodes::needOf(PortalNodes::addressOf(m_session.portal.text())));
    session.release = release();
    session.state = TargetNode::stateOf(m_session.state);
    session.facts = facts();
    session.verbs = {Verb::LogOut};
    if (m_record)
        session.comesBack = m_record->comesBack();
    if (m_session.isForBoot || (m_record && m_record->startup == QLatin1String("onboot")))
        session.protectedBy = ProtectedBy::BootSession;
    QList<quint64> numbers;
    for (const KernelLun& lun : m_session.luns)
        numbers.append(lun.number);
    if (!session.needs.isEmpty()) // the first gives the parent
        joinWithServer(session, m_session.initiator, m_session.target, numbers, m_session.portal.text());
    return session;
}

Release SessionResources::release() const
{
    Release release;
    release.verb = Verb::LogOut;
    release.command = {"iscsiadm", "-m", "session", "-r", QByteArray::number(m_session.sid), "-u"};
    release.consequence = Consequence::SessionClosed;
    release.reversible = m_record.has_value();
    if (!m_record)
        return release;
    const SessionRecipe recipe = SessionRecipe::of(m_session, *m_record);
    QJsonArray command;
    for (const QByteArray& word : recipe.command())
        command.append(encodeBytes(word));
    release.restore = {{QStringLiteral("provider"), QStringLiteral("openiscsi")},
                       {QStringLiteral("verb"), token(Verb::LogIn)},
                       {QStringLiteral("id"), idOf(m_session.sid).text},
                       {QStringLiteral("kind"), token(Kind::IscsiSession)},
                       {QStringLiteral("name"), encodeBytes(name())},
                       {QStringLiteral("consequence"), token(Consequence::SessionOpens)},
                       {QStringLiteral("command"), command},
                       {QStringLiteral("data"), recipe.data()}};
    return release;
}

Facts SessionResources::facts() const
{
    Facts facts;
    facts.insert(Fact::SessionNumber, static_cast<qint64>(m_session.sid));
    facts.insert(Fact::HeldBy, QStringLiteral("kernel"));
    addText(facts, Fact::TargetName, m_session.target);
    addText(facts, Fact::TargetAlias, m_session.alias);
    addText(facts, Fact::InitiatorName, m_session.initiator);
    addText(facts, Fact::Isid, m_session.isid);
    addNumber(facts, Fact::PortalGroup, m_session.portalGroup);
    addNumber(facts, Fact::RecoveryTimeout, m_session.recoveryTimeout);
    if (m_record && !m_record->startup.isEmpty())
        facts.insert(Fact::Startup, m_record->startup);
    if (m_session.user && m_session.targetUser) { // else we are not the one who may know
        const bool isMutual = !m_session.targetUser->isEmpty();
        facts.insert(Fact::Authentication,
                     isMutual                        ? QStringLiteral("mutual-chap")
                         : m_session.user->isEmpty() ? QStringLiteral("none")
                                                     : QStringLiteral("chap"));
    }
    addConnectionFacts(facts);
    return facts;
}

void SessionResources::addConnectionFacts(Facts& facts) const
{
    addText(facts, Fact::Portal, m_session.portal.text());
    addText(facts, Fact::LocalAddress, m_session.local.text());
    addDigest(facts, Fact::HeaderDigest, m_session.headerDigest);
    addDigest(facts, Fact::DataDigest, m_session.dataDigest);
    // the names of RFC 7143, section 13
    const std::array lengths {std::pair("MaxRecvDataSegmentLength", m_session.receives),
                              std::pair("MaxXmitDataSegmentLength", m_session.sends),
                              std::pair("FirstBurstLength", m_session.firstBurst),
                              std::pair("MaxBurstLength", m_session.burst)};
    QStringList words;
    for (const auto& [name, length] : lengths) {
        if (length)
            words.append(QLatin1String(name) + QLatin1Char('=') + QString::number(*length));
    }
    if (!words.isEmpty())
        facts.insert(Fact::NegotiatedLengths, words.join(QStringLiteral(", ")));
}

QList<Resource> SessionResources::luns() const
{
    QList<Resource> result;
    for (const KernelLun& each : m_session.luns)
        result.append(lun(each));
    return result;
}

Resource SessionResources::lun(const KernelLun& lun) const
{
    Resource node;
    node.kind = Kind::IscsiLun;
    node.id = ResourceId::make(node.kind, lunKey(lun));
    const QByteArray number = QByteArray::number(lun.number);
    node.name = encodeBytes((m_session.target.isEmpty() ? name() : m_session.target) + '/' + number);
    node.incarnation = m_session.incarnation() + QLatin1Char('/') + QString::number(lun.inode);
    node.keys = {Key {node.id.text.toLatin1()}};
    if (!m_session.target.isEmpty() && !m_session.portal.isEmpty())
        node.keys.append(Key {"iscsi:" + m_session.target + '/' + number + '@' + m_session.portal.text()});
    node.needs = {Need {{Key {idOf(m_session.sid).text.toLatin1()}}, 1, How::StandsOn, {}}};
    node.goes = Goes::WithItsBase;
    node.state = lunState(lun.state);
    node.verbs = {Verb::Detach};
    node.facts.insert(Fact::LunNumber, static_cast<qint64>(lun.number));
    if (lun.type >= 0)
        node.facts.insert(Fact::DeviceType, scsiDeviceType(lun.type));
    if (!lun.device.isEmpty())
        node.facts.insert(Fact::Device, lun.device);
    if (lun.disk)
        node.facts.insert(Fact::Size, lun.disk->size);
    addText(node.facts, Fact::Vendor, lun.vendor);
    addText(node.facts, Fact::Revision, lun.revision);
    if (!lun.access.isEmpty())
        node.facts.insert(Fact::AccessState, accessToken(lun.access));
    addIdentity(node.facts, lun);
    return node;
}

QList<Resource> SessionResources::disks() const
{
    QList<Resource> result;
    for (const KernelLun& lun : m_session.luns) {
        if (lun.disk)
            result.append(disk(lun));
    }
    return result;
}

// Key and incarnation are those of everybody who shows this device.
Resource SessionResources::disk(const KernelLun& lun) const
{
    const BlockDevice& device = *lun.disk;
    Resource node;
    node.kind = Kind::Disk;
    node.id = ResourceId::make(node.kind, device.devicePath());
    node.name = encodeBytes(device.devicePath());
    node.keys = {Key {device.key()}};
    node.incarnation = QString::fromLatin1(device.key());
    node.needs = {Need {{Key {"iscsi-lun:" + lunKey(lun)}}, 1, How::StandsOn, {}}};
    node.goes = Goes::WithItsBase;
    node.state = device.holders.isEmpty() ? State::Attached : State::InUse;
    node.verbs = {Verb::Detach};
    node.facts = {{Fact::Device, device.devicePath()},
                  {Fact::DeviceNumber, deviceNumber(device)},
                  {Fact::Size, device.size},
                  {Fact::ReadOnly, device.readOnly}};
    addIdentity(node.facts, lun);
    return node;
}

} // namespace mooring
