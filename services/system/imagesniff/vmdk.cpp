// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmdk.h"

#include "formats.h"

namespace mooring::imagesniff {
namespace {

using namespace vmdk;

Findings readDescriptorFile(View& view)
{
    Findings findings;
    findings.format = Format::Vmdk;
    if (view.size() > kMostOfDescriptor) {
        findings.fault = Fault::TooLarge;
        return findings;
    }
    Descriptor descriptor = readDescriptor(view.at(0, kMostOfDescriptor).text());
    takeOver(descriptor, findings);
    takeExtents(std::move(descriptor), findings);
    return findings;
}

} // namespace

bool claimsVmdk(const View& view) { return claimsSparse(view) || isDescriptor(view.head().text()); }

Findings readVmdk(View& view) { return claimsSparse(view) ? readSparse(view) : readDescriptorFile(view); }

} // namespace mooring::imagesniff
