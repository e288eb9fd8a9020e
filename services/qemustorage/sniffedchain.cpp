// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sniffedchain.h"

namespace mooring {
namespace {

// Each control character, blank and "%" was written as "%" and two digits.
QByteArray plain(const QByteArray& text) { return QByteArray::fromPercentEncoding(text); }

// "ROLE FORMAT NAME"
void takeReference(SniffedFile& file, const QByteArray& value)
{
    const QList<QByteArray> words = value.split(' ');
    if (words.value(0) == "parent" && file.parentName.isEmpty())
        file.parentName = plain(words.value(2));
}

void take(SniffedFile& file, const QByteArray& key, const QByteArray& value)
{
    if (key == "role")
        file.role = value;
    else if (key == "named-by")
        file.namedBy = value.toLongLong();
    else if (key == "identity")
        file.identity = value;
    else if (key == "lock")
        file.lock = value;
    else if (key == "format")
        file.format = value;
    else if (key == "subformat")
        file.subformat = plain(value);
    else if (key == "virtual-size")
        file.virtualSize = value.toULongLong();
    else if (key == "sector")
        file.sector = value.toUInt();
    else if (key == "state")
        file.states.append(value);
    else if (key == "fault")
        file.fault = value;
    else if (key == "unwritable")
        file.unwritable = plain(value);
    else if (key == "problem")
        file.problems.append(value);
    else if (key == "reference")
        takeReference(file, value);
}

} // namespace

QList<SniffedFile> sniffedChain(const QByteArray& answer)
{
    QList<SniffedFile> files;
    for (const QByteArray& line : answer.split('\n')) {
        const qsizetype space = line.indexOf(' ');
        if (space <= 0)
            continue;
        const QByteArray key = line.left(space), value = line.mid(space + 1);
        if (key == "file") {
            files.append(SniffedFile());
            files.last().path = plain(value);
        } else if (!files.isEmpty()) {
            take(files.last(), key, value);
        }
    }
    return files;
}

} // namespace mooring
