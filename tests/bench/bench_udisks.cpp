// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "enginerun.h"
#include "oracle.h"
#include "product.h"

#include <QCoreApplication>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int kRuns = 21;
struct Times
{
    QList<double> attach, detach;
};

QByteArray boundTo(const QByteArray& image)
{
    const QByteArray device = lab::Oracle::devicesOf(image).value(0);
    if (device.isEmpty())
        qFatal("bench: not attached");
    return device;
}

void checkGone(const QByteArray& image)
{
    if (!lab::Oracle::devicesOf(image).isEmpty())
        qFatal("bench: it is still there");
}

void byCommandLine(Times& times, const lab::Product& product, const QByteArray& image)
{
    times.attach.append(milliseconds([&] { product.run({"attach", image}); }));
    const QByteArray device = boundTo(image);
    times.detach.append(milliseconds([&] { product.run({"detach", "--yes", device}); }));
    checkGone(image);
}

void byUdisks(Times& times, const QByteArray& image)
{
    const lab::Argv udisks {"udisksctl"}, quietly {"--no-user-interaction"};
    times.attach.append(milliseconds([&] {
        lab::Lab::must(udisks + lab::Argv {"loop-setup", "-f", image} + quietly);
    }));
    const lab::Argv remove {"loop-delete", "-b", boundTo(image)};
    times.detach.append(milliseconds([&] { lab::Lab::must(udisks + remove + quietly); }));
    checkGone(image);
}

void measure(Table& table)
{
    const lab::Lab lab;
    qputenv("XDG_STATE_HOME", lab.makeFolder("state"));
    const lab::Product product(lab);
    Composition composition;
    EngineRun engine(composition.engine());
    engine.look();
    const QByteArray image = lab.ext4Image("disk.img");
    Times ours, program, theirs;
    for (int run = 0; run < kRuns; ++run) {
        ours.attach.append(engine.run(engine.attachPlan(image)));
        ours.detach.append(engine.run(engine.detachPlan(engine.device())));
        checkGone(image);
        byUdisks(theirs, image);
        byCommandLine(program, product, image);
    }
    const double setup = median(theirs.attach), remove = median(theirs.detach);
    table.note("udisksctl loop-setup of a raw image", setup, "ms");
    table.atMost("verified attach of it in the engine, over that", median(ours.attach) / setup, 1, "times");
    table.note("mooringctl attach, which looks at the whole host first, over that",
               median(program.attach) / setup, "times");
    table.note("udisksctl loop-delete of a raw image", remove, "ms");
    table.atMost("verified detach of it in the engine, over that", median(ours.detach) / remove, 1, "times");
    table.note("mooringctl detach, which looks at the whole host first, over that",
               median(program.detach) / remove, "times");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (!lab::Lab::unavailable().isEmpty())
        table.skip("udisks", "needs root");
    else if (!lab::run({"udisksctl", "status"}).ok())
        table.skip("udisks", "no udisksd answers");
    else
        measure(table);
    return table.finish();
}
