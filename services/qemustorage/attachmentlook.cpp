// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentlook.h"

#include "services/system/sysfs.h"

#include <algorithm>
#include <climits>
#include <unistd.h>

namespace mooring {
namespace {

const QByteArray kDeletedMark = " (deleted)";

QByteArray linkOf(const SysFolder& folder, const char* name)
{
    std::array<char, PATH_MAX> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the kernel
    const ssize_t length = readlinkat(folder.fd(), name, buffer.data(), buffer.size());
    return {buffer.data(), std::max<ssize_t>(length, 0)};
}

// Number of the inode that is open, by /proc/PID/fdinfo/N (since Linux 5.14).
QByteArray inodeOf(const SysFolder& infos, const char* name)
{
    std::array<char, 512> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the kernel
    const std::string_view text = infos.read(name, buffer);
    const size_t at = text.find("\nino:");
    if (at == std::string_view::npos)
        return {};
    const std::string_view line = text.substr(at + 5, text.find('\n', at + 5) - at - 5);
    return QByteArray(line.data(), static_cast<qsizetype>(line.size())).trimmed();
}

} // namespace

AttachmentLook::AttachmentLook(QByteArray root, const BlockDevices& devices, const LoopSurroundings& around)
    : m_root(std::move(root))
    , m_devices(devices)
    , m_around(around)
{
}

QList<Attachment> AttachmentLook::all(const QByteArray& base, QList<Error>& errors)
{
    QList<Attachment> result;
    const QList<AttachmentFolder> folders = AttachmentFolder::in(base, errors);
    for (const AttachmentFolder& folder : folders) {
        Attachment attachment = one(folder);
        if (folder.exists()) // not removed while it was read
            result.append(std::move(attachment));
    }
    return result;
}

Attachment AttachmentLook::one(const AttachmentFolder& folder)
{
    Attachment attachment {folder, folder.record().value_or(AttachmentRecord()), {}, {}, {}, {}, 0, false, {},
                           false};
    attachment.loop = loopOf(folder, attachment.record);
    if (attachment.loop)
        attachment.partitions = m_devices.partitions(attachment.loop->device);
    attachment.storage = runningOf(folder, AttachmentFolder::storage);
    attachment.nbdfuse = runningOf(folder, AttachmentFolder::nbdfuse);
    for (const MountEntry& mount : m_around.mounts) {
        if (mount.mountPoint == folder.surface())
            attachment.mountId = mount.id;
    }
    findImage(attachment);
    if (attachment.record.unit && attachment.storage.isSet())
        attachment.connection = unitConnectionOf(m_root, attachment.storage.pid);
    attachment.isWorkedAt = attachment.record.worker.find(m_root).has_value();
    return attachment;
}

std::optional<LoopDevice> AttachmentLook::loopOf(const AttachmentFolder& folder,
                                                 const AttachmentRecord& record)
{
    const auto isOn = [&folder, &record](const LoopDevice& loop) {
        // of a surface that is mounted elsewhere, or no more, the kernel tells no path
        const bool isRecorded = loop.backingFile == "/" && record.diskSeq != 0
            && record.diskSeq == loop.device.diskSeq && record.device == loop.device.devicePath();
        return isRecorded || loop.backingFile == folder.surface();
    };
    if (!record.device.isEmpty()) {
        auto loop = m_devices.readLoop(record.device.mid(record.device.lastIndexOf('/') + 1));
        if (loop && isOn(*loop))
            return loop;
    }
    if (!m_loops)
        m_loops = m_devices.readLoops();
    const auto found = std::find_if(m_loops->begin(), m_loops->end(), isOn);
    return found == m_loops->end() ? std::nullopt : std::optional(*found);
}

// What the image is called now, or that it has no name any more: the daemon has it open.
void AttachmentLook::findImage(Attachment& attachment) const
{
    const AttachmentRecord& record = attachment.record;
    attachment.imagePath = record.image;
    if (record.unit || !attachment.storage.isSet() || record.overlayKind == QLatin1String("copy"))
        return;
    const QByteArray process = m_root + "proc/" + QByteArray::number(attachment.storage.pid);
    const SysFolder files((process + "/fd").constData());
    QList<QByteArray> names;
    const QByteArray& known = record.opened.isEmpty() ? record.image : record.opened;
    bool isThere = false;
    if (files)
        files.list([&](std::string_view name, unsigned char) {
            names.append(QByteArray(name.data(), static_cast<qsizetype>(name.size())));
            isThere = isThere || linkOf(files, names.constLast().constData()) == known;
        });
    if (isThere || names.isEmpty())
        return;
    const SysFolder infos((process + "/fdinfo").constData());
    const QByteArray inode = record.identity.mid(record.identity.lastIndexOf(':') + 1);
    for (const QByteArray& name : std::as_const(names)) {
        const QByteArray link = linkOf(files, name.constData());
        if (!link.startsWith('/') || inodeOf(infos, name.constData()) != inode)
            continue;
        attachment.isImageDeleted = link.endsWith(kDeletedMark);
        attachment.imagePath = attachment.isImageDeleted ? link.chopped(kDeletedMark.size()) : link;
        return;
    }
}

ProcessMark AttachmentLook::runningOf(const AttachmentFolder& folder, const QByteArray& name) const
{
    const ProcessMark mark = folder.daemon(name);
    return mark.find(m_root) ? mark : ProcessMark();
}

} // namespace mooring
