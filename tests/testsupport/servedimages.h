// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "labprocess.h"

namespace mooring::lab {

// Where mooringctl keeps what it attached as root.
inline const QByteArray productImages = "/run/mooring/images";

// What there is of attachments below a folder, by losetup, findmnt, pgrep and the folder; empty: nothing.
QByteArray servedBelow(const QByteArray& folder);

// Proportional set size of all processes that serve something below it, and how many they are.
struct ServingMemory
{
    int processes = 0;
    qint64 bytes = 0;
};
ServingMemory memoryOfServing(const QByteArray& folder);

} // namespace mooring::lab
