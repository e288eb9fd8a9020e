// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab.h"

#include <functional>
#include <vector>

namespace mooring::lab {

// Where one of the twenty cases is built: an attached image with a mounted ext4 and a swap partition.
struct Stage
{
    Lab lab;
    Disk disk;
    QByteArray mount;
    std::vector<RunningPtr> processes;

    Stage();
    qint64 block(const QByteArray& mode, const QByteArray& path, const Argv& prefix = {}); // its pid
};

// The right answer to "who is in the way of detaching the disk".
struct Answer
{
    std::function<QList<qint64>()> pids; // one of these processes; unset: none
    QByteArrayList hows; // in one of these ways
    QByteArrayList steps; // these nodes, each released by the plan itself
    bool mayStayUnknown = false; // "busy, cause not found" is honest here
    QByteArray user; // of the process
};

struct Case
{
    const char* name;
    std::function<Answer(Stage&)> build;
};

// The twenty. `seenAsNobody`: the viewer has no privilege and everything belongs to somebody else.
const std::vector<Case>& blockerCases();

} // namespace mooring::lab
