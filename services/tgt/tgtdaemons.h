// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tgtprotocol.h"

#include <QList>

namespace mooring::tgt {

// The control sockets of every tgtd that can be found where tgtadm finds them (usr/tgtadm.h,
// TGT_IPC_NAMESPACE): ROOT/run/tgtd/socket.N, and where TGT_IPC_SOCKET is set, that path with .N. Sorted; one
// that nobody listens on any more is among them.
QList<Control> controls(const QByteArray& root, const QByteArray& environment);

} // namespace mooring::tgt
