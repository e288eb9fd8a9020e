// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagelocks.h"

#include "imagesniff/lock.h"

#include <optional>

namespace mooring {
namespace {

// "fe:00:1234": numbers of the device in hexadecimal, of the inode in decimal.
QByteArray identityOf(const QByteArray& word)
{
    const QList<QByteArray> parts = word.split(':');
    if (parts.size() != 3)
        return {};
    bool isMajor = false, isMinor = false;
    const unsigned major = parts[0].toUInt(&isMajor, 16), minor = parts[1].toUInt(&isMinor, 16);
    if (!isMajor || !isMinor)
        return {};
    return QByteArray::number(major) + ':' + QByteArray::number(minor) + ':' + parts[2];
}

// proc(5): "1: OFDLCK ADVISORY READ -1 fe:00:1234 100 101"; in fdinfo "lock:" stands before it. A request
// that still waits ("1: -> OFDLCK ...") locks nothing.
std::optional<ImageLock> lockOf(const QByteArray& line)
{
    const QList<QByteArray> words = line.simplified().split(' ');
    const qsizetype at = words.indexOf("OFDLCK");
    if (at < 1 || words[at - 1] == "->" || words.size() < at + 7)
        return {};
    bool isFirst = false, isLast = false;
    const ImageLock lock {identityOf(words[at + 4]), words[at + 5].toULongLong(&isFirst),
                          words[at + 6].toULongLong(&isLast)};
    const bool isWhole = isFirst && isLast && !lock.identity.isEmpty(); // "EOF" is no number
    const bool isInside = lock.first >= imagesniff::kFirstLockByte && lock.last >= lock.first
        && lock.last < imagesniff::kEndOfLockBytes;
    return isWhole && isInside ? std::optional(lock) : std::nullopt;
}

} // namespace

bool ImageLock::isWriters() const
{
    return first < imagesniff::kEndOfWritersBytes && last >= imagesniff::kFirstWritersByte;
}

QList<ImageLock> ImageLock::parse(const QByteArray& text)
{
    QList<ImageLock> locks;
    if (!text.contains("OFDLCK")) // nearly always
        return locks;
    for (const QByteArray& line : text.split('\n')) {
        if (const auto lock = lockOf(line))
            locks.append(*lock);
    }
    return locks;
}

} // namespace mooring
