// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

namespace mooring {

namespace {

QString forcedStep(Rung rung, const QString& name)
{
    switch (rung) {
    case Rung::Lazy:
        return Wording::tr("Unmount %1 lazily").arg(name);
    case Rung::FailIo:
        return Wording::tr("Give up what waits for %1").arg(name);
    case Rung::Drop:
        return Wording::tr("Drop %1").arg(name);
    case Rung::UnderInitiator:
        return Wording::tr("Take %1 away from initiators that can see it").arg(name);
    }
    return {};
}

} // namespace

QString Wording::rung(Rung rung)
{
    switch (rung) {
    case Rung::Lazy:
        return tr("Hide the path (lazy)");
    case Rung::FailIo:
        return tr("Give up what waits (fail-io)");
    case Rung::Drop:
        return tr("Drop the session (drop)");
    case Rung::UnderInitiator:
        return tr("Take it away from initiators (under-initiator)");
    }
    return {};
}

QString Wording::rungLoses(Rung rung)
{
    switch (rung) {
    case Rung::Lazy:
        return tr(
            "The path is hidden at once. Programs that have files open there go on writing, and the file "
            "system stays in use until they end.");
    case Rung::FailIo:
        return tr(
            "Everything that waits for the disk fails now. What has not reached the target yet is lost.");
    case Rung::Drop:
        return tr("The connection is cut without a logout. Whether the target did what it had not answered "
                  "is not known.");
    case Rung::UnderInitiator:
        return tr("Hosts that use it lose it at once: their reads and writes fail, and what they have not "
                  "written yet is lost.");
    }
    return {};
}

QStringList Wording::rungLines(const QList<Rung>& rungs)
{
    QStringList lines;
    for (const Rung each : rungs)
        lines.append(tr("Force, never unasked: --force %1. %2", "rung, what it loses")
                         .arg(token(each), rungLoses(each)));
    return lines;
}

QString Wording::step(const Step& step)
{
    const auto rung = rungOf(step);
    return rung ? forcedStep(*rung, step.name) : Wording::step(step.verb, step.name);
}

QString Wording::stepConsequence(const Step& step)
{
    if (step.consequence == Consequence::AutomaticLoginRemoved && step.kind == Kind::IscsiTarget)
        return tr("No session is open. None is opened by itself any more.");
    const auto rung = rungOf(step);
    const QString text = rung ? rungLoses(*rung) : consequence(step.consequence);
    const bool isSaid = !rung
        && (step.consequence == Consequence::LogicalUnitDeletedSavedRemoved
            || step.consequence == Consequence::MappingRemovedSavedRemoved);
    const bool isForgotten = step.arguments.value(savedChoice) == QLatin1String("remove");
    return isForgotten && !isSaid
        ? text + QLatin1Char(' ') + tr("The saved configuration forgets it as well.")
        : text;
}

} // namespace mooring
