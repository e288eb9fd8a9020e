// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tgtdaemon.h"

namespace mooring::lab {

// Reads what "-m target -o show" lists.
QList<TgtSession> parsedSessions(const QByteArray& listing);
QList<TgtLun> parsedLuns(const QByteArray& listing, int target);

} // namespace mooring::lab
