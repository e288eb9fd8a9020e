// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "imagesignature.h"
#include "loopbinding.h"
#include "services/system/sysfs.h"
#include "verbs.h"

#include <climits>

namespace mooring::kernelchild {
namespace {

constexpr std::string_view kDeletedMark = " (deleted)";

// The kernel marks a file without a name by words that a name may end in as well.
const char* nameEvidence(const std::string& name, const FileIdentity& identity)
{
    const SysFolder loop(("/sys/block/" + name + "/loop").c_str());
    std::array<char, PATH_MAX + 1> buffer {};
    const std::string path(loop ? loop.read("backing_file", buffer) : std::string_view());
    if (!path.ends_with(kDeletedMark))
        return "named";
    struct stat info
    {
    };
    const bool literal = lstat(path.c_str(), &info) == 0 && identityOf(info) == identity;
    return literal ? "named" : "deleted";
}

} // namespace

int loopStatus(Arguments arguments)
{
    for (const char* path : arguments) {
        const std::string name = kernelName(path);
        const Descriptor loop = openLoop(path);
        const auto info = loop ? loopInfo(loop.get()) : std::nullopt;
        if (!info)
            continue;
        const uint64_t sequence = diskSequence(loop.get());
        const FileIdentity identity = identityOf(*info);
        tell("status",
             std::string(path) + ' ' + std::to_string(sequence) + ' ' + identity.text() + ' '
                 + nameEvidence(name, identity));
        if ((info->lo_flags & LO_FLAGS_AUTOCLEAR) != 0)
            tellKeeper(path, sequence);
        // last, because it reads: a device whose image lies on a dead server never answers
        const bool optical = info->lo_offset == 0 && isOpticalImage(loop.get());
        tell("format", std::string(path) + (optical ? " iso" : " raw"));
    }
    return 0;
}

} // namespace mooring::kernelchild
