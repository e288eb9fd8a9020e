// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

// moc wants a namespace of its own for each file.
namespace mooring::rungs {
Q_NAMESPACE

// The rungs of force. None is ever taken unasked.
enum class Rung
{
    Lazy, // a mount leaves the tree at once; what is open in it stays open
    FailIo, // what waits for a dead target fails, and so does all that is asked later
    Drop, // a session goes without its target being told
    UnderInitiator, // a logical unit goes while initiators can see it
};
Q_ENUM_NS(Rung)

} // namespace mooring::rungs

namespace mooring {
using rungs::Rung;
struct Plan;
struct Step;

// In Release::choice and Step::choice: the choices are rungs, and nothing is chosen unless it was asked for.
// Where there is something else to choose that has its place there, and the rungs stand behind its words.
inline constexpr QLatin1String forceChoice {"force"};

// In Release::choice and in the arguments of a step that detaches a logical unit from a target: whether the
// saved configuration keeps it or forgets it as well ("keep", "remove").
inline constexpr QLatin1String savedChoice {"saved"};

// What a look says of a rung that a resource's release has.
void offerRung(Release& release, Rung rung, const QList<QByteArray>& command, const QJsonObject& arguments);

// What a rung costs, as a token: the "consequence" of a step that takes it, in JSON.
QString lossToken(Rung rung);

// The rung that a step takes; empty: it is not forced.
std::optional<Rung> rungOf(const Step& step);

// The rungs that this plan could take; of those that were not asked for, only where something is in the way
// or dead.
QList<Rung> rungsOf(const Plan& plan);

} // namespace mooring
