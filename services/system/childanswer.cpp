// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "childanswer.h"

#include <array>
#include <cerrno>

namespace mooring {
namespace {

struct Reason
{
    const char* word;
    ErrorCode code;
    bool aboutDevice = false;
};

constexpr std::array kReasons {
    Reason {"image-missing", ErrorCode::ImageMissing},
    Reason {"image-is-directory", ErrorCode::ImageIsDirectory},
    Reason {"image-not-a-file", ErrorCode::ImageNotAFile},
    Reason {"image-unreadable", ErrorCode::ImageUnreadable},
    Reason {"image-changed", ErrorCode::ImageChanged},
    Reason {"image-in-use", ErrorCode::ImageInUse},
    Reason {"no-room", ErrorCode::NoRoom},
    Reason {"already-attached", ErrorCode::ImageAlreadyAttached, true},
    Reason {"no-loop-device", ErrorCode::NoLoopDeviceFree},
    Reason {"device-size-wrong", ErrorCode::DeviceSizeWrong},
    Reason {"identity-changed", ErrorCode::IdentityChanged, true},
    Reason {"already-gone", ErrorCode::AlreadyGone, true},
};

// Words whose reason is the errno itself when that says more.
std::optional<ErrorCode> codeOf(const Reason& reason, int number)
{
    const bool denied = number == EACCES || number == EPERM;
    if (reason.code == ErrorCode::ImageMissing && denied)
        return ErrorCode::ImageUnreadable;
    if (reason.code == ErrorCode::ImageUnreadable && number != EACCES)
        return {};
    if (denied && (reason.code == ErrorCode::NoLoopDeviceFree || reason.code == ErrorCode::AlreadyGone))
        return ErrorCode::PermissionDenied;
    return reason.code;
}

} // namespace

ChildAnswer::ChildAnswer(Result<ChildResult> result)
    : m_result(std::move(result))
{
    if (!m_result)
        return;
    for (const QByteArray& line : m_result->out.split('\n')) {
        if (const qsizetype space = line.indexOf(' '); space > 0)
            m_values[line.left(space)].append(line.mid(space + 1));
    }
}

QByteArray ChildAnswer::value(const QByteArray& key) const { return values(key).value(0); }

const QList<QByteArray>& ChildAnswer::values(const QByteArray& key) const
{
    static const QList<QByteArray> none;
    const auto found = m_values.constFind(key);
    return found == m_values.constEnd() ? none : *found;
}

QByteArray ChildAnswer::text() const { return m_result ? m_result->out : QByteArray(); }

bool ChildAnswer::endedByItself() const { return m_result && !m_result->abandoned && m_result->signal == 0; }

std::optional<Error> ChildAnswer::error(const QByteArray& path, const QByteArray& device) const
{
    const QString subject = encodeBytes(path.isEmpty() ? device : path);
    const QByteArray word = value("reason");
    if (!endedByItself() || m_result->exitCode == 0)
        return kernelChildError(m_result, subject);
    for (const Reason& reason : kReasons) {
        if (word == reason.word)
            return errnoError(m_result->exitCode, reason.aboutDevice ? encodeBytes(device) : subject,
                              codeOf(reason, m_result->exitCode));
    }
    return kernelChildError(m_result, subject);
}

KernelChild::KernelChild(std::shared_ptr<Child> child, QByteArray program)
    : m_child(std::move(child))
    , m_program(std::move(program))
{
}

ChildAnswer KernelChild::run(QList<QByteArray> arguments, std::stop_token stop,
                             const std::function<void(Progress)>& progress) const
{
    Child::Options options;
    options.waiting = [&progress](qint64 pid, int) {
        Progress waiting;
        waiting.waitingPid = pid;
        if (progress)
            progress(waiting);
    };
    arguments.prepend(m_program);
    return ChildAnswer(m_child->run(arguments, std::move(stop), options));
}

ChildAnswer KernelChild::runFor(int limit, QList<QByteArray> arguments, std::stop_token stop) const
{
    std::stop_source own;
    const std::stop_callback forward(std::move(stop), [&own] { own.request_stop(); });
    Child::Options options;
    options.waiting = [&own, limit](qint64, int elapsed) {
        if (elapsed >= limit)
            own.request_stop();
    };
    arguments.prepend(m_program);
    return ChildAnswer(m_child->run(arguments, own.get_token(), options));
}

} // namespace mooring
