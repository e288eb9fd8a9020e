// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "madeuphost.h"

#include <algorithm>

namespace madeup {

// A told explanation of what is wrong, empty when all is well.
class Judge
{
public:
    Judge(const Host& host, const Plan& plan)
        : m_host(host)
        , m_plan(plan)
        , m_closure(nodesOf(plan.closure))
    {
    }

    QString stepsAreInOrder() const
    {
        std::set<int> seen;
        for (int i = 0; i < m_plan.steps.size(); ++i) {
            const Step& step = m_plan.steps[i];
            if (step.n != i + 1)
                return QStringLiteral("numbers");
            if (!seen.insert(nodeOf(step.resource)).second)
                return QStringLiteral("a step twice: ") + step.resource.text;
            for (const int before : step.after) {
                if (before < 1 || before >= step.n)
                    return QStringLiteral("after what comes later: step %1").arg(step.n);
                for (const int other : step.after) {
                    if (other != before && before_(other).count(before) > 0)
                        return QStringLiteral("step %1 waits for %2 anyway").arg(step.n).arg(before);
                }
            }
        }
        return {};
    }

    // Every prefix leaves the host valid, in the order of numbers.
    QString prefixesAreValid() const
    {
        World world(m_host);
        for (const Step& step : m_plan.steps) {
            if (const QString fault = take(world, step); !fault.isEmpty())
                return fault;
        }
        return {};
    }

    // The same when only what a step waits for has been done, as when steps run side by side; and then all
    // that it has to prove is gone.
    QString eachStepStandsAlone() const
    {
        for (const Step& step : m_plan.steps) {
            World world(m_host);
            std::set<int> needed = before_(step.n);
            needed.insert(step.n);
            for (const int n : needed) {
                if (const QString fault = take(world, m_plan.steps[n - 1]); !fault.isEmpty())
                    return QStringLiteral("side by side: ") + fault;
            }
            for (const Expect& expect : step.expects) {
                if (world.isThere(nodeOf(expect.resource)))
                    return QStringLiteral("step %1 cannot prove %2").arg(step.n).arg(expect.resource.text);
            }
        }
        return {};
    }

    QString goalsAreReached(bool wholly) const
    {
        World world(m_host);
        for (const Step& step : m_plan.steps)
            world.remove(nodeOf(step.resource));
        for (const Goal& goal : m_plan.goals) {
            const int node = nodeOf(goal.resource);
            if (goal.refused || goal.leftOut || goesByNothing(node))
                continue;
            if (goal.proof == Proof::Gone && world.isThere(node))
                return QStringLiteral("still there: ") + goal.resource.text;
            if (wholly && goal.proof == Proof::There && world.isThere(node) && !world.holders(node).empty())
                return QStringLiteral("not free: ") + goal.resource.text;
        }
        return {};
    }

    QString closureIsWhatGoes() const
    {
        World world(m_host);
        Nodes proved;
        for (const Step& step : m_plan.steps) {
            world.remove(nodeOf(step.resource));
            for (const Expect& expect : step.expects)
                proved.insert(nodeOf(expect.resource));
        }
        for (int node = 0; node < world.size(); ++node) {
            const bool goes = m_closure.count(node) > 0;
            if (goes != !world.isThere(node) || goes != (proved.count(node) > 0))
                return QStringLiteral("in the closure %1, gone %2, proved %3: %4")
                    .arg(goes)
                    .arg(!world.isThere(node))
                    .arg(proved.count(node))
                    .arg(idOf(node));
        }
        return {};
    }

    // Were any one node to stay, something in the plan could not go or the host would not be valid.
    QString closureIsMinimal() const
    {
        const Nodes goals = nodesOfGoals();
        for (const int node : m_closure) {
            World world(m_host);
            for (const int other : m_closure) {
                if (other != node)
                    world.present.erase(other);
            }
            const bool isFollower = at(node).goes == Goes::WithItsLastUser && world.holders(node).empty();
            if (goals.count(node) == 0 && world.isMet(node) && !isFollower && !isSeed(node))
                return QStringLiteral("need not go: ") + idOf(node);
        }
        return {};
    }

    // Lets go of the closure one by one, in any order in which nothing of it stands on what goes.
    bool canBeDone() const
    {
        World world(m_host);
        for (bool moved = true; moved;) {
            moved = false;
            for (const int node : m_closure) {
                if (!world.isThere(node) || !mayBeReleased(world, node))
                    continue;
                world.remove(node);
                moved = true;
            }
        }
        return std::none_of(m_closure.begin(), m_closure.end(),
                            [&](int node) { return world.isThere(node); });
    }

    // Each stands on the next. Or waits for it to fall with its base, where that is all that keeps it in use.
    QString ringIsARing() const
    {
        const QList<ResourceId>& ring = m_plan.ring;
        const World world(m_host);
        for (int i = 0; i < ring.size(); ++i) {
            const int node = nodeOf(ring[i]);
            const int next = nodeOf(ring[(i + 1) % ring.size()]);
            const bool waits = at(next).goes != Goes::ByRelease && world.uses(next, node);
            const bool concerns = m_closure.count(node) > 0 || at(node).goes == Goes::WithItsBase;
            if (!concerns || (!world.uses(node, next) && !waits))
                return QStringLiteral("no ring at ") + ring[i].text;
        }
        return ring.isEmpty() || m_plan.steps.isEmpty() ? QString() : QStringLiteral("steps beside a ring");
    }

    QString blockersAreConcerned() const
    {
        for (const Blocker& blocker : m_plan.blockers) {
            const int node = nodeOf(blocker.resource);
            if (m_closure.count(node) == 0)
                return QStringLiteral("a bystander blocks: ") + blocker.resource.text;
            const bool isNoRelease
                = blocker.reason == BlockReason::NoRelease || blocker.reason == BlockReason::CauseNotFound;
            if (isNoRelease && at(node).hasRelease)
                return QStringLiteral("it has a release: ") + blocker.resource.text;
            if (!isNoRelease && blocker.reason != BlockReason::Ring)
                return QStringLiteral("no reason for ") + token(blocker.reason);
        }
        return {};
    }

    // Nobody says how such a goal could go; its plan is empty and a look tells.
    bool goesByNothing(int node) const
    {
        return at(node).goes == Goes::WithItsLastUser && !at(node).hasRelease
            && World(m_host).holders(node).empty();
    }

private:
    const MadeNode& at(int node) const { return m_host[static_cast<size_t>(node)]; }
    Nodes nodesOfGoals() const
    {
        Nodes goals;
        for (const Goal& goal : m_plan.goals)
            goals.insert(nodeOf(goal.resource));
        return goals;
    }
    std::set<int> before_(int n) const
    {
        std::set<int> all;
        for (const int before : m_plan.steps[n - 1].after) {
            all.insert(before);
            all.merge(before_(before));
        }
        return all;
    }
    QString take(World& world, const Step& step) const
    {
        const int node = nodeOf(step.resource);
        if (!world.isThere(node))
            return QStringLiteral("step %1 is on what is gone").arg(step.n);
        if (!at(node).hasRelease)
            return QStringLiteral("step %1 has no release").arg(step.n);
        world.remove(node);
        return world.isValid() ? QString() : QStringLiteral("step %1 leaves a need unmet").arg(step.n);
    }
    // A goal that goes with its base makes the base go.
    bool isSeed(int node) const
    {
        const World world(m_host);
        for (const int other : m_closure) {
            if (at(other).goes == Goes::WithItsBase && world.uses(other, node))
                return true;
        }
        return std::any_of(m_plan.goals.begin(), m_plan.goals.end(), [&](const Goal& goal) {
            return goal.proof == Proof::There && goal.members.contains(ResourceId {idOf(node)});
        });
    }
    bool mayBeReleased(const World& world, int node) const
    {
        World after = world;
        after.remove(node);
        const bool isChosen = nodesOfGoals().count(node) > 0;
        if (!at(node).hasRelease || !after.isValid() || (at(node).goes == Goes::WithItsBase && !isChosen))
            return false;
        // Nothing of the closure may stand on it, but what falls with it and carries nothing itself.
        return std::none_of(m_closure.begin(), m_closure.end(), [&](int user) {
            if (!world.isThere(user) || !world.uses(user, node))
                return false;
            return at(user).goes != Goes::WithItsBase || after.isThere(user)
                || !carriesNothing(world, user, 0);
        });
    }
    bool carriesNothing(const World& world, int node, int depth) const
    {
        return depth < world.size() && std::none_of(m_closure.begin(), m_closure.end(), [&](int user) {
                   return world.isThere(user) && world.uses(user, node)
                       && (at(user).goes != Goes::WithItsBase || !carriesNothing(world, user, depth + 1));
               });
    }
    const Host& m_host;
    const Plan& m_plan;
    const Nodes m_closure;
};

} // namespace madeup
