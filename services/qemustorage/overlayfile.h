// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"
#include "imagesight.h"
#include "lettinggo.h"

namespace mooring {

// Of an overlay that was kept, by its name and what it stands on, the image: it is attached as it was, so
// that it can be merged. Empty: it is none.
QByteArray imageUnder(const SeenImage& overlay);

// The file that takes the writes of one attachment, an overlay or a copy, as its record tells of it.
class OverlayFile
{
public:
    OverlayFile(const QemuTools& tools, const AttachmentFolder& folder, AttachmentRecord& record,
                std::stop_token stop);

    std::optional<Error> findAgain() const; // the one that is recorded
    // A new one, recorded before it is there. A copy has what the image has, `size` bytes on the disk.
    std::optional<Error> make(quint64 size, const LettingGo::Tell& tell) const;
    // After QEMU carried out the log of a copy: whatever it left open. One whose writer was killed before its
    // first entry was written QEMU opens, and then refuses every write with "Operation not supported"
    // (block/vhdx-log.c, vhdx_log_write()).
    std::optional<Error> closeLog() const;
    void remove() const;

private:
    bool isCopy() const;
    std::optional<Error> markImage() const;
    void tellCopied(const Progress& waiting, quint64 size, const LettingGo::Tell& tell) const;

    const QemuTools& m_tools;
    const AttachmentFolder& m_folder;
    AttachmentRecord& m_record;
    std::stop_token m_stop;
};

} // namespace mooring
