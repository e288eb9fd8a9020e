// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "byhand.h"
#include "enginerun.h"
#include "servedimages.h"

#include <QCoreApplication>
#include <QStandardPaths>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int kRuns = 21, kImages = 16;
constexpr double kMebibyte = 1 << 20;

QByteArray imageIn(const lab::Lab& lab, const QByteArray& name)
{
    lab::Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", lab.path(name), "256M"});
    return lab.path(name);
}

void measureSteps(Table& table, const lab::Lab& lab, EngineRun& engine)
{
    const QByteArray image = imageIn(lab, "steps.vhdx");
    ByHand tools(lab, image, "vhdx", ByHand::Server::StorageDaemon);
    QList<double> attach, detach, rawAttach, rawDetach;
    for (int run = 0; run < kRuns; ++run) {
        attach.append(engine.run(engine.attachPlan(image)));
        detach.append(engine.run(engine.detachPlan(engine.device())));
        rawAttach.append(milliseconds([&] { tools.attach(); }));
        rawDetach.append(milliseconds([&] { tools.detach(); }));
    }
    table.note("verified attach of a VHDX, in the engine", median(attach), "ms");
    table.note("the same steps with the tools themselves", median(rawAttach), "ms");
    table.atMost("verified attach of a VHDX over the tools", median(attach) - median(rawAttach), 10, "ms");
    table.note("verified detach of a VHDX, in the engine", median(detach), "ms");
    table.note("the same steps with the tools themselves", median(rawDetach), "ms");
    table.atMost("verified detach of a VHDX over the tools", median(detach) - median(rawDetach), 10, "ms");
}

void measureMemory(Table& table, const lab::Lab& lab, EngineRun& engine)
{
    if (!lab::servedBelow(lab::productImages).isEmpty())
        return table.skip("memory of an attached image", "others are attached");
    QList<QByteArray> devices;
    for (int i = 0; i < kImages; ++i) {
        engine.run(engine.attachPlan(imageIn(lab, "memory" + QByteArray::number(i))));
        devices.append(engine.device());
        const double each = double(lab::memoryOfServing(lab::productImages).bytes) / kMebibyte / (i + 1);
        if (i == 0)
            table.atMost("memory of an attached image, its daemons' PSS", each, 20, "MiB");
        else if (i + 1 == kImages)
            table.note("the same of each of sixteen", each, "MiB");
    }
    for (const QByteArray& device : devices)
        engine.run(engine.detachPlan(device));
}

// MiB a second, by fio.
double throughput(const QByteArray& device, const char* pattern, const char* blockSize)
{
    const lab::Ran ran = lab::run({"fio", "--name=x", "--filename=" + device, QByteArray("--rw=") + pattern,
                                   QByteArray("--bs=") + blockSize, "--ioengine=libaio", "--iodepth=16",
                                   "--direct=1", "--size=192M", "--runtime=600ms", "--time_based=1",
                                   "--randseed=1", "--output-format=json"});
    const QJsonValue job = ran.json()[u"jobs"][0];
    const double bytes = job[u"read"][u"bw_bytes"].toDouble() + job[u"write"][u"bw_bytes"].toDouble();
    if (!ran.ok() || bytes <= 0)
        qFatal("bench: fio: %s", ran.text().constData());
    return bytes / kMebibyte;
}

struct Pattern
{
    const char *rw, *blockSize, *name;
};

// In memory, so that the way to the image is measured and not the disk under it.
void measureThroughput(Table& table, lab::Lab& lab, EngineRun& engine)
{
    lab::Lab::must({"mount", "-t", "tmpfs", "-o", "size=1G", "memory", lab.makeFolder("memory")});
    const QByteArray ourImage = imageIn(lab, "memory/ours"), theirImage = imageIn(lab, "memory/theirs");
    engine.run(engine.attachPlan(ourImage));
    const QByteArray ours = engine.device();
    ByHand tools(lab, theirImage, "vhdx", ByHand::Server::QemuNbd);
    tools.attach();
    for (const QByteArray& device : {ours, tools.device()}) // every block is there before anything is timed
        lab::Lab::must(
            {"dd", "if=/dev/zero", "of=" + device, "bs=1M", "count=192", "oflag=direct", "status=none"});
    for (const Pattern& pattern : {Pattern {"read", "1M", "sequential reads"},
                                   {"write", "1M", "sequential writes"},
                                   {"randread", "4k", "random reads of 4 KiB"},
                                   {"randwrite", "4k", "random writes of 4 KiB"}}) {
        QList<double> our, ratios;
        for (int run = 0; run < 9; ++run) { // each pair meets the same moment
            const double their = throughput(tools.device(), pattern.rw, pattern.blockSize);
            our.append(throughput(ours, pattern.rw, pattern.blockSize));
            ratios.append(our.last() / their);
        }
        table.note(QByteArray("direct ") + pattern.name + " of an attached VHDX", median(our), "MiB/s");
        table.atLeast("the same over qemu-nbd and nbdfuse by hand", median(ratios), 0.95, "times");
    }
    tools.detach();
    engine.run(engine.detachPlan(ours));
}

void measure(Table& table)
{
    lab::Lab lab;
    qputenv("XDG_STATE_HOME", lab.makeFolder("state"));
    Composition composition;
    EngineRun engine(composition.engine());
    engine.look();
    measureSteps(table, lab, engine);
    measureMemory(table, lab, engine);
    measureThroughput(table, lab, engine);
}

QByteArray missing()
{
    if (!lab::Lab::unavailable().isEmpty())
        return "needs root and loop devices";
    for (const char* program : {"qemu-storage-daemon", "qemu-nbd", "nbdfuse", "fio"})
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
            return QByteArray("needs ") + program;
    return {};
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (const QByteArray why = missing(); why.isEmpty())
        measure(table);
    else
        table.skip("virtual disks", why);
    return table.finish();
}
