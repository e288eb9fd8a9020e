// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

namespace mooring {

// What a look begun after the step has to show of one resource.
struct Expect
{
    Proof proof = Proof::Gone;
    ResourceId resource;
    QString incarnation; // Gone: this one; a later one of the same id is another thing
    QString provider; // whose look counts
    std::optional<State> state; // with InState
    bool operator==(const Expect&) const = default;
};

// In a restore recipe: the recipes to put back before it, in the order their things went.
inline constexpr QLatin1String putBackFirst {"first"};

// In the arguments of a step that puts back: the device paths that were recorded, and what they came back as
// when an earlier step of the same plan brought them back (StepResult::cameAs).
inline constexpr QLatin1String cameAs {"cameAs"};

// In the arguments of a step: what nobody may read later (CHAP), by its provider's names. Only a provider
// gets to see it; it is never logged, shown or sent as text.
inline constexpr QLatin1String secretArguments {"secrets"};

// One release (or attach, hold, flush) of a plan.
struct Step
{
    int n = 0; // from 1
    QString provider;
    Verb verb = Verb::Detach;
    ResourceId resource;
    Kind kind = Kind::Unknown;
    QString name;
    QString incarnation;
    QList<int> after; // the n of the steps that must be proved first
    Consequence consequence = Consequence::None;
    QList<QByteArray> command; // the shell command that does the same, as argv
    bool reversible = true;
    QList<Key> keys; // of the resource, to ask who stands on it right before the step
    QJsonObject arguments; // what the provider needs to do it (attach, mount, put back)
    QJsonObject restore; // recipe for putting back
    QList<Expect> expects; // first: the step's own resource
    int deadline = 0; // milliseconds; 0: the verb's default
    QString choice, chosen; // of its release: "overlay", "keep"; empty: nothing to choose
    QStringList choosable;
    bool operator==(const Step&) const = default;
};

// Who stands in the way, and what may be answered.
struct Blocker
{
    BlockReason reason = BlockReason::Process;
    ResourceId resource; // the one in the way
    Kind kind = Kind::Unknown;
    QString name;
    ResourceId usedResource; // what it keeps
    QString usedName;
    How how = How::StandsOn;
    QByteArray path;
    Facts facts; // of the one in the way: pid, user, since, unit...
    QList<Verb>
        answers; // AskToQuit, End: what an option may do about it; leaving its branch out is always possible
    std::optional<Error> error;
    bool operator==(const Blocker&) const = default;
};

// What the plan touches outside of what stands on the chosen things.
struct Collateral
{
    CollateralReason reason = CollateralReason::GoesWithSharedBase;
    ResourceId resource;
    Kind kind = Kind::Unknown;
    QString name;
    QString by; // ComesBack: by whom; ContentLost: by which rung of force, empty: by going
    bool mustAccept = true; // comes-back notices need no tick
    bool operator==(const Collateral&) const = default;
};

struct Goal
{
    ResourceId resource;
    Kind kind = Kind::Unknown;
    QString name;
    QString incarnation;
    QString provider;
    Proof proof = Proof::Gone; // There: it stays and is reached when its members are gone
    QList<ResourceId> members; // what a container (its k of n) or a device freed of its mounts lets go
    std::optional<Error> refused; // this goal cannot be part of the plan
    bool leftOut = false; // dropped with a branch that an option leaves out
    bool operator==(const Goal&) const = default;
};

struct PlanOptions
{
    ProcessAnswer processes = ProcessAnswer::Leave;
    QMap<ResourceId, ProcessAnswer> answers; // for single processes; beats `processes`
    QList<ResourceId> leaveOut; // each drops the branch it stands in
    bool cascade = true; // false: what stands on the goal is in the way
    QString force; // rung of the force ladder, empty: none
    int deadline = 0; // milliseconds for every step; 0: each verb's own
    QMap<QString, QString> choices; // by Release::choice
    bool operator==(const PlanOptions&) const = default;
};

// What one verb on one or many resources means. Made by the planner, carried out by OperationRunner.
struct Plan
{
    Verb verb = Verb::Detach;
    QString host;
    PlanOptions options;
    QList<Goal> goals;
    QList<Step> steps;
    QList<Blocker> blockers;
    QList<Collateral> collateral;
    QList<ResourceId> closure; // everything that goes, with or without a step of its own, sorted
    QList<ResourceId> ring; // in order, when the blocker is a ring
    QByteArray fingerprint; // of the closure and everything that stands on it
    bool isBlocked() const { return !blockers.isEmpty(); }
    bool needsAcceptance() const; // some collateral must be accepted
    bool operator==(const Plan&) const = default;
};

} // namespace mooring
