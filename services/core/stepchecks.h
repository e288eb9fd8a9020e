// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "sighting.h"
#include "topology.h"

#include <QSet>

namespace mooring {

// Right before a step: is it still that thing, and does nothing stand on it that the plan did not show?
enum class Before
{
    Go,
    AlreadyGone,
    Refused
};
struct BeforeVerdict
{
    Before before = Before::Go;
    std::optional<Error> error;
    bool mayPass = false; // an opener without a name, perhaps another look's: worth a second look
};
LookRequest lookBefore(const Step& step, const Topology& topology);
BeforeVerdict checkBefore(const Step& step, const QSet<ResourceId>& closure, const Topology& topology,
                          const Sighting& sighting);

// After it answered: what a look begun since shows of everything the step was to bring about.
enum class After
{
    Proved,
    Deferred, // still there, and the kernel will let it go with its last user
    StillThere,
    NotSeen // the look did not come, or could not read what counts
};
struct AfterVerdict
{
    After after = After::Proved;
    std::optional<Error> error;
};
bool bringsIn(const Step& step); // attach, mount, swap on: what it is about is not there yet
LookRequest lookAfter(const QList<Expect>& expects);
AfterVerdict judgeAfter(const QList<Expect>& expects, const Sighting& sighting);

} // namespace mooring
