// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/descriptor.h"
#include "verbs.h"

#include <blkid.h>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <memory>

namespace mooring::kernelchild {

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
    if (arguments.size() != 1)
        return EINVAL;
    const std::unique_ptr<blkid_struct_probe, decltype(&blkid_free_probe)> probe(
        blkid_new_probe_from_filename(arguments[0]), &blkid_free_probe);
    if (!probe)
        return errno ? errno : EIO;
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(), BLKID_SUBLKS_TYPE | BLKID_SUBLKS_UUID);
    if (blkid_do_safeprobe(probe.get()) < 0)
        return EIO;
    for (const char* name : {"TYPE", "UUID"}) {
        const char* value = "";
        blkid_probe_lookup_value(probe.get(), name, &value, nullptr);
        printf("%s%c", value, '\0');
    }
    return fflush(stdout) == 0 ? 0 : errno;
}

} // namespace mooring::kernelchild
