// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace mooring::lab {

// TCP on this machine alone.

// Below the kernel's ephemeral ports, so that no outgoing connection takes it between this call and its use.
quint16 freePort();

// A connection to 127.0.0.1, blocking. -1: refused, errno tells.
int connectTo(quint16 port);
int beginConnecting(quint16 port); // does not block: it may still be on its way
bool isConnectedWithin(int descriptor, int milliseconds);

// Whether this process itself listens there: one that could not bind may have chosen another place.
bool listensOn(qint64 pid, quint16 port);

// Connections to that port of 127.0.0.1 that stand, as the kernel tells.
int connectionsTo(quint16 port);

// A listening socket on 127.0.0.1 that does not block; `port` 0: a free one is put there.
int listenOn(quint16& port, int backlog = 1024);

// Closes with a reset instead of an end of the stream.
void closeWithReset(int descriptor);

QByteArray addressOf(quint16 port); // "127.0.0.1:PORT"

} // namespace mooring::lab
