// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"
#include "bench.h"
#include "lab.h"
#include "oracle.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <cerrno>
#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace mooring;
using namespace mooring::bench;

namespace {

// The same steps without anything around them: unmount, drop the partition, clear the loop device.
double rawDetach(const lab::Disk& disk, const QByteArray& mount)
{
    return milliseconds([&] {
        if (umount2(mount.constData(), UMOUNT_NOFOLLOW) != 0)
            qFatal("bench: umount: %s", strerror(errno));
        const int device = open(disk.device.constData(), O_RDONLY | O_CLOEXEC);
        for (int number = 1; number <= 2; ++number) {
            blkpg_partition partition {};
            partition.pno = number;
            blkpg_ioctl_arg argument {BLKPG_DEL_PARTITION, 0, sizeof partition, &partition};
            ioctl(device, BLKPG, &argument);
        }
        if (ioctl(device, LOOP_CLR_FD, 0) != 0)
            qFatal("bench: LOOP_CLR_FD: %s", strerror(errno));
        close(device);
    });
}

void waitFor(const std::function<bool()>& there)
{
    QEventLoop loop;
    QTimer again;
    QObject::connect(&again, &QTimer::timeout, [&] {
        if (there())
            loop.quit();
    });
    again.start(1);
    loop.exec();
}

// From the confirmed plan to its ending: everything the engine does around the steps is in it.
double verifiedDetach(LocalEngine& engine, const lab::Disk& disk)
{
    const ResourceId id = ResourceId::make(Kind::VirtualDisk, disk.device);
    QEventLoop looked;
    engine.lookForUsers(&looked, [&] { looked.quit(); });
    looked.exec();
    waitFor([&] { return engine.topology().find(id).has_value(); });
    const Plan plan = engine.plan(Verb::Detach, {id}, {});
    if (plan.isBlocked() || plan.steps.size() != 2)
        qFatal("bench: not the plan that was expected");
    Operation* operation = nullptr;
    const double time = milliseconds([&] {
        const Result<Operation*> started = engine.start(plan, true);
        if (!started)
            qFatal("bench: not started: %s", qPrintable(token(started.error().code)));
        operation = *started;
        QEventLoop loop;
        QObject::connect(operation, &Operation::finished, &loop, &QEventLoop::quit);
        loop.exec();
    });
    if (operation->record().outcome != Outcome::Done)
        qFatal("bench: ended %s", qPrintable(token(*operation->record().outcome)));
    engine.forget(operation);
    return time;
}

void measure(Table& table)
{
    lab::Lab lab;
    qputenv("XDG_STATE_HOME", lab.makeFolder("state"));
    Composition composition;
    const QByteArray image = lab.partitionedImage("disk.img");
    QList<double> ours, raw;
    for (int run = 0; run < 21; ++run) {
        for (const bool engine : {true, false}) {
            const lab::Disk disk = lab.attach(image);
            const QByteArray mount = lab.mount(disk.part(1), "mnt");
            if (engine)
                ours.append(verifiedDetach(composition.engine(), disk));
            else
                raw.append(rawDetach(disk, mount));
            if (lab::Oracle::isBound(disk.device) || lab::Oracle::isMounted(mount))
                qFatal("bench: it is still there");
        }
    }
    table.note("verified detach of a mounted partition, in the engine", median(ours), "ms");
    table.note("the raw calls of the same steps", median(raw), "ms");
    table.atMost("verified detach over the raw calls", median(ours) - median(raw), 10, "ms");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (lab::Lab::unavailable().isEmpty())
        measure(table);
    else
        table.skip("verified detach over the raw calls", "needs root");
    return table.finish();
}
