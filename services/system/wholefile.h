// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "descriptor.h"

#include <QByteArray>

#include <fcntl.h>
#include <optional>

namespace mooring {

// The whole of a file of procfs, sysfs or udev's database, whose size nobody can know before; empty and errno
// set when it cannot be read.
inline std::optional<QByteArray> wholeFile(const QByteArray& path, int at = AT_FDCWD)
{
    const Descriptor file(::openat(at, path.constData(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return {};
    QByteArray result;
    qsizetype used = 0;
    for (;;) {
        result.resize(used + 16384);
        const ssize_t count
            = ::read(file.get(), result.data() + used, static_cast<size_t>(result.size() - used));
        if (count < 0)
            return {};
        if (count == 0)
            break;
        used += count;
    }
    result.resize(used);
    return result;
}

} // namespace mooring
