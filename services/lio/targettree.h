// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configfolder.h"
#include "portalgroup.h"
#include "services/core/result.h"

namespace mooring::lio {

// The kernel's target below ROOT/sys/kernel/config/target, as drivers/target/target_core_fabric_configfs.c
// and drivers/target/iscsi/iscsi_target_configfs.c lay it out. Reading changes nothing; an attribute that
// cannot be read is not known.
class TargetTree
{
public:
    explicit TargetTree(const QByteArray& root);

    const QByteArray& path() const { return m_path; } // with a slash at its end
    bool isThere() const; // else there is no such module
    // All portal groups, sorted. No target at all is no error.
    QList<GroupId> groups(std::optional<Error>& error) const;
    QList<GroupId> groupsOf(const QByteArray& target) const;
    // Empty: gone. With inode 0: it is there and cannot be read.
    std::optional<PortalGroup> read(const GroupId& group, const GroupScope& scope) const;
    // Single things, as they are right now; empty: gone.
    std::optional<TargetUnit> unit(const GroupId& group, quint64 number) const;
    std::optional<MappedUnit> mapped(const GroupId& group, const QByteArray& initiator, quint64 number) const;
    std::optional<NodeAcl> acl(const GroupId& group, const QByteArray& initiator) const;
    QList<quint64> unitsOn(const GroupId& group, const QSet<QByteArray>& backstores) const;
    bool hasSession(const GroupId& group, const QByteArray& initiator) const; // of that name, of either kind

    QByteArray folderOf(const GroupId& group) const { return m_path + group.path() + '/'; }
    QByteArray folderOfAcl(const GroupId& group, const QByteArray& initiator) const;
    QList<QByteArray> backstores() const; // "iblock_0/disk"

private:
    QByteArray m_path;
};

} // namespace mooring::lio
