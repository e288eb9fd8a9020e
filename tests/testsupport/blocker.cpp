// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <string>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// A process that stands in the way in one way only: `blocker MODE PATH [LOG]`. Says "ready PID" once it does
// (PID of the one in the way), and leaves when its standard input is closed.
namespace {

[[noreturn]] void die(const char* what)
{
    std::fprintf(stderr, "blocker: %s: %s\n", what, strerror(errno));
    std::exit(1);
}

void need(bool worked, const char* what)
{
    if (!worked)
        die(what);
}

void ready(pid_t pid)
{
    std::printf("ready %d\n", pid);
    std::fflush(stdout);
}

void waitForEnd()
{
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) != 0) { }
}

int openOrDie(const char* path, int flags)
{
    const int file = open(path, flags | O_CLOEXEC, 0644);
    need(file >= 0, path);
    return file;
}

void holdMapping(const char* path)
{
    const int file = openOrDie(path, O_RDONLY);
    need(mmap(nullptr, 4096, PROT_READ, MAP_SHARED, file, 0) != MAP_FAILED, "mmap"); // NOLINT
    close(file);
}

// A descriptor that is in nobody's table: sent, not yet received.
void holdInFlight(const char* path)
{
    std::array<int, 2> ends {};
    need(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0, "socketpair");
    const int file = openOrDie(path, O_RDWR);
    char byte = 0;
    iovec content {&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control {};
    msghdr message {};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &file, sizeof file);
    need(sendmsg(ends[0], &message, 0) == 1, "sendmsg");
    close(file);
}

// Each process of the chain writes its pid down, starts the next one and goes.
[[noreturn]] void runChain(const char* folder, int log, int lifeline)
{
    need(chdir(folder) == 0, folder);
    for (;;) {
        const std::string line = std::to_string(getpid()) + '\n';
        need(write(log, line.data(), line.size()) > 0, "log");
        pollfd parent {lifeline, POLLIN, 0};
        if (poll(&parent, 1, 1) > 0)
            _exit(0);
        const pid_t next = fork();
        need(next >= 0, "fork");
        if (next != 0)
            _exit(0);
    }
}

void holdByChain(const char* folder, const char* logPath)
{
    signal(SIGCHLD, SIG_IGN);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    std::array<int, 2> lifeline {};
    need(pipe2(lifeline.data(), O_CLOEXEC) == 0, "pipe");
    const int log = openOrDie(logPath, O_WRONLY | O_APPEND | O_CREAT);
    const pid_t first = fork();
    if (first == 0) {
        close(lifeline[1]);
        runChain(folder, log, lifeline[0]);
    }
    ready(first);
    waitForEnd();
}

// An interactive bash on a terminal of its own, sitting in the folder.
int holdByShell(const char* folder)
{
    int terminal = -1;
    const pid_t shell = forkpty(&terminal, nullptr, nullptr, nullptr);
    need(shell >= 0, "forkpty");
    if (shell == 0) {
        need(chdir(folder) == 0, folder);
        setenv("PS1", "lab> ", 1);
        execlp("bash", "bash", "--noprofile", "--norc", "-i", nullptr);
        die("bash");
    }
    std::string seen;
    bool told = false;
    for (;;) {
        std::array<pollfd, 2> wait {{{terminal, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
        poll(wait.data(), wait.size(), -1);
        std::array<char, 4096> buffer {};
        const ssize_t count = wait[0].revents != 0 ? read(terminal, buffer.data(), buffer.size()) : 0;
        if (wait[0].revents != 0 && count <= 0)
            break; // it left
        seen.append(buffer.data(), static_cast<size_t>(count));
        if (!told && seen.find("lab> ") != std::string::npos) {
            ready(shell);
            told = true;
        }
        if (wait[1].revents != 0 && read(STDIN_FILENO, buffer.data(), buffer.size()) == 0)
            kill(shell, SIGKILL);
    }
    int status = 0;
    waitpid(shell, &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : 0;
}

bool hold(const std::string& mode, const char* path)
{
    if (mode == "fd")
        openOrDie(path, O_RDWR);
    else if (mode == "device")
        openOrDie(path, O_RDONLY);
    else if (mode == "cwd")
        need(chdir(path) == 0, path);
    else if (mode == "root")
        need(chroot(path) == 0, path);
    else if (mode == "mmap")
        holdMapping(path);
    else if (mode == "flight")
        holdInFlight(path);
    else if (mode == "deleted") {
        openOrDie(path, O_RDWR);
        need(unlink(path) == 0, path);
    } else if (mode == "namespace") {
        need(unshare(CLONE_NEWNS) == 0, "unshare");
        need(mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "mount --make-rprivate");
    } else if (mode == "namespace-mount") { // mounted there only: PATH is DEVICE:FOLDER
        const std::string both = path;
        const size_t colon = both.find(':');
        need(unshare(CLONE_NEWNS) == 0, "unshare");
        need(mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "mount --make-rprivate");
        need(mount(both.substr(0, colon).c_str(), both.substr(colon + 1).c_str(), "ext4", 0, nullptr) == 0,
             "mount");
    } else
        return mode == "idle";
    return true;
}

} // namespace

int main(int count, char** words)
{
    const std::string mode = count > 1 ? words[1] : "";
    const char* path = count > 2 ? words[2] : "";
    if (mode == "shell")
        return holdByShell(path);
    if (mode == "forks" && count > 3) {
        holdByChain(path, words[3]);
        return 0;
    }
    if (!hold(mode, path)) {
        std::fprintf(stderr, "blocker: unknown mode %s\n", mode.c_str());
        return 2;
    }
    ready(getpid());
    waitForEnd();
    return 0;
}
