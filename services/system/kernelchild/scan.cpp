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
#include <unordered_set>

namespace mooring::kernelchild {

namespace {

using FileStatus = struct stat;

constexpr unsigned mostThreads = 4;
constexpr int mostRounds = 6; // a host that never stops forking gets an answer, too

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

// Those that are not in `known`, which has them afterwards.
std::vector<std::string> newPids(int proc, std::unordered_set<pid_t>& known)
{
    std::vector<std::string> pids;
    lseek(proc, 0, SEEK_SET);
    numberedEntries(proc, [&](const char* name) {
        if (known.insert(atoi(name)).second)
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

// What a scan looks for, and with what.
struct Search
{
    int proc;
    const ScanTargets& targets;
    const ProcessVisit::Sockets& sockets;
    const FileStatus& own;
};

void visit(const Search& search, const std::string& pid, Findings& findings)
{
    ProcessVisit visit(search.proc, pid.c_str(), search.targets, search.sockets);
    if (visit.look() == ProcessVisit::Seen::Refused)
        ++findings.unseen[visit.uid()];
    if (!visit.uses().empty() && !isOurs(search.proc, pid, search.own) && visit.identify())
        describe(findings.out, visit);
}

// Shared out among as many threads as there are findings.
void visitAll(const Search& search, const std::vector<std::string>& pids, std::vector<Findings>& findings)
{
    std::atomic<size_t> next = 0;
    const auto work = [&](Findings& part) {
        for (size_t i = next++; i < pids.size(); i = next++)
            visit(search, pids[i], part);
    };
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < std::min(findings.size(), pids.size()); ++i)
        threads.emplace_back([&, i] { work(findings[i]); });
    work(findings[0]);
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
    const Search search {proc.get(), targets, sockets, own};
    std::vector<Findings> findings(std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads));
    std::unordered_set<pid_t> known {getpid(), caller};
    // A process may start another and go before its turn comes: those that are new are looked at as well.
    for (int round = 0; round < mostRounds; ++round) {
        const auto pids = newPids(proc.get(), known);
        if (pids.empty())
            break;
        visitAll(search, pids, findings);
    }
    return writeOut(together(findings));
}

} // namespace mooring::kernelchild
