// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetstate.h"

#include "targetconnection.h"

#include <algorithm>

namespace mooring::lab {

const TargetSpec* TargetState::target(const QByteArray& name) const
{
    const auto found = std::find_if(targets.begin(), targets.end(), [&](auto& t) { return t.name == name; });
    return found == targets.end() ? nullptr : &*found;
}

const Script& TargetState::scriptOf(const SessionRecord& record) const
{
    if (record.number == 0)
        return scripts.discovery;
    if (const auto own = scripts.ofSession.find(record.number); own != scripts.ofSession.end())
        return *own;
    const auto ofTarget = scripts.ofTarget.find(record.target);
    return ofTarget == scripts.ofTarget.end() ? scripts.session : *ofTarget;
}

std::shared_ptr<SessionRecord> TargetState::beginSession(const SessionRecord& record)
{
    const auto kept = std::make_shared<SessionRecord>(record);
    if (!record.target.isEmpty())
        kept->number = ++lastNumber;
    records.push_back(kept);
    return kept;
}

void TargetState::sessionOpened(const std::shared_ptr<SessionRecord>& record)
{
    // RFC 7143, 6.3.5: the same initiator port logs in again, so the old session is over
    for (const auto& connection : std::vector(connections)) {
        const auto old = connection->record();
        if (old && old != record && old->isOpen() && old->number > 0 && old->target == record->target
            && old->initiator == record->initiator && old->isid == record->isid)
            connection->drop();
    }
    record->hasLoggedIn = true;
    ++(record->number > 0 ? counts.logins : counts.discoveries);
    counts.mostOpenSessions = std::max(counts.mostOpenSessions, ++counts.openSessions);
}

void TargetState::sessionEnded(SessionRecord& record, SessionRecord::End end)
{
    if (record.isOpen())
        --counts.openSessions;
    if (record.end == SessionRecord::Open)
        record.end = end;
}

TargetConnection* TargetState::connectionOf(int session) const
{
    for (const auto& connection : connections)
        if (const auto record = connection->record(); record && record->number == session)
            return connection.get();
    return nullptr;
}

void TargetState::forget(const TargetConnection* connection)
{
    std::erase_if(connections, [&](const auto& each) { return each.get() == connection; });
    counts.openConnections = int(connections.size());
}

} // namespace mooring::lab
