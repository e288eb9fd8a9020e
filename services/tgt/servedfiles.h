// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/sysfs.h"

#include <QByteArray>
#include <QHash>

#include <optional>

namespace mooring::tgt {

struct ServedFile
{
    quint64 size = 0; // bytes, now
    QByteArray inode; // MAJ:MIN:INO
    QByteArray mark; // fileMark()
};

// The regular files that a tgtd has open, from ROOT/proc/PID/fd. No path is walked, and no server of a
// network file system is asked: a look never waits for either. Empty where the process may not be looked
// into. Read at each look, so only what is asked for is read: thousands of files take milliseconds. Not safe
// to use from several threads.
class ServedFiles
{
public:
    // By which descriptor; as long as it is the same, so is the file.
    struct Open
    {
        int descriptor = -1;
        bool isDeleted = false; // the file has no name left
        bool operator==(const Open&) const = default;
    };
    ServedFiles(const QByteArray& root, qint64 pid);

    bool isEmpty() const { return all().isEmpty(); }
    std::optional<Open> find(const QByteArray& path) const; // as the kernel has the path now
    // The same as find() == open, by a single link where it is there still.
    bool isStill(const QByteArray& path, const std::optional<Open>& open) const;
    std::optional<ServedFile> read(const Open& open) const;
    bool has(const QByteArray& mark) const; // by whatever name; reads all

private:
    std::optional<std::pair<QByteArray, Open>> linkOf(const char* descriptor) const;
    const QHash<QByteArray, Open>& all() const;
    SysFolder m_folder;
    mutable std::optional<QHash<QByteArray, Open>> m_byPath;
};

} // namespace mooring::tgt
