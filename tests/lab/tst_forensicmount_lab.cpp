// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "oracle.h"
#include "product.h"

#include <QTest>

using namespace mooring::lab;

namespace {

// A disk as it is when the power fails: its journal still holds what was not written to its place.
QByteArray crashedImage(Lab& lab, const QByteArray& name, const Argv& makeFilesystem)
{
    const QByteArray running = lab.path("running-" + name);
    Lab::must({"truncate", "-s", "320M", running}); // the least of xfs
    Lab::must(makeFilesystem + Argv {running});
    const Disk disk = lab.attach(running);
    const QByteArray folder = lab.mount(disk.device, "running");
    const QByteArray script = "cd \"$1\" && for i in $(seq 20); do echo $i > f$i; done && sync -f . && "
                              "for i in $(seq 20); do mkdir d$i; done && echo evidence >> f1 && sync f1 && "
                              "cp --sparse=always \"$2\" \"$3\"";
    Lab::must({"bash", "-c", script, "bash", folder, running, lab.path(name)});
    Lab::must({"umount", folder});
    Lab::must({"losetup", "-d", disk.device});
    return lab.path(name);
}

QByteArray checksumOf(const QByteArray& image) { return Lab::must({"sha256sum", image}).left(64); }

} // namespace

// Mounted to be examined, an image keeps every byte, also one whose journal was never replayed.
class TestForensicMountLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsEveryByteOfACrashedDisk_data();
    void keepsEveryByteOfACrashedDisk();
    void refusesADeviceThatCanBeWrittenTo();
    void refusesWhatNobodyKnows();
};

void TestForensicMountLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestForensicMountLab::keepsEveryByteOfACrashedDisk_data()
{
    QTest::addColumn<Argv>("makeFilesystem");
    QTest::addColumn<bool>("isReplayedElse"); // by an ordinary read-only mount
    QTest::newRow("ext2") << Argv {"mkfs.ext2", "-q", "-F"} << false;
    QTest::newRow("ext4") << Argv {"mkfs.ext4", "-q", "-F"} << true;
    QTest::newRow("xfs") << Argv {"mkfs.xfs", "-q"} << true;
    QTest::newRow("btrfs") << Argv {"mkfs.btrfs", "-q"} << true;
}

void TestForensicMountLab::keepsEveryByteOfACrashedDisk()
{
    QFETCH(Argv, makeFilesystem);
    QFETCH(bool, isReplayedElse);
    Lab lab;
    const Product product(lab);
    const QByteArray image = crashedImage(lab, "evidence.img", makeFilesystem);
    const QByteArray before = checksumOf(image);
    const QByteArray device = createdDevice(product.run({"--json", "attach", "--read-only", image}));
    lab.remember(device);
    const QByteArray folder = lab.makeFolder("mnt");
    const Ran mounted = product.run({"mount", "--forensic", device, folder});
    QVERIFY2(mounted.ok(), mounted.text());
    const QList<QByteArray> options = Lab::must({"findmnt", "-no", "OPTIONS", folder}).trimmed().split(',');
    for (const char* option : {"ro", "nosuid", "nodev", "noexec"})
        QVERIFY2(options.contains(option), options.join(',').constData());
    run({"grep", "-r", "evidence", folder}); // reads what can be read of it
    QVERIFY(product.run({"unmount", "--yes", folder}).ok());
    QVERIFY(product.run({"detach", "--yes", device}).ok());
    QCOMPARE(checksumOf(image), before);

    const Disk ordinary = lab.attach(image); // and this was no disk that nothing could happen to
    lab.mount(ordinary.device, "mnt", {"-o", "ro"});
    Lab::must({"umount", folder});
    Lab::must({"losetup", "-d", ordinary.device});
    QCOMPARE(checksumOf(image) != before, isReplayedElse);
}

void TestForensicMountLab::refusesADeviceThatCanBeWrittenTo()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("a.img");
    const QByteArray before = checksumOf(image);
    const QByteArray folder = lab.makeFolder("mnt");
    const QByteArray device = createdDevice(product.run({"--json", "attach", image}));
    lab.remember(device);
    const Ran ran = product.run({"--lang", "en", "mount", "--forensic", device, folder});
    QVERIFY2(ran.code == 2, ran.text());
    QVERIFY2(ran.err.contains("--read-only") && ran.err.contains(device), ran.text());
    QVERIFY(!Oracle::isMounted(folder));
    QVERIFY(product.run({"detach", "--yes", device}).ok());
    QCOMPARE(checksumOf(image), before);
}

void TestForensicMountLab::refusesWhatNobodyKnows()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.path("a.img");
    const QByteArray folder = lab.makeFolder("mnt");
    Lab::must({"truncate", "-s", "8M", image});
    Lab::must({"mkswap", "-q", image});
    const QByteArray device = createdDevice(product.run({"--json", "attach", "--read-only", image}));
    lab.remember(device);
    const Ran ran = product.run({"--lang", "en", "mount", "--forensic", device, folder});
    QVERIFY2(ran.code == 8, ran.text());
    QVERIFY2(ran.text().contains("swap"), ran.text());
    QVERIFY(!Oracle::isMounted(folder));
    QVERIFY(product.run({"detach", "--yes", device}).ok());
}

QTEST_GUILESS_MAIN(TestForensicMountLab)
#include "tst_forensicmount_lab.moc"
