// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processvisit.h"
#include "procfs.h"
#include "scanformat.h"
#include "verbs.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <map>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace mooring::kernelchild {

namespace {

using FileStatus = struct stat;

constexpr unsigned mostThreads = 4;

int writeOut(const std::string& text)
{
    for (size_t at = 0; at < text.size();) {
        const ssize_t count = write(STDOUT_FILENO, text.data() + at, text.size() - at);
        if (count < 0 && errno != EINTR)
            return errno;
        at += count > 0 ? static_cast<size_t>(count) : 0;
    }
    return 0;
}

void describe(std::string& out, const ProcessVisit& visit)
{
    using namespace scanformat;
    append(out, Process, visit.identity());
    for (const FoundUse& use : visit.uses())
        append(out, Use,
               {std::string(1, use.way), std::to_string(use.mountId), deviceText(use.device),
                deviceText(use.node), use.path});
}

// What one thread found out.
struct Findings
{
    std::string out;
    std::map<uid_t, int> unseen;
};

std::vector<std::string> pidsBut(int proc, pid_t one, pid_t other)
{
    std::vector<std::string> pids;
    numberedEntries(proc, [&](const char* name) {
        if (atoi(name) != one && atoi(name) != other)
            pids.emplace_back(name);
    });
    return pids;
}

std::string together(const std::vector<Findings>& findings)
{
    std::string out;
    for (const Findings& some : findings) {
        out += some.out;
        for (const auto& [uid, count] : some.unseen)
            scanformat::append(out, scanformat::Unseen, {std::to_string(uid), std::to_string(count)});
    }
    scanformat::append(out, scanformat::End, {});
    return out;
}

// Looks of other providers, and of Mooring's other programs, open devices for a moment: none of them is in
// anybody's way.
bool isOurs(int proc, const std::string& pid, const FileStatus& own)
{
    FileStatus program {};
    return fstatat(proc, (pid + "/exe").c_str(), &program, 0) == 0 && program.st_dev == own.st_dev
        && program.st_ino == own.st_ino;
}

} // namespace

int scanProcesses(Arguments arguments)
{
    const pid_t caller = arguments.empty() ? 0 : atoi(arguments[0]);
    const ScanTargets targets(readAll(STDIN_FILENO));
    const Descriptor proc(open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!proc)
        return errno;
    FileStatus own {};
    if (stat("/proc/self/exe", &own) != 0)
        return errno;
    const auto sockets = targets.boundSockets();
    const auto pids = pidsBut(proc.get(), getpid(), caller);
    std::atomic<size_t> next = 0;
    const auto work = [&](Findings& findings) {
        for (size_t i = next++; i < pids.size(); i = next++) {
            ProcessVisit visit(proc.get(), pids[i].c_str(), targets, sockets);
            if (visit.look() == ProcessVisit::Seen::Refused)
                ++findings.unseen[visit.uid()];
            if (!visit.uses().empty() && !isOurs(proc.get(), pids[i], own) && visit.identify())
                describe(findings.out, visit);
        }
    };
    std::vector<Findings> findings(std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads));
    {
        std::vector<std::jthread> threads;
        for (size_t i = 1; i < findings.size(); ++i)
            threads.emplace_back([&, i] { work(findings[i]); });
        work(findings[0]);
    }
    return writeOut(together(findings));
}

} // namespace mooring::kernelchild
