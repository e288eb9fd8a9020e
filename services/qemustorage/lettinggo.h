// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachmentlook.h"
#include "daemons.h"
#include "storagedaemon.h"

namespace mooring {

// What the steps of this provider work with.
struct QemuTools
{
    QByteArray root; // of sysfs and procfs
    QByteArray base; // of the folders of attachments
    const BlockDevices& devices;
    const KernelChild& child;
};

// Takes an attachment down, from the device to the daemon, each part only when nothing stands on it any more.
class LettingGo
{
public:
    struct Manner
    {
        bool clears = false; // what does not answer is ended; else every part has to say that it is done
        QString overlay; // keep, discard, merge; empty: keep
    };
    using Tell = std::function<void(Progress)>;
    LettingGo(const QemuTools& tools, AttachmentFolder folder, Manner manner, Tell tell);

    struct Ending
    {
        std::optional<Error> error;
        bool isDeferred = false; // the device lives until its last user closes it; nothing else was touched
        bool isOverlayKept = false;
    };
    // `incarnation`: disk sequence that the device must have, empty: whichever. A stop counts as long as the
    // device was not let go of.
    Ending run(const QString& incarnation, std::stop_token stop) const;
    // Ends its daemons as they are: what waits for the disk fails. Nothing else is let go of.
    std::optional<Error> giveUp(const QString& incarnation) const;

private:
    Ending detachLoop(Attachment& attachment, const QString& incarnation, std::stop_token stop) const;
    std::optional<Error> unmount(const Attachment& attachment) const;
    std::optional<Error> endStorage(const Attachment& attachment, std::optional<Error>& unmerged,
                                    std::stop_token stop) const;
    std::optional<Error> askStorage(const Attachment& attachment, std::optional<Error>& unmerged,
                                    std::stop_token stop) const;
    std::optional<Error> refusal(const Attachment& attachment) const;
    std::optional<Error> beginMerge() const;
    std::optional<Error> unmergedYet(const Attachment& attachment) const;
    std::optional<Error> merge(StorageDaemon& storage, const Attachment& attachment,
                               std::stop_token stop) const;
    Ending removeOverlay(const Attachment& attachment, const std::optional<Error>& unmerged) const;
    Attachment now() const;
    void reached(int percent) const;

    const QemuTools& m_tools;
    AttachmentFolder m_folder;
    Manner m_manner;
    Tell m_tell;
    Daemons m_daemons;
};

} // namespace mooring
