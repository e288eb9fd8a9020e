// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processvisit.h"

#include "procfs.h"
#include "scanformat.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <linux/kcmp.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace mooring::kernelchild {

namespace {

using Statx = struct statx;

constexpr std::string_view deletedMark = " (deleted)";

// Follows a magic link of procfs without asking a server, starting an automount or walking a path.
bool look(int at, const char* name, Statx& result)
{
    return statx(at, name, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT,
                 STATX_TYPE | STATX_NLINK | STATX_INO | STATX_MNT_ID, &result)
        == 0;
}

dev_t deviceOf(const Statx& info) { return makedev(info.stx_dev_major, info.stx_dev_minor); }

bool shares(pid_t one, pid_t other, int what)
{
    // An error (not built in, not permitted) counts as shared: what the leader has was seen.
    return syscall(SYS_kcmp, one, other, what, 0UL, 0UL) <= 0;
}

} // namespace

ProcessVisit::ProcessVisit(int proc, const char* name, const ScanTargets& targets, const Sockets& sockets)
    : m_pid(atoi(name))
    , m_folder(openat(proc, name, O_PATH | O_DIRECTORY | O_CLOEXEC))
    , m_targets(targets)
    , m_sockets(sockets)
{
}

uid_t ProcessVisit::uid() const
{
    struct stat info
    {
    };
    return fstat(m_folder.get(), &info) == 0 ? info.st_uid : 0;
}

ProcessVisit::Seen ProcessVisit::look()
{
    Statx info {};
    if (!m_folder || !kernelchild::look(m_folder.get(), "task", info))
        return Seen::Gone;
    const unsigned threads = info.stx_nlink - 2;
    std::string base;
    pid_t first = m_pid;
    if (!lookAtLink("exe", scanformat::Executable)) {
        if (errno == EACCES || errno == EPERM)
            return refusedOrGone();
        if (threads <= 1)
            return Seen::Gone; // a kernel thread or a zombie: neither holds anything
        const Descriptor tasks(openat(m_folder.get(), "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        numberedEntries(tasks.get(), [&](const char* tid) { first = atoi(tid); });
        base = "task/" + std::to_string(first) + '/'; // the leader has ended, its threads live on
    }
    lookAtLink(base + "cwd", scanformat::WorkingDirectory);
    lookAtLink(base + "root", scanformat::RootDirectory);
    if (!lookAtFiles(base + "fd"))
        return errno == EACCES ? refusedOrGone() : Seen::Gone;
    lookAtMaps(base);
    if (threads > 1)
        lookAtThreads(first);
    return Seen::Whole;
}

// The kernel refuses in the same words when the process has just ended.
ProcessVisit::Seen ProcessVisit::refusedOrGone() const
{
    const std::string stat = readAll(m_folder.get(), "stat");
    const auto fields = statFields(stat);
    return fields.empty() || fields[0] == "Z" || fields[0] == "X" ? Seen::Gone : Seen::Refused;
}

bool ProcessVisit::lookAtLink(const std::string& name, char way)
{
    Statx info {};
    if (!kernelchild::look(m_folder.get(), name.c_str(), info))
        return false;
    if (m_targets.hasFile(info.stx_mnt_id, deviceOf(info)))
        add({way, info.stx_mnt_id, deviceOf(info), 0, linkTarget(m_folder.get(), name.c_str())});
    return true;
}

bool ProcessVisit::lookAtFiles(const std::string& name)
{
    const Descriptor folder(openat(m_folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return false;
    numberedEntries(folder.get(), [&](const char* number) { lookAtFile(folder.get(), name, number); });
    return true;
}

void ProcessVisit::lookAtFile(int folder, const std::string& prefix, const char* number)
{
    Statx info {};
    if (!kernelchild::look(folder, number, info))
        return;
    const dev_t device = deviceOf(info);
    if (S_ISSOCK(info.stx_mode)) {
        const auto socket = m_sockets.find(info.stx_ino);
        if (socket != m_sockets.end())
            add({scanformat::OpenFile, m_targets.mountOfPath(socket->second), 0, 0, socket->second});
        return;
    }
    const dev_t node = S_ISBLK(info.stx_mode) ? makedev(info.stx_rdev_major, info.stx_rdev_minor) : 0;
    if (node && m_targets.hasNode(node))
        add({scanformat::OpenDevice, 0, 0, node, linkTarget(folder, number)});
    if (m_targets.hasFile(info.stx_mnt_id, device))
        add({info.stx_nlink == 0 ? scanformat::DeletedFile : scanformat::OpenFile, info.stx_mnt_id, device, 0,
             linkTarget(m_folder.get(), (prefix + '/' + number).c_str())});
}

void ProcessVisit::lookAtMaps(const std::string& base)
{
    const std::string maps = readAll(m_folder.get(), (base + "maps").c_str());
    std::string_view last;
    for (size_t at = 0; at < maps.size();) {
        const size_t end = std::min(maps.find('\n', at), maps.size());
        const std::string_view line(maps.data() + at, end - at);
        at = end + 1;
        const size_t path = line.find('/');
        // Most lines have no file or repeat the file of the line before.
        if (path == std::string_view::npos || line.substr(path) == last)
            continue;
        last = line.substr(path);
        lookAtMapping(line);
    }
}

void ProcessVisit::lookAtMapping(std::string_view line)
{
    uint64_t from = 0, to = 0, inode = 0;
    unsigned major = 0, minor = 0;
    int length = 0;
    // "FROM-TO PERMISSIONS OFFSET MAJ:MIN INODE  PATH": most are of other devices, and must cost little.
    const size_t colon = line.find(':');
    const size_t before = colon == std::string_view::npos ? colon : line.rfind(' ', colon);
    if (before == std::string_view::npos
        || !m_targets.mayMatter(deviceFromText(line.substr(before + 1, 12), 16)))
        return;
    const std::string text(line);
    if (sscanf(text.c_str(), "%" SCNx64 "-%" SCNx64 " %*s %*s %x:%x %" SCNu64 " %n", &from, &to, &major,
               &minor, &inode, &length)
            < 5
        || inode == 0)
        return;
    const dev_t device = makedev(major, minor);
    std::string path = text.substr(static_cast<size_t>(length));
    const bool whole = m_targets.hasSuperblock(device);
    if (!whole && !m_targets.mayBeUnderMount(device, path))
        return;
    char name[80];
    snprintf(name, sizeof name, "map_files/%" PRIx64 "-%" PRIx64, from, to);
    Statx info {};
    const bool known = kernelchild::look(m_folder.get(), name, info);
    if (!whole && !(known && m_targets.hasMount(info.stx_mnt_id)))
        return;
    add({scanformat::MappedFile, known ? info.stx_mnt_id : 0, device, 0, std::move(path)});
}

// Threads share their leader's files and folders unless they were made otherwise: asked of the kernel, and
// only those that differ are looked at.
void ProcessVisit::lookAtThreads(pid_t first)
{
    const Descriptor tasks(openat(m_folder.get(), "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!tasks)
        return;
    numberedEntries(tasks.get(), [&](const char* name) {
        const pid_t tid = atoi(name);
        if (tid == first)
            return;
        const std::string base = std::string("task/") + name + '/';
        if (!shares(first, tid, KCMP_FS)) {
            lookAtLink(base + "cwd", scanformat::WorkingDirectory);
            lookAtLink(base + "root", scanformat::RootDirectory);
        }
        if (!shares(first, tid, KCMP_FILES))
            lookAtFiles(base + "fd");
    });
}

void ProcessVisit::add(FoundUse use)
{
    constexpr int enough = 16; // paths a process and way: more is no better answer
    int same = 0;
    for (const FoundUse& old : m_uses) {
        if (use.way == scanformat::MappedFile && old.way == scanformat::Executable && old.path == use.path)
            return;
        if (old.way != use.way || old.mountId != use.mountId || old.device != use.device
            || old.node != use.node)
            continue;
        if (old.path == use.path || ++same >= enough)
            return;
    }
    const std::string_view path = use.path;
    if (path.ends_with(deletedMark) && use.way != scanformat::OpenFile)
        use.path.resize(path.size() - deletedMark.size());
    m_uses.push_back(std::move(use));
}

bool ProcessVisit::identify()
{
    const std::string stat = readAll(m_folder.get(), "stat");
    const auto fields = statFields(stat);
    if (fields.size() < 20)
        return false;
    const size_t open = stat.find('(');
    const std::string comm = stat.substr(open + 1, stat.rfind(')') - open - 1);
    const std::string status = readAll(m_folder.get(), "status");
    const size_t line = status.find("\nUid:");
    unsigned real = 0, effective = uid();
    if (line != std::string::npos)
        sscanf(status.c_str() + line + 5, "%u %u", &real, &effective);
    m_identity = {std::to_string(m_pid),
                  std::string(fields[19]),
                  std::string(fields[1]),
                  std::string(fields[3]),
                  std::to_string(effective),
                  std::string(fields[0]),
                  comm,
                  readAll(m_folder.get(), "cmdline"),
                  readAll(m_folder.get(), "cgroup")};
    // Read last: then all of the above was of this process.
    return !readAll(m_folder.get(), "stat").empty();
}

} // namespace mooring::kernelchild
