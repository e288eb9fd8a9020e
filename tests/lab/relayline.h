// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relay.h"

#include <array>
#include <deque>
#include <optional>

namespace mooring::lab {

// What all lines of a relay share; of the relay's thread.
struct Relay::State
{
    Reactor& reactor;
    quint16 target = 0;
    std::chrono::microseconds delay {};
    QByteArray told, toldInstead; // addresses in what comes from the target
    bool stalls = false;
    int connections = 0;
    std::array<qint64, 2> delivered {}; // to the target, back
    std::optional<qint64> bytesLeft; // towards the initiator, until all are cut
    Cut cutHow = Cut::Reset;
    std::vector<std::shared_ptr<Line>> lines;

    void forget(const Line* line);
    void cutAll(Cut how);
};

// One connection through the relay: an end towards the initiator and one towards the target.
class Relay::Line : public std::enable_shared_from_this<Relay::Line>
{
public:
    Line(State& state, int initiator, int target);
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    void begin(); // once it is shared
    void deliverAll();
    void cut(Cut how);

private:
    struct Chunk
    {
        Reactor::Clock::time_point due;
        QByteArray bytes; // none: the end of the stream
    };
    struct Flow
    {
        std::deque<Chunk> chunks;
        qint64 held = 0;
        bool hasEnded = false, isThrough = false, isTimed = false;
    };
    void ready(size_t end, quint32 events);
    void readFrom(size_t end);
    void deliver(size_t from);
    bool deliverFront(size_t from); // false: not now
    bool writeFront(size_t from, Chunk& chunk);
    void awaitDue(size_t from);
    void updateEvents(size_t end);
    void forgetIfOver();
    State& m_state;
    std::array<int, 2> m_ends; // towards the initiator, the target
    std::array<Flow, 2> m_flows; // of what comes in at that end
    std::array<bool, 2> m_isFull {}; // the end takes no more at the moment
};

} // namespace mooring::lab
