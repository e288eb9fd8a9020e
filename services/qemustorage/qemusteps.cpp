// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemusteps.h"

#include "attaching.h"
#include "attachmentresources.h"
#include "overlayfile.h"
#include "services/core/planforce.h"
#include "unitattaching.h"

#include <algorithm>

namespace mooring {
namespace {

constexpr int kProbeLimit = 1000; // ms

StepResult refused(std::optional<Error> error)
{
    StepResult result;
    result.error = std::move(error);
    return result;
}

bool flag(const QJsonObject& arguments, const char* name)
{
    return arguments.value(QLatin1String(name)).toBool();
}

// Whoever has it open may be another attachment of it: that is told by the claim, with its device.
std::optional<Error> refusalOf(const SeenImage& image, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return errorOf(ErrorCode::StoppedByUser,
                       encodeBytes(image.report.facts.value(Fact::Path).toByteArray()));
    const auto& error = image.report.error;
    return error && error->code == ErrorCode::ImageInUse && image.isKnown() ? std::nullopt : error;
}

// What is written goes to files that the image only names.
bool isWrittenElsewhere(const SeenImage& image)
{
    return std::any_of(image.files.begin(), image.files.end(), [](const SeenFile& file) {
        return file.role == "extent" || file.role == "data-file";
    });
}

// While it is worked at, a look does not take it for a leftover.
class WorkMark
{
public:
    explicit WorkMark(const Attachment& attachment)
        : m_folder(attachment.folder)
        , m_isKnown(!attachment.record.identity.isEmpty())
    {
        mark(ProcessMark::own());
    }
    ~WorkMark() { mark({}); }
    WorkMark(const WorkMark&) = delete;
    WorkMark& operator=(const WorkMark&) = delete;

private:
    void mark(const ProcessMark& worker) const
    {
        auto record = m_isKnown ? m_folder.record() : std::nullopt;
        if (!record)
            return;
        record->worker = worker;
        m_folder.write(*record);
    }
    AttachmentFolder m_folder;
    bool m_isKnown;
};

} // namespace

QemuSteps::QemuSteps(QemuTools tools, std::shared_ptr<const ImageSight> sight, Keyring* keyring)
    : m_tools(std::move(tools))
    , m_checksums(m_tools.root, m_tools.child, m_tools.base)
    , m_sight(std::move(sight))
    , m_keyring(keyring)
{
}

StepResult QemuSteps::run(const Step& step, std::stop_token stop, const Tell& progress) const
{
    if (step.verb == Verb::Detach || step.verb == Verb::CleanUp || rungOf(step) == Rung::FailIo)
        return letGo(step, std::move(stop), progress);
    if (step.verb != Verb::Attach)
        return refused(Error {ErrorCode::VerbNotOffered, step.resource.text, {}, 0, token(step.verb), {}});
    if (const auto unit = IscsiUnit::fromData(step.arguments.value(QLatin1String("unit")).toObject())) {
        QemuRecipe recipe = QemuRecipe::fromData(step.arguments).value_or(QemuRecipe());
        recipe.unit = unit;
        return attachUnit(recipe, step.arguments, std::move(stop), progress);
    }
    if (const auto recipe = QemuRecipe::fromData(step.arguments))
        return putBack(*recipe, std::move(stop), progress);
    return attach(step.arguments, std::move(stop), progress);
}

StepResult QemuSteps::attachUnit(QemuRecipe recipe, const QJsonObject& arguments, std::stop_token stop,
                                 const Tell& progress) const
{
    if (recipe.device.isEmpty()) { // else it is put back as it was
        recipe.readOnly = flag(arguments, "readOnly");
        recipe.partScan = true;
    }
    for (const Attachment& attachment : all()) {
        const bool isThere = attachment.record.unit == recipe.unit && !recipe.device.isEmpty()
            && attachment.isWhole() && !attachment.isWorkedAt && !attachment.loop->autoclear;
        if (!isThere)
            continue;
        StepResult result;
        result.created = AttachmentResources::idsOf(attachment);
        return result;
    }
    const Result<QByteArray> secret = unitSecret(*recipe.unit, arguments, m_keyring);
    if (!secret)
        return refused(secret.error());
    return UnitAttaching(m_tools, std::move(recipe), *secret, std::move(stop), progress).run();
}

StepResult QemuSteps::attach(const QJsonObject& arguments, std::stop_token stop, const Tell& progress) const
{
    const auto text
        = [&arguments](const char* name) { return arguments.value(QLatin1String(name)).toString(); };
    QemuRecipe recipe;
    recipe.path = decodeBytes(text("path"));
    recipe.format = text("format");
    recipe.readOnly = flag(arguments, "readOnly");
    recipe.outside = flag(arguments, "outside");
    recipe.partScan = true;
    if (flag(arguments, "overlay"))
        recipe.overlayKind = QStringLiteral("overlay");
    if (flag(arguments, "untilUnused")) // the daemons would stay when the device goes
        return refused(errorOf(ErrorCode::NotSupportedHere, QStringLiteral("untilUnused")));
    const SeenImage image = m_sight->see({recipe.path, recipe.format, recipe.outside}, stop);
    if (auto error = refusalOf(image, stop))
        return refused(error);
    if (const QString identity = text("identity"); // the very file that was looked at
        !identity.isEmpty() && identity.toLatin1() != image.image().identity)
        return refused(errorOf(ErrorCode::ImageChanged, encodeBytes(recipe.path)));
    if (const QByteArray base = recipe.overlayKind.isEmpty() ? imageUnder(image) : QByteArray();
        !base.isEmpty() && !recipe.readOnly) {
        recipe.path = base;
        recipe.format.clear();
        recipe.overlayKind = QStringLiteral("overlay");
        recipe.overlay = image.image().path;
        const SeenImage below = m_sight->see({base, {}, recipe.outside}, stop);
        const auto error = refusalOf(below, stop);
        return error ? refused(error) : begin(recipe, below, std::move(stop), progress);
    }
    return flag(arguments, "checksum") ? attachWithChecksum(recipe, image, std::move(stop), progress)
                                       : begin(recipe, image, std::move(stop), progress);
}

// Before anything of it is opened.
StepResult QemuSteps::attachWithChecksum(const QemuRecipe& recipe, const SeenImage& image,
                                         std::stop_token stop, const Tell& progress) const
{
    if (isWrittenElsewhere(image)) // that this file is unchanged would say nothing of the disk
        return refused(errorOf(ErrorCode::NotSupportedHere, QStringLiteral("checksum")));
    const QByteArray& identity = image.image().identity;
    const auto checksum = m_checksums.before(recipe.path, identity, stop, progress);
    if (!checksum)
        return refused(checksum.error());
    StepResult result = begin(recipe, image, std::move(stop), progress);
    if (result.error || result.created.isEmpty())
        return result;
    const QByteArray device = result.created.constFirst().key();
    if (const auto disk = m_tools.devices.readOne(device.mid(device.lastIndexOf('/') + 1)))
        m_checksums.keep(disk->diskSeq, {identity, *checksum}, result.facts);
    return result;
}

StepResult QemuSteps::begin(QemuRecipe recipe, const SeenImage& image, std::stop_token stop,
                            const Tell& progress) const
{
    if (image.isUnclean && recipe.overlayKind.isEmpty())
        recipe.overlayKind = QStringLiteral("copy");
    if (image.isUnclean
        && recipe.overlayKind == QLatin1String("overlay")) // it cannot be opened to be read only
        return refused(errorOf(ErrorCode::ImageNotClosed, encodeBytes(recipe.path)));
    const ImageRequest request {recipe.path, recipe.format, recipe.outside};
    return Attaching(m_tools, recipe, stop, progress).run(image, [&] { return m_sight->see(request, stop); });
}

StepResult QemuSteps::putBack(const QemuRecipe& recipe, std::stop_token stop, const Tell& progress) const
{
    const SeenImage image = m_sight->see({recipe.path, recipe.format, recipe.outside}, stop);
    if (auto error = refusalOf(image, stop))
        return refused(error);
    if (const auto there = alreadyThere(recipe, image)) {
        StepResult result;
        result.created = AttachmentResources::idsOf(*there);
        return result;
    }
    const bool isSame = recipe.isSameFile(image.image().identity)
        && (recipe.mark.isEmpty() || markOf(recipe).value_or(recipe.mark) == recipe.mark);
    if (!isSame)
        return refused(errorOf(ErrorCode::ImageChanged, encodeBytes(recipe.path)));
    return begin(recipe, image, std::move(stop), progress);
}

// What the file is like now that nobody serves it.
std::optional<QByteArray> QemuSteps::markOf(const QemuRecipe& recipe) const
{
    const ChildAnswer probe = m_tools.child.runFor(kProbeLimit, {"image-probe", recipe.path}, {});
    const QByteArray mark = probe.value("mark");
    const bool isKnown = !mark.isEmpty() && recipe.isSameFile(probe.value("identity"));
    return isKnown ? std::optional(mark) : std::nullopt;
}

QList<Attachment> QemuSteps::all() const
{
    QList<Error> errors;
    const LoopSurroundings around = LoopSurroundings::read(m_tools.root, errors);
    return AttachmentLook(m_tools.root, m_tools.devices, around).all(m_tools.base, errors);
}

// From an earlier try that did not come to its end.
std::optional<Attachment> QemuSteps::alreadyThere(const QemuRecipe& recipe, const SeenImage& image) const
{
    for (Attachment& attachment : all()) {
        const AttachmentRecord& record = attachment.record;
        const bool isAlike = record.identity == image.image().identity
            && record.format == image.image().format && record.readOnly == recipe.readOnly
            && record.overlayKind == recipe.overlayKind
            && (recipe.overlay.isEmpty() || recipe.overlay == record.overlay);
        if (isAlike && recipe.isSameFile(image.image().identity) && attachment.isWhole()
            && !attachment.isWorkedAt && !attachment.loop->autoclear) // one that is let go of goes soon
            return std::move(attachment);
    }
    return {};
}

std::optional<Attachment> QemuSteps::attachmentOf(const ResourceId& resource) const
{
    for (Attachment& attachment : all()) {
        if (AttachmentResources::idsOf(attachment).constFirst() == resource)
            return std::move(attachment);
    }
    return {};
}

StepResult QemuSteps::letGo(const Step& step, std::stop_token stop, const Tell& progress) const
{
    const auto attachment = attachmentOf(step.resource);
    if (!attachment)
        return refused(errorOf(ErrorCode::AlreadyGone, encodeBytes(step.resource.key())));
    if (!attachment->loop && step.incarnation != attachment->record.incarnation)
        return refused(errorOf(ErrorCode::IdentityChanged, encodeBytes(step.resource.key())));
    if (rungOf(step) == Rung::FailIo)
        return refused(LettingGo(m_tools, attachment->folder, {}, progress).giveUp(step.incarnation));
    LettingGo::Manner manner;
    manner.clears = step.verb == Verb::CleanUp || flag(step.arguments, "forced");
    manner.overlay = step.arguments.value(QLatin1String("overlay")).toString();
    LettingGo::Ending ending;
    {
        const WorkMark mark(*attachment);
        const LettingGo lettingGo(m_tools, attachment->folder, manner, progress);
        ending = lettingGo.run(attachment->loop ? step.incarnation : QString(), stop);
    }
    StepResult result = refused(ending.error);
    if (!attachment->folder.exists()) // all of it is let go of
        result.facts = m_checksums.after(attachment->loop ? attachment->loop->device.diskSeq
                                                          : attachment->record.diskSeq,
                                         attachment->imagePath, std::move(stop), progress);
    const QString data = QStringLiteral("data");
    auto recipe = QemuRecipe::fromData(step.restore.value(data).toObject());
    if (ending.isOverlayKept) {
        result.facts.insert(Fact::Overlay, attachment->record.overlay);
        result.facts.insert(Fact::OverlayKind, attachment->record.overlayKind);
        if (recipe)
            recipe->overlay = attachment->record.overlay;
    }
    if (recipe) {
        recipe->mark
            = ending.isDeferred || recipe->unit ? QByteArray() : markOf(*recipe).value_or(QByteArray());
        result.restore = step.restore;
        result.restore.insert(data, recipe->data());
    }
    return result;
}

} // namespace mooring
