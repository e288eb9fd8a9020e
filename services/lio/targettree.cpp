// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targettree.h"

#include "groupreader.h"

#include <algorithm>

namespace mooring::lio {

namespace {

std::optional<Error> unreadable(int number, const QByteArray& path)
{
    if (number == ENOENT || number == 0)
        return {};
    Error error = errnoError(number, encodeBytes(path), ErrorCode::LookFailed);
    error.source = QStringLiteral("configfs");
    return error;
}

QList<GroupId> groupsIn(const ConfigFolder& fabric, const QByteArray& target)
{
    QList<GroupId> groups;
    const ConfigFolder folder(target, fabric.fd());
    if (!folder)
        return groups;
    for (const QByteArray& name : folder.folders()) {
        const auto tag = numberAfter("tpgt_", name);
        const bool isPlain = tag && name == "tpgt_" + QByteArray::number(*tag);
        if (isPlain) // nobody but a test writes "tpgt_0x1"
            groups.append({target, static_cast<unsigned>(*tag)});
    }
    return groups;
}

} // namespace

TargetTree::TargetTree(const QByteArray& root)
    : m_path((root.endsWith('/') ? root : root + '/') + "sys/kernel/config/target/")
{
}

bool TargetTree::isThere() const { return access(m_path.constData(), F_OK) == 0; }

QByteArray TargetTree::folderOfAcl(const GroupId& group, const QByteArray& initiator) const
{
    return folderOf(group) + "acls/" + initiator + '/';
}

QList<GroupId> TargetTree::groups(std::optional<Error>& error) const
{
    QList<GroupId> groups;
    const ConfigFolder fabric(m_path + "iscsi");
    if (!fabric) {
        error = unreadable(errno, m_path + "iscsi");
        return groups;
    }
    for (const QByteArray& target : fabric.folders())
        groups.append(groupsIn(fabric, target)); // discovery_auth has none
    std::sort(groups.begin(), groups.end());
    return groups;
}

QList<GroupId> TargetTree::groupsOf(const QByteArray& target) const
{
    const ConfigFolder fabric(m_path + "iscsi");
    return fabric ? groupsIn(fabric, target) : QList<GroupId>();
}

std::optional<PortalGroup> TargetTree::read(const GroupId& group, const GroupScope& scope) const
{
    const ConfigFolder folder(folderOf(group));
    if (folder)
        return GroupReader(folder).read(group, scope);
    if (errno == ENOENT)
        return {};
    PortalGroup unread;
    unread.id = group;
    unread.error = errno;
    return unread;
}

std::optional<TargetUnit> TargetTree::unit(const GroupId& group, quint64 number) const
{
    const ConfigFolder folder(folderOf(group));
    return folder ? GroupReader(folder).unit(number) : std::nullopt;
}

QList<quint64> TargetTree::unitsOn(const GroupId& group, const QSet<QByteArray>& backstores) const
{
    const ConfigFolder folder(folderOf(group));
    return folder ? GroupReader(folder).unitsOn(backstores) : QList<quint64>();
}

std::optional<MappedUnit> TargetTree::mapped(const GroupId& group, const QByteArray& initiator,
                                             quint64 number) const
{
    const ConfigFolder folder(folderOf(group));
    const ConfigFolder acl("acls/" + initiator, folder ? folder.fd() : -1);
    return acl ? GroupReader::mapped(acl, number) : std::nullopt;
}

std::optional<NodeAcl> TargetTree::acl(const GroupId& group, const QByteArray& initiator) const
{
    GroupScope scope;
    scope.acls[initiator].isWhole = true;
    const auto found = read(group, scope);
    const NodeAcl* acl = found ? found->acl(initiator) : nullptr;
    return acl != nullptr ? std::optional<NodeAcl>(*acl) : std::nullopt;
}

bool TargetTree::hasSession(const GroupId& group, const QByteArray& initiator) const
{
    const ConfigFolder folder(folderOf(group));
    if (!folder)
        return false;
    const ConfigFolder acl("acls/" + initiator, folder.fd());
    if (acl && sessionIn(acl.whole("info")))
        return true;
    const QList<TargetSession> dynamic = dynamicSessionsIn(folder.whole("dynamic_sessions"));
    return std::any_of(dynamic.cbegin(), dynamic.cend(),
                       [&initiator](const TargetSession& each) { return each.initiator == initiator; });
}

QList<QByteArray> TargetTree::backstores() const
{
    QList<QByteArray> names;
    const ConfigFolder core(m_path + "core");
    for (const QByteArray& host : core ? core.folders() : QList<QByteArray>()) {
        const ConfigFolder folder(host, core.fd());
        for (const QByteArray& name : folder&& host != "alua" ? folder.folders() : QList<QByteArray>())
            names.append(host + '/' + name);
    }
    return names;
}

} // namespace mooring::lio
