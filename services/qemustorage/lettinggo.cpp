// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lettinggo.h"

#include "mergeguard.h"

namespace mooring {
namespace {

// ms, together within the deadline of a step
constexpr int kLoopLimit = 5000;
constexpr int kUnmountLimit = 2000;
constexpr int kEndLimit = 1500;
constexpr int kStorageLimit = 3000;
constexpr int kLookAgain = 5;

} // namespace

LettingGo::LettingGo(const QemuTools& tools, AttachmentFolder folder, Manner manner, Tell tell)
    : m_tools(tools)
    , m_folder(std::move(folder))
    , m_manner(std::move(manner))
    , m_tell(std::move(tell))
    , m_daemons(tools.root, tools.child)
{
}

void LettingGo::reached(int percent) const
{
    Progress progress;
    progress.percent = percent;
    progress.sent = true;
    if (m_tell)
        m_tell(progress);
}

Attachment LettingGo::now() const
{
    QList<Error> errors;
    const LoopSurroundings around = LoopSurroundings::read(m_tools.root, errors);
    return AttachmentLook(m_tools.root, m_tools.devices, around).one(m_folder);
}

LettingGo::Ending LettingGo::run(const QString& incarnation, std::stop_token stop) const
{
    Attachment attachment = now();
    if (auto error = refusal(attachment))
        return {error};
    // without its daemon it reaches nobody; what asks it could only wait
    if (m_manner.clears && !attachment.storage.isSet())
        m_daemons.end(m_folder, AttachmentFolder::nbdfuse);
    if (attachment.loop) {
        Ending ending = detachLoop(attachment, incarnation, stop);
        if (ending.error || ending.isDeferred)
            return ending;
    }
    reached(40);
    if (auto error = unmount(attachment))
        return {error};
    reached(60);
    std::optional<Error> unmerged = unmergedYet(attachment);
    if (auto error = endStorage(attachment, unmerged, std::move(stop))) {
        // whatever failed: that is what counts
        if (unmerged && m_folder.record().value_or(AttachmentRecord()).isMergeBegun)
            return {unmerged, false, true};
        if (error->code == ErrorCode::ServiceNotRunning) // what was done before stays done
            error->code = ErrorCode::CommandFailed;
        return {error};
    }
    reached(90);
    Ending ending = removeOverlay(attachment, unmerged);
    if (auto error = m_folder.remove(); error && !ending.error)
        ending.error = error;
    return ending;
}

// With its daemons gone the kernel answers everything that waits for the disk, and all that comes, with EIO.
std::optional<Error> LettingGo::giveUp(const QString& incarnation) const
{
    const Attachment attachment = now();
    if (!attachment.loop || incarnation != QString::number(attachment.loop->device.diskSeq))
        return errorOf(ErrorCode::IdentityChanged, encodeBytes(m_folder.path()));
    if (auto error = m_daemons.kill(m_folder, AttachmentFolder::storage))
        return error;
    return m_daemons.kill(m_folder, AttachmentFolder::nbdfuse);
}

// Before anything is touched: what was chosen for the overlay has to be possible.
std::optional<Error> LettingGo::refusal(const Attachment& attachment) const
{
    const AttachmentRecord& record = attachment.record;
    if (record.overlay.isEmpty() || record.isOverlayUnused || m_manner.clears)
        return {};
    if (m_manner.overlay == QLatin1String("merge"))
        return mergeRefusal(m_tools, attachment);
    return m_manner.overlay == QLatin1String("discard") ? std::nullopt : keepRefusal(m_tools, attachment);
}

// What was written to it is the user's: it goes only when that was chosen, or when nobody could write to it.
LettingGo::Ending LettingGo::removeOverlay(const Attachment& attachment,
                                           const std::optional<Error>& unmerged) const
{
    const AttachmentRecord& record = attachment.record;
    if (record.overlay.isEmpty())
        return {};
    const bool isWanted = m_manner.overlay.isEmpty() || m_manner.overlay == QLatin1String("keep");
    if (unmerged || (isWanted && !record.isOverlayUnused)) {
        const auto refusal = keepRefusal(m_tools, attachment);
        return {unmerged, false, !refusal || refusal->code != ErrorCode::ImageDeleted};
    }
    // who made it may have been ended before it could say what it is
    const bool isUntold = record.overlayIdentity.isEmpty() && record.isOverlayUnused;
    const ChildAnswer answer = m_tools.child.runFor(
        kUnmountLimit,
        {"overlay-remove", record.overlay, isUntold ? QByteArray("-") : record.overlayIdentity}, {});
    return {answer.error(record.overlay, {})};
}

// As long as nobody has said that it was done: an overlay that was to be merged must not go without it.
std::optional<Error> LettingGo::unmergedYet(const Attachment& attachment) const
{
    const bool isWanted = m_manner.overlay == QLatin1String("merge") && !attachment.record.overlay.isEmpty();
    return isWanted
        ? std::optional(errorOf(ErrorCode::MergeIncomplete, encodeBytes(attachment.record.overlay)))
        : std::nullopt;
}

// Whoever comes after us has to know that the image alone is not whole any more.
std::optional<Error> LettingGo::beginMerge() const
{
    auto record = m_folder.record();
    if (!record) // written anew it would have forgotten all else
        return errorOf(ErrorCode::LookFailed, encodeBytes(m_folder.path()));
    record->isMergeBegun = true;
    return m_folder.write(*record);
}

std::optional<Error> LettingGo::merge(StorageDaemon& storage, const Attachment& attachment,
                                      std::stop_token stop) const
{
    const Patience patience {QDeadlineTimer(QDeadlineTimer::Forever), std::move(stop)};
    auto error = mergeRefusal(m_tools, attachment); // once more, now that it is written to next
    if (!error)
        error = beginMerge();
    if (!error)
        error = storage.merge(patience, [this](quint64 left) {
            Progress progress;
            progress.bytesLeft = left;
            progress.sent = true;
            if (m_tell)
                m_tell(progress);
        });
    if (!error) // QEMU opened it by its name
        error = m_tools.child
                    .runFor(kUnmountLimit,
                            {"holds-file", QByteArray::number(attachment.storage.pid),
                             attachment.record.identity},
                            {})
                    .error(attachment.record.image, {});
    if (!error)
        return {};
    Error unmerged = *error;
    unmerged.code = ErrorCode::MergeIncomplete;
    unmerged.subject = encodeBytes(attachment.record.overlay);
    return unmerged;
}

// Afterwards `attachment` is as it is without its device.
LettingGo::Ending LettingGo::detachLoop(Attachment& attachment, const QString& incarnation,
                                        std::stop_token stop) const
{
    const QByteArray device = attachment.loop->device.devicePath();
    const QByteArray sequence = QByteArray::number(attachment.loop->device.diskSeq);
    const bool isOther = !incarnation.isEmpty() && incarnation.toLatin1() != sequence;
    if (isOther)
        return {errorOf(ErrorCode::IdentityChanged, encodeBytes(device))};
    const ChildAnswer answer = m_tools.child.runFor(kLoopLimit, {"loop-detach", device, sequence}, stop);
    if (answer.value("state") == "deferred")
        return {{}, true};
    if (auto error = answer.error({}, device); error && now().loop) {
        if (stop.stop_requested())
            error->code = ErrorCode::StoppedByUser;
        return {error};
    }
    // the image is let go of a moment after the device says so; unmounted before, what is on its way is lost
    const Patience patience = Patience::of(kEndLimit);
    while ((attachment = now()).loop) {
        if (auto error = patience.isOver(encodeBytes(device)))
            return {{}, true};
        patience.wait(-1, 0, kLookAgain);
    }
    return {};
}

std::optional<Error> LettingGo::unmount(const Attachment& attachment) const
{
    const QByteArray path = m_folder.surface();
    if (attachment.mountId != 0) {
        const ChildAnswer answer = m_tools.child.runFor(
            kUnmountLimit, {"umount", path, QByteArray::number(attachment.mountId)}, {});
        auto error = answer.error(path, {});
        if (error && now().mountId != 0)
            return error;
    }
    const ProcessMark& server = attachment.nbdfuse;
    if (!server.isSet())
        return {};
    // with nothing mounted it ends by itself, after it has said goodbye to the daemon
    const auto error = m_daemons.awaitEnd(server, QStringLiteral("nbdfuse"), Patience::of(kEndLimit));
    return error ? m_daemons.end(m_folder, AttachmentFolder::nbdfuse) : error;
}

std::optional<Error> LettingGo::askStorage(const Attachment& attachment, std::optional<Error>& unmerged,
                                           std::stop_token stop) const
{
    const Patience patience = Patience::of(kStorageLimit);
    auto storage = StorageDaemon::connect(m_folder, patience);
    if (!storage)
        return storage.error();
    if (auto error = storage->withdraw(patience))
        return error;
    if (m_manner.overlay == QLatin1String("merge"))
        unmerged = merge(*storage, attachment, std::move(stop));
    reached(80);
    const Patience ending = Patience::of(kStorageLimit); // merging may have taken long
    if (auto error = storage->quit(ending))
        return error;
    return m_daemons.awaitEnd(attachment.storage, QStringLiteral("qemu-storage-daemon"),
                              Patience::of(kEndLimit));
}

std::optional<Error> LettingGo::endStorage(const Attachment& attachment, std::optional<Error>& unmerged,
                                           std::stop_token stop) const
{
    if (!attachment.storage.isSet())
        return {};
    auto error = askStorage(attachment, unmerged, std::move(stop));
    if (!error || !m_manner.clears)
        return error;
    return m_daemons.end(m_folder, AttachmentFolder::storage);
}

} // namespace mooring
