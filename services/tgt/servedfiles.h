// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <optional>

namespace mooring::tgt {

struct ServedFile
{
    quint64 size = 0; // bytes, now
    QByteArray inode; // MAJ:MIN:INO
    QByteArray mark; // fileMark()
    bool isDeleted = false; // it has no name left
    bool operator==(const ServedFile&) const = default;
};

// The regular files that a tgtd has open, from ROOT/proc/PID/fd. No path is walked, and no server of a
// network file system is asked: a look never waits for either. Empty where the process may not be looked
// into.
class ServedFiles
{
public:
    ServedFiles(const QByteArray& root, qint64 pid);
    std::optional<ServedFile> of(const QByteArray& path) const; // as the kernel has the path now

    bool has(const QByteArray& mark) const { return m_marks.contains(mark); } // by whatever name
    bool isEmpty() const { return m_marks.isEmpty(); }

private:
    QHash<QByteArray, ServedFile> m_byPath;
    QSet<QByteArray> m_marks;
};

} // namespace mooring::tgt
