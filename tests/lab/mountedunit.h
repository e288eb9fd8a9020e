// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandstage.h"
#include "oracle.h"
#include "services/qemustorage/qemustorageprovider.h"

#include <QDir>

#include <atomic>
#include <optional>

namespace mooring::lab {

constexpr int told = 10000; // ms until what a target does shows

// A unit with a file system that holds one file which has reached the target.
struct MountedUnit
{
    MountedUnit()
        : tgt(TgtOptions {stage.lab.folder(), "t"})
    {
        attach();
        Lab::must({"mkfs.ext4", "-q", "-F", device});
        mount = stage.lab.mount(device, "mnt");
        Lab::must({"sh", "-c", "echo kept > \"$1/kept\" && sync -f \"$1\"", "sh", mount});
    }
    ~MountedUnit() // of a test that failed: nothing else could take it down
    {
        if (Oracle::isBound(device))
            stage.product.run({"detach", "--yes", "--accept-collateral", "--force", "fail-io", "--processes",
                               "end", device});
    }
    MountedUnit(const MountedUnit&) = delete;
    MountedUnit& operator=(const MountedUnit&) = delete;
    void attach()
    {
        const QByteArray url = "iscsi://" + tgt->portal() + '/' + tgt->name(1) + "/1";
        const Ran ran = stage.product.run({"--json", "attach", url});
        device = createdDevice(ran);
        if (device.isEmpty())
            qFatal("not attached: %s", ran.text().constData());
        stage.lab.remember(device);
        const QJsonValue daemon = stage.resources("iscsi-session")[0][u"facts"][u"pid"];
        const QByteArray line
            = run({"cat", "/proc/" + QByteArray::number(daemon.toInteger()) + "/cmdline"}).out;
        const qsizetype end = line.indexOf("/monitor.sock");
        folder = line.left(end).mid(line.left(end).lastIndexOf('=') + 1);
        if (!QDir(QString::fromUtf8(folder)).exists())
            qFatal("no folder: %s", folder.constData());
    }
    QByteArray leftovers() const // of the attachment: its folder, what is mounted in it, its daemons
    {
        return run({"ls", "-d", folder}).out + run({"findmnt", "-rn", folder + "/disk"}).out
            + run({"pgrep", "-fa", folder + '/'}).out;
    }
    void write() const // not synced: it has reached nobody
    {
        Lab::must({"dd", "if=/dev/urandom", "of=" + mount + "/unsynced", "bs=1M", "count=8", "status=none"});
    }
    void comeBack() // with the same disk
    {
        tgt.reset();
        tgt.emplace(TgtOptions {stage.lab.folder(), "t"});
    }

    CommandStage stage;
    std::optional<TgtDaemon> tgt;
    QByteArray device, mount, folder;
};

// Counts how often the provider wakes whoever watches it.
struct Watcher
{
    Watcher()
    {
        provider.watch([this] { ++woken; });
    }
    std::atomic<int> woken = 0;
    QemuStorageProvider provider;
};

inline QByteArray stateOf(CommandStage& stage, const char* kind)
{
    const QJsonArray rows = qstrcmp(kind, "virtual-disk") == 0 ? stage.disks() : stage.resources(kind);
    return rows.isEmpty() ? "none" : rows[0][u"state"].toString().toLatin1();
}

} // namespace mooring::lab
