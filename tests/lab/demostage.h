// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardlab.h"

namespace mooring::lab {

// What the demonstration shows: a partitioned image with a mounted ext4, another image mounted inside it, an
// ISO, and a shell that sits in the mount; readers with two cards, of which another program holds one for
// itself.
struct DemoStage
{
    static constexpr int freeCard = 0, heldCard = 2; // slots

    Lab lab;
    Disk disk, inner, disc;
    QByteArray mount;
    QByteArray virtualDisk; // a VHDX with a file system, not attached
    RunningPtr shell;
    std::unique_ptr<CardLab> cards; // null: there can be none here
    std::unique_ptr<CardClient> holder;

    DemoStage();
    void startShell();

private:
    void startCards();
};

} // namespace mooring::lab
