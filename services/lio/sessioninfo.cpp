// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioninfo.h"

#include <algorithm>

namespace mooring::lio {

namespace {

constexpr qsizetype kPage = 4096; // of configfs
constexpr qsizetype kLongestName = 224; // ISCSI_NAME_LEN in include/scsi/iscsi_proto.h

// What stands between two words.
QByteArray between(const QByteArray& text, const QByteArray& before, const QByteArray& after)
{
    const qsizetype at = text.indexOf(before);
    if (at < 0)
        return {};
    const qsizetype begin = at + before.size();
    const qsizetype end = text.indexOf(after, begin);
    return text.mid(begin, end < 0 ? -1 : end - begin).trimmed();
}

// "0x80 12 34 56 dd 65" by %6ph; older kernels had no blanks.
QByteArray isidIn(const QByteArray& info)
{
    QByteArray digits = between(info, "ISID: 0x", "TSIH");
    digits.replace(' ', "");
    return digits.size() == 12 ? digits.toLower() : QByteArray();
}

} // namespace

std::optional<TargetSession> sessionIn(const QByteArray& info)
{
    if (!info.startsWith("InitiatorName:"))
        return {};
    TargetSession session;
    session.initiator = between(info, "InitiatorName:", "\n");
    // the alias is the initiator's own word for itself, and must not pass for the rest
    const QByteArray rest = info.mid(std::max<qsizetype>(info.indexOf("\nLIO Session ID:"), 0));
    session.number = between(rest, "LIO Session ID:", " ISID:");
    session.isid = isidIn(rest);
    bool isNumber = false;
    const qint64 tsih = between(rest, "TSIH:", "SessionType").toLongLong(&isNumber);
    if (isNumber)
        session.tsih = tsih;
    session.isFailed = between(rest, "Session State:", "\n") == "TARG_SESS_STATE_FAILED";
    session.address = between(between(rest, "   Address ", "\n"), "", " ");
    session.number.toULongLong(&isNumber);
    if (!isNumber)
        session.number = "0";
    return session;
}

QList<TargetSession> dynamicSessionsIn(const QByteArray& text, bool* isCut)
{
    QList<TargetSession> sessions;
    for (QByteArray name : text.split('\n')) {
        name.replace('\0', ""); // each name is followed by one
        if (name.isEmpty() || name.contains('/'))
            continue;
        const auto known = std::find_if(sessions.begin(), sessions.end(),
                                        [&](const TargetSession& each) { return each.initiator == name; });
        if (known != sessions.end()) {
            ++known->others;
            continue;
        }
        TargetSession session;
        session.initiator = name;
        sessions.append(session);
    }
    if (isCut != nullptr)
        *isCut = text.size() > kPage - kLongestName - 2;
    return sessions;
}

} // namespace mooring::lio
