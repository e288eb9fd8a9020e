// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <csignal>
#include <functional>
#include <future>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace mooring {

// A process that does something and then stays until it is killed.
class Forked
{
public:
    explicit Forked(const std::function<bool()>& begin)
    {
        std::array<int, 2> ends {};
        if (pipe(ends.data()) != 0)
            qFatal("pipe");
        m_pid = fork();
        if (m_pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            const char said = begin() ? 'y' : 'n';
            if (write(ends[1], &said, 1) == 1)
                pause();
            _exit(1);
        }
        char said = 0;
        close(ends[1]);
        if (read(ends[0], &said, 1) != 1 || said != 'y')
            qFatal("the child could not begin");
        close(ends[0]);
    }
    ~Forked()
    {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    Forked(const Forked&) = delete;
    Forked& operator=(const Forked&) = delete;
    pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = 0;
};

inline bool bindSocket(const QByteArray& path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const int socketFd = socket(AF_UNIX, SOCK_STREAM, 0);
    return bind(socketFd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

inline bool sitInThread(const QByteArray& path)
{
    std::promise<bool> sits;
    std::thread([&] {
        sits.set_value(unshare(CLONE_FS | CLONE_FILES) == 0 && chdir(path.constData()) == 0);
        pause();
    }).detach();
    return sits.get_future().get();
}

} // namespace mooring
