// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesystemnodes.h"
#include "filesystemoptions.h"
#include "usertargets.h"

#include <map>

namespace mooring {

// Finds who is in the way: processes, mount namespaces, NFS exports, and what is busy without a cause that
// can be found.
class UserNodes
{
public:
    UserNodes(const FilesystemOptions& options, const HostView& view, const KeptMounts& mounts,
              const LookFilter& filter);
    // Adds to inventory.users, and to its resources a superblock that only an open file gives away.
    void addTo(Inventory& inventory, std::stop_token stop);

private:
    struct User
    {
        ProcessEntry process;
        QList<Need> needs;
    };
    void scan(Inventory& inventory, std::stop_token stop);
    void place(const ProcessEntry& process, Inventory& inventory);
    std::optional<Key> keyOf(const ProcessUse& use, Inventory& inventory);
    void addNamespaceUsers();
    void addProcesses(Inventory& inventory) const;
    void addUnexplainedSuperblocks(Inventory& inventory) const;
    void addExports(Inventory& inventory) const;
    void need(const ProcessEntry& process, const Need& need);
    bool isNeeded(const Key& key) const;

    const FilesystemOptions& m_options;
    const HostView& m_view;
    const KeptMounts& m_mounts;
    const LookFilter& m_filter;
    UserTargets m_targets;
    std::map<qint64, User> m_users;
    QHash<quint64, const KeptMount*> m_byId;
};

} // namespace mooring
