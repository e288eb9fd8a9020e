// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "services/system/descriptor.h"
#include "services/system/filemark.h"
#include "verbs.h"

#include <array>
#include <blkid.h>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace mooring::kernelchild {

namespace {

using Probe = std::unique_ptr<blkid_struct_probe, decltype(&blkid_free_probe)>;
constexpr int nothing = 1; // blkid_do_safeprobe(): no superblock that it knows

} // namespace

int probeExclusive(Arguments arguments)
{
    for (const char* device : arguments) {
        const Descriptor claim(open(device, O_RDONLY | O_EXCL | O_NONBLOCK | O_CLOEXEC));
        printf("%d\n", claim ? 0 : errno);
    }
    return fflush(stdout) == 0 ? 0 : errno;
}

int identifyContent(Arguments arguments)
{
    if (arguments.empty() || arguments.size() > 2)
        return EINVAL;
    const Probe probe(blkid_new_probe_from_filename(arguments[0]), &blkid_free_probe);
    if (!probe)
        return errno ? errno : EIO;
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_TYPE | BLKID_SUBLKS_UUID);
    int found = nothing;
    if (arguments.size() == 2) {
        std::array<char*, 2> types {arguments[1], nullptr};
        blkid_probe_filter_superblocks_type(probe.get(), BLKID_FLTR_ONLYIN, types.data());
        found = blkid_do_safeprobe(probe.get());
        blkid_probe_reset_superblocks_filter(probe.get());
    }
    if (found == nothing && blkid_do_safeprobe(probe.get()) < 0)
        return EIO;
    for (const char* name : {"TYPE", "UUID"}) {
        const char* value = "";
        blkid_probe_lookup_value(probe.get(), name, &value, nullptr);
        printf("%s%c", value, '\0');
    }
    return fflush(stdout) == 0 ? 0 : errno;
}

int tellFileMark(Arguments arguments)
{
    struct statx state = {};
    if (statx(AT_FDCWD, arguments[0], 0, STATX_BASIC_STATS | STATX_BTIME, &state) != 0)
        return errno == ENOENT ? refuse("image-missing", errno) : errno;
    if (!S_ISREG(state.stx_mode))
        return refuse("image-changed", ESTALE);
    tell("mark", fileMark(state));
    return 0;
}

} // namespace mooring::kernelchild
