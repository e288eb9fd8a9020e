// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

namespace mooring::lab {

// What the demonstration shows: a partitioned image with a mounted ext4, another image mounted inside it, an
// ISO, and a shell that sits in the mount.
struct DemoStage
{
    Lab lab;
    Disk disk, inner, disc;
    QByteArray mount;
    QByteArray virtualDisk; // a VHDX with a file system, not attached
    RunningPtr shell;

    DemoStage();
    void startShell();
};

} // namespace mooring::lab
