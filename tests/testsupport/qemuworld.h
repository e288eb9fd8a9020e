// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "madesysfs.h"
#include "services/qemustorage/qemubody.h"

namespace mooring::testsupport {

inline const QByteArray madeIdentity = "254:0:77";

// A made-up host with one attachment; nothing is started, and nothing is asked.
class QemuWorld : public MadeSysfs
{
public:
    QemuWorld()
        : folder(base() + '/' + madeIdentity)
        , body({root(), base(), KernelChild(std::make_shared<Child>(), "/nonexistent"), nullptr})
    {
        mounts({});
        write("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
    }
    QByteArray base() const { return root() + "run/mooring/images"; }
    QByteArray inFolder(const QByteArray& name) const
    {
        return "run/mooring/images/" + madeIdentity + '/' + name;
    }

    void record(const AttachmentRecord& record) const
    {
        write(inFolder("disk"), {});
        if (folder.write(record))
            qFatal("no record");
    }
    static AttachmentRecord sample()
    {
        AttachmentRecord record;
        record.image = "/srv/disk.vhdx";
        record.identity = madeIdentity;
        record.format = QStringLiteral("vhdx");
        record.driver = QStringLiteral("vhdx");
        record.incarnation = QStringLiteral("a-b-c");
        record.device = "/dev/loop3";
        record.diskSeq = 103;
        return record;
    }
    void process(int pid, int start) const
    {
        const QByteArray number = QByteArray::number(pid);
        write("proc/" + number + "/stat",
              number + " (daemon) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 " + QByteArray::number(start)
                  + " 0 0 0\n");
        write("proc/" + number + "/cmdline", "daemon");
    }
    void loop(unsigned number) const
    {
        const QByteArray name = "loop" + QByteArray::number(number);
        disk(name, 7, number, 2048, number + 100);
        write("sys/block/" + name + "/loop/backing_file", folder.surface() + '\n');
        for (const char* flag : {"offset", "sizelimit", "autoclear", "partscan"})
            write("sys/block/" + name + "/loop/" + flag, "0\n");
        write("sys/block/" + name + "/loop/dio", "1\n");
    }
    void mounts(const QByteArray& more) const
    {
        write("proc/self/mountinfo", "1 0 254:0 / / rw - ext4 /dev/vda rw\n" + more);
    }
    void whole() const
    {
        record(sample());
        write(inFolder("storage.pid"), "500 5000\n");
        write(inFolder("nbdfuse.pid"), "501 5010\n");
        process(500, 5000);
        process(501, 5010);
        mounts("9 1 0:39 / " + folder.surface() + " rw - fuse /dev/fuse rw\n");
        loop(3);
    }
    std::optional<Resource> vdisk(const LookRequest& request = {})
    {
        for (const Resource& resource : body.look(request, {}).resources) {
            if (resource.kind == Kind::VirtualDisk)
                return resource;
        }
        return {};
    }
    AttachmentFolder folder;
    QemuBody body;
};

} // namespace mooring::testsupport
