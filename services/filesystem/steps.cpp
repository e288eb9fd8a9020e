// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"

#include "hostview.h"
#include "nodekeys.h"
#include "services/system/wholefile.h"
#include "swapnodes.h"

#include <QJsonArray>

#include <algorithm>
#include <cerrno>

namespace mooring {

namespace {

Error plainError(ErrorCode code, const QString& subject)
{
    Error error;
    error.code = code;
    error.subject = subject;
    return error;
}

StepResult failed(const Error& error)
{
    StepResult result;
    result.error = error;
    return result;
}

// A step that puts back carries the recipe's data, or the recipe around it.
QJsonObject dataOf(const QJsonObject& arguments)
{
    const QJsonValue inner = arguments.value(QLatin1String("data"));
    return inner.isObject() ? inner.toObject() : arguments;
}

QByteArray bytesOf(const QJsonObject& data, const char* key)
{
    return decodeBytes(data.value(QLatin1String(key)).toString());
}

// /dev/loop0p1, when this plan brought /dev/loop0 back as /dev/loop3: /dev/loop3p1.
std::optional<QByteArray> broughtBack(const Step& step, const QByteArray& recorded)
{
    const QJsonObject devices = step.arguments.value(cameAs).toObject();
    for (auto device = devices.begin(); device != devices.end(); ++device) {
        const QByteArray disk = decodeBytes(device.key());
        if (recorded == disk || recorded.startsWith(disk + 'p'))
            return decodeBytes(device.value().toString()) + recorded.mid(disk.size());
    }
    return {};
}

QByteArray deviceNow(const Step& step, const QByteArray& recorded)
{
    return broughtBack(step, recorded).value_or(recorded);
}

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
        return changeUnit(step.restore, false);
    case Verb::EndHold:
        return changeUnit(step.arguments, true);
    case Verb::AskToQuit:
        return step.command.value(0) == "systemctl" ? stopService(step) : endProcess(step, {"15", "1"});
    case Verb::End:
        return endProcess(step, {"9"});
    default:
        return failed(plainError(ErrorCode::VerbNotOffered, step.name));
    }
}

std::optional<Error> FilesystemSteps::child(QList<QByteArray> arguments, const QString& subject,
                                            const Child::Options& options) const
{
    arguments.prepend(m_options.kernelChild);
    const auto result = m_options.child->run(arguments, m_stop, options);
    auto error = kernelChildError(result, subject);
    if (error && result && !result->err.isEmpty())
        error->text = QString::fromLocal8Bit(result->err).trimmed();
    return error;
}

QByteArray FilesystemSteps::identify(const QByteArray& path) const
{
    const auto result = m_options.child->run({m_options.kernelChild, "identify", path}, m_stop);
    if (kernelChildError(result, encodeBytes(path)))
        return {};
    const QList<QByteArray> fields = result->out.split('\0');
    return fields.value(0).isEmpty() ? QByteArray() : fields.value(0) + '/' + fields.value(1);
}

QJsonObject FilesystemSteps::recipeWithIdentity(const Step& step, const QByteArray& path) const
{
    QJsonObject recipe = step.restore;
    if (recipe.isEmpty() || path.isEmpty())
        return recipe;
    QJsonObject data = dataOf(recipe);
    if (const QByteArray identity = identify(path); !identity.isEmpty())
        data[QLatin1String("identity")] = encodeBytes(identity);
    recipe[QLatin1String("data")] = data;
    return recipe;
}

std::optional<Error> FilesystemSteps::checkIdentity(const QJsonObject& data, const QByteArray& path) const
{
    const QByteArray before = bytesOf(data, "identity");
    if (before.isEmpty() || identify(path) == before)
        return {};
    return plainError(ErrorCode::ImageChanged, encodeBytes(path));
}

// What the kernel still has to write for one device; an estimate, and only where debugfs shows it.
// While the host has not been restarted, the name of a device says nothing and its sequence number
// everything.
std::optional<Error> FilesystemSteps::checkDevice(const Step& step, const QJsonObject& data,
                                                  const QByteArray& source) const
{
    const HostView view(m_options.root);
    const QByteArray recorded = bytesOf(data, "sourceKey"), boot = bytesOf(data, "boot");
    if (broughtBack(step, bytesOf(data, "source")) || recorded.isEmpty() || boot != view.bootId()
        || view.device(view.numberOf(source)).key == recorded)
        return {};
    return plainError(ErrorCode::IdentityChanged, encodeBytes(source));
}

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
        return failed(mounts.error());
    const qulonglong id = step.incarnation.section(QLatin1Char('/'), 1).toULongLong();
    const auto entry
        = std::find_if(mounts->begin(), mounts->end(), [id](const auto& m) { return m.id == id; });
    if (entry == mounts->end())
        return failed(plainError(ErrorCode::AlreadyGone, step.name));
    StepResult result;
    const bool onDevice = entry->major != 0 || entry->filesystemType == "btrfs";
    result.restore
        = recipeWithIdentity(step, onDevice ? bytesOf(dataOf(step.restore), "source") : QByteArray());
    if (const auto error = child({"umount", entry->mountPoint, QByteArray::number(id)}, step.name,
                                 watchingWriteback(deviceOf(*entry).text())))
        return failed(unmountError(*error));
    return result;
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
        return failed(plainError(ErrorCode::AlreadyGone, step.name));
    if (!SwapNodes::fits(swaps, *swap, view.memoryForSwap()))
        return failed(swapDoesNotFit(path));
    StepResult result;
    result.restore = recipeWithIdentity(step, swap->deleted ? QByteArray() : path);
    // The kernel knows a deleted file by the name it shows.
    const QByteArray name = swap->deleted ? path + " (deleted)" : path;
    if (const auto error = child({"swapoff", name}, step.name, watchingSwap(path, swap->used))) {
        const bool memory = error->domain == ErrorDomain::Errno && error->number == ENOMEM;
        return failed(memory ? swapDoesNotFit(path) : *error);
    }
    return result;
}

StepResult FilesystemSteps::mount(const Step& step) const
{
    const QJsonObject data = dataOf(step.arguments);
    const QByteArray target = bytesOf(data, "target"), source = deviceNow(step, bytesOf(data, "source"));
    if (target.isEmpty())
        return failed(plainError(ErrorCode::InvalidArgument, step.name));
    if (const auto error = checkDevice(step, data, source))
        return failed(*error);
    const auto mounts = Mounts(m_options.root).own();
    if (!mounts)
        return failed(mounts.error());
    const bool used = std::any_of(mounts->begin(), mounts->end(), [&](const MountEntry& entry) {
        return entry.mountPoint == target && entry.filesystemType != "autofs";
    });
    if (used && !data.value(QLatin1String("over")).toBool())
        return failed(plainError(ErrorCode::MountPointUsed, encodeBytes(target)));
    if (const auto error = checkIdentity(data, source))
        return failed(*error);
    QByteArray type = data.value(QLatin1String("type")).toString().toUtf8();
    if (type.isEmpty()) // a first mount: what is on the device decides
        type = identify(source).split('/').constFirst();
    QList<QByteArray> arguments {"mount",
                                 type,
                                 source,
                                 target,
                                 bytesOf(data, "root"),
                                 data.value(QLatin1String("device")).toString().toLatin1(),
                                 data.value(QLatin1String("options")).toString().toLatin1(),
                                 data.value(QLatin1String("propagation")).toString().toLatin1()};
    const QJsonArray superOptions = data.value(QLatin1String("superOptions")).toArray();
    for (const auto& option : superOptions)
        arguments += decodeBytes(option.toString());
    if (auto error = child(arguments, encodeBytes(target))) {
        if (error->text == QLatin1String("target"))
            error->code = ErrorCode::MountPointMissing;
        return failed(*error);
    }
    StepResult result;
    result.created = {ResourceId::make(Kind::Mount, target)};
    return result;
}

StepResult FilesystemSteps::swapOn(const Step& step) const
{
    const QJsonObject data = dataOf(step.arguments);
    const QByteArray path = deviceNow(step, bytesOf(data, "path"));
    if (path.isEmpty())
        return failed(plainError(ErrorCode::InvalidArgument, step.name));
    if (const auto error = checkIdentity(data, path))
        return failed(*error);
    const QByteArray priority = QByteArray::number(data.value(QLatin1String("priority")).toInt(-1));
    if (const auto error = child({"swapon", path, priority}, encodeBytes(path)))
        return failed(*error);
    StepResult result;
    result.created = {ResourceId::make(Kind::Swap, path)};
    return result;
}

} // namespace mooring
