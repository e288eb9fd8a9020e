// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring {

// Bytes of an image that one of QEMU's programs has locked because it has the image open (imagesniff/lock.h
// says which bytes). A loop device locks none.
struct ImageLock
{
    QByteArray identity; // MAJ:MIN:INO, as the kernel has it
    quint64 first = 0, last = 0;
    bool isWriters() const;
    // The lines of /proc/locks or of /proc/PID/fdinfo/N that are such locks; all others are passed over.
    static QList<ImageLock> parse(const QByteArray& text);
    bool operator==(const ImageLock&) const = default;
};

} // namespace mooring
