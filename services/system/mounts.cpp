// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mounts.h"

#include "sysfs.h"
#include "wholefile.h"

#include <QHash>

#include <algorithm>

namespace mooring {

namespace {

// "mnt:[4026531841]" -> 4026531841; 0 with errno when it cannot be read.
quint64 namespaceOf(int proc, const char* link)
{
    std::array<char, 64> target {};
    const ssize_t length = readlinkat(proc, link, target.data(), target.size() - 1);
    const char* bracket = length > 0 ? strchr(target.data(), '[') : nullptr;
    return bracket ? leadingNumber(bracket + 1) : 0;
}

std::optional<MountEntry> parseLine(const QByteArray& line)
{
    const QList<QByteArray> fields = line.split(' ');
    const qsizetype dash = fields.indexOf("-", 6);
    if (dash < 6 || fields.size() < dash + 4)
        return {};
    const QList<QByteArray> device = fields[2].split(':');
    if (device.size() != 2)
        return {};
    MountEntry entry;
    entry.id = fields[0].toULongLong();
    entry.parent = fields[1].toULongLong();
    entry.major = device[0].toUInt();
    entry.minor = device[1].toUInt();
    entry.root = octalDecoded(fields[3]);
    entry.mountPoint = octalDecoded(fields[4]);
    entry.options = fields[5];
    entry.propagation = fields.mid(6, dash - 6).join(' ');
    entry.filesystemType = octalDecoded(fields[dash + 1]);
    entry.source = octalDecoded(fields[dash + 2]);
    entry.superOptions = fields[dash + 3];
    return entry;
}

Error sourceError(const char* source)
{
    Error error = errnoError(errno, QString::fromLatin1(source));
    error.source = QString::fromLatin1(source);
    return error;
}

} // namespace

QByteArray octalDecoded(const QByteArray& text)
{
    if (!text.contains('\\'))
        return text;
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto digit = [&](int offset) { return static_cast<unsigned>(text[i + offset] - '0'); };
        if (text[i] == '\\' && i + 3 < text.size() && digit(1) < 4 && digit(2) < 8 && digit(3) < 8) {
            result += static_cast<char>(digit(1) * 64 + digit(2) * 8 + digit(3));
            i += 3;
        } else {
            result += text[i];
        }
    }
    return result;
}

QList<QByteArray> splitOptions(const QByteArray& options)
{
    QList<QByteArray> result;
    const QList<QByteArray> parts = options.split(',');
    for (const QByteArray& part : parts) {
        if (!part.isEmpty())
            result += octalDecoded(part);
    }
    return result;
}

QByteArray optionValue(const QByteArray& options, const QByteArray& key)
{
    const QList<QByteArray> words = splitOptions(options);
    for (const QByteArray& word : words) {
        if (word.startsWith(key) && word.size() > key.size() && word[key.size()] == '=')
            return word.mid(key.size() + 1);
    }
    return {};
}

bool isPathBelow(const QByteArray& path, const QByteArray& folder)
{
    return path.startsWith(folder)
        && (path.size() == folder.size() || folder.endsWith('/') || path[folder.size()] == '/');
}

const MountEntry* mountOf(const QList<MountEntry>& mounts, const QByteArray& path)
{
    const MountEntry* best = nullptr;
    for (const MountEntry& mount : mounts) {
        if (!isPathBelow(path, mount.mountPoint))
            continue;
        const bool deeper = !best || mount.mountPoint.size() > best->mountPoint.size();
        const bool over = best && mount.mountPoint == best->mountPoint && mount.parent == best->id;
        if (deeper || over)
            best = &mount;
    }
    return best;
}

Mounts::Mounts(QByteArray root)
    : m_root(root.endsWith('/') ? std::move(root) : root + '/')
{
}

QList<MountEntry> Mounts::parse(const QByteArray& mountinfo)
{
    QList<MountEntry> result;
    const QList<QByteArray> lines = mountinfo.split('\n');
    for (const QByteArray& line : lines) {
        if (auto entry = parseLine(line))
            result += std::move(*entry);
    }
    return result;
}

Result<QList<MountEntry>> Mounts::own() const
{
    const auto text = wholeFile(m_root + "proc/self/mountinfo");
    if (!text)
        return fail(sourceError("mountinfo"));
    return parse(*text);
}

struct Mounts::Visible
{
    QHash<quint64, QList<qint64>> pids;
    quint64 own = 0;
    int unseen = 0;
};

Mounts::Visible Mounts::visibleNamespaces() const
{
    Visible result;
    const SysFolder proc((m_root + "proc").constData());
    if (!proc)
        return result;
    result.own = namespaceOf(proc.fd(), "self/ns/mnt");
    proc.list([&](std::string_view name, unsigned char) {
        if (name[0] < '0' || name[0] > '9')
            return;
        const QByteArray pid(name.data(), static_cast<qsizetype>(name.size()));
        if (const quint64 inode = namespaceOf(proc.fd(), (pid + "/ns/mnt").constData()))
            result.pids[inode] += pid.toLongLong();
        else if ((errno == EACCES || errno == EPERM)
                 && faccessat(proc.fd(), pid.constData(), F_OK, 0) == 0) // also said of one that just ended
            ++result.unseen;
    });
    return result;
}

QList<MountNamespace> Mounts::namespaces(int* unseen, QList<Error>* errors) const
{
    const Visible visible = visibleNamespaces();
    if (unseen)
        *unseen = visible.unseen;
    auto mine = own();
    if (!mine && errors)
        *errors += mine.error();
    QList<MountNamespace> result {
        {visible.own, true, visible.pids.value(visible.own), mine.value_or(QList<MountEntry>())}};
    for (auto it = visible.pids.begin(); it != visible.pids.end(); ++it) {
        if (it.key() == visible.own)
            continue;
        MountNamespace other {it.key(), false, it.value(), {}};
        std::sort(other.pids.begin(), other.pids.end());
        for (const qint64 pid : other.pids) { // the first that is still there
            const auto text = wholeFile(m_root + "proc/" + QByteArray::number(pid) + "/mountinfo");
            if (!text || text->isEmpty())
                continue;
            other.mounts = parse(*text);
            result += other;
            break;
        }
    }
    std::sort(result[0].pids.begin(), result[0].pids.end());
    std::sort(result.begin() + 1, result.end(),
              [](const auto& one, const auto& two) { return one.inode < two.inode; });
    return result;
}

QList<SwapEntry> Mounts::parseSwaps(const QByteArray& swaps)
{
    QList<SwapEntry> result;
    const QList<QByteArray> lines = swaps.split('\n').mid(1);
    for (const QByteArray& line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 5)
            continue;
        SwapEntry entry;
        // Only blanks, tabs, newlines and backslashes are escaped, and so the mark of a deleted file is as
        // well.
        entry.path = octalDecoded(line.left(line.indexOf(fields[0]) + fields[0].size()));
        constexpr QByteArrayView mark(" (deleted)");
        entry.deleted = entry.path.endsWith(mark);
        if (entry.deleted)
            entry.path.chop(mark.size());
        entry.partition = fields[1] == "partition";
        entry.size = fields[2].toULongLong() * 1024;
        entry.used = fields[3].toULongLong() * 1024;
        entry.priority = fields[4].toInt();
        result += entry;
    }
    return result;
}

Result<QList<SwapEntry>> Mounts::swaps() const
{
    const auto text = wholeFile(m_root + "proc/swaps");
    if (!text) {
        if (errno == ENOENT) // a kernel without swap
            return QList<SwapEntry>();
        return fail(sourceError("swaps"));
    }
    return parseSwaps(*text);
}

} // namespace mooring
