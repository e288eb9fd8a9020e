// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachmentlook.h"

namespace mooring {

// The nodes of one attachment: disk (with its surface and daemons), partitions, image. Pure.
class AttachmentResources
{
public:
    AttachmentResources(const Attachment& attachment, const LoopSurroundings& around);

    // Half of an attach or a detach that goes on right now is nothing to show.
    bool isShown() const { return m_attachment.loop || !m_attachment.isWorkedAt; }
    static QList<ResourceId> idsOf(const Attachment& attachment); // disk, partitions, image
    Resource disk() const;
    QList<Resource> partitions() const;
    std::optional<Resource> image() const;
    QList<Resource> below() const; // the iSCSI side of a logical unit

private:
    static QByteArray imageKey(const Attachment& attachment);
    State state() const;
    bool isUsed() const;
    Consequence consequence() const;
    bool isLeftover() const;
    Release release() const;
    bool hasOverlay() const;
    QList<ReleaseChoice> choices(const Release& release) const;
    QJsonObject restore(bool keepsOverlay) const;
    Facts facts() const;
    Facts imageFacts() const;
    QString name() const;

    const Attachment& m_attachment;
    const LoopSurroundings& m_around;
};

} // namespace mooring
