// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/loop/looprecipe.h"
#include "services/loop/loopresources.h"

#include <QTest>

using namespace mooring;

namespace {

MountEntry mountEntry(quint64 id, unsigned major, unsigned minor, const QByteArray& point)
{
    MountEntry entry;
    entry.id = id;
    entry.major = major;
    entry.minor = minor;
    entry.mountPoint = point;
    return entry;
}

LoopDevice loop(const QByteArray& path)
{
    LoopDevice result;
    result.device.name = "loop3";
    result.device.major = 7;
    result.device.minor = 3;
    result.device.size = 1 << 20;
    result.device.diskSeq = 42;
    result.backingFile = path;
    result.sectorSize = 512;
    return result;
}

BlockDevice partition(int number)
{
    BlockDevice result;
    result.name = "loop3p" + QByteArray::number(number);
    result.disk = "loop3";
    result.major = 259;
    result.minor = static_cast<unsigned>(number);
    result.diskSeq = 42;
    result.partition = number;
    result.start = quint64(number) * 4096;
    result.size = 4096;
    return result;
}

LoopResources::Surroundings around()
{
    LoopResources::Surroundings result;
    result.mountNamespace = "77";
    result.mounts = {mountEntry(1, 254, 0, "/"), mountEntry(2, 254, 1, "/srv"), mountEntry(3, 254, 2, "/srv"),
                     mountEntry(4, 0, 50, "/btr")};
    result.mounts[2].parent = 2;
    return result;
}

} // namespace

// The nodes made of one attachment, without any device.
class TstLoopResources : public QObject
{
    Q_OBJECT
private slots:
    void hangsTogether();
    void countsAsInUseByHolders();
    void isOrphanedOnlyWhenNothingStandsOnIt();
    void isDeferredWhenADetachWaits();
    void keepsDeletedImagesApart();
    void takesTheMountThatShowsTheFile_data();
    void takesTheMountThatShowsTheFile();
    void needsTheFilesystemThatNoMountShows();
    void foldsSystemImages();
    void namesWhatHasNoPath();
    void goesWithItsLastUserOnlyWhenThereIsOne();
    void keepsItsRecipe();
};

void TstLoopResources::hangsTogether()
{
    const auto world = around();
    const LoopResources nodes(loop("/a/b.img"), {partition(1), partition(2)}, {}, world);
    const Resource disk = nodes.disk();
    QCOMPARE(disk.id.text, QStringLiteral("virtual-disk:/dev/loop3"));
    QCOMPARE(disk.incarnation, QStringLiteral("42"));
    QCOMPARE(disk.keys, (QList<Key> {Key {"block:7:3@42"}}));
    QCOMPARE(disk.needs.value(0).on, (QList<Key> {Key {"imagepath:/a/b.img"}}));
    QCOMPARE(disk.needs.value(0).how, How::BackingFile);
    QCOMPARE(disk.goes, Goes::ByRelease);
    QCOMPARE(disk.state, State::Attached);
    QCOMPARE(disk.release->consequence, Consequence::ImageFileKept);
    const QList<Resource> partitions = nodes.partitions();
    QCOMPARE(partitions.size(), 2);
    QCOMPARE(partitions[1].id.text, QStringLiteral("partition:/dev/loop3p2"));
    QCOMPARE(partitions[1].keys, (QList<Key> {Key {"block:259:2@42"}}));
    QCOMPARE(partitions[1].needs.value(0).on, disk.keys);
    QCOMPARE(partitions[1].goes, Goes::WithItsBase);
    const auto image = nodes.image();
    QCOMPARE(image->keys, disk.needs[0].on);
    QCOMPARE(image->goes, Goes::WithItsLastUser);
    QCOMPARE(image->needs.value(0).on, (QList<Key> {Key {"mount:77/1"}}));
}

void TstLoopResources::countsAsInUseByHolders()
{
    const auto world = around();
    BlockDevice held = partition(1);
    held.holders = {"dm-0"};
    QCOMPARE(LoopResources(loop("/a"), {held}, {}, world).disk().state, State::InUse);
}

void TstLoopResources::isOrphanedOnlyWhenNothingStandsOnIt()
{
    auto world = around();
    LoopDevice deleted = loop("/a");
    deleted.deleted = true;
    QCOMPARE(LoopResources(deleted, {partition(1)}, {}, world).disk().state, State::Orphaned);
    world.mounts.append(mountEntry(9, 259, 1, "/mnt"));
    QCOMPARE(LoopResources(deleted, {partition(1)}, {}, world).disk().state, State::Attached);
    world.mounts.removeLast();
    world.swaps.insert("/dev/loop3p1");
    QCOMPARE(LoopResources(deleted, {partition(1)}, {}, world).disk().state, State::Attached);
}

void TstLoopResources::isDeferredWhenADetachWaits()
{
    const auto world = around();
    LoopDevice device = loop("/a");
    LoopFacts known;
    known.detachAsked = true;
    QCOMPARE(LoopResources(device, {}, known, world).disk().state, State::Attached);
    device.autoclear = true;
    QCOMPARE(LoopResources(device, {}, known, world).disk().state, State::Deferred);
    QCOMPARE(LoopResources(device, {}, {}, world).disk().state, State::Attached);
}

void TstLoopResources::keepsDeletedImagesApart()
{
    const auto world = around();
    LoopDevice first = loop("/a");
    first.deleted = true;
    LoopDevice second = first;
    second.device.diskSeq = 43;
    const auto image = LoopResources(first, {}, {}, world).image();
    QVERIFY(image->keys != LoopResources(second, {}, {}, world).image()->keys);
    QVERIFY(image->keys != LoopResources(loop("/a"), {}, {}, world).image()->keys);
    QCOMPARE(image->name, QStringLiteral("a"));
    QCOMPARE(image->state, State::Orphaned);
}

void TstLoopResources::takesTheMountThatShowsTheFile_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("identity");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("longest prefix, topmost")
        << QByteArray("/srv/x") << QByteArray() << QByteArray("mount:77/3");
    QTest::newRow("mounted over since")
        << QByteArray("/srv/x") << QByteArray("254:1:9") << QByteArray("mount:77/2");
    QTest::newRow("no part of the name") << QByteArray("/srvx/x") << QByteArray() << QByteArray("mount:77/1");
    QTest::newRow("subvolume") << QByteArray("/btr/x") << QByteArray("0:77:9") << QByteArray("mount:77/4");
}

void TstLoopResources::takesTheMountThatShowsTheFile()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, identity);
    QFETCH(QByteArray, key);
    const auto world = around();
    LoopFacts known;
    known.identity = identity;
    const auto image = LoopResources(loop(path), {}, known, world).image();
    QCOMPARE(image->needs.value(0).on, (QList<Key> {Key {key}}));
    QCOMPARE(image->keys.size(), identity.isEmpty() ? 1 : 2);
}

void TstLoopResources::needsTheFilesystemThatNoMountShows()
{
    const auto world = around();
    LoopFacts known;
    known.identity = "8:1:5";
    const auto image = LoopResources(loop("/elsewhere/x"), {}, known, world).image();
    QCOMPARE(image->needs.value(0).on, (QList<Key> {Key {"fs:8:1"}}));
}

void TstLoopResources::foldsSystemImages()
{
    const auto world = around();
    const QByteArray path = "/var/lib/snapd/snaps/core_1.snap";
    QCOMPARE(LoopResources(loop(path), {}, {}, world).disk().facts.value(Fact::SystemImage).toString(),
             QStringLiteral("snapd"));
    QVERIFY(
        !LoopResources(loop("/home/core_1.snap"), {}, {}, world).disk().facts.contains(Fact::SystemImage));
}

void TstLoopResources::namesWhatHasNoPath()
{
    const auto world = around();
    const LoopResources nodes(loop({}), {}, {}, world);
    QCOMPARE(nodes.disk().name, QStringLiteral("loop3"));
    QVERIFY(nodes.disk().needs.isEmpty());
    QVERIFY(!nodes.image());
    QVERIFY(!nodes.disk().release->reversible);
    // of another user, whom it is served to
    const LoopResources served(loop("/run/mooring/images/254:0:77/disk"), {}, {}, world);
    QCOMPARE(served.disk().name, QStringLiteral("loop3"));
    QVERIFY(served.disk().needs.isEmpty() && !served.image());
    QVERIFY(!served.disk().release && served.disk().verbs.isEmpty());
    // of a mount namespace that is not ours
    QCOMPARE(LoopResources(loop("/"), {}, {}, world).disk().name, QStringLiteral("loop3"));
}

void TstLoopResources::goesWithItsLastUserOnlyWhenThereIsOne()
{
    auto world = around();
    LoopDevice device = loop("/a");
    device.autoclear = true;
    QCOMPARE(LoopResources(device, {}, {}, world).disk().goes, Goes::ByRelease);
    world.mounts.append(mountEntry(9, 7, 3, "/mnt"));
    QCOMPARE(LoopResources(device, {}, {}, world).disk().goes, Goes::WithItsLastUser);
}

void TstLoopResources::keepsItsRecipe()
{
    const auto world = around();
    LoopDevice device = loop("/a\xff, b%\n'\"");
    device.offset = 4096;
    device.sizeLimit = 8192;
    device.partScan = true;
    LoopFacts known;
    known.identity = "254:0:12345678901";
    const Release release = LoopResources(device, {partition(1)}, known, world).disk().release.value();
    QCOMPARE(release.restore.value(QStringLiteral("provider")).toString(), QStringLiteral("loop"));
    const auto recipe = LoopRecipe::fromData(release.restore.value(QStringLiteral("data")).toObject());
    QVERIFY(recipe);
    QCOMPARE(recipe->path, device.backingFile);
    QCOMPARE(recipe->offset, quint64(4096));
    QCOMPARE(recipe->sizeLimit, quint64(8192));
    QCOMPARE(recipe->identity, known.identity);
    QCOMPARE(recipe->partitions.size(), 1);
    QCOMPARE(recipe->attachArguments(),
             (QList<QByteArray> {"loop-attach", device.backingFile, "*:12345678901", "-", "partscan", "4096",
                                 "8192", "512", "/dev/loop3", "1:4096:4096"}));
    QCOMPARE(*LoopRecipe::fromData(recipe->data()), *recipe);
    QVERIFY(!LoopRecipe::fromData({{QStringLiteral("path"), QStringLiteral("/a")}}));
}

QTEST_GUILESS_MAIN(TstLoopResources)
#include "tst_loopresources.moc"
