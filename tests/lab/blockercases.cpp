// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"

#include <QFile>

#include <sys/stat.h>

namespace mooring::lab {

namespace {

Answer process(qint64 pid, const QByteArrayList& hows)
{
    Answer answer;
    answer.pids = [pid] { return QList<qint64> {pid}; };
    answer.hows = hows;
    return answer;
}

Answer released(const QByteArrayList& steps)
{
    Answer answer;
    answer.steps = steps;
    return answer;
}

Answer openFile(Stage& stage) { return process(stage.block("fd", stage.mount + "/file"), {"open-file"}); }

Answer workingDirectory(Stage& stage)
{
    return process(stage.block("cwd", stage.mount), {"working-directory"});
}

Answer rootDirectory(Stage& stage) { return process(stage.block("root", stage.mount), {"root-directory"}); }

Answer executable(Stage& stage)
{
    const QByteArray copy = stage.lab.copyProgram(Lab::program("lab-blocker"), stage.mount);
    stage.processes.push_back(std::make_unique<Running>(Argv {copy, "idle"}));
    stage.processes.back()->readLine();
    return process(stage.processes.back()->pid(), {"executable", "mapped-file"});
}

Answer mappedFile(Stage& stage)
{
    return process(stage.block("mmap", stage.mount + "/file"), {"mapped-file"});
}

Answer deletedFile(Stage& stage)
{
    return process(stage.block("deleted", stage.mount + "/file"), {"deleted-file", "open-file"});
}

Answer nestedMount(Stage& stage)
{
    const QByteArray nested = stage.lab.makeFolder("mnt/nested");
    Lab::must({"mount", "-t", "tmpfs", "nested", nested});
    return released({"mount:" + nested});
}

Answer bindMount(Stage& stage)
{
    stage.lab.makeFolder("mnt/folder");
    const QByteArray bind = stage.lab.makeFolder("bind");
    Lab::must({"mount", "--bind", stage.mount + "/folder", bind});
    return released({"mount:" + bind});
}

Answer loopInside(Stage& stage)
{
    return released({stage.lab.attach(stage.lab.ext4Image("mnt/inner.img", {}, 4)).id()});
}

Answer imageInImage(Stage& stage)
{
    const Disk second = stage.lab.attach(stage.lab.ext4Image("mnt/second.img", {}, 8));
    const QByteArray secondMount = stage.lab.mount(second.device, "second");
    const Disk third = stage.lab.attach(stage.lab.ext4Image("second/third.img", {}, 3));
    const QByteArray thirdMount = stage.lab.mount(third.device, "third");
    return released({second.id(), "mount:" + secondMount, third.id(), "mount:" + thirdMount});
}

Answer swapFile(Stage& stage)
{
    const QByteArray file = stage.mount + "/swap";
    Lab::must({"dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=4", "status=none"});
    Lab::must({"chmod", "600", file});
    stage.lab.swapOn(file);
    return released({"swap:" + file});
}

Answer swapPartition(Stage& stage)
{
    stage.lab.swapOn(stage.disk.part(2));
    return released({"swap:" + stage.disk.part(2)});
}

// Its own mount namespace keeps a copy of the mount, whatever happens in ours.
Answer otherNamespace(Stage& stage) { return process(stage.block("namespace", "/"), {"mount-namespace"}); }

Answer lazilyUnmounted(Stage& stage)
{
    const qint64 pid = stage.block("fd", stage.mount + "/file");
    Lab::must({"umount", "-l", stage.mount});
    return process(pid, {"open-file"});
}

Answer partitionOpener(Stage& stage)
{
    return process(stage.block("device", stage.disk.part(1)), {"open-device"});
}

Answer diskOpener(Stage& stage) { return process(stage.block("device", stage.disk.device), {"open-device"}); }

Answer overlayLayer(Stage& stage)
{
    stage.lab.makeFolder("mnt/lower");
    const QByteArray upper = stage.lab.makeFolder("upper"), work = stage.lab.makeFolder("work");
    const QByteArray merged = stage.lab.makeFolder("merged");
    Lab::must({"mount", "-t", "overlay", "overlay", "-o",
               "lowerdir=" + stage.mount + "/lower,upperdir=" + upper + ",workdir=" + work, merged});
    return released({"mount:" + merged});
}

Answer anotherUser(Stage& stage)
{
    const Argv asDaemon {"setpriv", "--reuid=daemon", "--regid=daemon", "--clear-groups", "--inh-caps=-all"};
    Answer answer = process(stage.block("cwd", stage.mount, asDaemon), {"working-directory"});
    answer.user = "daemon";
    return answer;
}

Answer forksAndExits(Stage& stage)
{
    const QByteArray log = stage.lab.path("chain");
    stage.processes.push_back(
        std::make_unique<Running>(Argv {Lab::program("lab-blocker"), "forks", stage.mount, log}));
    stage.processes.back()->readLine();
    Answer answer;
    answer.hows = {"working-directory"};
    answer.mayStayUnknown = true;
    answer.pids = [log] {
        QList<qint64> pids;
        QFile file(QFile::decodeName(log));
        if (file.open(QIODevice::ReadOnly))
            for (const QByteArray& line : file.readAll().split('\n'))
                pids.append(line.toLongLong());
        return pids;
    };
    return answer;
}

Answer descriptorInFlight(Stage& stage)
{
    stage.block("flight", stage.mount + "/file");
    Answer answer;
    answer.mayStayUnknown = true;
    return answer;
}

} // namespace

Stage::Stage()
{
    disk = lab.attach(lab.partitionedImage("disk.img", {{"file", QByteArray(8192, 'x')}}));
    mount = lab.mount(disk.part(1), "mnt");
}

qint64 Stage::block(const QByteArray& mode, const QByteArray& path, const Argv& prefix)
{
    processes.push_back(std::make_unique<Running>(prefix + Argv {Lab::program("lab-blocker"), mode, path}));
    const QByteArray line = processes.back()->readLine();
    if (!line.startsWith("ready "))
        qFatal("lab: the blocker %s is not ready: %s", mode.constData(), line.constData());
    return line.mid(int(strlen("ready "))).toLongLong();
}

const std::vector<Case>& blockerCases()
{
    static const std::vector<Case> cases {{"descriptor on a file", openFile},
                                          {"working directory", workingDirectory},
                                          {"root directory", rootDirectory},
                                          {"running program", executable},
                                          {"mapped file, descriptor closed", mappedFile},
                                          {"deleted open file", deletedFile},
                                          {"nested mount", nestedMount},
                                          {"bind mount", bindMount},
                                          {"loop image inside the mount", loopInside},
                                          {"image in image", imageInImage},
                                          {"swap file", swapFile},
                                          {"swap partition", swapPartition},
                                          {"other mount namespace", otherNamespace},
                                          {"lazily unmounted", lazilyUnmounted},
                                          {"opener of the partition", partitionOpener},
                                          {"opener of the whole disk", diskOpener},
                                          {"overlay layer", overlayLayer},
                                          {"process of another user", anotherUser},
                                          {"process that forks and exits", forksAndExits},
                                          {"descriptor in flight in a UNIX socket", descriptorInFlight}};
    return cases;
}

} // namespace mooring::lab
