// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scantargets.h"

#include "procfs.h"
#include "scanformat.h"

#include <sys/sysmacros.h>

namespace mooring::kernelchild {

namespace {
bool isBelow(std::string_view path, std::string_view folder)
{
    return path.starts_with(folder)
        && (path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/');
}
} // namespace

std::string deviceText(dev_t device)
{
    return std::to_string(major(device)) + ':' + std::to_string(minor(device));
}

dev_t deviceFromText(std::string_view text, int base)
{
    const std::string copy(text);
    char* end = nullptr;
    const auto first = strtoul(copy.c_str(), &end, base);
    const auto second = *end == ':' ? strtoul(end + 1, nullptr, base) : 0;
    return makedev(first, second);
}

ScanTargets::ScanTargets(std::string_view request)
{
    while (const auto record = scanformat::take(request)) {
        switch (record->tag) {
        case scanformat::Superblock:
            m_superblocks.insert(deviceFromText(record->at(0)));
            break;
        case scanformat::BlockNode:
            m_nodes.insert(deviceFromText(record->at(0)));
            break;
        case scanformat::Mount: {
            const MountTarget target {strtoull(std::string(record->at(0)).c_str(), nullptr, 10),
                                      deviceFromText(record->at(1)), std::string(record->at(2))};
            m_mounts.insert(target.id);
            m_mountDevices.insert(target.device);
            m_mountList.push_back(target);
            break;
        }
        default:
            break;
        }
    }
}

bool ScanTargets::mayBeUnderMount(dev_t device, std::string_view path) const
{
    if (!m_mountDevices.contains(device))
        return false;
    for (const MountTarget& mount : m_mountList) {
        if (mount.device == device && isBelow(path, mount.path))
            return true;
    }
    return false;
}

uint64_t ScanTargets::mountOfPath(std::string_view path) const
{
    const MountTarget* best = nullptr;
    for (const MountTarget& mount : m_mountList) {
        if (isBelow(path, mount.path) && (!best || mount.path.size() >= best->path.size()))
            best = &mount;
    }
    return best ? best->id : 0;
}

// A bound socket keeps the mount of its name, and its descriptor says nothing of it.
std::unordered_map<uint64_t, std::string> ScanTargets::boundSockets() const
{
    std::unordered_map<uint64_t, std::string> result;
    if (m_mountList.empty())
        return result;
    const std::string table = readAll(AT_FDCWD, "/proc/net/unix");
    for (size_t at = 0; at < table.size();) {
        const size_t end = std::min(table.find('\n', at), table.size());
        const std::string_view line(table.data() + at, end - at);
        at = end + 1;
        const size_t slash = line.find(" /");
        if (slash == std::string_view::npos)
            continue;
        const std::string_view path = line.substr(slash + 1);
        const size_t before = line.rfind(' ', slash - 1);
        if (mountOfPath(path) && before != std::string_view::npos)
            result.emplace(strtoull(std::string(line.substr(before)).c_str(), nullptr, 10), path);
    }
    return result;
}

} // namespace mooring::kernelchild
