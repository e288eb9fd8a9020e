// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "must.h"
#include "services/tgt/tgtlisting.h"
#include "services/tgt/tgtprotocol.h"

using namespace mooring::tgt;
using mooring::fuzz::must;

// Any bytes that come from a control socket. Built with clang when MOORING_FUZZ is on. Run:
// fuzz_tgtlisting NEW_FOLDER ../data/tgt
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto response = decoded(bytes);
    must(!response || response->text.size() <= bytes.size(), "an answer is no longer than what came");
    const QByteArray text = response ? response->text : bytes;
    qsizetype units = 0;
    for (const Target& target : parsedTargets(text)) {
        must(target.name.size() <= text.size(), "a name is no longer than its listing");
        units += target.units.size();
    }
    must(units <= text.size(), "each unit has a line");
    qsizetype taken = 0;
    for (const TargetText& each : targetTexts(text)) {
        must(parsedTarget(each).name == each.name, "it is the same target");
        taken += qsizetype(each.text.size());
    }
    must(taken <= text.size(), "texts do not overlap");
    must(parsedTraffic(text).size() <= text.size() + 1, "each entry has a line");
    must(parsedPortals(text).size() <= text.size(), "each entry has a line");
    must(parsedNames(text).size() <= text.size(), "each entry has a line");
    must(parsedConnections(text).size() <= text.size() + 1, "each entry has a line");
    return 0;
}
