// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/blockdevices.h"
#include "testsupport/madesysfs.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

using namespace mooring;
using testsupport::MadeSysfs;

namespace {

QList<QByteArray> names(const QList<BlockDevice>& devices)
{
    QList<QByteArray> result;
    for (const BlockDevice& device : devices)
        result.append(device.name);
    return result;
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace

class TstBlockDevices : public QObject
{
    Q_OBJECT
private slots:
    void readsDisksAndPartitions_data();
    void readsDisksAndPartitions();
    void tellsPartitionsFromDisksByName();
    void readsOnlyWhatIsWanted();
    void findsHoldersBothWays();
    void readsOne();
    void turnsSlashesBack();
    void readsLoops();
    void takesNoLoopWithoutImage();
    void tellsTheSourceThatCannotBeRead();
    void seesThisHostAsItIs();
    void readsTenThousandAsFastAsABareLoop();
};

void TstBlockDevices::readsDisksAndPartitions_data()
{
    QTest::addColumn<bool>("hasClass");
    QTest::newRow("with sys/class/block") << true;
    QTest::newRow("with sys/block only") << false;
}

void TstBlockDevices::readsDisksAndPartitions()
{
    QFETCH(bool, hasClass);
    MadeSysfs world;
    world.hasClass = hasClass;
    world.disk("sda", 8, 0, 2048, 5);
    for (const int number : {10, 2, 1})
        world.partition("sda", "sda" + QByteArray::number(number), number, quint64(number) * 8, 8);
    world.disk("sdb", 8, 16, 4096, 6);
    world.write("sys/block/sdb/ro", "1\n");

    const QList<BlockDevice> devices = BlockDevices(world.root()).read();
    QCOMPARE(names(devices), (QList<QByteArray> {"sda", "sda1", "sda2", "sda10", "sdb"}));
    QCOMPARE(devices[0].size, quint64(2048 * 512));
    QCOMPARE(devices[0].key(), "block:8:0@5");
    QCOMPARE(devices[0].partition, 0);
    QCOMPARE(devices[2].disk, "sda");
    QCOMPARE(devices[2].partition, 2);
    QCOMPARE(devices[2].start, quint64(16 * 512));
    QCOMPARE(devices[2].size, quint64(8 * 512));
    QCOMPARE(devices[2].key(), "block:259:2@5");
    QVERIFY(!devices[0].readOnly);
    QVERIFY(devices[4].readOnly);
    QCOMPARE(BlockDevices(world.root()).partitions("sda").size(), 3);
}

void TstBlockDevices::tellsPartitionsFromDisksByName()
{
    MadeSysfs world;
    world.disk("mmcblk0", 179, 0, 64, 1);
    world.disk("mmcblk0boot0", 179, 8, 64, 2);
    world.disk("mmcblk1", 179, 16, 64, 3);
    world.disk("mmcblk10", 179, 24, 64, 4);
    world.disk("sdp", 8, 240, 64, 5);
    world.partition("mmcblk0", "mmcblk0p1", 1, 1, 8);
    world.partition("mmcblk10", "mmcblk10p1", 2, 1, 8);
    world.partition("sdp", "sdp1", 3, 1, 8);
    const BlockDevices devices(world.root());
    QCOMPARE(names(devices.partitions("mmcblk0")), (QList<QByteArray> {"mmcblk0p1"}));
    QCOMPARE(names(devices.partitions("mmcblk1")), QList<QByteArray>());
    QCOMPARE(names(devices.read()),
             (QList<QByteArray> {"mmcblk0", "mmcblk0p1", "mmcblk0boot0", "mmcblk1", "mmcblk10", "mmcblk10p1",
                                 "sdp", "sdp1"}));
    QCOMPARE(devices.readOne("sdp1")->disk, "sdp");
}

void TstBlockDevices::readsOnlyWhatIsWanted()
{
    MadeSysfs world;
    world.disk("sda", 8, 0, 64, 1);
    world.partition("sda", "sda1", 1, 8, 8);
    world.disk("sdb", 8, 16, 64, 2);
    const auto devices
        = BlockDevices(world.root()).read([](const QByteArray& disk) { return disk == "sda"; });
    QCOMPARE(names(devices), (QList<QByteArray> {"sda", "sda1"}));
}

void TstBlockDevices::findsHoldersBothWays()
{
    MadeSysfs world;
    world.disk("dm-0", 253, 0, 64, 1);
    world.disk("sda", 8, 0, 64, 2);
    world.partition("sda", "sda1", 1, 8, 8);
    world.link("sys/block/sda/sda1/holders/dm-0");
    world.link("sys/block/dm-0/slaves/sda1");
    const BlockDevices devices(world.root());
    const auto all = devices.read();
    QCOMPARE(all[0].slaves, (QList<QByteArray> {"sda1"}));
    QCOMPARE(all[2].holders, (QList<QByteArray> {"dm-0"}));
    QCOMPARE(devices.read([](const QByteArray& disk) { return disk == "dm-0"; })[0].slaves,
             (QList<QByteArray> {"sda1"}));
    QCOMPARE(devices.readOne("dm-0")->slaves, (QList<QByteArray> {"sda1"}));
    QCOMPARE(devices.readOne("sda1")->holders, (QList<QByteArray> {"dm-0"}));
}

void TstBlockDevices::readsOne()
{
    MadeSysfs world;
    world.disk("loop1", 7, 1, 64, 9);
    world.partition("loop1", "loop1p2", 2, 8, 8);
    const BlockDevices devices(world.root());
    QCOMPARE(devices.readOne("loop1")->minor, 1U);
    QCOMPARE(devices.readOne("loop1p2")->key(), "block:259:2@9");
    for (const QByteArray name : {"", "loop", "loop11", "loop1p1", "loop1p", "../loop1", "loop1/loop1p2"})
        QVERIFY2(!devices.readOne(name), name.constData());
    QCOMPARE(devices.readOne("loop2").error().code, ErrorCode::NoSuchResource);
    QCOMPARE(devices.readOne("loop2").error().subject, QStringLiteral("/dev/loop2"));
}

void TstBlockDevices::turnsSlashesBack()
{
    BlockDevice device;
    device.name = "cciss!c0d0p1";
    QCOMPARE(device.devicePath(), "/dev/cciss/c0d0p1");
}

void TstBlockDevices::readsLoops()
{
    MadeSysfs world;
    for (const int number : {10, 2, 0, 1}) {
        const QByteArray name = "loop" + QByteArray::number(number);
        world.disk(name, 7, static_cast<unsigned>(number), 64, quint64(number) + 100);
        const QByteArray folder = "sys/block/" + name + "/loop/";
        world.write(folder + "backing_file", "/srv/a\nb " + name + " (deleted)\n");
        world.write(folder + "offset", "1048576\n");
        world.write(folder + "sizelimit", "4096\n");
        world.write(folder + "autoclear", "1\n");
        world.write(folder + "partscan", "0\n");
        world.write(folder + "dio", "1\n");
        world.write("sys/block/" + name + "/queue/logical_block_size", "4096\n");
    }
    world.write("sys/block/loop0/loop/backing_file", "/srv/plain\n");
    const QList<LoopDevice> loops = BlockDevices(world.root()).readLoops();
    QCOMPARE(loops.size(), 4);
    QCOMPARE(loops[0].backingFile, "/srv/plain");
    QVERIFY(!loops[0].deleted);
    QCOMPARE(loops[3].device.name, "loop10");
    QCOMPARE(loops[3].device.diskSeq, quint64(110));
    QCOMPARE(loops[3].backingFile, "/srv/a\nb loop10");
    QVERIFY(loops[3].deleted);
    QVERIFY(loops[3].autoclear);
    QVERIFY(loops[3].directIo);
    QVERIFY(!loops[3].partScan);
    QCOMPARE(loops[3].offset, quint64(1048576));
    QCOMPARE(loops[3].sizeLimit, quint64(4096));
    QCOMPARE(loops[3].sectorSize, 4096U);
}

void TstBlockDevices::takesNoLoopWithoutImage()
{
    MadeSysfs world;
    world.disk("loop0", 7, 0, 0, 1);
    world.disk("sda", 8, 0, 64, 2);
    const BlockDevices devices(world.root());
    QVERIFY(devices.readLoops().isEmpty());
    QVERIFY(!devices.readLoop("loop0"));
    QVERIFY(!devices.readLoop("loop7"));
}

void TstBlockDevices::tellsTheSourceThatCannotBeRead()
{
    QList<Error> errors;
    QVERIFY(BlockDevices("/no/such/root").read({}, &errors).isEmpty());
    QVERIFY(BlockDevices("/no/such/root").readLoops(&errors).isEmpty());
    QCOMPARE(errors.size(), 2);
    QCOMPARE(errors[0].code, ErrorCode::LookFailed);
    QCOMPARE(errors[0].source, QStringLiteral("sysfs"));
    QCOMPARE(errors[1], errors[0]);
}

void TstBlockDevices::seesThisHostAsItIs()
{
    const QStringList entries = QDir(QStringLiteral("/sys/class/block"))
                                    .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System);
    const QList<BlockDevice> devices = BlockDevices().read();
    int compared = 0;
    for (const BlockDevice& device : devices) {
        const QString folder = QStringLiteral("/sys/class/block/") + QString::fromLatin1(device.name);
        if (!QDir(folder).exists())
            continue; // others attach and detach meanwhile
        QCOMPARE(QByteArray::number(device.major) + ':' + QByteArray::number(device.minor),
                 contents(folder + QStringLiteral("/dev")));
        QCOMPARE(device.partition != 0, QFile::exists(folder + QStringLiteral("/partition")));
        ++compared;
    }
    QVERIFY(compared > 0);
    QVERIFY(qAbs(compared - entries.size()) < 64); // parallel tests come and go, not half of the host
}

void TstBlockDevices::readsTenThousandAsFastAsABareLoop()
{
    constexpr int kDisks = 2000; // the bench proper takes 10,000
    MadeSysfs world;
    QList<QByteArray> paths;
    for (int i = 0; i < kDisks; ++i) {
        const QByteArray name = "sd" + QByteArray::number(i, 36) + 'x';
        world.disk(name, 8, static_cast<unsigned>(i), 2048, quint64(i) + 1);
        for (const char* file : {"/uevent", "/size", "/ro"})
            paths.append(world.root() + "sys/block/" + name + file);
    }
    const auto bare = [&paths] {
        std::array<char, 4096> buffer {};
        qint64 sum = 0;
        for (const QByteArray& path : paths) {
            const int fd = open(path.constData(), O_RDONLY | O_CLOEXEC);
            sum += read(fd, buffer.data(), buffer.size());
            close(fd);
        }
        return sum;
    };
    const BlockDevices devices(world.root());
    QVERIFY(bare() > 0);
    QCOMPARE(devices.read().size(), kDisks);
    qint64 bestBare = std::numeric_limits<qint64>::max();
    qint64 bestOurs = bestBare;
    QElapsedTimer clock;
    for (int turn = 0; turn < 7; ++turn) {
        clock.start();
        bare();
        bestBare = std::min(bestBare, clock.nsecsElapsed());
        clock.start();
        devices.read();
        bestOurs = std::min(bestOurs, clock.nsecsElapsed());
    }
    qInfo("bare %lld us, ours %lld us: %.2f", bestBare / 1000, bestOurs / 1000,
          double(bestOurs) / double(bestBare));
    QVERIFY(bestOurs < 6 * bestBare); // a debug or sanitized build beside others; the bench holds 1.5
}

QTEST_GUILESS_MAIN(TstBlockDevices)
#include "tst_blockdevices.moc"
