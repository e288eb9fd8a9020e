// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planorder.h"

#include "planevents.h"

#include <algorithm>

namespace mooring {

namespace {
using Node = Topology::Node;

// Walks the events so that each comes after what it waits for.
class Walk
{
public:
    explicit Walk(const PlanEvents& events)
        : m_events(events)
        , m_marks(static_cast<size_t>(events.size()), Mark::New)
    {
    }
    const std::vector<int>& order() const { return m_order; }
    const std::vector<int>& ring() const { return m_ring; }
    void visit(int root)
    {
        if (m_ring.empty())
            enter(root);
        while (!m_path.empty() && m_ring.empty()) {
            auto& [event, next] = m_path.back();
            const std::vector<int>& after = m_events.at(event).after;
            if (next < after.size()) {
                enter(after[next++]);
                continue;
            }
            mark(event) = Mark::Done;
            m_order.push_back(event);
            m_path.pop_back();
        }
    }

private:
    enum class Mark : char
    {
        New,
        Open,
        Done
    };
    Mark& mark(int event) { return m_marks[static_cast<size_t>(event)]; }
    void enter(int event)
    {
        if (mark(event) == Mark::New) {
            mark(event) = Mark::Open;
            m_path.emplace_back(event, 0);
        } else if (mark(event) == Mark::Open) {
            closeRing(event);
        }
    }
    void closeRing(int event)
    {
        for (auto at = m_path.crbegin(); at != m_path.crend(); ++at) {
            m_ring.push_back(at->first);
            if (at->first == event)
                return;
        }
    }
    const PlanEvents& m_events;
    std::vector<Mark> m_marks;
    std::vector<std::pair<int, size_t>> m_path; // an event and its next `after`
    std::vector<int> m_order;
    std::vector<int> m_ring;
};

void sortUnique(std::vector<int>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

// From `user` down to `base` through what only goes with its base, both ends left out. Empty also when one
// stands on the other directly.
std::vector<Node> between(const Topology& topology, Node user, Node base)
{
    std::vector<std::pair<Node, int>> queue {{user, -1}}; // a node and where it was reached from
    QSet<Node> seen;
    for (int i = 0; i < static_cast<int>(queue.size()); ++i) {
        for (const auto& need : topology.needs(queue[static_cast<size_t>(i)].first)) {
            if (std::binary_search(need.on.begin(), need.on.end(), base)) {
                std::vector<Node> way;
                for (int at = i; at > 0; at = queue[static_cast<size_t>(at)].second)
                    way.push_back(queue[static_cast<size_t>(at)].first);
                std::reverse(way.begin(), way.end());
                return way;
            }
        }
        for (const auto& need : topology.needs(queue[static_cast<size_t>(i)].first)) {
            for (const Node next : need.on) {
                if (topology.at(next).goes == Goes::WithItsBase && !seen.contains(next))
                    queue.emplace_back(next, i);
                seen.insert(next);
            }
        }
    }
    return {};
}

// Each stands on the next, the last on the first; begins with the lowest node.
std::vector<Node> nodesOfRing(const Topology& topology, const PlanEvents& events,
                              const std::vector<int>& ring)
{
    std::vector<Node> nodes;
    for (size_t i = 0; i < ring.size(); ++i) {
        const Node node = events.at(ring[i]).node;
        nodes.push_back(node);
        const std::vector<Node> way = between(topology, node, events.at(ring[(i + 1) % ring.size()]).node);
        nodes.insert(nodes.end(), way.cbegin(), way.cend());
    }
    std::rotate(nodes.begin(), std::min_element(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

// Writes the entries, and for each event which of them it has to wait for.
std::vector<std::vector<int>> makeEntries(const PlanEvents& events, const std::vector<int>& order,
                                          PlanOrder& plan)
{
    std::vector<std::vector<int>> nearest(static_cast<size_t>(events.size()));
    for (const int event : order) {
        std::vector<int>& near = nearest[static_cast<size_t>(event)];
        for (const int before : events.at(event).after) {
            const auto& reached = nearest[static_cast<size_t>(before)];
            near.insert(near.end(), reached.cbegin(), reached.cend());
        }
        sortUnique(near);
        if (!events.at(event).isStep)
            continue;
        plan.entries.push_back({events.at(event).node, events.at(event).hold, std::move(near), {}});
        near = {static_cast<int>(plan.entries.size()) - 1};
    }
    return nearest;
}

// What goes without a step is proved at the last step that takes it along. That step waits for the others:
// its proof needs them all done.
void attachOthers(const Topology& topology, const PlanEvents& events, const Ways& ways,
                  const std::vector<std::vector<int>>& nearest, PlanOrder& plan)
{
    for (Node node = 0; node < topology.size(); ++node) {
        const Way way = ways.of(node);
        if (way != Way::WithBase && way != Way::WithLastUser)
            continue;
        const std::vector<int>& removers = nearest[static_cast<size_t>(events.gone(node))];
        if (removers.empty())
            continue;
        PlanOrder::Entry& last = plan.entries[static_cast<size_t>(removers.back())];
        last.alsoGone.push_back(node);
        last.after.insert(last.after.end(), removers.cbegin(), removers.cend() - 1);
    }
}

// A program that has quit is not started again: it is asked only when everything that was listed before it
// for the same end is done.
void askProgramsLate(const Topology& topology, std::vector<PlanOrder::Entry>& entries)
{
    const size_t count = entries.size();
    const auto isProgram
        = [&](size_t entry) { return topology.at(entries[entry].node).kind == Kind::Process; };
    for (size_t program = 0; program < count; ++program) {
        if (!isProgram(program))
            continue;
        std::vector<bool> follows(count), leads(count);
        follows[program] = true;
        for (size_t i = program + 1; i < count; ++i) {
            const auto& after = entries[i].after;
            follows[i] = std::any_of(after.cbegin(), after.cend(),
                                     [&](int before) { return follows[static_cast<size_t>(before)]; });
        }
        follows[program] = false;
        for (size_t i = count; i-- > 0;) {
            if (!follows[i] && !leads[i])
                continue;
            for (const int before : entries[i].after)
                leads[static_cast<size_t>(before)] = true;
        }
        for (size_t i = 0; i < program; ++i) {
            if (leads[i] && !isProgram(i))
                entries[program].after.push_back(static_cast<int>(i));
        }
    }
}

// Drops what an entry waits for anyway, through another one it waits for.
class Reduction
{
public:
    explicit Reduction(std::vector<PlanOrder::Entry>& entries)
        : m_entries(entries)
        , m_seenFor(entries.size(), -1)
        , m_waitedFor(entries.size(), 0)
    {
        for (PlanOrder::Entry& entry : entries) {
            sortUnique(entry.after);
            for (const int before : entry.after)
                ++m_waitedFor[static_cast<size_t>(before)];
        }
        for (int i = 0; i < static_cast<int>(entries.size()); ++i)
            reduce(i);
    }

private:
    PlanOrder::Entry& at(int entry) { return m_entries[static_cast<size_t>(entry)]; }
    void reduce(int entry)
    {
        std::vector<int>& after = at(entry).after;
        const auto isShared = [this](int before) { return m_waitedFor[static_cast<size_t>(before)] > 1; };
        if (after.size() < 2 || std::none_of(after.cbegin(), after.cend(), isShared))
            return;
        std::vector<int> direct;
        for (auto before = after.crbegin(); before != after.crend(); ++before) {
            if (m_seenFor[static_cast<size_t>(*before)] == entry)
                continue;
            direct.push_back(*before);
            markBefore(*before, entry);
        }
        std::reverse(direct.begin(), direct.end());
        after = std::move(direct);
    }
    void markBefore(int from, int mark)
    {
        std::vector<int> queue {from};
        while (!queue.empty()) {
            const int entry = queue.back();
            queue.pop_back();
            for (const int before : at(entry).after) {
                if (std::exchange(m_seenFor[static_cast<size_t>(before)], mark) != mark)
                    queue.push_back(before);
            }
        }
    }
    std::vector<PlanOrder::Entry>& m_entries;
    std::vector<int> m_seenFor;
    std::vector<int> m_waitedFor;
};
} // namespace

PlanOrder orderSteps(const Topology& topology, const Closure& closure, const Ways& ways,
                     const std::vector<ChosenGoal>& goals)
{
    PlanOrder plan;
    const PlanEvents events(topology, closure, ways);
    Walk walk(events);
    for (const ChosenGoal& chosen : goals) {
        for (const Node seed : chosen.seeds)
            walk.visit(events.gone(seed));
    }
    for (int event = 0; event < events.size(); ++event)
        walk.visit(event);
    if (!walk.ring().empty()) {
        plan.ring = nodesOfRing(topology, events, walk.ring());
        return plan;
    }
    const auto nearest = makeEntries(events, walk.order(), plan);
    attachOthers(topology, events, ways, nearest, plan);
    askProgramsLate(topology, plan.entries);
    Reduction reduce(plan.entries);
    return plan;
}

} // namespace mooring
