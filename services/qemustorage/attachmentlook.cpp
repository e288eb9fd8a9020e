// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentlook.h"

#include <algorithm>

namespace mooring {

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
    Attachment attachment {folder, folder.record().value_or(AttachmentRecord()), {}, {}, {}, {}, 0, false};
    attachment.loop = loopOf(folder, attachment.record);
    if (attachment.loop)
        attachment.partitions = m_devices.partitions(attachment.loop->device);
    attachment.storage = runningOf(folder, AttachmentFolder::storage);
    attachment.nbdfuse = runningOf(folder, AttachmentFolder::nbdfuse);
    for (const MountEntry& mount : m_around.mounts) {
        if (mount.mountPoint == folder.surface())
            attachment.mountId = mount.id;
    }
    attachment.isWorkedAt = attachment.record.worker.find(m_root).has_value();
    return attachment;
}

std::optional<LoopDevice> AttachmentLook::loopOf(const AttachmentFolder& folder,
                                                 const AttachmentRecord& record)
{
    const auto isOn = [&folder](const LoopDevice& loop) { return loop.backingFile == folder.surface(); };
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

ProcessMark AttachmentLook::runningOf(const AttachmentFolder& folder, const QByteArray& name) const
{
    const ProcessMark mark = folder.daemon(name);
    return mark.find(m_root) ? mark : ProcessMark();
}

} // namespace mooring
