// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A driver for pcscd: that of the virtual readers, which lies beside it as NAME.vpcd and is to listen on the
// port in NAME.port, in readers that fail as long as there is a file NAME.fails, get no answer from a card
// where there is NAME.mute, and can eject one where there is NAME.ejects. It is one of the second version:
// pcscd tells no other to eject.

#include <dlfcn.h>
#include <fstream>
#define IFDHANDLERv2
extern "C" {
#include <ifdhandler.h>
}
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

namespace {

std::string ownPath()
{
    Dl_info info {};
    dladdr(reinterpret_cast<void*>(&ownPath), &info);
    return info.dli_fname;
}

bool has(const char* suffix) { return access((ownPath() + suffix).c_str(), F_OK) == 0; }

template <class Function> Function* real(const char* name, Function* /*like*/)
{
    static void* const library = dlopen((ownPath() + ".vpcd").c_str(), RTLD_NOW | RTLD_LOCAL);
    return reinterpret_cast<Function*>(dlsym(library, name));
}

struct Ejected
{
    std::mutex mutex;
    std::map<DWORD, bool> slots;
};

Ejected& ejected()
{
    static Ejected all;
    return all;
}

} // namespace

#define FORWARD(name, ...) real(#name, &name)(__VA_ARGS__)

extern "C" {

RESPONSECODE IFDHCreateChannel(DWORD lun, DWORD /*channel*/) // pcscd has its own mind about the channel
{
    DWORD port = 0;
    std::ifstream(ownPath() + ".port") >> port;
    return FORWARD(IFDHCreateChannel, lun, port);
}

RESPONSECODE IFDHCloseChannel(DWORD lun) { return FORWARD(IFDHCloseChannel, lun); }

RESPONSECODE IFDHGetCapabilities(DWORD lun, DWORD tag, PDWORD length, PUCHAR value)
{
    return FORWARD(IFDHGetCapabilities, lun, tag, length, value);
}

RESPONSECODE IFDHSetCapabilities(DWORD lun, DWORD tag, DWORD length, PUCHAR value)
{
    return FORWARD(IFDHSetCapabilities, lun, tag, length, value);
}

RESPONSECODE IFDHSetProtocolParameters(DWORD lun, DWORD protocol, UCHAR flags, UCHAR pts1, UCHAR pts2,
                                       UCHAR pts3)
{
    return FORWARD(IFDHSetProtocolParameters, lun, protocol, flags, pts1, pts2, pts3);
}

RESPONSECODE IFDHPowerICC(DWORD lun, DWORD action, PUCHAR atr, PDWORD length)
{
    if (action != IFD_POWER_DOWN && has(".mute"))
        return IFD_ERROR_POWER_ACTION;
    return FORWARD(IFDHPowerICC, lun, action, atr, length);
}

RESPONSECODE IFDHTransmitToICC(DWORD lun, SCARD_IO_HEADER sendPci, PUCHAR sent, DWORD length, PUCHAR received,
                               PDWORD room, PSCARD_IO_HEADER receivePci)
{
    return FORWARD(IFDHTransmitToICC, lun, sendPci, sent, length, received, room, receivePci);
}

// The CT-BCS command EJECT ICC, and that only.
RESPONSECODE IFDHControl(DWORD lun, PUCHAR /*sent*/, DWORD /*length*/, PUCHAR received, PDWORD room)
{
    if (!has(".ejects") || *room < 2)
        return IFD_NOT_SUPPORTED;
    received[0] = 0x90;
    received[1] = 0;
    *room = 2;
    const std::lock_guard guard(ejected().mutex);
    ejected().slots[lun] = true;
    return IFD_SUCCESS;
}

RESPONSECODE IFDHICCPresence(DWORD lun)
{
    if (has(".fails"))
        return IFD_COMMUNICATION_ERROR;
    const RESPONSECODE presence = FORWARD(IFDHICCPresence, lun);
    const std::lock_guard guard(ejected().mutex);
    if (presence != IFD_ICC_PRESENT)
        ejected().slots[lun] = false; // taken out by hand
    return ejected().slots[lun] ? IFD_ICC_NOT_PRESENT : presence;
}
}
