// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stepchecks.h"

#include "planforce.h"

#include <algorithm>

namespace mooring {

namespace {
// Such a step lets nothing go itself, so it may be done while things stand on its node.
bool letsGo(const Step& step)
{
    return !step.expects.isEmpty() && step.expects.constFirst().proof == Proof::Gone
        && step.verb != Verb::Hold && step.verb != Verb::EndHold && step.verb != Verb::Flush;
}

bool isSame(const QString& expected, const Resource& resource)
{
    return expected.isEmpty() || expected == resource.incarnation;
}

// What goes with its base goes by force: what stands on that has to be gone as well.
QList<Key> keysGoingWith(const Step& step, const Topology& topology)
{
    QList<Key> keys = step.keys;
    for (const Expect& expect : step.expects) {
        const auto node = topology.find(expect.resource);
        if (node && topology.at(*node).goes == Goes::WithItsBase && expect.resource != step.resource)
            keys += topology.at(*node).keys;
    }
    return keys;
}

bool goesWith(const Step& step, const QSet<ResourceId>& closure, const Resource& resource)
{
    if (resource.id == step.resource || (resource.goes == Goes::WithItsBase && closure.contains(resource.id)))
        return true;
    return std::any_of(step.expects.cbegin(), step.expects.cend(), [&](const Expect& expect) {
        return expect.resource == resource.id && isSame(expect.incarnation, resource);
    });
}

// Who uses an exported logical unit that is taken away all the same.
bool isLookingOn(const Step& step, const Resource& resource)
{
    return rungOf(step) == Rung::UnderInitiator && resource.kind != Kind::MappedLun
        && resource.kind != Kind::ExportLun;
}

bool canStayWithout(const QList<Key>& keys, const Resource& resource)
{
    return std::all_of(resource.needs.cbegin(), resource.needs.cend(), [&](const Need& need) {
        if (need.ifThere && resource.kind == Kind::Initiator) // the other end of a session that is let go
            return true;
        const auto left = std::count_if(need.on.cbegin(), need.on.cend(),
                                        [&](const Key& key) { return !keys.contains(key); });
        return left == need.on.size() || left >= need.atLeast;
    });
}

BeforeVerdict refusedBy(const Step& step, const Resource& resource)
{
    // a file system that no mount shows any more ends with what waits for the disk
    const bool isEnding
        = step.arguments.value(QLatin1String("forced")).toBool() && resource.kind == Kind::Filesystem;
    const bool hasNoName = resource.kind == Kind::Unknown || isEnding;
    const Error error = hasNoName ? errorOf(ErrorCode::CauseNotFound, step.name)
                                  : errorOf(ErrorCode::SomethingStandsOnIt, resource.name);
    return {Before::Refused, error, hasNoName};
}

// Of a provider that does not answer, what it showed last still counts.
const Resource* standsUnseen(const Step& step, const QSet<ResourceId>& closure, const Topology& topology,
                             const Sighting& sighting)
{
    const auto node = topology.find(step.resource);
    if (!node)
        return nullptr;
    for (const Topology::Node user : topology.users(*node)) {
        const QString& provider = topology.provider(user);
        const Resource& resource = topology.at(user);
        if (!provider.isEmpty() && sighting.of(provider) == nullptr && !closure.contains(resource.id)
            && !goesWith(step, closure, resource) && !isLookingOn(step, resource))
            return &resource;
    }
    return nullptr;
}

BeforeVerdict checkNothingStands(const Step& step, const QSet<ResourceId>& closure, const Topology& topology,
                                 const Sighting& sighting)
{
    if (const Resource* unseen = standsUnseen(step, closure, topology, sighting))
        return {Before::Refused, errorOf(ErrorCode::SomethingStandsOnIt, unseen->name), false};
    const QList<Key> keys = keysGoingWith(step, topology);
    std::optional<BeforeVerdict> nameless;
    for (const Key& key : keys) {
        for (const Resource* resource : sighting.standingOn(key)) {
            if (goesWith(step, closure, *resource) || canStayWithout(keys, *resource)
                || isLookingOn(step, *resource))
                continue;
            BeforeVerdict verdict = refusedBy(step, *resource);
            if (!verdict.mayPass)
                return verdict;
            nameless = verdict;
        }
    }
    return nameless.value_or(BeforeVerdict {});
}

Error lookFailed(const Inventory* inventory, Kind kind, const QString& subject)
{
    Error failed = errorOf(ErrorCode::LookFailed, subject);
    for (const SourceError& error : inventory != nullptr ? inventory->errors : QList<SourceError>()) {
        if (!error.kinds.isEmpty() && !error.kinds.contains(kind))
            continue;
        failed.domain = error.error.domain;
        failed.number = error.error.number;
        failed.text = error.error.text;
        failed.source = error.error.source;
        break;
    }
    return failed;
}

AfterVerdict notSeen(const Expect& expect, const Inventory* inventory)
{
    const Kind kind = expect.resource.kind().value_or(Kind::Unknown);
    return {After::NotSeen, lookFailed(inventory, kind, expect.resource.text)};
}

AfterVerdict judgeGone(const Expect& expect, const Inventory& inventory, const Resource* resource)
{
    if (resource == nullptr) {
        const auto kind = expect.resource.kind();
        const bool counts = kind && inventory.isComplete(*kind);
        return counts ? AfterVerdict {} : notSeen(expect, &inventory);
    }
    if (!isSame(expect.incarnation, *resource))
        return {};
    if (resource->state == State::Deferred)
        return {After::Deferred, errorOf(ErrorCode::StillThereDeferred, resource->name)};
    return {After::StillThere, errorOf(ErrorCode::StillThere, resource->name)};
}

AfterVerdict judgeOne(const Expect& expect, const Sighting& sighting)
{
    const Inventory* inventory = sighting.of(expect.provider);
    if (inventory == nullptr)
        return notSeen(expect, nullptr);
    const Resource* resource = sighting.find(expect.provider, expect.resource);
    if (expect.proof == Proof::Gone)
        return judgeGone(expect, *inventory, resource);
    const bool isThere = resource != nullptr && isSame(expect.incarnation, *resource);
    if (isThere && (expect.proof == Proof::There || resource->state == expect.state))
        return {};
    const auto kind = expect.resource.kind();
    if (!isThere && !(kind && inventory->isComplete(*kind)))
        return notSeen(expect, inventory);
    return {After::StillThere, errorOf(ErrorCode::WrongState, expect.resource.text)};
}
} // namespace

bool bringsIn(const Step& step)
{
    return !step.expects.isEmpty() && step.expects.constFirst().proof == Proof::There;
}

LookRequest lookBefore(const Step& step, const Topology& topology)
{
    LookRequest request;
    request.only = {step.resource};
    request.standingOn = keysGoingWith(step, topology);
    request.users = true;
    return request;
}

BeforeVerdict checkBefore(const Step& step, const QSet<ResourceId>& closure, const Topology& topology,
                          const Sighting& sighting)
{
    if (bringsIn(step))
        return {};
    const Inventory* inventory = sighting.of(step.provider);
    if (inventory == nullptr)
        return {Before::Refused, lookFailed(nullptr, step.kind, step.name), false};
    const Resource* resource = sighting.find(step.provider, step.resource);
    if (resource == nullptr && !inventory->isComplete(step.kind))
        return {Before::Refused, lookFailed(inventory, step.kind, step.name), false};
    if (resource == nullptr && letsGo(step))
        return {Before::AlreadyGone, errorOf(ErrorCode::AlreadyGone, step.name), false};
    if (step.verb == Verb::EndHold) // what was held away is not there, and whatever took its place may be
        return {};
    if (resource == nullptr || !isSame(step.incarnation, *resource))
        return {Before::Refused, errorOf(ErrorCode::IdentityChanged, step.name), false};
    const bool isHidden = rungOf(step) == Rung::Lazy; // whoever uses it goes on doing so
    return letsGo(step) && !isHidden ? checkNothingStands(step, closure, topology, sighting)
                                     : BeforeVerdict {};
}

LookRequest lookAfter(const QList<Expect>& expects)
{
    LookRequest request;
    for (const Expect& expect : expects) {
        const auto kind = expect.resource.kind();
        request.only.append(expect.resource);
        request.users = request.users || kind == Kind::Process || kind == Kind::Unknown;
    }
    return request;
}

// The step's own thing speaks first: when the kernel has it deferred, what hangs from it is deferred with it.
AfterVerdict judgeAfter(const QList<Expect>& expects, const Sighting& sighting)
{
    AfterVerdict worst;
    for (const Expect& expect : expects) {
        AfterVerdict verdict = judgeOne(expect, sighting);
        const bool isOwn = &expect == &expects.constFirst();
        const bool isHanging = worst.after == After::Deferred && verdict.after == After::StillThere;
        const bool isWorse = verdict.after > worst.after && !isHanging;
        // "still there" is knowledge, "not seen" is not: it wins
        const bool isKnown = verdict.after == After::StillThere && worst.after == After::NotSeen;
        if (isOwn || isWorse || isKnown) {
            if (worst.after != After::StillThere)
                worst = std::move(verdict);
        }
    }
    return worst;
}

} // namespace mooring
