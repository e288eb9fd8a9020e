// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forensicmount.h"
#include "hostview.h"
#include "nodekeys.h"
#include "services/system/systemdunits.h"
#include "services/system/wholefile.h"
#include "steprecipe.h"
#include "steps.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring {

namespace {

// What follows the name of a disk in that of its partition: "p1" or "1", empty for the disk itself; none:
// it is another disk.
std::optional<QByteArray> partitionOf(const QByteArray& disk, const QByteArray& device)
{
    if (disk.isEmpty() || !device.startsWith(disk))
        return {};
    const QByteArray rest = device.mid(disk.size());
    const bool isAfterDigit = disk.back() >= '0' && disk.back() <= '9'; // kernel block/partitions/core.c
    const QByteArray number = isAfterDigit && rest.startsWith('p') ? rest.mid(1) : rest;
    const bool isNumber = !number.isEmpty()
        && std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool isPartition = isNumber && (isAfterDigit == rest.startsWith('p'));
    return rest.isEmpty() || isPartition ? std::optional(rest) : std::nullopt;
}

// /dev/loop0p1, when this plan brought /dev/loop0 back as /dev/loop3: /dev/loop3p1.
std::optional<QByteArray> broughtBack(const Step& step, const QByteArray& recorded)
{
    const QJsonObject devices = step.arguments.value(cameAs).toObject();
    for (auto device = devices.begin(); device != devices.end(); ++device) {
        const QByteArray disk = decodeBytes(device.key());
        if (const auto partition = partitionOf(disk, recorded); partition)
            return decodeBytes(device.value().toString()) + *partition;
    }
    return {};
}

QByteArray deviceNow(const Step& step, const QByteArray& recorded)
{
    return broughtBack(step, recorded).value_or(recorded);
}

const MountEntry* topmostAt(const QList<MountEntry>& mounts, const QByteArray& path)
{
    const MountEntry* top = nullptr;
    for (const MountEntry& entry : mounts) {
        if (entry.mountPoint == path)
            top = &entry; // later ones are mounted over earlier ones
    }
    return top;
}

bool isSameMount(const MountEntry& entry, DeviceNumber device, const QByteArray& root)
{
    return device != DeviceNumber() && deviceOf(entry) == device && entry.root == root;
}

} // namespace

QByteArray FilesystemSteps::identify(const QByteArray& path, const QByteArray& expectedType) const
{
    QList<QByteArray> arguments {"identify", path};
    if (!expectedType.isEmpty())
        arguments += expectedType;
    return toldIdentity(child(arguments, encodeBytes(path)).value_or(QByteArray()));
}

std::optional<Error> FilesystemSteps::checkIdentity(const QJsonObject& data, const QByteArray& path) const
{
    const QByteArray before = recipeBytes(data, "identity");
    if (before.isEmpty() || identify(path, before.left(before.indexOf('/'))) == before)
        return {};
    return errorOf(ErrorCode::ImageChanged, encodeBytes(path));
}

// While the host has not been restarted, the name of a device says nothing and its sequence number
// everything.
std::optional<Error> FilesystemSteps::checkDevice(const Step& step, const QByteArray& recordedPath,
                                                  const QByteArray& source) const
{
    const QJsonObject data = recipeData(step.arguments);
    const HostView view(m_options.root);
    const QByteArray recorded = recipeBytes(data, "sourceKey"), boot = recipeBytes(data, "boot");
    if (broughtBack(step, recordedPath) || recorded.isEmpty() || boot != view.bootId()
        || view.device(view.numberOf(source)).key == recorded)
        return {};
    return errorOf(ErrorCode::IdentityChanged, encodeBytes(source));
}

// As the kernel has it: nobody writes to it through this device, whatever is asked.
bool FilesystemSteps::isReadOnly(const QByteArray& device) const
{
    const DeviceNumber number = HostView(m_options.root).numberOf(device);
    const auto flag = wholeFile(m_options.root + "/sys/dev/block/" + number.text() + "/ro");
    return flag && flag->startsWith('1');
}

// Of `mooring-child mount`.
Result<QList<QByteArray>> FilesystemSteps::mountArguments(const QJsonObject& data, const QByteArray& source,
                                                          const QByteArray& target) const
{
    QByteArray type = data.value(QLatin1String("type")).toString().toUtf8();
    QList<QByteArray> superOptions;
    if (type.isEmpty()) { // a first mount: what is on the device decides
        type = identify(source).split('/').constFirst();
        if (isReadOnly(source)) // else EACCES; mount(8) comes to the same after a try
            superOptions += "ro";
    }
    const QJsonArray recorded = data.value(QLatin1String("superOptions")).toArray();
    for (const auto& option : recorded)
        superOptions += decodeBytes(option.toString());
    if (data.value(QLatin1String("forensic")).toBool()) {
        const auto forensic = ForensicMount::of(type);
        if (!forensic)
            return fail(errorOf(ErrorCode::NotSupportedHere, encodeBytes(type.isEmpty() ? source : type)));
        if (!isReadOnly(source))
            return fail(errorOf(ErrorCode::WrongState, encodeBytes(source)));
        type = forensic->type;
        superOptions = forensic->options;
    }
    const QList<QByteArray> arguments {"mount",
                                       type,
                                       source,
                                       target,
                                       recipeBytes(data, "root"),
                                       data.value(QLatin1String("device")).toString().toLatin1(),
                                       data.value(QLatin1String("options")).toString().toLatin1(),
                                       data.value(QLatin1String("propagation")).toString().toLatin1()};
    return arguments + superOptions;
}

StepResult FilesystemSteps::mount(const Step& step) const
{
    const QJsonObject data = recipeData(step.arguments);
    const QByteArray target = recipeBytes(data, "target"), recorded = recipeBytes(data, "source");
    const QByteArray source = deviceNow(step, recorded);
    if (target.isEmpty())
        return failedStep(errorOf(ErrorCode::InvalidArgument, step.name));
    if (const auto error = checkDevice(step, recorded, source))
        return failedStep(*error);
    const auto mounts = Mounts(m_options.root).own();
    if (!mounts)
        return failedStep(mounts.error());
    StepResult result;
    result.created = {ResourceId::make(Kind::Mount, target)};
    const MountEntry* top = topmostAt(*mounts, target);
    if (top && isSameMount(*top, HostView(m_options.root).numberOf(source), recipeBytes(data, "root")))
        return result; // from an earlier try that did not come to its end
    if (top && top->filesystemType != "autofs" && !data.value(QLatin1String("over")).toBool())
        return failedStep(errorOf(ErrorCode::MountPointUsed, encodeBytes(target)));
    if (const auto error = checkIdentity(data, source))
        return failedStep(*error);
    const auto arguments = mountArguments(data, source, target);
    if (!arguments)
        return failedStep(arguments.error());
    if (auto mounted = child(*arguments, encodeBytes(target)); !mounted) {
        if (mounted.error().text == QLatin1String("target"))
            mounted.error().code = ErrorCode::MountPointMissing;
        return failedStep(mounted.error());
    }
    return result;
}

StepResult FilesystemSteps::swapOn(const Step& step) const
{
    const QJsonObject data = recipeData(step.arguments);
    const QByteArray recorded = recipeBytes(data, "path"), path = deviceNow(step, recorded);
    if (path.isEmpty())
        return failedStep(errorOf(ErrorCode::InvalidArgument, step.name));
    if (const auto error = checkDevice(step, recorded, path))
        return failedStep(*error);
    if (const auto error = checkIdentity(data, path))
        return failedStep(*error);
    StepResult result;
    result.created = {ResourceId::make(Kind::Swap, path)};
    const auto swaps = Mounts(m_options.root).swaps().value_or(QList<SwapEntry>());
    if (std::any_of(swaps.begin(), swaps.end(), [&path](const SwapEntry& swap) { return swap.path == path; }))
        return result; // from an earlier try that did not come to its end
    const QByteArray priority = QByteArray::number(data.value(QLatin1String("priority")).toInt(-1));
    if (const auto used = child({"swapon", path, priority}, encodeBytes(path)); !used)
        return failedStep(used.error());
    return result;
}

StepResult FilesystemSteps::changeUnit(const QJsonObject& recipe, bool start) const
{
    const QString unit = recipeData(recipe).value(QLatin1String("unit")).toString();
    if (unit.isEmpty())
        return failedStep(errorOf(ErrorCode::InvalidArgument, unit));
    SystemdUnits units;
    const Result<void> done = start ? units.start(unit, m_stop) : units.stop(unit, m_stop);
    return done ? StepResult() : failedStep(done.error());
}

} // namespace mooring
