// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupreader.h"

#include <algorithm>

namespace mooring::lio {

namespace {

const QByteArray kLun = "lun_";

// "../../../../../../target/core/iblock_0/disk".
QByteArray backstoreIn(const QByteArray& link)
{
    const qsizetype at = link.lastIndexOf("/core/");
    const QByteArray name = at < 0 ? QByteArray() : link.mid(at + 6);
    return name.count('/') == 1 && !name.contains("..") ? name : QByteArray();
}

// "TG Port Alias: default_tg_pt_gp", and more lines (core_alua_show_tg_pt_gp_info()).
QByteArray pathGroupIn(const QByteArray& text)
{
    const QByteArray before = "TG Port Alias: ";
    return text.startsWith(before) ? text.mid(before.size()).split('\n').first().trimmed() : QByteArray();
}

TargetUnit readUnit(const ConfigFolder& folder, const QByteArray& name, quint64 number)
{
    TargetUnit unit;
    unit.number = number;
    unit.folder = name;
    unit.inode = folder.inode();
    const ConfigFolder::Link link = folder.link();
    unit.link = link.name;
    unit.backstore = backstoreIn(link.target);
    if (unit.link.isEmpty())
        return unit;
    unit.pathGroup = pathGroupIn(folder.text("alua_tg_pt_gp"));
    if (const ConfigFolder counters("statistics/scsi_tgt_port", folder.fd()); counters) {
        unit.commands = counters.number("in_cmds"); // drivers/target/target_core_stat.c
        unit.read = counters.number("read_mbytes");
        unit.written = counters.number("write_mbytes");
    }
    return unit;
}

// Of the many that lead to other units than those asked for, nothing more is read.
void readMappedFolder(const ConfigFolder& folder, const QSet<quint64>* units, MappedUnit& mapped)
{
    mapped.inode = folder.inode();
    const ConfigFolder::Link link = folder.link();
    mapped.link = link.name;
    mapped.unit = numberAfter(kLun, link.target.mid(link.target.lastIndexOf('/') + 1));
    mapped.isWhole = units == nullptr || (mapped.unit && units->contains(*mapped.unit));
    if (mapped.isWhole)
        mapped.isWriteProtected = folder.number("write_protect").value_or(0) != 0;
}

// User names tell that there are secrets; those are never read (the file is there for CAP_SYS_ADMIN only).
QString authenticationIn(const ConfigFolder& folder)
{
    const ConfigFolder auth("auth", folder.fd());
    if (!auth)
        return {};
    const auto isSet = [](const QByteArray& user) { return !user.isEmpty() && user != "NULL"; };
    const QByteArray user = auth.text("userid");
    if (user.isEmpty() && errno != 0)
        return {};
    if (!isSet(user))
        return QStringLiteral("none");
    return isSet(auth.text("userid_mutual")) ? QStringLiteral("mutual-chap") : QStringLiteral("chap");
}

void readCounters(const ConfigFolder& folder, TargetSession& session)
{
    const ConfigFolder counters("fabric_statistics/iscsi_sess_stats", folder.fd());
    if (!counters)
        return;
    session.commands = counters.number("cmd_pdus"); // drivers/target/iscsi/iscsi_target_stat.c
    session.sent = counters.number("txdata_octs");
    session.received = counters.number("rxdata_octs");
}

// What went since it was listed is no fault.
void note(int& error, int number)
{
    if (number != 0 && number != ENOENT && error == 0)
        error = number;
}

QMap<quint64, QByteArray> numberedFolders(const ConfigFolder& folder)
{
    QMap<quint64, QByteArray> names;
    for (const QByteArray& name : folder.folders()) {
        if (const auto number = numberAfter(kLun, name))
            names.insert(*number, name);
    }
    return names;
}

} // namespace

std::optional<TargetUnit> GroupReader::unit(quint64 number) const
{
    GroupScope scope;
    scope.units = {number};
    PortalGroup group;
    readUnits(scope, group);
    const auto found = group.units.constFind(number);
    return found == group.units.constEnd() ? std::nullopt : std::optional<TargetUnit>(*found);
}

std::optional<MappedUnit> GroupReader::mapped(const ConfigFolder& acl, quint64 number)
{
    const QByteArray name = numberedFolders(acl).value(number);
    const ConfigFolder folder(name, acl.fd());
    if (name.isEmpty() || !folder)
        return {};
    MappedUnit mapped;
    mapped.number = number;
    mapped.folder = name;
    readMappedFolder(folder, nullptr, mapped);
    return mapped;
}

QList<quint64> GroupReader::unitsOn(const QSet<QByteArray>& backstores) const
{
    QList<quint64> numbers;
    const ConfigFolder luns("lun", m_folder.fd());
    const QMap<quint64, QByteArray> names = luns ? numberedFolders(luns) : QMap<quint64, QByteArray>();
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        const ConfigFolder folder(*name, luns.fd());
        if (folder && backstores.contains(backstoreIn(folder.link().target)))
            numbers.append(name.key());
    }
    return numbers;
}

void GroupReader::readUnits(const GroupScope& scope, PortalGroup& group) const
{
    const ConfigFolder luns("lun", m_folder.fd());
    if (!luns)
        return note(group.error, errno);
    const QMap<quint64, QByteArray> names = numberedFolders(luns);
    group.numbers = names.keys();
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        if (!scope.isWhole && !scope.units.contains(name.key()))
            continue;
        if (const ConfigFolder folder(*name, luns.fd()); folder)
            group.units.insert(name.key(), readUnit(folder, *name, name.key()));
        else
            note(group.error, errno);
    }
}

// Whether any of those that were asked for is seen.
bool GroupReader::readMapped(const ConfigFolder& folder, const GroupScope& scope, NodeAcl& acl, int& error)
{
    const GroupScope::OfAcl wanted = scope.acls.value(acl.initiator);
    const QMap<quint64, QByteArray> names = numberedFolders(folder);
    bool isSeen = false;
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        MappedUnit mapped;
        mapped.number = name.key();
        mapped.folder = *name;
        const bool isAsked = scope.isWhole || wanted.isWhole || wanted.mapped.contains(mapped.number);
        if (isAsked || !scope.units.isEmpty()) {
            const ConfigFolder below(*name, folder.fd());
            if (!below) {
                note(error, errno);
                continue;
            }
            readMappedFolder(below, isAsked ? nullptr : &scope.units, mapped);
            isSeen |= mapped.unit && scope.units.contains(*mapped.unit);
        }
        acl.mapped.append(mapped);
    }
    return isSeen;
}

NodeAcl GroupReader::readAcl(const ConfigFolder& folder, const QByteArray& name, const GroupScope& scope,
                             int& error)
{
    NodeAcl acl;
    acl.initiator = name;
    acl.inode = folder.inode();
    const bool isSeen = readMapped(folder, scope, acl, error);
    acl.isRead = isSeen || scope.isWhole || scope.acls.contains(name);
    if (!acl.isRead)
        return acl;
    const auto info = wholeFile("info", folder.fd());
    if (!info)
        note(error, errno);
    acl.session = sessionIn(info.value_or(QByteArray()));
    if (acl.session)
        readCounters(folder, *acl.session);
    acl.authentication = authenticationIn(folder);
    return acl;
}

void GroupReader::readAcls(const GroupScope& scope, PortalGroup& group) const
{
    const ConfigFolder acls("acls", m_folder.fd());
    if (!acls)
        note(group.error, errno);
    QList<QByteArray> names = acls ? acls.folders() : QList<QByteArray>();
    std::sort(names.begin(), names.end());
    for (const QByteArray& name : std::as_const(names)) {
        const bool isNeeded = scope.isWhole || !scope.units.isEmpty() || scope.acls.contains(name);
        NodeAcl acl;
        acl.initiator = name;
        if (isNeeded) {
            const ConfigFolder folder(name, acls.fd());
            if (!folder) {
                note(group.error, errno);
                continue;
            }
            acl = readAcl(folder, name, scope, group.error);
        }
        group.acls.append(acl);
    }
}

PortalGroup GroupReader::read(const GroupId& id, const GroupScope& scope) const
{
    PortalGroup group;
    group.id = id;
    group.inode = m_folder.inode();
    if (const auto enabled = m_folder.number("enable"))
        group.isEnabled = *enabled != 0;
    if (const ConfigFolder attributes("attrib", m_folder.fd()); attributes)
        group.isInDemoMode = attributes.number("generate_node_acls").value_or(0) != 0;
    if (const ConfigFolder portals("np", m_folder.fd()); portals)
        group.portals = portals.folders();
    std::sort(group.portals.begin(), group.portals.end());
    readUnits(scope, group);
    group.authentication = authenticationIn(m_folder);
    readAcls(scope, group);
    group.dynamicSessions = dynamicSessionsIn(m_folder.whole("dynamic_sessions"), &group.mayHaveMoreSessions);
    return group;
}

} // namespace mooring::lio
