// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetconnection.h"

// What a scripted target sends of its own accord.

namespace mooring::lab {

void TargetConnection::sendAsync(const AsyncMessage& message)
{
    if (!m_isLoggedIn || !m_channel->isOpen())
        return;
    Pdu pdu(Opcode::Async);
    pdu.put(16, noTag).put(36, message.event);
    pdu.put(38, message.parameter1).put(40, message.parameter2).put(42, message.parameter3);
    m_channel->send(finished(pdu));
    ++m_record->asyncSent;
    if (message.dropAfter)
        m_state.reactor.after(std::chrono::milliseconds(*message.dropAfter), [weak = weak_from_this()] {
            if (const auto connection = weak.lock())
                connection->drop();
        });
}

// RFC 7143, 11.19: with a target's tag it wants an answer
void TargetConnection::ping()
{
    if (!m_isLoggedIn || !m_channel->isOpen())
        return;
    m_channel->send(finished(Pdu(Opcode::NopIn).put(16, noTag).put(20, ++m_lastTargetTag)));
    ++m_record->pingsSent;
}

void TargetConnection::pingRegularly()
{
    if (m_script.pingEvery <= 0)
        return;
    m_state.reactor.after(std::chrono::milliseconds(m_script.pingEvery), [weak = weak_from_this()] {
        const auto connection = weak.lock();
        if (!connection)
            return;
        connection->ping();
        connection->pingRegularly();
    });
}

} // namespace mooring::lab
