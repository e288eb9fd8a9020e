// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processsteps.h"

#include "descriptor.h"
#include "processnames.h"
#include "systemdunits.h"

#include <csignal>
#include <poll.h>
#include <sys/syscall.h>

namespace mooring {

namespace {

constexpr int waitSlice = 50; // ms between looks at the stop token

StepResult answer(const std::optional<Error>& error)
{
    StepResult result;
    result.error = error;
    return result;
}

} // namespace

bool ProcessSteps::takes(const Step& step)
{
    return step.kind == Kind::Process && (step.verb == Verb::AskToQuit || step.verb == Verb::End);
}

StepResult ProcessSteps::run(const Step& step) const
{
    if (step.verb == Verb::End)
        return endProcess(step, {"9"});
    return step.command.value(0) == "systemctl" ? stopService(step) : endProcess(step, {"15", "1"});
}

StepResult ProcessSteps::endProcess(const Step& step, const QList<QByteArray>& signalNumbers) const
{
    const QList<QByteArray> identity = step.resource.key().split('@');
    const qint64 pid = identity.value(0).toLongLong();
    const auto process = Processes::read(m_settings.root, pid);
    if (!process || QByteArray::number(process->startTicks) != identity.value(1))
        return answer(errorOf(ErrorCode::AlreadyGone, step.name));
    QList<QByteArray> arguments {"signal", identity[0], identity[1]};
    arguments += signalNumbers;
    if (process->state == 'T' || process->state == 't')
        arguments += QByteArray::number(SIGCONT); // a stopped process hears nothing else
    arguments.prepend(m_settings.kernelChild);
    if (auto error = kernelChildError(m_settings.child->run(arguments, m_stop), step.name)) {
        if (error->domain == ErrorDomain::Errno && error->number == ESRCH)
            error->code = ErrorCode::AlreadyGone;
        return answer(error);
    }
    return answer(waitUntilGone(pid, process->startTicks, step.name));
}

// Stops the unit that was shown, and only while the process still runs in it.
StepResult ProcessSteps::stopService(const Step& step) const
{
    const QString unit = QString::fromUtf8(step.command.value(2));
    const QList<QByteArray> identity = step.resource.key().split('@');
    const qint64 pid = identity.value(0).toLongLong();
    const auto process = Processes::read(m_settings.root, pid);
    if (!process || QByteArray::number(process->startTicks) != identity.value(1))
        return answer(errorOf(ErrorCode::AlreadyGone, step.name));
    const CgroupNames group = cgroupNames(process->cgroup);
    if (!group.isService() || group.unit != unit)
        return answer(errorOf(ErrorCode::IdentityChanged, step.name));
    SystemdUnits units;
    if (const Result<void> done = units.stop(unit, m_stop); !done)
        return answer(done.error());
    return answer(waitUntilGone(pid, process->startTicks, step.name));
}

std::optional<Error> ProcessSteps::waitUntilGone(qint64 pid, quint64 startTicks, const QString& name) const
{
    const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0)));
    const auto now = Processes::read(m_settings.root, pid);
    if (!process || !now || now->startTicks != startTicks)
        return {};
    Progress progress;
    progress.waitingFor = name;
    m_progress(progress);
    pollfd ended {process.get(), POLLIN, 0};
    while (!m_stop.stop_requested()) {
        if (poll(&ended, 1, waitSlice) > 0)
            return {};
    }
    return errorOf(ErrorCode::StillThere, name);
}

} // namespace mooring
