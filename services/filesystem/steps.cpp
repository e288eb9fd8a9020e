// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"

#include "hostview.h"
#include "nodekeys.h"
#include "services/core/planforce.h"
#include "services/system/processsteps.h"
#include "services/system/wholefile.h"
#include "steprecipe.h"
#include "swapnodes.h"

#include <QSet>

#include <algorithm>
#include <cerrno>

namespace mooring {

namespace {

Error unmountError(Error error)
{
    if (error.domain != ErrorDomain::Errno)
        return error;
    if (error.number == EBUSY)
        error.code = ErrorCode::CauseNotFound;
    else if (error.number == ENOENT)
        error.code = ErrorCode::AlreadyGone;
    else if (error.number == EINVAL)
        error.code = ErrorCode::SomethingStandsOnIt; // its mount point shows another mount
    return error;
}

qulonglong mountIdOf(const Step& step) { return step.incarnation.section(QLatin1Char('/'), 1).toULongLong(); }

// The mounts that an automount carries, a mount before what is mounted in it; empty when this is none of
// them.
QList<MountEntry> carriedWith(const QList<MountEntry>& mounts, qulonglong id)
{
    const auto carried
        = std::find_if(mounts.begin(), mounts.end(), [id](const auto& m) { return m.id == id; });
    if (carried == mounts.end())
        return {};
    QSet<quint64> below {carried->parent};
    QList<MountEntry> found;
    for (bool isGrowing = true; isGrowing;) {
        isGrowing = false;
        for (const MountEntry& entry : mounts) {
            if (!below.contains(entry.parent) || below.contains(entry.id))
                continue;
            below.insert(entry.id);
            found += entry;
            isGrowing = true;
        }
    }
    return found;
}

} // namespace

StepResult FilesystemSteps::run(const Step& step) const
{
    switch (step.verb) {
    case Verb::Unmount:
        return unmount(step);
    case Verb::SwapOff:
        return swapOff(step);
    case Verb::Mount:
        return mount(step);
    case Verb::SwapOn:
        return swapOn(step);
    case Verb::Hold:
        return hold(step);
    case Verb::EndHold:
        return changeUnit(step.arguments, true);
    case Verb::AskToQuit:
    case Verb::End:
        return ProcessSteps({m_options.root, m_options.child, m_options.kernelChild}, m_stop, m_progress)
            .run(step);
    default:
        return failedStep(errorOf(ErrorCode::VerbNotOffered, step.name));
    }
}

Result<QByteArray> FilesystemSteps::child(QList<QByteArray> arguments, const QString& subject,
                                          const Child::Options& options) const
{
    arguments.prepend(m_options.kernelChild);
    const auto result = m_options.child->run(arguments, m_stop, options);
    auto error = kernelChildError(result, subject);
    if (error && result && !result->err.isEmpty())
        error->text = QString::fromLocal8Bit(result->err).trimmed();
    return error ? Result<QByteArray>(fail(*std::move(error))) : result->out;
}

// `told` is what the child found on the device or in the swap file before it let go of it.
QJsonObject FilesystemSteps::recipeWithIdentity(const Step& step, const QByteArray& told)
{
    QJsonObject recipe = step.restore;
    const QByteArray identity = toldIdentity(told);
    if (recipe.isEmpty() || identity.isEmpty())
        return recipe;
    QJsonObject data = recipeData(recipe);
    data[QLatin1String("identity")] = encodeBytes(identity);
    recipe[QLatin1String("data")] = data;
    return recipe;
}

// What the kernel still has to write for one device; an estimate, and only where debugfs shows it.
Child::Options FilesystemSteps::watchingWriteback(const QByteArray& device) const
{
    Child::Options options;
    const QByteArray stats = m_options.root + "/sys/kernel/debug/bdi/" + device + "/stats";
    options.waiting = [this, stats, first = std::optional<quint64>()](qint64 pid, int elapsed) mutable {
        Progress progress;
        progress.waitingPid = pid;
        quint64 left = 0;
        const QList<QByteArray> lines = wholeFile(stats).value_or(QByteArray()).split('\n');
        for (const QByteArray& line : lines) {
            const QList<QByteArray> words = line.simplified().split(' ');
            if (words[0] == "BdiWriteback:" || words[0] == "BdiReclaimable:")
                left += words.value(1).toULongLong() * 1024;
        }
        if (lines.size() > 1) {
            progress.bytesLeft = left;
            const quint64 most = first.value_or(left); // what others write meanwhile can make it grow
            first = std::max(most, left);
            if (elapsed > 0 && most > left)
                progress.bytesPerSecond = (most - left) * 1000 / static_cast<quint64>(elapsed);
        }
        m_progress(progress);
    };
    return options;
}

StepResult FilesystemSteps::unmount(const Step& step) const
{
    const auto mounts = Mounts(m_options.root).own();
    if (!mounts)
        return failedStep(mounts.error());
    const qulonglong id = mountIdOf(step);
    const auto entry
        = std::find_if(mounts->begin(), mounts->end(), [id](const auto& m) { return m.id == id; });
    if (entry == mounts->end())
        return failedStep(errorOf(ErrorCode::AlreadyGone, step.name));
    if (rungOf(step) == Rung::Lazy)
        return unmountLazily(step, *entry);
    QList<QByteArray> arguments {"umount", entry->mountPoint, QByteArray::number(id)};
    if (entry->major != 0 || entry->filesystemType == "btrfs")
        arguments += {recipeBytes(recipeData(step.restore), "source"), entry->filesystemType};
    const auto told = child(arguments, step.name, watchingWriteback(deviceOf(*entry).text()));
    if (!told)
        return failedStep(unmountError(told.error()));
    StepResult result;
    result.restore = recipeWithIdentity(step, *told);
    return result;
}

// Stopping the unit cuts off what is mounted there lazily, users or not (repeat_unmount() with MNT_DETACH in
// systemd's automount.c): so that is unmounted first, if the kernel agrees that nobody uses it.
StepResult FilesystemSteps::hold(const Step& step) const
{
    const auto mounts = Mounts(m_options.root).own();
    if (!mounts)
        return failedStep(mounts.error());
    const QList<MountEntry> carried = carriedWith(*mounts, mountIdOf(step));
    for (auto entry = carried.rbegin(); entry != carried.rend(); ++entry) {
        const QList<QByteArray> arguments {"umount", entry->mountPoint, QByteArray::number(entry->id)};
        if (const auto told = child(arguments, step.name, watchingWriteback(deviceOf(*entry).text())); !told)
            return failedStep(unmountError(told.error()));
    }
    return changeUnit(step.restore, false);
}

// Where nobody uses it the kernel lets go of the file system before it answers, and may wait for a dead disk.
StepResult FilesystemSteps::unmountLazily(const Step& step, const MountEntry& entry) const
{
    std::stop_source enough;
    const std::stop_callback passOn(m_stop, [&enough] { enough.request_stop(); });
    const auto isThere = [this, id = entry.id] {
        const auto mounts = Mounts(m_options.root).own();
        return !mounts
            || std::any_of(mounts->begin(), mounts->end(), [id](const auto& m) { return m.id == id; });
    };
    Child::Options options;
    options.waiting = [&](qint64 pid, int) {
        Progress progress;
        progress.waitingPid = pid;
        m_progress(progress);
        if (!isThere())
            enough.request_stop();
    };
    const auto result = m_options.child->run(
        {m_options.kernelChild, "umount-lazy", entry.mountPoint, QByteArray::number(entry.id)},
        enough.get_token(), options);
    const auto error = kernelChildError(result, step.name);
    return error && isThere() ? failedStep(unmountError(*error)) : StepResult();
}

Child::Options FilesystemSteps::watchingSwap(const QByteArray& path, quint64 before) const
{
    Child::Options options;
    options.waiting = [this, path, before](qint64 pid, int elapsed) {
        Progress progress;
        progress.waitingPid = pid;
        const auto swaps = Mounts(m_options.root).swaps();
        for (const SwapEntry& swap : swaps.value_or(QList<SwapEntry>())) {
            if (swap.path != path || before == 0)
                continue;
            const quint64 moved = before - std::min(before, swap.used);
            progress.bytesLeft = swap.used;
            progress.percent = static_cast<int>(moved * 100 / before);
            if (elapsed > 0)
                progress.bytesPerSecond = moved * 1000 / static_cast<quint64>(elapsed);
        }
        m_progress(progress);
    };
    return options;
}

StepResult FilesystemSteps::swapOff(const Step& step) const
{
    const QByteArray path = step.resource.key();
    const HostView view(m_options.root);
    const QList<SwapEntry>& swaps = view.swaps();
    const auto swap = std::find_if(swaps.begin(), swaps.end(), [&](const auto& s) { return s.path == path; });
    if (swap == swaps.end())
        return failedStep(errorOf(ErrorCode::AlreadyGone, step.name));
    if (!SwapNodes::fits(swaps, *swap, view.memoryForSwap()))
        return failedStep(swapDoesNotFit(path));
    // The kernel knows a deleted file by the name it shows; what is in it cannot be read by that name.
    QList<QByteArray> arguments {"swapoff", swap->deleted ? path + " (deleted)" : path};
    if (!swap->deleted)
        arguments += {path, "swap"};
    const auto told = child(arguments, step.name, watchingSwap(path, swap->used));
    if (!told) {
        const Error& error = told.error();
        const bool memory = error.domain == ErrorDomain::Errno && error.number == ENOMEM;
        return failedStep(memory ? swapDoesNotFit(path) : error);
    }
    StepResult result;
    result.restore = recipeWithIdentity(step, *told);
    return result;
}

} // namespace mooring
