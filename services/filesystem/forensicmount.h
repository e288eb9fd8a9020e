// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring {

// How a file system is mounted so that nothing is written to it, not even what an ordinary read-only mount
// writes: the journal that the last writer left is not replayed.
struct ForensicMount
{
    QByteArray type; // as the kernel calls it
    QList<QByteArray> options; // of the superblock

    // `type` as libblkid calls it; empty: nobody knows what mounting it would write.
    static std::optional<ForensicMount> of(const QByteArray& type);
};

} // namespace mooring
