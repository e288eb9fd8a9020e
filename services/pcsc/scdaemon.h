// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/system/child.h"
#include "services/system/processes.h"

// GnuPG's smart card daemon: gpg-agent starts it again after a signal, so it is asked through GnuPG's own
// command, by the user whose it is.
namespace mooring::pcsc {

bool isScdaemon(const ProcessEntry& process);
QList<QByteArray> scdaemonRemedy(); // gpgconf --kill scdaemon
// Says how it lets go, and how a step that asks it to quit does it where it is this user's.
void tellRemedy(Resource& node, const ProcessEntry& process, quint32 user);

// Whether a step asks it to quit in that way, and what comes of it; that it is gone is to be seen afterwards.
bool asksScdaemon(const Step& step);
StepResult askScdaemon(const Step& step, Child& child, std::stop_token stop);

} // namespace mooring::pcsc
