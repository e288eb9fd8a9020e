// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wholefile.h"

namespace mooring {

// Bytes that a process has moved so far, by its "rchar" (read) or "wchar" (written) of /proc/PID/io; 0: not
// known.
inline quint64 movedBytes(const QByteArray& root, qint64 pid, const QByteArray& counter)
{
    const QByteArray io = wholeFile(root + "proc/" + QByteArray::number(pid) + "/io").value_or(QByteArray());
    const qsizetype at = io.indexOf(counter + ": ");
    const qsizetype start = at + counter.size() + 2;
    return at < 0 ? 0 : io.mid(start, io.indexOf('\n', start) - start).toULongLong();
}

} // namespace mooring
