// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "enginerun.h"
#include "lab.h"
#include "oracle.h"

#include <QCoreApplication>

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

void measure(Table& table)
{
    lab::Lab lab;
    qputenv("XDG_STATE_HOME", lab.makeFolder("state"));
    Composition composition;
    EngineRun engine(composition.engine());
    const QByteArray image = lab.partitionedImage("disk.img");
    QList<double> ours, raw;
    for (int run = 0; run < 21; ++run) {
        for (const bool isOurs : {true, false}) {
            const lab::Disk disk = lab.attach(image);
            const QByteArray mount = lab.mount(disk.part(1), "mnt");
            if (isOurs) {
                const Plan plan = engine.detachPlan(disk.device);
                if (plan.steps.size() != 2)
                    qFatal("bench: not the plan that was expected");
                ours.append(engine.run(plan));
            } else
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
