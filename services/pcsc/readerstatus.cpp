// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "readerstatus.h"

namespace mooring::pcsc {

namespace {
constexpr quint32 flagBits = 0xFFFF, changed = 0x0002;
constexpr unsigned counterAt = 16;
} // namespace

ReaderStatus ReaderStatus::of(const QByteArray& name, quint32 state, const QByteArray& atr)
{
    ReaderStatus status;
    status.name = name;
    status.flags = state & flagBits & ~changed;
    status.events = state >> counterAt;
    status.atr = status.hasCard() ? atr : QByteArray();
    return status;
}

State ReaderStatus::state() const
{
    if (has(unavailable))
        return State::Failed;
    if (!hasCard())
        return State::Absent;
    return cardState() == State::Present ? State::Idle : cardState();
}

State ReaderStatus::cardState() const
{
    if (has(exclusive))
        return State::Exclusive;
    if (has(mute))
        return State::Mute;
    if (has(inUse))
        return State::Shared;
    return has(unpowered) ? State::Unpowered : State::Present;
}

QString protocolWord(quint32 protocol)
{
    if ((protocol & 1U) != 0)
        return QStringLiteral("t0");
    if ((protocol & 2U) != 0)
        return QStringLiteral("t1");
    if ((protocol & 8U) != 0)
        return QStringLiteral("t15");
    return (protocol & 4U) != 0 ? QStringLiteral("raw") : QString();
}

} // namespace mooring::pcsc
