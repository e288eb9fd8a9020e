// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mergeguard.h"

#include "services/system/hostfolder.h"
#include "services/system/imageopeners.h"

#include <algorithm>

namespace mooring {
namespace {

constexpr int kProbeLimit = 2000; // ms

std::optional<Error> unwritable(const ChildAnswer& probe, const AttachmentRecord& record)
{
    if (const auto number = probe.number("readonly"))
        return notWritableError(static_cast<int>(number), record.image);
    if (record.unwritable.isEmpty())
        return {};
    Error error = errorOf(ErrorCode::NotSupportedHere, encodeBytes(record.image));
    error.text = record.unwritable;
    return error;
}

// Why nothing can be merged into it: it is another one than it was, or cannot be written to.
std::optional<Error> imageRefusal(const QemuTools& tools, const AttachmentRecord& record)
{
    const ChildAnswer probe = tools.child.runFor(kProbeLimit, {"image-probe", record.image}, {});
    auto error = probe.error(record.image, {});
    if (error && error->code != ErrorCode::ImageMissing) // it could not be looked at
        return error;
    const bool isSame = probe.value("identity") == record.identity;
    // a merge that was begun has changed it itself
    const bool isUnchanged
        = record.isMergeBegun || record.mark.isEmpty() || probe.value("mark") == record.mark;
    if (isSame && isUnchanged)
        return unwritable(probe, record);
    return errorOf(ErrorCode::ImageChanged, encodeBytes(record.image));
}

bool standsOn(const AttachmentRecord& record, const QByteArray& identity)
{
    return record.identity == identity
        || std::any_of(record.parts.begin(), record.parts.end(),
                       [&identity](const AttachmentPart& part) { return part.identity == identity; });
}

Error usedBy(const AttachmentRecord& record, const QString& user)
{
    Error error = errorOf(ErrorCode::ImageInUse, encodeBytes(record.image));
    error.text = user;
    return error;
}

} // namespace

std::optional<Error> mergeRefusal(const QemuTools& tools, const Attachment& attachment)
{
    const AttachmentRecord& record = attachment.record;
    if (auto error = imageRefusal(tools, record))
        return error;
    QList<Error> errors;
    const LoopSurroundings around = LoopSurroundings::read(tools.root, errors);
    const QByteArray base = attachment.folder.path().left(attachment.folder.path().lastIndexOf('/'));
    for (const Attachment& other : AttachmentLook(tools.root, tools.devices, around).all(base, errors)) {
        if (!(other.folder == attachment.folder) && standsOn(other.record, record.identity))
            return usedBy(record,
                          encodeBytes(other.loop ? other.loop->device.devicePath() : other.record.image));
    }
    for (const LoopDevice& loop : tools.devices.readLoops(&errors)) {
        if (loop.backingFile == record.image)
            return usedBy(record, encodeBytes(loop.device.devicePath()));
    }
    if (!errors.isEmpty()) // who has it open could not be seen
        return errors.constFirst();
    for (const ImageOpener& opener : imageOpeners(tools.root, errors)) {
        const bool isIt = opener.identity == record.identity || opener.path == record.image;
        if (isIt && opener.process.pid != attachment.storage.pid)
            return usedBy(record, opener.name());
    }
    return {};
}

std::optional<Error> keepRefusal(const QemuTools& tools, const Attachment& attachment)
{
    const AttachmentRecord& record = attachment.record;
    const ChildAnswer probe = tools.child.runFor(kProbeLimit, {"image-probe", record.overlay}, {});
    auto error = probe.error(record.overlay, {});
    if (error && error->code != ErrorCode::ImageMissing) // it could not be looked at
        return error;
    if (probe.value("identity") == record.overlayIdentity)
        return {};
    return errorOf(ErrorCode::ImageDeleted, encodeBytes(record.overlay));
}

} // namespace mooring
