// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "procfs.h"
#include "uninterrupted.h"
#include "verbs.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <sys/stat.h>
#include <sys/wait.h>
#include <vector>

namespace mooring::kernelchild {
namespace {

struct Daemon
{
    std::string folder, name;
    std::vector<char*> argv; // closed by nullptr
    std::string file(const char* ending) const { return folder + '/' + name + ending; }
};

// "PID STARTTICKS", there before the program begins. A folder that is gone meanwhile: nobody wants it any
// more.
bool recordSelf(const Daemon& daemon)
{
    const std::string stat = readAll(AT_FDCWD, "/proc/self/stat");
    const std::string text = std::to_string(getpid()) + ' ' + std::to_string(startTicks(stat)) + '\n';
    const std::string fresh = daemon.file(".pid.new");
    const Descriptor file(open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    return file && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size())
        && rename(fresh.c_str(), daemon.file(".pid").c_str()) == 0;
}

// What it says goes into a FIFO of which it holds both ends: never more than the kernel keeps in a pipe, and
// writing never waits for a reader.
bool takeStandard(const Daemon& daemon)
{
    const Descriptor nothing(open("/dev/null", O_RDONLY | O_CLOEXEC));
    const Descriptor said(open(daemon.file(".log").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    return nothing && said && dup2(nothing.get(), 0) == 0 && dup2(said.get(), 1) == 1
        && dup2(said.get(), 2) == 2;
}

[[noreturn]] void become(const Daemon& daemon, int begun, const sigset_t& signals)
{
    int told = fcntl(begun, F_DUPFD_CLOEXEC, 10);
    if (told >= 0 && chdir("/") == 0 && recordSelf(daemon) && takeStandard(daemon)) {
        told = dup3(told, 3, O_CLOEXEC);
        close_range(4, ~0U, 0);
        sigprocmask(SIG_SETMASK, &signals, nullptr);
        execv(daemon.argv[0], daemon.argv.data());
    }
    const auto failed = static_cast<unsigned char>(errno);
    _exit(write(told, &failed, 1) == 1 ? 126 : 127);
}

// Twice, so that it belongs to nobody who would have to reap it.
int start(const Daemon& daemon, int begun, const sigset_t& signals)
{
    const pid_t between = fork();
    if (between < 0)
        return errno;
    if (between == 0) {
        setsid();
        const pid_t pid = fork();
        if (pid == 0)
            become(daemon, begun, signals);
        _exit(pid < 0 ? errno : 0);
    }
    int status = 0;
    while (waitpid(between, &status, 0) < 0 && errno == EINTR) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

} // namespace

int daemonise(Arguments arguments)
{
    Daemon daemon {arguments[0], arguments[1], {arguments.begin() + 2, arguments.end()}};
    daemon.argv.push_back(nullptr);
    if (mkfifo(daemon.file(".log").c_str(), 0600) != 0 && errno != EEXIST)
        return errno;
    std::array<int, 2> ends {-1, -1}; // closed by the exec: it runs
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return errno;
    const Descriptor readEnd(ends[0]);
    Descriptor writeEnd(ends[1]);
    const UninterruptedSection section;
    if (const int error = start(daemon, writeEnd.get(), section.before()))
        return error;
    writeEnd.reset();
    unsigned char failed = 0;
    if (read(readEnd.get(), &failed, 1) != 0)
        return failed != 0 ? failed : ECHILD;
    std::string process = readAll(AT_FDCWD, daemon.file(".pid").c_str());
    process.resize(process.find_last_not_of('\n') + 1);
    tell("process", process);
    return 0;
}

} // namespace mooring::kernelchild
