// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "child.h"

#include "childspawn.h"
#include "descriptor.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>

#include <array>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace mooring {
namespace {

constexpr int kWaitingInterval = 250;
// Never 0, 1 or 2, so that the child's file actions cannot collide.
Descriptor clearOfStandard(int fd)
{
    Descriptor given(fd);
    return fd < 0 || fd > 2 ? std::move(given) : Descriptor(fcntl(fd, F_DUPFD_CLOEXEC, 3));
}

struct Pipe
{
    Descriptor read, write;
    bool open()
    {
        std::array<int, 2> ends {-1, -1};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            return false;
        read = clearOfStandard(ends[0]);
        write = clearOfStandard(ends[1]);
        return read && write && fcntl(read.get(), F_SETFL, O_NONBLOCK) == 0;
    }
};

// A file rather than a pipe: of any size without a writer, and no SIGPIPE when the child does not read.
Descriptor inputFile(const QByteArray& input)
{
    if (input.isEmpty())
        return clearOfStandard(open("/dev/null", O_RDONLY | O_CLOEXEC));
    Descriptor file = clearOfStandard(memfd_create("input", MFD_CLOEXEC));
    for (qsizetype done = 0; file && done < input.size();) {
        const ssize_t count
            = pwrite(file.get(), input.constData() + done, static_cast<size_t>(input.size() - done), done);
        if (count < 0)
            return {};
        done += count;
    }
    return file;
}

// Watches one running child until it has ended or cannot be made to.
class Watch
{
public:
    Watch(pid_t pid, Descriptor pidFd, Descriptor out, Descriptor err, const Child::Options& options)
        : m_pid(pid)
        , m_pidFd(std::move(pidFd))
        , m_out(std::move(out))
        , m_err(std::move(err))
        , m_options(options)
    {
        m_result.pid = pid;
        m_clock.start();
    }

    ChildResult finish(const std::stop_token& stop, int stopFd)
    {
        std::array<pollfd, 4> polled {{{m_pidFd.get(), POLLIN, 0},
                                       {m_out.get(), POLLIN, 0},
                                       {m_err.get(), POLLIN, 0},
                                       {stopFd, POLLIN, 0}}};
        while (!m_result.abandoned) {
            poll(polled.data(), polled.size(), timeout());
            if (!drain(m_out.get(), m_result.out))
                polled[1].fd = -1;
            if (!drain(m_err.get(), m_result.err))
                polled[2].fd = -1;
            if ((polled[0].revents & POLLIN) != 0) {
                reap();
                return m_result;
            }
            if (stop.stop_requested())
                polled[3].fd = -1;
            if ((stop.stop_requested() || m_result.truncated) && m_asked == 0)
                ask(SIGTERM);
            else if (m_asked != 0 && m_patience.hasExpired())
                m_asked == SIGTERM ? ask(SIGKILL) : abandon();
            tellWaiting();
        }
        return m_result;
    }

private:
    int timeout() const
    {
        qint64 result = m_asked == 0 ? -1 : m_patience.remainingTime();
        if (m_options.waiting) {
            const qint64 next = std::max<qint64>(m_nextTell - m_clock.elapsed(), 0);
            result = result < 0 ? next : std::min(result, next);
        }
        return static_cast<int>(std::min<qint64>(result, INT_MAX));
    }

    // Takes what is there; false when nothing can come any more.
    bool drain(int fd, QByteArray& into)
    {
        std::array<char, 65536> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
        for (int turns = 0; turns < 64; ++turns) {
            const ssize_t count = read(fd, buffer.data(), buffer.size());
            if (count < 0)
                return errno == EAGAIN || errno == EINTR;
            if (count == 0)
                return false;
            const qsizetype room = m_options.outputLimit - into.size();
            into.append(buffer.data(), std::min<qsizetype>(count, room));
            m_result.truncated = m_result.truncated || count > room;
        }
        return true;
    }

    void reap()
    {
        siginfo_t info {};
        while (waitid(P_PIDFD, static_cast<id_t>(m_pidFd.get()), &info, WEXITED) != 0 && errno == EINTR) { }
        (info.si_code == CLD_EXITED ? m_result.exitCode : m_result.signal) = info.si_status;
        drain(m_out.get(), m_result.out);
        drain(m_err.get(), m_result.err);
    }

    void ask(int signal)
    {
        m_asked = signal;
        m_patience = QDeadlineTimer(m_options.grace);
        // the whole group it leads; not reaped yet, so the number is still its own
        if (kill(-m_pid, signal) != 0)
            kill(m_pid, signal);
    }

    void abandon()
    {
        m_result.abandoned = true;
        try {
            std::thread([fd = std::move(m_pidFd)] {
                siginfo_t info {};
                while (waitid(P_PIDFD, static_cast<id_t>(fd.get()), &info, WEXITED) != 0 && errno == EINTR) {
                }
            }).detach();
        } catch (const std::system_error&) { // no thread to be had: it stays a zombie until we end
        }
    }

    void tellWaiting()
    {
        if (!m_options.waiting || m_clock.elapsed() < m_nextTell)
            return;
        m_nextTell = m_clock.elapsed() + kWaitingInterval;
        m_options.waiting(m_pid, static_cast<int>(m_clock.elapsed()));
    }

    pid_t m_pid;
    Descriptor m_pidFd, m_out, m_err;
    const Child::Options& m_options;
    ChildResult m_result;
    QElapsedTimer m_clock;
    QDeadlineTimer m_patience;
    qint64 m_nextTell = kWaitingInterval;
    int m_asked = 0; // the last signal sent
};

} // namespace

Result<ChildResult> Child::run(const QList<QByteArray>& argv, std::stop_token stop, const Options& options)
{
    const QString subject = QString::fromUtf8(argv.value(0));
    if (stop.stop_requested())
        return fail({ErrorCode::StoppedByUser, subject, {}, 0, {}, {}});
    const QByteArray program = ChildSpawn::findProgram(argv.value(0));
    if (program.isEmpty())
        return fail(errnoError(ENOENT, subject, ErrorCode::CommandMissing));

    Pipe out;
    Pipe err;
    const Descriptor in = inputFile(options.input);
    const Descriptor stopFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!in || !stopFd || !out.open() || !err.open())
        return fail(errnoError(errno, subject));

    pid_t pid = 0;
    ChildSpawn spawn;
    if (const int error = spawn.run(pid, program, argv, in.get(), out.write.get(), err.write.get())) {
        const bool missing = error == ENOENT || error == ENOTDIR;
        return fail(missing ? errnoError(error, subject, ErrorCode::CommandMissing)
                            : errnoError(error, subject));
    }
    out.write.reset();
    err.write.reset();
    Descriptor pidFd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    if (!pidFd) { // no descriptor left: without it the child could only be waited for without limit
        const int error = errno;
        kill(-pid, SIGKILL);
        waitpid(pid, nullptr, WNOHANG);
        return fail(errnoError(error, subject));
    }
    const std::stop_callback wake(stop, [&stopFd] { eventfd_write(stopFd.get(), 1); });
    Watch watch(pid, std::move(pidFd), std::move(out.read), std::move(err.read), options);
    return watch.finish(stop, stopFd.get());
}

QByteArray kernelChildPath()
{
    std::array<char, PATH_MAX> link {};
    const ssize_t length = readlink("/proc/self/exe", link.data(), link.size());
    const QByteArray program(link.data(), std::max<ssize_t>(length, 0));
    const QByteArray folder = program.left(program.lastIndexOf('/'));
    const QByteArray beside = folder + "/mooring-child";
    return access(beside.constData(), X_OK) == 0 ? beside : folder + "/../libexec/mooring/mooring-child";
}

std::optional<Error> kernelChildError(const Result<ChildResult>& result, const QString& subject)
{
    if (!result) {
        Error error = result.error();
        error.subject = subject;
        return error;
    }
    if (result->abandoned)
        return Error {ErrorCode::DeadlinePassed, subject, ErrorDomain::None, 0, {}, {}};
    const QString text = QString::fromLocal8Bit(result->err).trimmed();
    if (result->signal != 0)
        return Error {ErrorCode::CommandFailed,      subject, ErrorDomain::Exit,
                      quint32(128 + result->signal), text,    {}};
    if (result->exitCode == 0)
        return {};
    if (result->exitCode >= 126)
        return Error {ErrorCode::CommandFailed,  subject, ErrorDomain::Exit,
                      quint32(result->exitCode), text,    {}};
    return errnoError(result->exitCode, subject);
}

} // namespace mooring
