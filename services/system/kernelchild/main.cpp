// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verbs.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace {

using namespace mooring::kernelchild;

constexpr int kWrongUse = 126; // no errno; 127 is the shell's

struct Verb
{
    std::string_view name;
    size_t least; // arguments
    int (*run)(Arguments);
};

constexpr std::array kVerbs {
    Verb {"umount", 2, umountMount},
    Verb {"umount-lazy", 2, umountLazily},
    Verb {"mount", 7, mountAgain},
    Verb {"swapoff", 1, swapOff},
    Verb {"swapon", 2, swapOn},
    Verb {"signal", 3, signalProcess},
    Verb {"scan", 1, scanProcesses},
    Verb {"probe-exclusive", 1, probeExclusive},
    Verb {"identify", 1, identifyContent},
    Verb {"file-mark", 1, tellFileMark},
    Verb {"image-probe", 1, imageProbe},
    Verb {"image-sniff", 1, imageSniff},
    Verb {"loop-status", 1, loopStatus},
    Verb {"loop-attach", 9, loopAttach},
    Verb {"loop-detach", 2, loopDetach},
    Verb {"loop-keep", 3, loopKeep},
    Verb {"image-claim", 4, imageClaim},
    Verb {"unit-claim", 3, unitClaim},
    Verb {"overlay-place", 1, overlayPlace},
    Verb {"overlay-make", 4, overlayMake},
    Verb {"overlay-remove", 2, overlayRemove},
    Verb {"vhdx-log-close", 2, vhdxLogClose},
    Verb {"daemonise", 3, daemonise},
    Verb {"await-surface", 3, awaitSurface},
    Verb {"holds-file", 2, holdsFile},
    Verb {"configfs-unlink", 3, configfsUnlink},
    Verb {"configfs-rmdir", 2, configfsRemove},
    Verb {"configfs-mkdir", 1, configfsMake},
    Verb {"configfs-link", 2, configfsLink},
    Verb {"configfs-write", 2, configfsWrite},
};

} // namespace

int main(int argc, char** argv)
{
    const std::string_view name = argc > 1 ? argv[1] : "";
    for (const Verb& verb : kVerbs) {
        if (verb.name != name)
            continue;
        const Arguments arguments(argv + 2, static_cast<size_t>(argc - 2));
        if (arguments.size() < verb.least)
            break;
        const int status = verb.run(arguments);
        return std::fflush(stdout) == 0 ? status : kWrongUse;
    }
    std::fprintf(stderr, "mooring-child: wrong use of \"%s\"\n", argc > 1 ? argv[1] : "");
    return kWrongUse;
}
