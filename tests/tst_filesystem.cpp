// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/filesystem/mountnodes.h"
#include "testsupport/filesystemworld.h"

#include <QTest>

using namespace mooring;

class TstFilesystem : public QObject
{
    Q_OBJECT
private slots:
    void leavesOutWhatOnlyHangsOffTheSystem();
    void keepsWhatIsNestedInSomethingThatGoes();
    void leavesOutTheSurfacesOfAttachments();
    void protectsWhatTheSystemNeeds();
    void joinsMountsFileSystemsAndDevices();
    void ordersCoveredMounts();
    void seesOtherNamespaces();
    void knowsWhatGoesAlongInOtherNamespaces();
    void seesSuperblocksWithoutMounts();
    void standsBtrfsOnAllItsDevices();
    void standsOverlaysOnTheirLayers();
    void holdsAutomountsOfSystemd();
    void tellsWhoBringsItBackAtBoot();
    void knowsWhatCanBePutBack();
};

void TstFilesystem::leavesOutWhatOnlyHangsOffTheSystem()
{
    World world;
    world.root.mountinfo(rootLines);
    QCOMPARE(ids(world.look().resources, Kind::Mount),
             (QStringList {QStringLiteral("mount:/"), QStringLiteral("mount:/boot"),
                           QStringLiteral("mount:/run"), QStringLiteral("mount:/tmp")}));
}

void TstFilesystem::keepsWhatIsNestedInSomethingThatGoes()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(rootLines
                         + "40 20 7:0 / /srv rw - ext4 /dev/loop0 rw\n"
                           "41 40 0:20 / /srv/proc rw - proc proc rw\n"
                           "42 40 0:5 / /srv/dev rw - devtmpfs udev rw\n"
                           "43 42 0:23 / /srv/dev/pts rw - devpts devpts rw\n"
                           "44 40 0:44 / /srv/tmp rw - tmpfs tmpfs rw\n");
    const Inventory found = world.look();
    const Resource* pts = find(found.resources, "mount:/srv/dev/pts");
    QVERIFY(pts && pts->release);
    QCOMPARE(needs(*pts), (QList<QByteArray> {"stands-on fs:0:23", "nested-mount mount:1/42"}));
    const Resource* proc = find(found.resources, "mount:/srv/proc");
    QVERIFY(proc && proc->release && !proc->protectedBy);
    QVERIFY(find(found.resources, "mount:/srv/tmp"));
}

void TstFilesystem::leavesOutTheSurfacesOfAttachments()
{
    World world;
    world.root.mountinfo(rootLines
                         + "40 26 0:39 / /run/mooring/images/8:1:5/disk rw - fuse /dev/fuse rw\n"
                           "41 26 0:40 / /run/mooring/images/a rw - fuse.sshfs a rw\n"
                           "42 26 0:41 / /run/mooring/images/8:1:5 rw - tmpfs tmpfs rw\n");
    const Inventory found = world.look();
    QVERIFY(!find(found.resources, "mount:/run/mooring/images/8:1:5/disk"));
    QVERIFY(!find(found.resources, "filesystem:fuse-0:39"));
    QVERIFY(find(found.resources, "mount:/run/mooring/images/a")); // beside them
    QVERIFY(find(found.resources, "mount:/run/mooring/images/8:1:5")); // not of ours
}

void TstFilesystem::protectsWhatTheSystemNeeds()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 /dev/loop0 rw\n");
    const Inventory found = world.look({}, "/srv/log/activity.db");
    QCOMPARE(find(found.resources, "mount:/")->protectedBy, ProtectedBy::RootFilesystem);
    QCOMPARE(find(found.resources, "mount:/boot")->protectedBy, ProtectedBy::BootFilesystem);
    QCOMPARE(find(found.resources, "mount:/run")->protectedBy, ProtectedBy::SystemDirectory);
    QCOMPARE(find(found.resources, "mount:/srv")->protectedBy, ProtectedBy::ActivityLog);
    QVERIFY(!find(found.resources, "mount:/")->release);
    QVERIFY(!find(found.resources, "mount:/tmp")->protectedBy);
}

void TstFilesystem::joinsMountsFileSystemsAndDevices()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(
        rootLines
        + "40 20 7:0 / /srv/a\\040b ro,nosuid shared:7 - ext4 /dev/disk/by-label/x ro,errors=continue\n"
          "41 20 7:0 /sub /bind rw - ext4 /dev/loop0 ro\n");
    const Inventory found = world.look();
    const Resource* mount = find(found.resources, "mount:/srv/a b");
    QVERIFY(mount);
    QCOMPARE(mount->keys, QList<Key> {Key {"mount:1/40"}});
    QCOMPARE(needs(*mount), (QList<QByteArray> {"stands-on fs:7:0", "nested-mount mount:1/20"}));
    QCOMPARE(mount->incarnation, QStringLiteral("1/40"));
    QCOMPARE(mount->release->command, (QList<QByteArray> {"umount", "/srv/a b"}));
    QCOMPARE(mount->facts[Fact::ReadOnly].toBool(), true);
    const Resource* filesystem = find(found.resources, "filesystem:/dev/loop0");
    QVERIFY(filesystem);
    QCOMPARE(filesystem->keys, QList<Key> {Key {"fs:7:0"}});
    QCOMPARE(needs(*filesystem), QList<QByteArray> {"stands-on block:7:0@5"});
    QCOMPARE(filesystem->goes, Goes::WithItsLastUser);
    QCOMPARE(filesystem->state, State::Mounted);
    QCOMPARE(filesystem->facts[Fact::MountPoints].toByteArray(), "/srv/a b\n/bind");
    QCOMPARE(find(found.resources, "mount:/bind")->facts[Fact::MountRoot].toByteArray(), "/sub");
}

void TstFilesystem::ordersCoveredMounts()
{
    World world;
    world.root.mountinfo(rootLines
                         + "40 20 7:0 / /srv rw - ext4 a rw\n"
                           "41 40 7:1 / /srv/in rw - ext4 b rw\n"
                           "42 40 7:2 / /srv rw - ext4 c rw\n");
    const Inventory found = world.look();
    QVERIFY(find(found.resources, "mount:/srv@40"));
    const Resource* top = find(found.resources, "mount:/srv");
    QVERIFY(top);
    QCOMPARE(top->keys.value(0).text, "mount:1/42");
    QCOMPARE(top->name, QStringLiteral("/srv (c)"));
    QCOMPARE(find(found.resources, "mount:/srv@40")->name, QStringLiteral("/srv (a)"));
    // /srv/in is out of reach while the upper one covers it
    QVERIFY(needs(*top).contains("nested-mount mount:1/41"));
    QVERIFY(!needs(*find(found.resources, "mount:/srv/in")).contains("nested-mount mount:1/42"));
    // when the upper one is gone the lower one is still found by the id the plan knows
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 a rw\n");
    const Inventory later = world.look({{ResourceId {QStringLiteral("mount:/srv@40")}}, {}, false});
    QCOMPARE(ids(later.resources, Kind::Mount), QStringList {QStringLiteral("mount:/srv@40")});
}

void TstFilesystem::seesOtherNamespaces()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.disk("loop1", "7:1", 6);
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 /dev/loop0 rw\n");
    world.root.process(
        50, 9,
        "60 1 8:1 / / rw - ext4 /dev/sda1 rw\n61 60 0:20 / /proc rw - proc proc rw\n"
        "62 60 7:0 / /srv rw - ext4 /dev/loop0 rw\n63 60 7:1 / /own rw - ext4 /dev/loop1 rw\n");
    const Inventory found = world.look();
    const Resource* copy = find(found.resources, "mount:/srv@9/62");
    QVERIFY(copy && !copy->release && copy->verbs.isEmpty());
    QCOMPARE(copy->goes, Goes::WithItsLastUser);
    QCOMPARE(copy->facts[Fact::Namespace].toString(), QStringLiteral("9"));
    QVERIFY(!find(found.resources, "mount:/@9/60"));
    QVERIFY(!find(found.resources, "mount:/proc@9/61"));
    QCOMPARE(find(found.resources, "filesystem:/dev/loop1")->state, State::InUse);
    QVERIFY(find(found.resources, "filesystem:/dev/loop1")->verbs.isEmpty());
}

void TstFilesystem::knowsWhatGoesAlongInOtherNamespaces()
{
    World world;
    world.root.mountinfo("20 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
                         "30 20 8:1 /keep /keep rw - ext4 /dev/sda1 rw\n"
                         "40 20 7:0 / /srv rw shared:7 - ext4 /dev/loop0 rw\n"
                         "41 30 7:1 / /keep/x rw - ext4 /dev/loop1 rw\n");
    const QByteArray others = "62 60 7:0 / /srv rw master:7 - ext4 /dev/loop0 rw\n"
                              "63 60 7:1 / /keep/x rw - ext4 /dev/loop1 rw\n";
    world.root.process(50, 9, "60 1 8:1 / / rw master:1 - ext4 /dev/sda1 rw\n" + others); // a slave
    world.root.process(51, 10, "60 1 8:1 / / rw shared:5 master:4 - ext4 /dev/sda1 rw\n" + others);
    world.root.process(52, 11, "60 1 8:1 / / rw shared:4 master:1 - ext4 /dev/sda1 rw\n" + others);
    world.root.process(53, 12, "60 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + others); // private
    world.child->answers["scan"] = emptyScan();
    LookRequest request;
    request.users = true;
    const Inventory found = world.look(request);
    for (const char* id : {"mount:/srv@9/62", "mount:/srv@10/62", "mount:/srv@11/62"}) {
        QVERIFY2(needs(*find(found.resources, id)).contains("stands-on mount:1/40"), id);
        QCOMPARE(find(found.resources, id)->goes, Goes::WithItsBase);
    }
    QCOMPARE(find(found.resources, "mount:/srv@12/62")->goes, Goes::WithItsLastUser);
    // what hangs on a private mount stays wherever it is
    QCOMPARE(find(found.resources, "mount:/keep/x@9/63")->goes, Goes::WithItsLastUser);
    QCOMPARE(needs(*find(found.users, "process:50@4711")), QList<QByteArray> {"mount-namespace mount:9/63"});
    QCOMPARE(needs(*find(found.users, "process:53@4711")).size(), 2);
}

void TstFilesystem::seesSuperblocksWithoutMounts()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(rootLines);
    world.root.write("sys/fs/ext4/loop0/session_write_kbytes", "0\n");
    world.root.write("sys/fs/ext4/features/lazy_itable_init", "supported\n");
    const Inventory found = world.look();
    const Resource* filesystem = find(found.resources, "filesystem:/dev/loop0");
    QVERIFY(filesystem);
    QCOMPARE(filesystem->state, State::Orphaned);
    QCOMPARE(filesystem->keys.value(0).text, "fs:7:0");
    QCOMPARE(needs(*filesystem), QList<QByteArray> {"stands-on block:7:0@5"});
}

void TstFilesystem::standsBtrfsOnAllItsDevices()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.disk("loop1", "7:1", 6);
    world.root.mountinfo(rootLines
                         + "40 20 0:50 / /srv rw - btrfs /dev/loop1 rw,subvol=/\n"
                           "41 20 0:50 /sub /sub rw - btrfs /dev/loop1 rw,subvol=/sub\n");
    world.root.write("sys/fs/btrfs/4711-0815/devices/loop0/x", "");
    world.root.write("sys/fs/btrfs/4711-0815/devices/loop1/x", "");
    const Inventory found = world.look();
    const Resource* filesystem = find(found.resources, "filesystem:/dev/loop0");
    QVERIFY(filesystem);
    QCOMPARE(filesystem->keys.value(0).text, "fs:0:50");
    QCOMPARE(needs(*filesystem), (QList<QByteArray> {"stands-on block:7:0@5", "stands-on block:7:1@6"}));
    QCOMPARE(ids(found.resources, Kind::Filesystem).filter(QStringLiteral("loop")).size(), 1);
    world.root.mountinfo(rootLines);
    const Inventory hidden = world.look();
    QCOMPARE(find(hidden.resources, "filesystem:/dev/loop0")->keys.value(0).text, "fs:btrfs-4711-0815");
}

void TstFilesystem::standsOverlaysOnTheirLayers()
{
    World world;
    world.root.mountinfo(rootLines
                         + "40 20 7:0 / /a rw - ext4 a rw\n41 20 7:1 / /b:c rw - ext4 b rw\n"
                           "42 20 0:60 / /merged rw - overlay overlay "
                           "rw,lowerdir=/b\\134:c/low:/a/low,upperdir=/a/up,workdir=/a/work\n");
    const Inventory found = world.look();
    const Resource* overlay = find(found.resources, "filesystem:overlay-0:60");
    QVERIFY(overlay);
    QCOMPARE(needs(*overlay), (QList<QByteArray> {"overlay-layer mount:1/40", "overlay-layer mount:1/41"}));
    QCOMPARE(overlay->needs.value(1).evidence, "/b:c/low");
}

void TstFilesystem::holdsAutomountsOfSystemd()
{
    World world;
    world.root.mountinfo(rootLines
                         + "40 20 0:70 / /media/a-b rw - autofs systemd-1 rw,fd=5,pgrp=1,direct\n"
                           "41 40 7:0 / /media/a-b rw - ext4 a rw\n"
                           "42 20 0:71 / /net rw - autofs auto.net rw,fd=5,pgrp=50,indirect\n"
                           "43 42 7:1 / /net/x rw - ext4 b rw\n");
    world.root.process(50, 1, {});
    const Inventory found = world.look();
    const Resource* mount = find(found.resources, "mount:/media/a-b");
    QVERIFY(mount);
    QCOMPARE(mount->comesBack.size(), 1);
    const ComesBack& back = mount->comesBack[0];
    QCOMPARE(back.when, ComesBackWhen::OnAccess);
    QCOMPARE(back.by, QStringLiteral("media-a\\x2db.automount"));
    QVERIFY(back.hold.has_value());
    QCOMPARE(back.hold->verb, Verb::Hold);
    QCOMPARE(back.hold->command, (QList<QByteArray> {"systemctl", "stop", "media-a\\x2db.automount"}));
    QCOMPARE(back.hold->restore[QLatin1String("verb")].toString(), QStringLiteral("end-hold"));
    const Resource* other = find(found.resources, "mount:/net/x");
    QCOMPARE(other->comesBack.value(0).by, QStringLiteral("lodger"));
    QVERIFY(!other->comesBack.value(0).hold);
    QVERIFY(!find(found.resources, "mount:/net"));
}

void TstFilesystem::tellsWhoBringsItBackAtBoot()
{
    World world;
    world.root.write("etc/fstab",
                     "# /dev/x /srv ext4\nLABEL=a\\040b  /srv/\text4 defaults 0 2\n"
                     "/dev/y /opt ext4 noauto,ro 0 0\n/dev/loop1 none swap sw 0 0\n");
    world.root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 a rw\n41 20 7:1 / /opt rw - ext4 b rw\n");
    const Inventory found = world.look();
    const Resource* mount = find(found.resources, "mount:/srv");
    QCOMPARE(mount->comesBack.value(0).when, ComesBackWhen::AtBoot);
    QCOMPARE(mount->comesBack.value(0).by, QStringLiteral("fstab"));
    QVERIFY(mount->facts[Fact::FstabLine].toString().startsWith(QStringLiteral("LABEL=a")));
    QVERIFY(find(found.resources, "mount:/opt")->comesBack.isEmpty());
}

void TstFilesystem::knowsWhatCanBePutBack()
{
    World world;
    world.root.disk("loop0", "7:0", 5);
    world.root.mountinfo(
        rootLines
        + "40 20 7:0 /s /srv rw,nosuid shared:3 - ext4 /dev/x rw,data=ordered\n"
          "41 20 0:44 / /mem rw - tmpfs tmpfs rw\n42 20 0:45 / /mem2 rw - tmpfs tmpfs rw\n"
          "43 20 0:45 /in /mem3 rw - tmpfs tmpfs rw\n44 20 0:46 / /far rw - fuse.sshfs h:/ rw\n");
    const Inventory found = world.look();
    const Release& release = *find(found.resources, "mount:/srv")->release;
    QVERIFY(release.reversible);
    const QJsonObject data = release.restore[QLatin1String("data")].toObject();
    QCOMPARE(data[QLatin1String("source")].toString(), QStringLiteral("/dev/loop0"));
    QCOMPARE(data[QLatin1String("root")].toString(), QStringLiteral("/s"));
    QCOMPARE(data[QLatin1String("propagation")].toString(), QStringLiteral("shared:3"));
    for (const char* lost : {"mount:/mem", "mount:/mem2", "mount:/far"}) {
        QVERIFY2(!find(found.resources, lost)->release->reversible, lost);
        QVERIFY(find(found.resources, lost)->release->restore.isEmpty());
    }
    QVERIFY(find(found.resources, "mount:/mem3")->release->reversible); // a part of what /mem2 still shows
}

QTEST_GUILESS_MAIN(TstFilesystem)
#include "tst_filesystem.moc"
