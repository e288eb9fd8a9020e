// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace mooring {

// Whether a process has a TCP connection that stands, by its descriptors and /proc/PID/net/tcp and tcp6 (see
// proc_net_tcp.rst of the kernel). Empty: that cannot be seen.
std::optional<bool> hasConnection(const QByteArray& root, qint64 pid); // `root` of procfs, with its "/"

} // namespace mooring
