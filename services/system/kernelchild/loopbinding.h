// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopdevice.h"
#include "partitions.h"
#include "verbs.h"

namespace mooring::kernelchild {

// The arguments of `loop-attach`, see verbs.h.
struct AttachRequest
{
    std::string path, identity, mark;
    uint32_t flags = 0; // LO_FLAGS_*
    uint64_t offset = 0, sizeLimit = 0;
    unsigned blockSize = 0;
    bool probesBlockSize = false; // by the partition table
    std::string preferred; // device
    std::string table;
    std::string surfaces; // folder of those that daemons serve

    static std::optional<AttachRequest> parse(Arguments arguments);
    bool isPutBack() const { return table != "probe" && table != "-"; }
};

struct Binding
{
    Descriptor loop;
    std::string device; // "/dev/loop0"
};

// Binds the open image to the preferred device when it is free, else to any free one. 0 or errno.
int bindImage(const AttachRequest& request, int image, int control, Binding& binding);

// A device that goes with its last user would go as soon as we close it: a keeper holds it open until
// somebody uses it, or until it is to be detached.
int startKeeper(const Binding& binding);
void tellKeeper(const std::string& device, uint64_t diskSequence); // "keeper DEVICE PID STARTTICKS"
void endKeeper(const std::string& device, uint64_t diskSequence);

} // namespace mooring::kernelchild
