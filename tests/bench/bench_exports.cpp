// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "enginerun.h"
#include "lab.h"
#include "models/treespec.h"
#include "services/tgt/tgtprovider.h"
#include "tgtdaemon.h"

#include <QCoreApplication>

#include <semaphore>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int units = 8; // of each target

Inventory lookAt(TgtProvider& provider)
{
    std::binary_semaphore done(0);
    Inventory seen;
    provider.look({}, {}, Reply<Inventory>([&](std::optional<Inventory> inventory) {
                      seen = inventory.value_or(Inventory());
                      done.release();
                  }));
    done.acquire();
    return seen;
}

// From the question to the rows of the view, against the tool that only prints. On files, as hosts have them.
void measureLook(Table& table, int targets)
{
    const lab::Lab lab;
    const lab::TgtDaemon tgt({lab.folder(), "o", targets, units, 1 << 20});
    TgtProvider::Options options;
    options.socketPath = tgt.environment().mid(qstrlen("TGT_IPC_SOCKET="));
    TgtProvider provider(options);
    lab::RunOptions there;
    there.environment = {tgt.environment()};
    size_t rows = 0;
    const double first = milliseconds([&] { lookAt(provider); });
    const SideBySide times = sideBySide(
        9,
        [&] {
            const Inventory seen = lookAt(provider);
            rows = shapeOf(View::ExportedLuns, {Topology::join({seen}), {}, {}}).rows.size();
        },
        [&] {
            const lab::Ran ran
                = lab::run({"tgtadm", "-C", "1", "--lld", "iscsi", "-m", "target", "-o", "show"}, there);
            if (ran.code != 0 || ran.out.count("LUN: ") != targets * (units + 1))
                qFatal("bench: tgtadm: %s", ran.text().constData());
        });
    if (rows != size_t(targets) * (units + 1))
        qFatal("bench: %d rows", int(rows));
    const QByteArray what = QByteArray::number(targets) + " x 8 exported LUNs: ";
    table.atMost(what + "look, tree built, over tgtadm --op show", times.ratio(), 2, "times");
    table.note(what + "look, tree built", times.ours, "ms");
    table.note(what + "the first look, every node made", first, "ms");
    table.note(what + "tgtadm --op show", times.theirs, "ms");
}

// The request alone, by a socket of the lab's own.
double byHand(const lab::TgtDaemon& tgt, int lun)
{
    using Request = lab::TgtRequest;
    return milliseconds([&] {
        const auto reply = tgt.ask(
            {.mode = Request::Mode::Device, .op = Request::Op::Delete, .target = 1, .lun = quint64(lun)});
        if (reply.error != 0)
            qFatal("bench: tgtd says %d", int(reply.error));
    });
}

void measureDetach(Table& table)
{
    constexpr int rounds = 15;
    lab::Lab lab;
    qputenv("XDG_STATE_HOME", lab.makeFolder("state"));
    lab::TgtDaemon tgt({lab.folder(), "o", 1, 2 * rounds, 0});
    qputenv("TGT_IPC_SOCKET", tgt.environment().mid(qstrlen("TGT_IPC_SOCKET=")));
    Composition composition;
    EngineRun engine(composition.engine());
    QList<double> ours, raw;
    for (int round = 0; round < rounds; ++round) {
        const int lun = 2 * round + 1;
        engine.look();
        const ResourceId id
            = ResourceId::make(Kind::ExportLun, "tgt@1/" + tgt.name(1) + '/' + QByteArray::number(lun));
        engine.waitFor([&] { return composition.engine().topology().find(id).has_value(); });
        const Plan plan = composition.engine().plan(Verb::Detach, {id}, {});
        if (plan.isBlocked() || plan.steps.size() != 1)
            qFatal("bench: not the plan that was expected");
        ours.append(engine.run(plan));
        raw.append(byHand(tgt, lun + 1));
    }
    if (!tgt.luns(1).isEmpty())
        qFatal("bench: units are left");
    table.atMost("detach of an exported LUN, proved and logged, beyond the raw request",
                 median(ours) - median(raw), 5, "ms");
    table.note("the raw request to tgtd", median(raw), "ms");
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    Table table;
    if (const QString why = lab::TgtDaemon::unavailable(); !why.isEmpty()) {
        table.skip("exported LUNs", why.toUtf8());
        return table.finish();
    }
    for (const int targets : {100, 1000})
        measureLook(table, targets);
    measureDetach(table);
    return table.finish();
}
