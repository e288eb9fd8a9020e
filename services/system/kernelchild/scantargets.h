// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace mooring::kernelchild {

// One way in which a process uses a target.
struct FoundUse
{
    char way = 0;
    uint64_t mountId = 0; // 0: not known
    dev_t device = 0; // superblock or st_dev
    dev_t node = 0; // the block device itself, for openers of it
    std::string path;
};

// What is looked for.
class ScanTargets
{
public:
    explicit ScanTargets(std::string_view request);
    bool isEmpty() const { return m_superblocks.empty() && m_mounts.empty() && m_nodes.empty(); }

    bool hasFile(uint64_t mountId, dev_t device) const
    {
        return m_superblocks.contains(device) || m_mounts.contains(mountId);
    }
    bool hasNode(dev_t device) const { return m_nodes.contains(device); }
    bool hasSuperblock(dev_t device) const { return m_superblocks.contains(device); }
    bool mayMatter(dev_t device) const
    {
        return m_superblocks.contains(device) || m_mountDevices.contains(device);
    }
    bool hasMount(uint64_t mountId) const { return m_mounts.contains(mountId); }
    // A file of this superblock under this path may be seen through a mount that is looked for, although its
    // superblock as a whole is not.
    bool mayBeUnderMount(dev_t device, std::string_view path) const;
    uint64_t mountOfPath(std::string_view path) const; // 0: under none of them
    std::unordered_map<uint64_t, std::string> boundSockets() const; // inode -> path, below the mounts

private:
    struct MountTarget
    {
        uint64_t id = 0;
        dev_t device = 0;
        std::string path;
    };
    std::unordered_set<dev_t> m_superblocks, m_nodes, m_mountDevices;
    std::unordered_set<uint64_t> m_mounts;
    std::vector<MountTarget> m_mountList;
};

std::string deviceText(dev_t device);
dev_t deviceFromText(std::string_view text, int base = 10);

} // namespace mooring::kernelchild
