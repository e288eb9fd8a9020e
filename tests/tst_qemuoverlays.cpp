// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/qemustorage/qemurecipe.h"
#include "testsupport/qemuworld.h"

#include <QTest>

using namespace mooring;
using World = testsupport::QemuWorld;

namespace {

void whole(const World& world, const char* kind, bool readOnly = false, bool isUnused = false)
{
    world.whole();
    AttachmentRecord record = World::sample();
    record.overlay = "/srv/disk.vhdx.o.qcow2";
    record.overlayIdentity = "254:0:9";
    record.overlayKind = QString::fromLatin1(kind);
    record.readOnly = readOnly;
    record.isOverlayUnused = isUnused;
    world.record(record);
}

QStringList words(const Resource& disk)
{
    QStringList result;
    for (const ReleaseChoice& choice : disk.release->choices)
        result.append(choice.word);
    return result;
}

QemuRecipe recipeOf(const ReleaseChoice& choice)
{
    return QemuRecipe::fromData(choice.restore.value(QLatin1String("data")).toObject())
        .value_or(QemuRecipe());
}

} // namespace

// What a look offers to do with what was written to an attachment.
class TstQemuOverlays : public QObject
{
    Q_OBJECT
private slots:
    void writesDownItsOverlay();
    void offersThreeWaysForAnOverlay();
    void mergesOnlyIntoWhatCanBeWrittenTo();
    void comesBackWithWhatIsKept();
    void offersTwoWaysForACopy_data();
    void offersTwoWaysForACopy();
    void keepsTheOverlayOfALeftover();
    void asksNothingAboutAnUnusedOne();
    void asksNothingWithoutOne();
    void standsOnWhatItsFilesLieOn();
};

void TstQemuOverlays::writesDownItsOverlay()
{
    World world;
    AttachmentRecord record = World::sample();
    record.overlay = "/srv/\xff.qcow2";
    record.overlayIdentity = "254:0:9";
    record.overlayKind = QStringLiteral("overlay");
    record.isOverlayUnused = record.outside = true;
    world.record(record);
    QCOMPARE(world.folder.record(), record);
}

void TstQemuOverlays::offersThreeWaysForAnOverlay()
{
    World world;
    whole(world, "overlay");
    const auto disk = world.vdisk();
    QVERIFY(disk);
    QCOMPARE(disk->release->choice, QStringLiteral("overlay"));
    QCOMPARE(words(*disk),
             QStringList({QStringLiteral("keep"), QStringLiteral("discard"), QStringLiteral("merge")}));
    QCOMPARE(disk->release->choices[0].consequence, Consequence::OverlayKept);
    QCOMPARE(disk->release->choices[1].consequence, Consequence::OverlayDiscarded);
    QVERIFY(!disk->release->choices[1].reversible);
    QCOMPARE(disk->release->choices[2].arguments.value(QLatin1String("overlay")).toString(),
             QStringLiteral("merge"));
    QCOMPARE(disk->facts.value(Fact::Overlay).toByteArray(), QByteArray("/srv/disk.vhdx.o.qcow2"));
}

void TstQemuOverlays::mergesOnlyIntoWhatCanBeWrittenTo()
{
    World world;
    whole(world, "overlay");
    AttachmentRecord record = *world.folder.record();
    record.unwritable = QStringLiteral("streamOptimized");
    world.record(record);
    QCOMPARE(world.folder.record(), record);
    QCOMPARE(words(*world.vdisk()), QStringList({QStringLiteral("keep"), QStringLiteral("discard")}));
}

void TstQemuOverlays::comesBackWithWhatIsKept()
{
    World world;
    whole(world, "overlay");
    const QList<ReleaseChoice> choices = world.vdisk()->release->choices;
    QCOMPARE(recipeOf(choices[0]).overlay, QByteArray("/srv/disk.vhdx.o.qcow2"));
    QCOMPARE(recipeOf(choices[2]).overlay, QByteArray()); // a fresh one over what was merged
    QCOMPARE(recipeOf(choices[2]).overlayKind, QStringLiteral("overlay"));
    QCOMPARE(choices[0].restore.value(QLatin1String("consequence")).toString(),
             token(Consequence::OverlayAppears));
}

void TstQemuOverlays::offersTwoWaysForACopy_data()
{
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("written to") << false << QStringList({QStringLiteral("keep"), QStringLiteral("discard")});
    QTest::newRow("only read") << true << QStringList({QStringLiteral("discard"), QStringLiteral("keep")});
}

void TstQemuOverlays::offersTwoWaysForACopy()
{
    QFETCH(const bool, readOnly);
    World world;
    whole(world, "copy", readOnly);
    QTEST(words(*world.vdisk()), "words");
}

void TstQemuOverlays::keepsTheOverlayOfALeftover()
{
    World world;
    whole(world, "overlay");
    world.write("proc/500/stat",
                "500 (other) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1 0 0 0\n"); // its daemon died
    const auto disk = world.vdisk();
    QCOMPARE(disk->release->verb, Verb::CleanUp);
    QCOMPARE(words(*disk), QStringList({QStringLiteral("keep"), QStringLiteral("discard")}));
    QVERIFY(!disk->release->choices[0].reversible);
}

void TstQemuOverlays::asksNothingAboutAnUnusedOne()
{
    World world;
    whole(world, "overlay", false, true);
    QVERIFY(world.vdisk()->release->choices.isEmpty());
}

void TstQemuOverlays::asksNothingWithoutOne()
{
    World world;
    world.whole();
    QVERIFY(world.vdisk()->release->choices.isEmpty() && world.vdisk()->release->choice.isEmpty());
}

void TstQemuOverlays::standsOnWhatItsFilesLieOn()
{
    World world;
    world.whole();
    AttachmentRecord record = World::sample();
    record.overlay = "/var/tmp/o.qcow2";
    record.overlayIdentity = "8:1:9";
    record.overlayKind = QStringLiteral("overlay");
    record.parts = {{"/data/base.qcow2", "8:2:5"}};
    world.record(record);
    world.mounts("9 1 0:39 / " + world.folder.surface()
                 + " rw - fuse /dev/fuse rw\n"
                   "10 1 8:1 / /var/tmp rw - ext4 /dev/sda1 rw\n11 1 8:2 / /data rw - ext4 /dev/sda2 rw\n");
    const auto disk = world.vdisk();
    QByteArrayList evidence;
    for (const Need& need : disk->needs)
        evidence.append(need.evidence);
    QVERIFY2(evidence.contains("/var/tmp/o.qcow2") && evidence.contains("/data/base.qcow2"),
             evidence.join(' '));
    QCOMPARE(disk->facts.value(Fact::Parts).toByteArray(), QByteArray("/data/base.qcow2"));
    QCOMPARE(disk->facts.value(Fact::Daemons).toString(),
             QStringLiteral("qemu-storage-daemon (500), nbdfuse (501)"));
}

QTEST_GUILESS_MAIN(TstQemuOverlays)
#include "tst_qemuoverlays.moc"
