// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsipdu.h"
#include "reactor.h"

namespace mooring::lab {

// PDUs over one connection, the target's end; of a reactor's thread. Held by shared_ptr.
class PduChannel : public std::enable_shared_from_this<PduChannel>
{
public:
    PduChannel(Reactor& reactor, int descriptor);
    ~PduChannel();
    PduChannel(const PduChannel&) = delete;
    PduChannel& operator=(const PduChannel&) = delete;

    // `onEnd` comes once: the initiator ended the connection, or all was sent after closeWhenSent(). Not
    // after close().
    void begin(std::function<void(const Pdu&)> onPdu, std::function<void(bool reset)> onEnd);
    void setHeaderDigest(bool on) { m_headerDigest = on; } // of all PDUs from now on, both ways
    bool headerDigest() const { return m_headerDigest; }
    void setDribbles(bool on) { m_dribbles = on; }

    bool isOpen() const { return m_descriptor >= 0; }
    void send(const QByteArray& bytes);
    void sendEndlessly(const QByteArray& first); // zeros follow
    void closeWhenSent();
    void close(bool reset = false);

private:
    void ready(quint32 events);
    void readSome();
    void flush();
    bool writeSome(); // false: not now
    void dribble();
    Reactor& m_reactor;
    int m_descriptor;
    std::function<void(const Pdu&)> m_onPdu;
    std::function<void(bool)> m_onEnd;
    QByteArray m_in, m_out;
    bool m_headerDigest = false, m_dribbles = false, m_isDribbling = false, m_isEndless = false;
    bool m_closesWhenSent = false;
};

} // namespace mooring::lab
