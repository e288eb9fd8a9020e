// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "labprocess.h"

#include <QElapsedTimer>
#include <QJsonDocument>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ; // NOLINT: POSIX names it so

namespace mooring::lab {

namespace {

struct Pipe
{
    std::array<int, 2> end {-1, -1};
    Pipe()
    {
        if (pipe2(end.data(), O_CLOEXEC) != 0)
            qFatal("lab: no pipe: %s", strerror(errno));
    }
    void closeOne(int which)
    {
        if (end[size_t(which)] >= 0)
            close(std::exchange(end[size_t(which)], -1));
    }
    ~Pipe()
    {
        closeOne(0);
        closeOne(1);
    }
};

std::vector<char*> pointers(const Argv& words)
{
    std::vector<char*> list;
    for (const QByteArray& word : words)
        list.push_back(const_cast<char*>(word.constData()));
    list.push_back(nullptr);
    return list;
}

Argv wholeEnvironment(const Argv& added)
{
    Argv all = added;
    for (char** entry = environ; *entry; ++entry) {
        const QByteArray name = QByteArray(*entry).split('=').first() + '=';
        const bool replaced
            = std::any_of(added.begin(), added.end(), [&](auto& a) { return a.startsWith(name); });
        if (!replaced)
            all.append(*entry);
    }
    return all;
}

// Signals as a fresh program expects them, own process group so that a terminal's ^C reaches only the test.
pid_t spawn(const Argv& argv, const Argv& environment, int in, int out, int err, bool ownSession = false)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (in < 0)
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    else
        posix_spawn_file_actions_adddup2(&files, in, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    if (err >= 0)
        posix_spawn_file_actions_adddup2(&files, err, 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    const int apart = ownSession ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setflags(&attributes, short(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | apart));
    const Argv whole = wholeEnvironment(environment);
    pid_t pid = 0;
    const int failed = posix_spawnp(&pid, argv.first().constData(), &files, &attributes,
                                    pointers(argv).data(), pointers(whole).data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0)
        qFatal("lab: cannot start %s: %s", argv.first().constData(), strerror(failed));
    return pid;
}

int statusOf(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool readSome(Pipe& pipe, QByteArray& into)
{
    std::array<char, 65536> buffer; // NOLINT: filled by read
    const ssize_t count = read(pipe.end[0], buffer.data(), buffer.size());
    if (count > 0)
        into.append(buffer.data(), count);
    else
        pipe.closeOne(0);
    return count > 0;
}

// Until the descriptor can be read; a signal in between, of a child that ended, is nothing to stop for.
bool awaitInput(int descriptor, int timeout)
{
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        pollfd wait {descriptor, POLLIN, 0};
        const int ready = poll(&wait, 1, std::max(0, timeout - int(clock.elapsed())));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

int pidfdOf(pid_t pid) { return int(syscall(SYS_pidfd_open, pid, 0)); }

} // namespace

QJsonObject Ran::json() const { return QJsonDocument::fromJson(out).object(); }

QList<QJsonObject> Ran::jsonLines() const
{
    QList<QJsonObject> lines;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    return lines;
}

QByteArray Ran::text() const
{
    return "exit " + QByteArray::number(code) + (timedOut ? " (timed out)" : "") + "\n" + out + err;
}

Ran run(const Argv& argv, const RunOptions& options)
{
    Ran ran;
    Pipe in, out, err;
    const pid_t pid
        = spawn(argv, options.environment, options.input ? in.end[0] : -1, out.end[1], err.end[1]);
    in.closeOne(0);
    out.closeOne(1);
    err.closeOne(1);
    if (options.input && ::write(in.end[1], options.input->constData(), size_t(options.input->size())) < 0)
        qWarning("lab: %s does not read its input", argv.first().constData());
    in.closeOne(1);
    const int pidfd = pidfdOf(pid);
    QElapsedTimer clock;
    clock.start();
    bool ended = false;
    // a child left behind may hold the pipes: what has come when the program ends is what counts
    while (!ended || out.end[0] >= 0 || err.end[0] >= 0) {
        std::array<pollfd, 3> wait {
            {{out.end[0], POLLIN, 0}, {err.end[0], POLLIN, 0}, {ended ? -1 : pidfd, POLLIN, 0}}};
        const int left = ran.timedOut ? 5000 : std::max(0, options.timeout - int(clock.elapsed()));
        const int ready = poll(wait.data(), wait.size(), ended ? 0 : left);
        if (ready < 0)
            continue;
        if (ready == 0) {
            if (ended || std::exchange(ran.timedOut, true))
                break;
            kill(pid, SIGKILL);
            continue;
        }
        if (wait[0].revents)
            readSome(out, ran.out);
        if (wait[1].revents)
            readSome(err, ran.err);
        ended = ended || wait[2].revents;
    }
    close(pidfd);
    if (ended)
        ran.code = statusOf(pid);
    return ran;
}

Running::Running(const Argv& argv, const Argv& environment, Session session)
{
    Pipe in, out;
    m_pid = spawn(argv, environment, in.end[0], out.end[1], -1, session == Session::Own);
    m_pidfd = pidfdOf(pid_t(m_pid));
    m_in = std::exchange(in.end[1], -1);
    m_out = std::exchange(out.end[0], -1);
    fcntl(m_out, F_SETFL, O_NONBLOCK);
}

Running::~Running()
{
    closeInput();
    if (!m_status) {
        signal(SIGKILL);
        statusOf(pid_t(m_pid));
    }
    close(m_out);
    close(m_pidfd);
}

bool Running::fill(int timeout)
{
    if (!awaitInput(m_out, timeout))
        return false;
    std::array<char, 65536> buffer; // NOLINT: filled by read
    const ssize_t count = read(m_out, buffer.data(), buffer.size());
    if (count > 0)
        m_buffer.append(buffer.data(), count);
    return count > 0;
}

QByteArray Running::readLine(int timeout)
{
    QElapsedTimer clock;
    clock.start();
    while (!m_buffer.contains('\n'))
        if (!fill(std::max(0, timeout - int(clock.elapsed()))))
            return {};
    const qsizetype end = m_buffer.indexOf('\n');
    const QByteArray line = m_buffer.left(end);
    m_buffer.remove(0, end + 1);
    return line;
}

QByteArray Running::readAvailable()
{
    while (fill(0)) { }
    return std::exchange(m_buffer, {});
}

void Running::write(const QByteArray& text) const
{
    if (::write(m_in, text.constData(), size_t(text.size())) != text.size())
        qWarning("lab: process %lld does not read its input", m_pid);
}

void Running::closeInput()
{
    if (m_in >= 0)
        close(std::exchange(m_in, -1));
}

std::optional<int> Running::waitEnd(int timeout)
{
    if (!m_status && awaitInput(m_pidfd, timeout))
        m_status = statusOf(pid_t(m_pid));
    return m_status;
}

void Running::signal(int number) const
{
    if (!m_status)
        kill(pid_t(m_pid), number);
}

} // namespace mooring::lab
