// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/filesystem/filesystembody.h"
#include "services/filesystem/fstab.h"
#include "services/filesystem/mountnodes.h"
#include "services/filesystem/swapnodes.h"
#include "testsupport/fixtureroot.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;

namespace {

// Answers what mooring-child would say; nothing is started.
class ScriptedChild final : public Child
{
public:
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options& options) override
    {
        calls += argv.mid(1);
        inputs += options.input;
        ChildResult result;
        result.out = answers.value(argv.value(1));
        return result;
    }
    using Child::run;
    QMap<QByteArray, QByteArray> answers;
    QList<QList<QByteArray>> calls;
    QList<QByteArray> inputs;
};

// A host with a root disk, and a loop device mounted at /srv.
const QByteArray rootLines = "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
                             "21 20 0:20 / /proc rw - proc proc rw\n"
                             "22 20 0:21 / /sys rw - sysfs sysfs rw\n"
                             "23 22 0:22 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
                             "33 23 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
                             "24 20 0:5 / /dev rw - devtmpfs udev rw\n"
                             "25 24 0:23 / /dev/pts rw - devpts devpts rw\n"
                             "26 20 0:24 / /run rw - tmpfs tmpfs rw\n"
                             "27 26 0:25 mnt:[3] /run/netns/x rw - nsfs nsfs rw\n"
                             "28 20 0:26 / /tmp rw - tmpfs tmpfs rw\n"
                             "29 20 8:2 / /boot rw - ext4 /dev/sda2 rw\n";

struct World
{
    FixtureRoot root;
    std::shared_ptr<ScriptedChild> child = std::make_shared<ScriptedChild>();
    Inventory look(const LookRequest& request = {}, const QByteArray& log = {}) const
    {
        FilesystemBody body({root.path(), log, child, "mooring-child", 0});
        return body.look(request, {});
    }
};

const Resource* find(const QList<Resource>& list, const char* id)
{
    for (const Resource& resource : list) {
        if (resource.id.text == QLatin1String(id))
            return &resource;
    }
    return nullptr;
}

QStringList ids(const QList<Resource>& list, Kind kind)
{
    QStringList result;
    for (const Resource& resource : list) {
        if (resource.kind == kind)
            result += resource.id.text;
    }
    result.sort();
    return result;
}

QList<QByteArray> needs(const Resource& resource)
{
    QList<QByteArray> result;
    for (const Need& need : resource.needs)
        result += token(need.how).toLatin1() + ' ' + need.on.value(0).text;
    return result;
}

QByteArray emptyScan() { return QByteArray("E\0\0\0\0", 5); }

} // namespace

class TstFilesystem : public QObject
{
    Q_OBJECT
private slots:
    void leavesOutWhatOnlyHangsOffTheSystem();
    void keepsWhatIsNestedInSomethingThatGoes();
    void protectsWhatTheSystemNeeds();
    void joinsMountsFileSystemsAndDevices();
    void ordersCoveredMounts();
    void seesOtherNamespaces();
    void seesSuperblocksWithoutMounts();
    void standsBtrfsOnAllItsDevices();
    void standsOverlaysOnTheirLayers();
    void holdsAutomountsOfSystemd();
    void tellsWhoBringsItBackAtBoot();
    void readsUdevsNames();
    void knowsWhatCanBePutBack();
    void refusesSwapThatDoesNotFit();
    void standsSwapOnItsArea();
    void listsDisksAndPartitions();
    void answersOnlyWhatIsAsked();
    void tellsExports();
    void namesUsersOfNamespaces();
    void admitsWhatItCannotExplain();
    void tellsSourcesThatFailed();
    void escapesUnitNames();
    void looksAtFewWithoutReadingAll();
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

void TstFilesystem::readsUdevsNames()
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

void TstFilesystem::refusesSwapThatDoesNotFit()
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

void TstFilesystem::standsSwapOnItsArea()
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

void TstFilesystem::listsDisksAndPartitions()
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

void TstFilesystem::answersOnlyWhatIsAsked()
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

void TstFilesystem::tellsExports()
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

void TstFilesystem::namesUsersOfNamespaces()
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

void TstFilesystem::admitsWhatItCannotExplain()
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
    QCOMPARE(world.child->calls.last(), (QList<QByteArray> {"probe-exclusive", "/dev/loop0", "/dev/loop1"}));
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

void TstFilesystem::tellsSourcesThatFailed()
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

void TstFilesystem::escapesUnitNames()
{
    const auto name = [](const char* path) { return unitOfPath(path, QStringLiteral(".automount")); };
    QCOMPARE(name("/media/usb"), QStringLiteral("media-usb.automount"));
    QCOMPARE(name("/a-b/c d"), QStringLiteral("a\\x2db-c\\x20d.automount"));
    QCOMPARE(name("/.x/.y"), QStringLiteral("\\x2ex-.y.automount"));
    QCOMPARE(name("/"), QStringLiteral("-.automount"));
}

void TstFilesystem::looksAtFewWithoutReadingAll()
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

QTEST_GUILESS_MAIN(TstFilesystem)
#include "tst_filesystem.moc"
