// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"
#include "services/system/loopsurroundings.h"
#include "unitconnection.h"

namespace mooring {

// One attachment as it is now.
struct Attachment
{
    AttachmentFolder folder;
    AttachmentRecord record;
    std::optional<LoopDevice> loop;
    QList<BlockDevice> partitions;
    ProcessMark storage, nbdfuse; // unset: not running
    quint64 mountId = 0; // of the surface; 0: not mounted, or where we do not see it
    bool isWorkedAt = false; // somebody attaches or detaches it right now
    QByteArray imagePath; // of the image as its daemon has it open; as it was attached when that is not seen
    bool isImageDeleted = false;
    std::optional<UnitConnection> connection; // of a logical unit; empty: that is not seen

    bool isWhole() const { return loop && storage.isSet() && nbdfuse.isSet(); }
};

// Finds all attachments from their folders, sysfs, mountinfo and procfs. Opens no socket, no image, no
// device, and asks nothing of a daemon that may hang.
class AttachmentLook
{
public:
    AttachmentLook(QByteArray root, const BlockDevices& devices, const LoopSurroundings& around);
    QList<Attachment> all(const QByteArray& base, QList<Error>& errors);
    Attachment one(const AttachmentFolder& folder);

private:
    std::optional<LoopDevice> loopOf(const AttachmentFolder& folder, const AttachmentRecord& record);
    void findImage(Attachment& attachment) const;
    ProcessMark runningOf(const AttachmentFolder& folder, const QByteArray& name) const;
    QByteArray m_root;
    const BlockDevices& m_devices;
    const LoopSurroundings& m_around;
    std::optional<QList<LoopDevice>> m_loops; // read only when a record does not tell
};

} // namespace mooring
