// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "forensicmount.h"

#include <QHash>

namespace mooring {

// The options are those of Documentation/filesystems of the kernel (ext4, xfs, f2fs) and of btrfs(5).
std::optional<ForensicMount> ForensicMount::of(const QByteArray& type)
{
    static const QHash<QByteArray, ForensicMount> known {
        {"ext2", {"ext2", {"ro"}}}, // has no journal, and its driver refuses the option
        {"ext3", {"ext3", {"ro", "noload"}}},
        {"ext4", {"ext4", {"ro", "noload"}}},
        {"xfs", {"xfs", {"ro", "norecovery", "nouuid"}}}, // its original may be mounted here
        {"btrfs", {"btrfs", {"ro", "rescue=nologreplay"}}},
        {"f2fs", {"f2fs", {"ro", "norecovery"}}},
        {"ntfs", {"ntfs3", {"ro"}}},
        {"vfat", {"vfat", {"ro"}}},
        {"exfat", {"exfat", {"ro"}}},
        {"iso9660", {"iso9660", {"ro"}}},
        {"udf", {"udf", {"ro"}}},
        {"squashfs", {"squashfs", {"ro"}}}};
    const auto found = known.constFind(type);
    return found == known.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace mooring
