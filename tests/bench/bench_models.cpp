// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "bigworld.h"
#include "models/resourcemodel.h"
#include "services/core/planner.h"

#include <QCoreApplication>
#include <QItemSelectionModel>

#include <malloc.h>
#include <thread>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int disks = 25000; // 100,000 rows: the image shows as its virtual disk

double heapBytes()
{
    const auto info = mallinfo2();
    return double(info.uordblks) + double(info.hblkhd);
}

int countRows(const QAbstractItemModel& model, const QModelIndex& parent = {})
{
    int rows = model.rowCount(parent);
    for (int row = model.rowCount(parent) - 1; row >= 0; --row)
        rows += countRows(model, model.index(row, 0, parent));
    return rows;
}

// One in a hundred disks: most only look different, some are gone, some are new.
Topology nextWorld(int round)
{
    Inventory inventory = inventoryOf(0, disks + 40, [round](int n) { return n % 125 == 7 ? round : 0; });
    QList<Resource> kept;
    for (Resource& resource : inventory.resources) {
        const int number = int(&resource - inventory.resources.data()) / nodesPerDisk;
        const bool absent = number % 500 == 499 ? round % 2 == 0 : number >= disks && round % 2 == 1;
        if (!absent)
            kept.append(std::move(resource));
    }
    inventory.resources = kept;
    return Topology::join({inventory});
}

// What is not the GUI thread's: topologies are joined and let go of on other threads in the application. That
// matters for more than the time it takes: whoever frees so much leaves work behind in its own heap.
class Apart
{
public:
    void run(std::function<void()> work) // destroyed there, too
    {
        m_time += milliseconds([&work] { std::thread(std::exchange(work, nullptr)).join(); });
    }
    double time() const { return m_time; }

private:
    double m_time = 0;
};

Topology joinedApart(int round)
{
    Topology topology;
    Apart().run([&] { topology = nextWorld(round); });
    return topology;
}

void measureModel(Table& table)
{
    ResourceModel model(View::Everything);
    Apart apart;
    model.setBackground([&apart](auto work, QObject*, auto done) {
        apart.run(std::move(work));
        done();
    });
    const Topology first = joinedApart(0);
    malloc_trim(0);
    const double before = heapBytes();
    model.setInput({first, {}, {}});
    const int rows = countRows(model);
    table.note("tree model: rows", rows, "rows");
    table.atMost("tree model: memory a row, topology not counted", (heapBytes() - before) / rows, 1024, "B");

    QItemSelectionModel selection(&model);
    const auto ids = {diskNodes(7).at(4).id, diskNodes(10001).at(1).id};
    for (const ResourceId& id : ids)
        selection.select(model.indexOf(id), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QList<double> times;
    for (int round = 1; round <= 15; ++round) {
        const Topology next = joinedApart(round);
        const double apartBefore = apart.time();
        const double whole = milliseconds([&] { model.setInput({next, {}, {}}); });
        times.append(whole - (apart.time() - apartBefore));
    }
    table.atMost("tree model, 100,000 rows, 1 % changed: GUI thread", median(times), 16, "ms");
    int kept = 0;
    for (const QModelIndex& index : selection.selectedRows())
        for (const ResourceId& id : ids)
            kept += model.idOf(index) == id ? 1 : 0;
    table.atLeast("tree model: selected rows kept of 2", kept, 2, "rows");
}

void measurePlanner(Table& table)
{
    const Topology topology = Topology::join({inventoryOf(0, 2000)}); // 10,000 nodes
    const QList<ResourceId> goal {diskNodes(1234).at(1).id};
    QList<double> times;
    qsizetype steps = 0;
    for (int run = 0; run < 51; ++run)
        times.append(milliseconds([&] { steps = makePlan(topology, Verb::Detach, goal).steps.size(); }));
    table.note("planner: nodes", topology.size(), "nodes");
    table.atLeast("planner: steps of the plan (unmount, detach)", double(steps), 2, "steps");
    table.atMost("planner, 10,000 nodes, one goal", median(times), 5, "ms");
    table.note("joining 10,000 nodes", median({milliseconds([] { Topology::join({inventoryOf(0, 2000)}); })}),
               "ms");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    measureModel(table);
    measurePlanner(table);
    return table.finish();
}
