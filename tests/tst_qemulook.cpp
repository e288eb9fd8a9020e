// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/qemuworld.h"

#include <QTest>

using namespace mooring;
using World = testsupport::QemuWorld;

namespace {

QList<QByteArray> texts(const QList<Key>& keys)
{
    QList<QByteArray> result;
    for (const Key& key : keys)
        result.append(key.text);
    return result;
}

} // namespace

// What a look makes of the folders of attachments.
class TstQemuLook : public QObject
{
    Q_OBJECT
private slots:
    void writesDownEverything();
    void showsAWholeAttachment();
    void joinsTheImageToWhatItLiesOn();
    void answersWhatItIsAskedOnly();
    void saysNothingWithoutAFolder();
    void tellsAFolderThatCannotBeRead();
    void showsWhatLostAPart_data();
    void showsWhatLostAPart();
    void worksWithASurfaceThatIsNotSeen();
    void findsTheDeviceThatIsNotRecorded();
    void doesNotBelieveARecordedDevice();
    void leavesAloneWhatIsBeingMade();
    void showsWhatAnEndedAttachLeft();
    void tellsAnotherProcessOfTheSameNumber();
    void isDeferredWhenSomebodyLetGoOfIt();
    void showsAFolderWithoutARecord_data();
    void showsAFolderWithoutARecord();
};

void TstQemuLook::writesDownEverything()
{
    World world;
    AttachmentRecord record = World::sample();
    record.image = "/srv/\xff";
    record.overlay = "/var/o.qcow2";
    record.readOnly = true;
    record.worker = {12, ~0ULL};
    record.diskSeq = ~0ULL;
    world.record(record);
    QCOMPARE(world.folder.record(), record);
    QVERIFY(!AttachmentFolder("/nonexistent").record());
    QCOMPARE(ProcessMark::parse("12 34\n"), (ProcessMark {12, 34}));
    QVERIFY(!ProcessMark::parse("").isSet());
}

void TstQemuLook::showsAWholeAttachment()
{
    World world;
    world.whole();
    world.partition("loop3", "loop3p1", 1, 8, 8);
    const Inventory inventory = world.body.look({}, {});
    QCOMPARE(inventory.resources.size(), 3);
    const auto disk = world.vdisk();
    QVERIFY(disk);
    QCOMPARE(disk->id.text, QStringLiteral("virtual-disk:/dev/loop3"));
    QCOMPARE(disk->name, QStringLiteral("disk.vhdx"));
    QCOMPARE(disk->incarnation, QStringLiteral("103"));
    QCOMPARE(texts(disk->keys),
             (QList<QByteArray> {"block:7:3@103", "process:500@5000", "process:501@5010"}));
    QCOMPARE(texts(disk->needs.value(0).on), QList<QByteArray> {"imagepath:/srv/disk.vhdx"});
    QCOMPARE(disk->state, State::Attached);
    QCOMPARE(disk->facts.value(Fact::Format).toString(), QStringLiteral("vhdx"));
    QCOMPARE(disk->facts.value(Fact::DirectIo).toBool(), true);
    QCOMPARE(disk->verbs, QList<Verb> {Verb::Detach});
    QVERIFY(!disk->facts.contains(Fact::ChecksumBefore));
    world.write("run/mooring/checksums/103", "abc 254:0:77\n");
    QCOMPARE(world.vdisk()->facts.value(Fact::ChecksumBefore).toString(), QStringLiteral("abc"));
    QVERIFY(disk->release && disk->release->verb == Verb::Detach && disk->release->reversible);
    const auto recipe = QemuRecipe::fromData(disk->release->restore[QStringLiteral("data")].toObject());
    QVERIFY(recipe && recipe->path == "/srv/disk.vhdx" && recipe->partitions.size() == 1);
    const Resource& partition = inventory.resources[1];
    QCOMPARE(partition.id.text, QStringLiteral("partition:/dev/loop3p1"));
    QCOMPARE(texts(partition.needs.value(0).on), QList<QByteArray> {"block:7:3@103"});
}

void TstQemuLook::joinsTheImageToWhatItLiesOn()
{
    World world;
    world.whole();
    const Resource image = world.body.look({}, {}).resources.last();
    QCOMPARE(image.id.text, QStringLiteral("image:/srv/disk.vhdx"));
    QCOMPARE(texts(image.keys), (QList<QByteArray> {"imagepath:/srv/disk.vhdx", "file:254:0:77"}));
    QCOMPARE(image.needs.value(0).on.value(0).text.right(2), QByteArray("/1")); // the mount that shows it
    QCOMPARE(image.goes, Goes::WithItsLastUser);
}

void TstQemuLook::answersWhatItIsAskedOnly()
{
    World world;
    world.whole();
    const ResourceId disk = ResourceId::make(Kind::VirtualDisk, "/dev/loop3");
    QCOMPARE(world.body.look({{disk}, {}, false}, {}).resources.size(), 1);
    QCOMPARE(world.body.look({{}, {Key {"imagepath:/srv/disk.vhdx"}}, true}, {}).resources.size(), 1);
    QCOMPARE(world.body.look({{ResourceId {QStringLiteral("mount:/")}}, {}, false}, {}).resources.size(), 0);
}

void TstQemuLook::saysNothingWithoutAFolder()
{
    World world;
    const Inventory inventory = world.body.look({}, {});
    QVERIFY(inventory.resources.isEmpty() && inventory.errors.isEmpty());
}

void TstQemuLook::tellsAFolderThatCannotBeRead()
{
    World world;
    world.write("run/mooring/images", "a file"); // ENOTDIR
    const Inventory inventory = world.body.look({}, {});
    QCOMPARE(inventory.errors.size(), 1);
    QCOMPARE(inventory.errors[0].error.source, QStringLiteral("surfaces"));
    QVERIFY(!inventory.isComplete(Kind::VirtualDisk));
}

void TstQemuLook::showsWhatLostAPart_data()
{
    QTest::addColumn<QByteArray>("lost");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("id");
    const QString device = QStringLiteral("/dev/loop3");
    QTest::newRow("daemon") << QByteArray("proc/500/stat") << State::Failed << device;
    QTest::newRow("nbdfuse") << QByteArray("proc/501/stat") << State::Failed << device;
    QTest::newRow("device") << QByteArray("sys/block/loop3/loop/backing_file") << State::Orphaned
                            << QString();
}

void TstQemuLook::showsWhatLostAPart()
{
    QFETCH(const QByteArray, lost);
    QFETCH(const QString, id);
    World world;
    world.whole();
    world.write(lost, "1 0 254:0 / / rw - ext4 /dev/vda rw\n");
    if (lost.startsWith("sys/"))
        QVERIFY(QFile::remove(QFile::decodeName(world.root() + lost)));
    const auto disk = world.vdisk();
    QVERIFY(disk);
    QTEST(disk->state, "state");
    QCOMPARE(disk->id.key(), id.isEmpty() ? world.folder.path() : id.toUtf8());
    QCOMPARE(disk->verbs, QList<Verb> {Verb::CleanUp});
    QVERIFY(disk->release && disk->release->verb == Verb::CleanUp && !disk->release->reversible);
}

// It is mounted in another namespace, or no more: then the kernel tells no path of it.
void TstQemuLook::worksWithASurfaceThatIsNotSeen()
{
    World world;
    world.whole();
    world.write("proc/self/mountinfo", "1 0 254:0 / / rw - ext4 /dev/vda rw\n");
    world.write("sys/block/loop3/loop/backing_file", "/\n");
    QCOMPARE(world.vdisk()->id.text, QStringLiteral("virtual-disk:/dev/loop3"));
    QCOMPARE(world.vdisk()->state, State::Attached);
    QCOMPARE(world.vdisk()->verbs, QList<Verb> {Verb::Detach});
    AttachmentRecord record = World::sample();
    record.diskSeq += 1; // of a disk that went
    world.record(record);
    QCOMPARE(world.vdisk()->id.key(), world.folder.path());
}

void TstQemuLook::findsTheDeviceThatIsNotRecorded()
{
    World world;
    world.whole();
    AttachmentRecord record = World::sample();
    record.device.clear();
    world.record(record);
    QCOMPARE(world.vdisk()->id.text, QStringLiteral("virtual-disk:/dev/loop3"));
}

void TstQemuLook::doesNotBelieveARecordedDevice()
{
    World world;
    world.whole();
    world.write("sys/block/loop3/loop/backing_file", "/of/another\n");
    QCOMPARE(world.vdisk()->id.key(), world.folder.path());
    QCOMPARE(world.vdisk()->incarnation, QStringLiteral("a-b-c"));
}

void TstQemuLook::leavesAloneWhatIsBeingMade()
{
    World world;
    world.process(42, 420);
    AttachmentRecord record = World::sample();
    record.worker = {42, 420};
    record.device.clear();
    world.record(record);
    QVERIFY(!world.vdisk());
    world.loop(3); // bound, and about to be told
    QCOMPARE(world.vdisk()->state, State::Attached);
    QCOMPARE(world.vdisk()->verbs, QList<Verb> {Verb::Detach});
}

void TstQemuLook::showsWhatAnEndedAttachLeft()
{
    World world;
    AttachmentRecord record = World::sample();
    record.worker = {42, 420};
    world.record(record);
    QCOMPARE(world.vdisk()->state, State::Orphaned);
}

void TstQemuLook::tellsAnotherProcessOfTheSameNumber()
{
    World world;
    world.whole();
    world.process(501, 9999);
    const auto disk = world.vdisk();
    QCOMPARE(disk->state, State::Failed);
    QCOMPARE(texts(disk->keys), (QList<QByteArray> {"block:7:3@103", "process:500@5000"}));
}

void TstQemuLook::isDeferredWhenSomebodyLetGoOfIt()
{
    World world;
    world.whole();
    world.write("sys/block/loop3/loop/autoclear", "1\n");
    QCOMPARE(world.vdisk()->state, State::Deferred);
}

void TstQemuLook::showsAFolderWithoutARecord_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray(R"({"schema":1,"image")");
    QTest::newRow("of another kind") << QByteArray("[1]");
    QTest::newRow("of another version") << QByteArray(R"({"schema":2})");
}

void TstQemuLook::showsAFolderWithoutARecord()
{
    QFETCH(const QByteArray, text);
    World world;
    world.write(world.inFolder("attachment.json"), text);
    const auto disk = world.vdisk();
    QVERIFY(disk);
    QCOMPARE(disk->state, State::Orphaned);
    QCOMPARE(disk->id.key(), world.folder.path());
    QVERIFY(disk->needs.isEmpty());
}

QTEST_GUILESS_MAIN(TstQemuLook)
#include "tst_qemulook.moc"
