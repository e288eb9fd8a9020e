// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtlisting.h"

#include <functional>

namespace mooring::lab {

namespace {

struct Line
{
    int target = 0;
    QByteArray section, key, value;
};

// "Target 1: iqn", under it sections indented by four, in them "key: value".
void eachLine(const QByteArray& listing, const std::function<void(const Line&)>& take)
{
    Line line;
    for (const QByteArray& text : listing.split('\n')) {
        const QByteArray words = text.trimmed();
        const auto colon = words.indexOf(": ");
        line.key = colon < 0 ? words : words.left(colon);
        line.value = colon < 0 ? QByteArray() : words.mid(colon + 2).trimmed();
        if (text.startsWith("Target "))
            line.target = line.key.mid(7).toInt();
        else if (text.startsWith("    ") && !text.startsWith("     "))
            line.section = words;
        else
            take(line);
    }
}

} // namespace

QList<TgtSession> parsedSessions(const QByteArray& listing)
{
    QList<TgtSession> sessions;
    eachLine(listing, [&](const Line& line) {
        if (line.section != "I_T nexus information:")
            return;
        if (line.key == "I_T nexus")
            sessions.append(TgtSession {line.target, line.value.toULongLong(), {}, {}});
        else if (line.key == "Initiator")
            sessions.last().initiator = line.value.split(' ').first();
        else if (line.key == "Connection")
            sessions.last().connections.append(TgtConnection {line.value.toUInt(), {}});
        else if (line.key == "IP Address")
            sessions.last().connections.last().address = line.value;
    });
    return sessions;
}

QList<TgtLun> parsedLuns(const QByteArray& listing, int target)
{
    QList<TgtLun> luns;
    eachLine(listing, [&](const Line& line) {
        if (line.target != target || line.section != "LUN information:")
            return;
        if (line.key == "LUN")
            luns.append(TgtLun {.number = line.value.toULongLong()});
        else if (line.key == "Type")
            luns.last().type = line.value;
        else if (line.key == "SCSI ID")
            luns.last().id = line.value;
        else if (line.key == "SCSI SN")
            luns.last().serial = line.value;
        else if (line.key == "Size")
            luns.last().bytes = line.value.split(' ').first().toLongLong() * 1000000;
        else if (line.key == "Backing store path")
            luns.last().backing = line.value;
    });
    return luns;
}

} // namespace mooring::lab
