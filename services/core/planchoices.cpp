// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planchoices.h"

#include "planforce.h"

namespace mooring {

void choose(Step& step, const Release& release, const PlanOptions& options)
{
    if (release.choices.isEmpty() || release.choice == forceChoice)
        return;
    step.choice = release.choice;
    const QString wanted = options.choices.value(release.choice);
    const ReleaseChoice* chosen = &release.choices.first();
    for (const ReleaseChoice& each : release.choices) {
        if (fromToken<Rung>(each.word)) // what else there is to choose; never unasked
            continue;
        step.choosable.append(each.word);
        if (each.word == wanted)
            chosen = &each;
    }
    step.chosen = chosen->word;
    step.consequence = chosen->consequence;
    step.reversible = chosen->reversible;
    step.command = chosen->command;
    step.arguments = chosen->arguments;
    step.restore = chosen->restore;
}

} // namespace mooring
