// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/filesystem/swapnodes.h"
#include "testsupport/filesystemworld.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;

class TstFilesystemLooks : public QObject
{
    Q_OBJECT
private slots:
    void refusesSwapThatDoesNotFit();
    void standsSwapOnItsArea();
    void listsDisksAndPartitions();
    void answersOnlyWhatIsAsked();
    void looksAtFewWithoutReadingAll();
    void tellsExports();
    void namesUsersOfNamespaces();
    void admitsWhatItCannotExplain();
    void aClaimOfAMomentIsNone();
    void tellsSourcesThatFailed();
    void readsUdevsNames();
};

void TstFilesystemLooks::refusesSwapThatDoesNotFit()
{
    const quint64 gib = 1ULL << 30;
    const SwapEntry full {"/a", false, true, 4 * gib, 3 * gib, 0}, half {"/b", false, true, 2 * gib, gib, 1};
    QVERIFY(!SwapNodes::fits({full, half}, full, gib));
    QVERIFY(SwapNodes::fits({full, half}, full, 2 * gib));
    QVERIFY(SwapNodes::fits({full, half}, half, 0)); // the other one has room
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(rootLines);
    world.root.write("proc/swaps",
                     "Filename Type Size Used Priority\n/dev/loop0 partition 4000000 2000000 -2\n");
    const Inventory found = world.look();
    const Resource* swap = find(found.resources, "swap:/dev/loop0");
    QVERIFY(swap && swap->release && swap->release->refused);
    QCOMPARE(swap->release->refused->code, ErrorCode::SwapDoesNotFit);
    QCOMPARE(swap->protectedBy, ProtectedBy::SwapNeeded);
}

void TstFilesystemLooks::standsSwapOnItsArea()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.write("etc/fstab", "/dev/loop0 none swap sw 0 0\n");
    world.root.mountinfo(rootLines + "40 20 7:1 / /srv rw - ext4 a rw\n");
    world.root.write("proc/swaps",
                     "Filename Type Size Used Priority\n/dev/loop0 partition 400 0 -2\n"
                     "/srv/a\\040b\\040(deleted) file 400 0 3\n");
    const Inventory found = world.look();
    const Resource* area = find(found.resources, "swap:/dev/loop0");
    QCOMPARE(needs(*area), QList<QByteArray> {"swap-area block:7:0@5"});
    QVERIFY(area->release && !area->release->refused && !area->protectedBy);
    QCOMPARE(area->comesBack.value(0).by, QStringLiteral("fstab"));
    const Resource* file = find(found.resources, "swap:/srv/a b");
    QVERIFY(file && !file->release->reversible);
    QCOMPARE(needs(*file), QList<QByteArray> {"swap-area mount:1/40"});
}

void TstFilesystemLooks::listsDisksAndPartitions()
{
    World world;
    world.root.mountinfo(rootLines);
    world.root.disk("sda", "8:0", 3);
    world.root.disk("loop0", "7:0", 5);
    world.root.disk("sdb", "8:16", 4, 0);
    const QByteArray part = "sys/devices/virtual/block/sda/sda1/";
    world.root.write(part + "uevent",
                     "MAJOR=8\nMINOR=1\nDEVNAME=sda1\nDEVTYPE=partition\nDISKSEQ=3\nPARTN=1\n");
    world.root.write(part + "dev", "8:1\n");
    world.root.write(part + "size", "1024\n");
    world.root.write(part + "start", "64\n");
    world.root.write(part + "ro", "0\n");
    world.root.write(part + "partition", "1\n");
    world.root.link("../../devices/virtual/block/sda/sda1", "sys/dev/block/8:1");
    world.root.link("../../devices/virtual/block/sda/sda1", "sys/class/block/sda1");
    const Inventory found = world.look();
    QCOMPARE(ids(found.resources, Kind::Disk), QStringList {QStringLiteral("disk:/dev/sda")});
    const Resource* partition = find(found.resources, "partition:/dev/sda1");
    QVERIFY(partition && !partition->release);
    QCOMPARE(partition->goes, Goes::WithItsBase);
    QCOMPARE(needs(*partition), QList<QByteArray> {"stands-on block:8:0@3"});
    QCOMPARE(partition->facts[Fact::PartitionStart].toULongLong(), 64U * 512U);
}

void TstFilesystemLooks::answersOnlyWhatIsAsked()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.disk("loop1", "7:1", 6);
    world.root.disk("sda", "8:0", 3);
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 a rw\n41 40 7:1 / /srv/in rw - ext4 b rw\n");
    const auto texts = [&](const LookRequest& request) {
        QStringList result;
        const Inventory found = world.look(request);
        for (const Resource& resource : found.resources)
            result += resource.id.text;
        result.sort();
        return result.join(QLatin1Char(' '));
    };
    const auto id = [](const char* text) { return ResourceId {QString::fromLatin1(text)}; };
    QCOMPARE(texts({{id("mount:/srv")}, {}, false}), QStringLiteral("mount:/srv"));
    QCOMPARE(texts({{id("filesystem:/dev/loop0")}, {}, false}), QStringLiteral("filesystem:/dev/loop0"));
    QCOMPARE(texts({{id("disk:/dev/sda")}, {}, false}), QStringLiteral("disk:/dev/sda"));
    QCOMPARE(texts({{id("mount:/gone")}, {}, false}), QString());
    QCOMPARE(texts({{}, {Key {"block:7:0@5"}}, false}), QStringLiteral("filesystem:/dev/loop0"));
    QCOMPARE(texts({{}, {Key {"fs:7:0"}}, false}), QStringLiteral("mount:/srv"));
    QCOMPARE(texts({{}, {Key {"mount:1/40"}}, false}), QStringLiteral("mount:/srv/in"));
    QCOMPARE(texts({{}, {Key {"block:7:0@4"}}, false}), QString());
}

void TstFilesystemLooks::looksAtFewWithoutReadingAll()
{
    World world;
    world.root.mountinfo(rootLines);
    for (int i = 0; i < 300; ++i)
        world.root.disk("sd" + QByteArray::number(i), "65:" + QByteArray::number(i), i + 1);
    QCOMPARE(ids(world.look().resources, Kind::Disk).size(), 300);
    // what is not asked for may be unreadable
    QVERIFY(QFile::remove(QString::fromUtf8(world.root.path() + "sys/class/block/sd299/uevent")));
    QList<ResourceId> some;
    for (int i = 0; i < 100; ++i)
        some += ResourceId {QStringLiteral("disk:/dev/sd%1").arg(i)};
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(world.look({some, {}, false}).resources.size(), 100);
    qInfo("100 disks: %.1f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
}

void TstFilesystemLooks::tellsExports()
{
    World world;
    world.child->answers["scan"] = emptyScan();
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 a rw\n");
    world.root.write("var/lib/nfs/etab", "/srv/a\\040b\t10.0.0.0/8(rw,sync)\n/etc\t*(ro)\n");
    world.root.write("proc/fs/nfsd/exports",
                     "# Version 1.1\n/srv/a\\040b\t10.0.0.0/8(rw) 192.168.1.0/24(ro)\n");
    LookRequest request;
    request.users = true;
    const Inventory found = world.look(request);
    const Resource* exported = find(found.users, "unknown:nfs-export-/srv/a b");
    QVERIFY(exported);
    QCOMPARE(exported->name, QStringLiteral("NFS export /srv/a b to 10.0.0.0/8 192.168.1.0/24"));
    QCOMPARE(needs(*exported), QList<QByteArray> {"nfs-export mount:1/40"});
    QVERIFY(!exported->release);
    QCOMPARE(ids(found.users, Kind::Unknown).size(), 1);
}

void TstFilesystemLooks::namesUsersOfNamespaces()
{
    World world;
    world.child->answers["scan"] = emptyScan();
    world.root.mountinfo(rootLines);
    world.root.process(50, 9, "62 60 7:0 / /srv rw - ext4 /dev/loop0 rw\n", "0::/system.slice/web.service\n");
    LookRequest request;
    request.users = true;
    const Inventory found = world.look(request);
    const Resource* process = find(found.users, "process:50@4711");
    QVERIFY(process);
    QCOMPARE(process->name, QStringLiteral("lodger"));
    QCOMPARE(needs(*process), QList<QByteArray> {"mount-namespace mount:9/62"});
    QCOMPARE(process->facts[Fact::Unit].toString(), QStringLiteral("web.service"));
    QCOMPARE(process->release->command, (QList<QByteArray> {"systemctl", "stop", "web.service"}));
    QCOMPARE(process->release->consequence, Consequence::UnitStopped);
    QCOMPARE(process->verbs, (QList<Verb> {Verb::AskToQuit, Verb::End}));
    QVERIFY(process->facts[Fact::Since].toDateTime().isValid());
}

void TstFilesystemLooks::admitsWhatItCannotExplain()
{
    World world;
    world.child->answers["scan"] = emptyScan();
    world.child->answers["probe-exclusive"] = "16\n0\n";
    world.root.disk("loop0", "7:0", 5);
    world.root.disk("loop1", "7:1", 6);
    world.root.disk("loop2", "7:2", 7);
    world.root.mountinfo(rootLines + "40 20 7:2 / /srv rw - ext4 a rw\n");
    LookRequest request;
    request.users = true;
    const Inventory found = world.look(request);
    QVERIFY(world.child->calls.contains(QList<QByteArray> {"probe-exclusive", "/dev/loop0", "/dev/loop1"}));
    QCOMPARE(world.child->calls.count(world.child->calls.last()), 4); // a lasting claim is found again
    const Resource* holder = find(found.users, "unknown:holder-of-/dev/loop0");
    QVERIFY(holder);
    QCOMPARE(needs(*holder), QList<QByteArray> {"exclusive-claim block:7:0@5"});
    QCOMPARE(ids(found.users, Kind::Unknown).size(), 1);
    world.root.write("sys/fs/ext4/loop1/x", "");
    const Inventory hidden = world.look(request);
    const Resource* ofSuperblock = find(hidden.users, "unknown:holder-of-filesystem:/dev/loop1");
    QVERIFY(ofSuperblock);
    QCOMPARE(needs(*ofSuperblock), QList<QByteArray> {"exclusive-claim fs:7:1"});
}

// Another Mooring, or any other, that tries whether the device is claimed claims it while it tries.
void TstFilesystemLooks::aClaimOfAMomentIsNone()
{
    World world;
    world.child->answers["scan"] = emptyScan();
    world.child->answers["probe-exclusive"] = "16\n";
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(rootLines);
    int probes = 0;
    world.child->during = [&](const Child::Options&) {
        if (world.child->calls.last().first() == "probe-exclusive" && ++probes == 2)
            world.child->answers["probe-exclusive"] = "0\n";
    };
    LookRequest request;
    request.users = true;
    const Inventory found = world.look(request);
    QCOMPARE(ids(found.users, Kind::Unknown), QStringList());
    QCOMPARE(probes, 3);
}

void TstFilesystemLooks::tellsSourcesThatFailed()
{
    World world; // no mountinfo, and a scan that says nothing
    LookRequest request;
    request.users = true;
    const Inventory found = world.look(request);
    QVERIFY(!found.isComplete(Kind::Mount));
    QVERIFY(!found.isComplete(Kind::Filesystem));
    QVERIFY(found.isComplete(Kind::Swap));
    world.root.disk("loop0", "7:0", 5);
    QVERIFY(!world.look(request).isComplete(Kind::Process));
}

void TstFilesystemLooks::readsUdevsNames()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.write("run/udev/data/b7:0",
                     "S:disk/by-label/x\nE:ID_FS_LABEL=a_b\nE:ID_FS_LABEL_ENC=a\\x20b\n"
                     "E:ID_FS_UUID=12-34\n");
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 a rw\n");
    const Inventory found = world.look();
    QCOMPARE(find(found.resources, "filesystem:/dev/loop0")->facts[Fact::Label].toString(),
             QStringLiteral("a b"));
    QCOMPARE(find(found.resources, "filesystem:/dev/loop0")->facts[Fact::Uuid].toString(),
             QStringLiteral("12-34"));
}

QTEST_GUILESS_MAIN(TstFilesystemLooks)
#include "tst_filesystemlooks.moc"
