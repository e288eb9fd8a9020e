// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicestart.h"

#include <QSocketNotifier>

#include <array>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <vector>

namespace mooring {

namespace {
// Unlike the children that carry out steps it gets the whole environment: it is started as the bus would.
int spawn(pid_t& pid, QList<QByteArray>& argv)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawn_file_actions_addchdir_np(&actions, "/");
    std::vector<char*> words;
    for (QByteArray& word : argv)
        words.push_back(word.data());
    words.push_back(nullptr);
    const int failure = posix_spawn(&pid, words.front(), &actions, &attributes, words.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}
} // namespace

Result<StartedService> StartedService::start(const QByteArray& program, const QList<QByteArray>& arguments)
{
    QList<QByteArray> argv = QList<QByteArray> {program} + arguments;
    pid_t pid = 0;
    if (const int failure = spawn(pid, argv))
        return fail(errnoError(failure, QString::fromLocal8Bit(program), ErrorCode::ServiceNotRunning));
    // glibc 2.36 declares pidfd_open() only for C
    return StartedService(pid, Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid, 0))));
}

std::optional<int> StartedService::exitCode()
{
    int status = 0;
    if (!m_code && waitpid(m_pid, &status, WNOHANG) == m_pid)
        m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return m_code;
}

std::optional<Error> ServiceStarter::start(const QByteArray& program, std::function<void(int code)> ended)
{
    Result<StartedService> service = StartedService::start(program, {"--user"});
    if (!service)
        return service.error();
    const int number = ++m_last;
    const int pidfd = service->descriptor();
    m_services.insert_or_assign(number, std::move(*service));
    if (pidfd < 0)
        return {}; // it is not reaped before we end
    auto* notifier = new QSocketNotifier(pidfd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier, number, ended = std::move(ended)] {
        notifier->setEnabled(false);
        notifier->deleteLater();
        reap(number, ended);
    });
    return {};
}

void ServiceStarter::reap(int number, const std::function<void(int code)>& ended)
{
    const int code = m_services.at(number).exitCode().value_or(0);
    m_services.erase(number);
    ended(code);
}

QByteArray programBeside(const QByteArray& name)
{
    std::array<char, PATH_MAX> self {};
    const ssize_t length = readlink("/proc/self/exe", self.data(), self.size());
    if (length <= 0)
        return {};
    const QByteArray own(self.data(), length);
    QByteArray program = own.left(own.lastIndexOf('/') + 1) + name;
    return access(program.constData(), X_OK) == 0 ? program : QByteArray();
}

} // namespace mooring
