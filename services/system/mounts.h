// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace mooring {

// One line of /proc/PID/mountinfo (proc(5)). Paths and the source have their octal escapes decoded; the two
// lists of options are as written, because a comma inside a value is escaped too: see splitOptions().
struct MountEntry
{
    quint64 id = 0, parent = 0;
    unsigned major = 0, minor = 0;
    QByteArray root, mountPoint, options, filesystemType, source, superOptions;
    QByteArray propagation; // optional fields, as written: "shared:1 master:2"
    bool operator==(const MountEntry&) const = default;
};

// The mounts of one mount namespace.
struct MountNamespace
{
    quint64 inode = 0; // of /proc/PID/ns/mnt
    bool own = false; // the one this process is in
    QList<qint64> pids; // processes in it, lowest first
    QList<MountEntry> mounts;
    bool operator==(const MountNamespace&) const = default;
};

struct SwapEntry
{ // /proc/swaps
    QByteArray path;
    bool deleted = false;
    bool partition = false;
    quint64 size = 0, used = 0; // bytes
    int priority = 0;
    bool operator==(const SwapEntry&) const = default;
};

// procfs below an injectable root.
class Mounts
{
public:
    explicit Mounts(QByteArray root = "/");
    static QList<MountEntry> parse(const QByteArray& mountinfo);
    static QList<SwapEntry> parseSwaps(const QByteArray& swaps);
    Result<QList<MountEntry>> own() const; // /proc/self/mountinfo
    // Every namespace visible to us, our own first; processes we may not inspect are counted in `unseen`.
    QList<MountNamespace> namespaces(int* unseen, QList<Error>* errors) const;
    Result<QList<SwapEntry>> swaps() const;

private:
    struct Visible;
    Visible visibleNamespaces() const;
    QByteArray m_root;
};

// The entry that shows `path` (absolute): the longest mount point that is a prefix, the topmost of several.
const MountEntry* mountOf(const QList<MountEntry>& mounts, const QByteArray& path);

bool isPathBelow(const QByteArray& path, const QByteArray& folder); // or the same
QByteArray octalDecoded(const QByteArray& text); // "\040" -> " ", "\134" -> "\"
QList<QByteArray> splitOptions(const QByteArray& options); // "a,b=1\054 2" -> "a", "b=1, 2"
QByteArray optionValue(const QByteArray& options, const QByteArray& key); // empty: not there

} // namespace mooring
