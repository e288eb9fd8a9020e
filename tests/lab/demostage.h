// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardlab.h"
#include "rawinitiator.h"
#include "tgtdaemon.h"

namespace mooring::lab {

// What the demonstration shows: a partitioned image with a mounted ext4, another image mounted inside it, an
// ISO, and a shell that sits in the mount; readers with two cards, of which another program holds one for
// itself; two units that this host exports, and an initiator that is logged in.
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
    std::unique_ptr<TgtDaemon> exports; // null: there can be none here
    std::unique_ptr<RawInitiator> initiator;

    DemoStage();
    void startShell();
    void logIn(); // the initiator

private:
    void startCards();
    void startExports();
};

} // namespace mooring::lab
