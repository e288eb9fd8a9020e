// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reactor.h"

#include <QByteArray>

namespace mooring::lab {

enum class Cut
{
    Fin, // the end of the stream, in both directions
    Reset
};

// A long line to a port of this machine: what is sent arrives `delay` later, in each direction, while more is
// on its way. Can be cut, stalled and go on. The kernel answers a connect at once: that round trip is not
// slowed.
class Relay
{
public:
    explicit Relay(quint16 target, std::chrono::microseconds delay = {});
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    quint16 port() const { return m_port; }
    QByteArray portal() const; // "127.0.0.1:PORT"

    // Where the target tells its address (RFC 7143, appendix C), the relay's stands from now on.
    void standInForTheTarget();
    void setDelay(std::chrono::microseconds delay); // of what comes from now on
    void cut(Cut how); // all connections of this moment; what is on its way is lost
    void cutAfter(qint64 bytes, Cut how); // so many more bytes towards the initiator, then all are cut
    void stall(); // nothing arrives any more, and nothing is closed; new connections are accepted
    void goOn(); // what was held back arrives
    void refuseConnections(); // from now on

    int connections(); // so far
    int openConnections();
    qint64 bytesForward(); // delivered to the target
    qint64 bytesBack(); // delivered to whoever connected

private:
    class Line;
    struct State;
    void acceptOne();
    quint16 m_port = 0;
    int m_listener = -1;
    std::shared_ptr<State> m_state; // of the thread
    Reactor m_reactor;
};

} // namespace mooring::lab
