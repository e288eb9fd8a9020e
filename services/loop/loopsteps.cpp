// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopsteps.h"

#include "imageinspection.h"

#include <QDeadlineTimer>
#include <QThread>

namespace mooring {
namespace {

constexpr int kUndoLimit = 5000; // ms
constexpr int kServedLimit = 2000; // ms
constexpr int kLookAgain = 20; // ms
constexpr quint32 kInvalidParameter = 87; // win32: a flag that the contract does not allow for an ISO

StepResult refused(Error error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

QByteArray kernelName(const QByteArray& device) { return device.mid(device.lastIndexOf('/') + 1); }

bool flag(const QJsonObject& arguments, const char* name)
{
    return arguments.value(QLatin1String(name)).toBool();
}

// By the locks of whoever has it open: binding it tells whether that is another attachment of it.
bool isInUse(const std::optional<Error>& error) { return error && error->code == ErrorCode::ImageInUse; }

// What the options of an attach do not allow.
std::optional<Error> optionError(const ImageInspection& image, const QJsonObject& arguments,
                                 const QByteArray& path)
{
    if (image.optical && flag(arguments, "readWrite"))
        return Error {
            ErrorCode::IsoIsReadOnly, encodeBytes(path), ErrorDomain::Win32, kInvalidParameter, {}, {}};
    if (image.report.error && !isInUse(image.report.error))
        return image.report.error;
    if (image.notWritable && !isInUse(image.notWritable) && !image.optical && !flag(arguments, "readOnly"))
        return image.notWritable;
    return {};
}

LoopRecipe freshRecipe(const ImageInspection& image, const QJsonObject& arguments, const QByteArray& path)
{
    LoopRecipe recipe;
    recipe.path = path;
    recipe.readOnly = flag(arguments, "readOnly") || image.optical;
    recipe.autoclear = flag(arguments, "untilUnused");
    recipe.partScan = !image.optical;
    recipe.sectorSize = image.sectorSize;
    recipe.identity = image.identity;
    return recipe;
}

} // namespace

LoopSteps::LoopSteps(const Tools& tools)
    : m_devices(tools.devices)
    , m_child(tools.child)
    , m_surfaces(tools.surfaces)
    , m_checksums(tools.checksums)
    , m_knowledge(tools.knowledge)
{
}

StepResult LoopSteps::run(const Step& step, std::stop_token stop, const Tell& progress) const
{
    if (step.verb == Verb::Detach)
        return detach(step, std::move(stop), progress);
    if (step.verb != Verb::Attach)
        return refused({ErrorCode::VerbNotOffered, step.resource.text, {}, 0, token(step.verb), {}});
    if (const auto recipe = LoopRecipe::fromData(step.arguments))
        return putBack(*recipe, std::move(stop), progress);
    return attach(step.arguments, std::move(stop), progress);
}

StepResult LoopSteps::attach(const QJsonObject& arguments, std::stop_token stop, const Tell& progress) const
{
    const QByteArray path = decodeBytes(arguments.value(QLatin1String("path")).toString());
    const QString format = arguments.value(QLatin1String("format")).toString();
    const ChildAnswer probe = m_child.run({"image-probe", path}, stop, progress);
    const ImageInspection image = ImageInspection::of(probe, path, format);
    if (auto error = optionError(image, arguments, path))
        return refused(*error);

    QList<QByteArray> command = freshRecipe(image, arguments, path).attachArguments();
    command[2] = image.identity; // the very file that was looked at
    command.last() = image.optical ? "-" : "probe";
    LoopFacts facts;
    facts.identity = image.identity;
    facts.format = image.format;
    if (flag(arguments, "checksum")) {
        const auto checksum = m_checksums.before(path, image.identity, stop, progress);
        if (!checksum)
            return refused(checksum.error());
        facts.checksum = *checksum;
    }
    return bind(command, facts, path, std::move(stop), progress);
}

StepResult LoopSteps::putBack(const LoopRecipe& recipe, std::stop_token stop, const Tell& progress) const
{
    LoopFacts facts;
    facts.format = recipe.format;
    return bind(recipe.attachArguments(), facts, recipe.path, std::move(stop), progress);
}

StepResult LoopSteps::bind(const QList<QByteArray>& arguments, const LoopFacts& facts, const QByteArray& path,
                           std::stop_token stop, const Tell& progress) const
{
    const QList<QByteArray> command = arguments + QList {m_surfaces.base()};
    ChildAnswer answer = m_child.run(command, stop, progress);
    // a daemon is to serve it, and has no device to be named yet: soon it has, or has given up
    for (const QDeadlineTimer limit(kServedLimit);
         m_surfaces.holds(answer.value("device") + '/') && !limit.hasExpired() && !stop.stop_requested();) {
        QThread::msleep(kLookAgain);
        answer = m_child.run(command, stop, progress);
    }
    const QByteArray device = answer.value("device");
    const bool isThere = answer.value("reason") == "already-there";
    if (auto error = isThere ? std::nullopt : answer.error(path, device)) {
        if (!answer.endedByItself())
            undo(answer);
        if (stop.stop_requested())
            error->code = ErrorCode::StoppedByUser;
        return refused(*error);
    }
    LoopFacts known = facts;
    known.identity = answer.value("identity");
    StepResult result;
    result.created = created(device, known);
    if (!known.checksum.isEmpty())
        m_checksums.keep(answer.number("diskseq"), {known.identity, known.checksum}, result.facts);
    return result;
}

// Ended from outside between binding the image and the end: what it had told is let go of again.
void LoopSteps::undo(const ChildAnswer& answer) const
{
    if (const QByteArray sequence = answer.value("diskseq"); !sequence.isEmpty())
        m_child.runFor(kUndoLimit, {"loop-detach", answer.value("device"), sequence}, {});
}

QList<ResourceId> LoopSteps::created(const QByteArray& device, const LoopFacts& facts) const
{
    QList<ResourceId> result {ResourceId::make(Kind::VirtualDisk, device)};
    const auto loop = m_devices.readLoop(kernelName(device));
    if (!loop)
        return result;
    m_knowledge.change(loop->device, [&](LoopFacts& known) {
        const bool asked = known.asked;
        known = facts;
        known.asked = asked; // the kernel's mark of deleted files is still to be told from a name like it
    });
    for (const BlockDevice& partition : m_devices.partitions(kernelName(device)))
        result.append(ResourceId::make(Kind::Partition, partition.devicePath()));
    if (!loop->backingFile.isEmpty() && !loop->deleted)
        result.append(ResourceId::make(Kind::Image, loop->backingFile));
    return result;
}

StepResult LoopSteps::detach(const Step& step, std::stop_token stop, const Tell& progress) const
{
    const QByteArray device = step.resource.key();
    const QString data = QStringLiteral("data");
    auto recipe = LoopRecipe::fromData(step.restore.value(data).toObject());
    const auto before = m_devices.readOne(kernelName(device));
    QList<QByteArray> arguments {"loop-detach", device, step.incarnation.toLatin1()};
    if (recipe)
        arguments.append(recipe->path);
    const ChildAnswer answer = m_child.run(arguments, stop, progress);
    const bool asked = answer.value("state") == "deferred" || !answer.endedByItself();
    if (asked && before && QString::number(before->diskSeq) == step.incarnation)
        m_knowledge.change(*before, [](LoopFacts& known) { known.detachAsked = true; });
    if (auto error = answer.error({}, device)) {
        if (stop.stop_requested())
            error->code = ErrorCode::StoppedByUser;
        return refused(*error);
    }
    StepResult result;
    if (!asked)
        result.facts = m_checksums.after(step.incarnation.toULongLong(), recipe ? recipe->path : QByteArray(),
                                         stop, progress);
    if (recipe) {
        recipe->identity = answer.value("identity");
        recipe->mark = answer.value("mark");
        result.restore = step.restore;
        result.restore.insert(data, recipe->data());
    }
    return result;
}

} // namespace mooring
