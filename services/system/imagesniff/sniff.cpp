// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sniff.h"

#include "formats.h"

#include <array>

namespace mooring::imagesniff {
namespace {

struct Reader
{
    bool (*claims)(const View&);
    Findings (*read)(View&);
};

// Known by their first bytes. Those of a raw disk or of a fixed VHD belong to whoever writes on the disk, who
// may make them look like any of these: a fixed VHD is told by its end, a raw disk by nothing.
constexpr std::array kByHead {
    Reader {claimsVhdx, readVhdx},
    Reader {claimsVmdk, readVmdk},
    Reader {claimsVdi, readVdi},
    Reader {claimsQcow, readQcow},
    Reader {claimsQcow2, readQcow2},
    Reader {claimsQed, readQed},
    Reader {claimsParallels, readParallels},
    Reader {claimsEncryptedDmg, readEncryptedDmg},
};

Findings readUnclaimed(View& view)
{
    std::optional<Findings> vhd = readVhd(view);
    if (vhd && vhd->format == Format::Vhd)
        return *vhd;
    if (std::optional<Findings> dmg = readDmg(view))
        return *dmg;
    if (std::optional<Findings> iso = readIso(view))
        return *iso;
    if (vhd)
        return *vhd;
    Findings raw;
    raw.virtualSize = view.size();
    return raw;
}

Findings recognise(View& view)
{
    std::optional<Findings> found;
    for (const Reader& reader : kByHead) {
        if (!reader.claims(view))
            continue;
        if (found) {
            found->fault = Fault::Contradictory;
            return *found;
        }
        found = reader.read(view);
    }
    if (!found)
        return readUnclaimed(view);
    if (passesForVhd(view))
        found->fault = Fault::Contradictory;
    return *found;
}

} // namespace

Findings sniff(const Source& source)
{
    View view(source);
    Findings findings = recognise(view);
    if (view.failed())
        findings.fault = Fault::Unreadable;
    else if (view.spent())
        findings.fault = Fault::TooLarge;
    return findings;
}

} // namespace mooring::imagesniff
