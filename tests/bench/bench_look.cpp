// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "fakesysfs.h"
#include "lab.h"
#include "services/core/host.h"
#include "services/filesystem/filesystemprovider.h"
#include "services/loop/loopprovider.h"
#include "services/qemustorage/qemubody.h"
#include "services/system/blockdevices.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <unistd.h>

using namespace mooring;
using namespace mooring::bench;

namespace {

// A host of both providers, on the real world or on a made-up one.
struct Eyes
{
    Host host;
    explicit Eyes(const QByteArray& root)
    {
        FilesystemOptions filesystem;
        filesystem.root = root;
        LoopProvider::Options loop;
        loop.root = root;
        host.add(std::make_unique<FilesystemProvider>(filesystem));
        host.add(std::make_unique<LoopProvider>(loop));
        host.setLookDeadline(60000);
    }
    qsizetype look(const LookRequest& request)
    {
        QEventLoop loop;
        qsizetype found = 0;
        host.look(request, [&](const QList<Inventory>& inventories) {
            for (const Inventory& inventory : inventories)
                found += inventory.resources.size();
            loop.quit();
        });
        loop.exec();
        return found;
    }
};

void measureThisHost(Table& table)
{
    lab::Lab lab;
    for (const char* name : {"one.img", "two.img", "three.img"})
        lab.mount(lab.attach(lab.partitionedImage(name)).part(1), QByteArray("mnt-") + name);
    Eyes eyes("/");
    eyes.look({});
    const SideBySide times = sideBySide(
        21, [&] { eyes.look({}); },
        [] {
            lab::run({"lsblk", "--json", "--output-all"});
        });
    table.note("whole look of this host", times.ours, "ms");
    table.note("lsblk --json --output-all", times.theirs, "ms");
    table.atMost("whole look of this host over lsblk", times.ratio(), 1, "times");
    const SideBySide programs = sideBySide(
        11,
        [] {
            lab::run({lab::Lab::program("mooringctl"), "--json", "list"});
        },
        [] {
            lab::run({"lsblk", "--json", "--output-all"});
        });
    table.note("mooringctl --json list, the whole program", programs.ours, "ms");
}

void measureManyDisks(Table& table)
{
    constexpr int disks = 10000;
    const FakeSysfs sysfs(disks);
    Eyes eyes(sysfs.root());
    table.atLeast("10,000 disks: nodes seen", double(eyes.look({})), disks, "nodes");
    const SideBySide reading = sideBySide(
        11, [&] { BlockDevices(sysfs.root()).read(); }, [&] { sysfs.readBare(); });
    table.note("10,000 disks: bare loop over the same files", reading.theirs, "ms");
    table.atMost("10,000 disks: reading them over a bare loop", reading.ratio(), 1.5, "times");
    const SideBySide looking = sideBySide(
        11, [&] { eyes.look({}); }, [&] { sysfs.readBare(); });
    table.note("10,000 disks: whole look of every provider, joined", looking.ours, "ms");
    table.atMost("10,000 disks: whole look over a bare loop", looking.ratio(), 1.5, "times");

    LookRequest targeted;
    for (int number = 0; number < 100; ++number)
        targeted.only.append(ResourceId::make(Kind::Disk, "/dev/" + FakeSysfs::diskName(number * 97)));
    table.atLeast("targeted look: nodes seen", double(eyes.look(targeted)), 100, "nodes");
    QList<double> times;
    for (int run = 0; run < 31; ++run)
        times.append(milliseconds([&] { eyes.look(targeted); }));
    table.atMost("targeted look of 100 resources of 10,000", median(times), 5, "ms");
}

// What it costs to see who has images open, on a host with none and with 50 programs that have one each.
void measureOpenImages(Table& table)
{
    constexpr int programs = 50;
    const lab::Lab lab;
    QemuBody body(
        {"/", lab.path("images"), KernelChild(std::make_shared<Child>(), kernelChildPath()), nullptr});
    const auto medianOf = [&body](const LookRequest& request) {
        QList<double> times;
        for (int run = 0; run < 51; ++run)
            times.append(milliseconds([&] { body.look(request, {}); }));
        return median(times);
    };
    const auto strangers = [&body] { return body.look({}, {}).resources.size(); };
    const qsizetype before = strangers();
    table.note("open images before, of others", double(before), "images");
    table.atMost("look for open images, none", medianOf({}), 1, "ms");
    std::vector<lab::RunningPtr> running;
    for (int number = 0; number < programs; ++number) {
        const QByteArray image = lab.path(QByteArray::number(number) + ".qcow2");
        lab::Lab::must({"qemu-img", "create", "-q", "-f", "qcow2", image, "64M"});
        running.push_back(std::make_unique<lab::Running>(
            lab::Argv {"qemu-nbd", "-t", "-f", "qcow2", "-k", image + ".sock", image}));
    }
    for (int wait = 0; wait < 300 && strangers() < before + programs; ++wait)
        usleep(20000);
    table.atLeast("open images: seen", double(strangers() - before), programs, "images");
    table.atMost("look for open images, 50 programs", medianOf({}), 30, "ms");
    const LookRequest targeted {{ResourceId::make(Kind::VirtualDisk, "/dev/loop0")}, {}, true};
    table.atMost("targeted look for something else", medianOf(targeted), 0.5, "ms");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (lab::Lab::unavailable().isEmpty())
        measureThisHost(table);
    else
        table.skip("whole look of this host over lsblk", "needs root");
    if (lab::Lab::unavailable().isEmpty() && lab::run({"sh", "-c", "command -v qemu-nbd"}).ok())
        measureOpenImages(table);
    else
        table.skip("look for open images, 50 programs", "needs root and qemu-nbd");
    measureManyDisks(table);
    return table.finish();
}
