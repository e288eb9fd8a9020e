// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/openworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;
using World = OpenWorld;

// What a look tells of images that other programs have open.
class TstOpenImages : public QObject
{
    Q_OBJECT
private slots:
    void showsWhatAMachineHasOpen();
    void answersWhatItIsAskedOnly();
    void showsNoAttachmentOfItsOwn();
    void tellsWhoReadsAnAttachedImageToo();
    void givesEachFileANodeOfItsOwn();
    void leavesNoDoubtAboutAttachments();
};

void TstOpenImages::showsWhatAMachineHasOpen()
{
    World world;
    world.machine();
    const Inventory inventory = world.body.look({}, {});
    QCOMPARE(inventory.resources.size(), 1);
    const Resource& image = inventory.resources[0];
    QCOMPARE(image.id, machinesImage);
    QCOMPARE(image.kind, Kind::Image);
    QCOMPARE(image.name, QStringLiteral("web01.qcow2"));
    QCOMPARE(image.keys, (QList<Key> {Key {"file:254:0:78"}}));
    QCOMPARE(image.state, State::InUse);
    QVERIFY(image.verbs.isEmpty() && !image.release && image.needs.isEmpty());
    QCOMPARE(image.facts,
             (Facts {{Fact::Path, machinesPath},
                     {Fact::Inode, QStringLiteral("254:0:78")},
                     {Fact::LockedBy, QStringLiteral("writer")},
                     {Fact::User, QStringLiteral("root")},
                     {Fact::VmName, QStringLiteral("web01")}}));
}

void TstOpenImages::answersWhatItIsAskedOnly()
{
    World world;
    world.machine({machinesDisk, {"/srv/other.iso", "fe:00:79", MadeOpeners::reads}});
    QCOMPARE(world.seen({{machinesImage}, {}, false}), QStringList {machinesImage.text});
    QVERIFY(world.seen({{ResourceId::make(Kind::VirtualDisk, "/dev/loop3")}, {}, true}).isEmpty());
    QVERIFY(world.seen({{}, {Key {"mount:/1"}}, true}).isEmpty());
    QCOMPARE(world.seen().size(), 2);
}

void TstOpenImages::showsNoAttachmentOfItsOwn()
{
    World world;
    world.whole();
    const QStringList without = world.seen();
    world.openers.start(500, "qemu-storage-daemon", "qemu-storage-daemon",
                        {{"/srv/disk.vhdx", "fe:00:77", MadeOpeners::writes},
                         {"/srv/parent.vhdx", "fe:00:90", MadeOpeners::reads}});
    world.process(500, 5000); // the one that is recorded
    QCOMPARE(world.seen(), without);
    world.process(500, 5001); // somebody else by now
    QCOMPARE(world.seen().size(), without.size() + 1);
}

void TstOpenImages::tellsWhoReadsAnAttachedImageToo()
{
    World world;
    world.whole();
    const QStringList without = world.seen();
    const MadeOpeners::File shared {"/srv/disk.vhdx", "fe:00:77", MadeOpeners::reads};
    world.openers.start(500, "qemu-storage-daemon", "qemu-storage-daemon", {shared});
    world.process(500, 5000);
    world.openers.start(9, "qemu-img", "qemu-img|convert", {shared});
    QCOMPARE(world.seen(), without);
    const Resource image = world.body.look({}, {}).resources.constLast();
    QCOMPARE(image.goes, Goes::WithItsLastUser);
    QCOMPARE(image.facts.value(Fact::Command).toString(), QStringLiteral("qemu-img"));
    QCOMPARE(image.facts.value(Fact::Pid).toLongLong(), 9);
    QCOMPARE(image.facts.value(Fact::LockedBy).toString(), QStringLiteral("readers"));
}

void TstOpenImages::givesEachFileANodeOfItsOwn()
{
    World world;
    world.whole();
    world.machine({{"/srv/disk.vhdx", "fe:01:5", MadeOpeners::reads}, // in a container, say
                   {"/srv/a.iso", "fe:00:80", MadeOpeners::reads},
                   {"/srv/a.iso (deleted)", "fe:00:81", MadeOpeners::reads}});
    world.openers.start(4712, "qemu-system-x86_64", "qemu-system-x86_64|-name|web02",
                        {{"/bind/a.iso", "fe:00:80", MadeOpeners::reads}});
    const QList<Resource> seen = world.body.look({}, {}).resources;
    QCOMPARE(seen.size(), 5); // two of the attachment
    QCOMPARE(seen[2].id.text, QStringLiteral("image:/srv/disk.vhdx@254:1:5"));
    QCOMPARE(seen[3].id.text, QStringLiteral("image:/srv/a.iso"));
    QCOMPARE(seen[3].facts.value(Fact::VmName).toString(), QStringLiteral("web01\nweb02"));
    QCOMPARE(seen[4].id.text, QStringLiteral("image:/srv/a.iso@254:0:81"));
    QCOMPARE(seen[4].name, QStringLiteral("a.iso"));
    QVERIFY(seen[4].facts.value(Fact::Deleted).toBool());
}

void TstOpenImages::leavesNoDoubtAboutAttachments()
{
    World world;
    world.whole();
    QVERIFY(QFile::remove(QFile::decodeName(world.root() + "proc/locks")));
    world.write("proc/locks/a-folder", {});
    const Inventory inventory = world.body.look({}, {});
    QCOMPARE(inventory.errors.size(), 1);
    QVERIFY(inventory.isComplete(Kind::Image) && inventory.isComplete(Kind::VirtualDisk));
}

QTEST_GUILESS_MAIN(TstOpenImages)
#include "tst_openimages.moc"
