// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons.h"

#include "services/system/childspawn.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace mooring {
namespace {

constexpr int kPatience = 2000; // ms, for each of asking and forcing
constexpr int kStartLimit = 5000; // ms
constexpr int kReadyAgain = 1; // ms

// No errno: its text is the package that has it.
Error missing(const QByteArray& program)
{
    Error error = errorOf(ErrorCode::CommandMissing, encodeBytes(program));
    error.text = QString::fromLatin1(Daemons::packageOf(program));
    return error;
}

} // namespace

DaemonLog::DaemonLog(const AttachmentFolder& folder, const QByteArray& name)
{
    const QByteArray path = folder.file(name + ".log");
    ::mkfifo(path.constData(), 0600);
    // kept open here, so that the words of one that ends at once can still be read
    m_pipe = Descriptor(::open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW));
}

QString DaemonLog::lastLine()
{
    QByteArray text;
    std::array<char, 4096> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
    for (int turn = 0; turn < 16 && m_pipe; ++turn) { // as much as the kernel keeps
        const ssize_t count = ::read(m_pipe.get(), buffer.data(), buffer.size());
        if (count <= 0)
            break;
        text.append(buffer.data(), count);
    }
    const QByteArrayList lines = text.split('\n');
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const QByteArray told = line->trimmed();
        if (!told.isEmpty() && !told.contains(": info: ")) // QEMU's info_report()
            return QString::fromUtf8(told);
    }
    return {};
}

Daemons::Daemons(QByteArray root, const KernelChild& child)
    : m_root(std::move(root))
    , m_child(child)
{
}

const char* Daemons::packageOf(const QByteArray& program)
{
    return program == "nbdfuse" ? "libnbd-bin" : "qemu-system-common";
}

std::optional<Error> Daemons::missingProgram()
{
    for (const char* program : {"qemu-storage-daemon", "nbdfuse"}) {
        if (ChildSpawn::findProgram(program).isEmpty())
            return missing(program);
    }
    return {};
}

Result<ProcessMark> Daemons::start(const AttachmentFolder& folder, const QByteArray& name,
                                   const Program& program, std::stop_token stop) const
{
    const QString subject = encodeBytes(program.name);
    const QByteArray path = ChildSpawn::findProgram(program.name);
    if (path.isEmpty())
        return fail(missing(program.name));
    const QList<QByteArray> arguments
        = QList<QByteArray> {"daemonise", folder.path(), name, path} + program.arguments;
    const ChildAnswer answer = m_child.runFor(kStartLimit, arguments, stop);
    if (auto error = answer.error({}, program.name)) {
        if (stop.stop_requested())
            error->code = ErrorCode::StoppedByUser;
        return fail(*error);
    }
    return ProcessMark::parse(answer.value("process"));
}

std::optional<Error> Daemons::ended(const ProcessMark& storage, const ProcessMark& nbdfuse) const
{
    if (storage.isSet() && !storage.find(m_root))
        return errorOf(ErrorCode::CommandFailed, QStringLiteral("qemu-storage-daemon"));
    if (nbdfuse.isSet() && !nbdfuse.find(m_root))
        return errorOf(ErrorCode::CommandFailed, QStringLiteral("nbdfuse"));
    return {};
}

std::optional<Error> Daemons::awaitListening(const AttachmentFolder& folder, const ProcessMark& storage,
                                             const Patience& patience) const
{
    while (!folder.isListening()) {
        if (auto error = ended(storage, {}))
            return error;
        if (auto error = patience.isOver(QStringLiteral("qemu-storage-daemon")))
            return error;
        patience.wait(-1, 0, kReadyAgain);
    }
    return {};
}

std::optional<Error> Daemons::awaitEnd(const ProcessMark& process, const QString& subject,
                                       const Patience& patience) const
{
    // nobody's child of ours: its end is seen by pidfd, whoever reaps it
    const Descriptor ended(
        static_cast<int>(syscall(SYS_pidfd_open, process.isSet() ? static_cast<pid_t>(process.pid) : -1, 0)));
    while (process.find(m_root)) {
        if (auto error = patience.isOver(subject))
            return error;
        patience.wait(ended.get(), POLLIN, ended ? -1 : 20);
    }
    return {};
}

std::optional<ProcessMark> Daemons::ours(const AttachmentFolder& folder, const QByteArray& name) const
{
    const ProcessMark mark = folder.daemon(name);
    const auto process = mark.find(m_root);
    const QByteArray line = process ? process->commandLine : QByteArray();
    // as it is, or as QEMU's options have it
    const QByteArray path = folder.path() + '/';
    const bool isOurs = line.contains(path) || line.contains(QByteArray(path).replace(',', ",,"));
    return isOurs ? std::optional(mark) : std::nullopt;
}

std::optional<Error> Daemons::end(const AttachmentFolder& folder, const QByteArray& name) const
{
    return endBy(folder, name, {SIGTERM, SIGKILL});
}

std::optional<Error> Daemons::kill(const AttachmentFolder& folder, const QByteArray& name) const
{
    return endBy(folder, name, {SIGKILL});
}

std::optional<Error> Daemons::endBy(const AttachmentFolder& folder, const QByteArray& name,
                                    std::initializer_list<int> numbers) const
{
    const QString subject = encodeBytes(name);
    for (const int signal : numbers) {
        const auto mark = ours(folder, name);
        if (!mark)
            return {};
        m_child.runFor(kPatience,
                       {"signal", QByteArray::number(mark->pid), QByteArray::number(mark->startTicks),
                        QByteArray::number(signal)},
                       {});
        if (!awaitEnd(*mark, subject, Patience::of(kPatience)))
            return {};
    }
    return errorOf(ErrorCode::DeadlinePassed, subject);
}

} // namespace mooring
