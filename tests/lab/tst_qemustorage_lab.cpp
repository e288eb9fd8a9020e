// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemuharness.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

constexpr int kFiles = 300;

struct Format
{
    QByteArray name; // of the image
    lab::Argv create; // options of qemu-img create
    QString format; // to attach it as; empty: as recognised
    QString shown;
    bool isCheckable = false; // by qemu-img check
};

const QList<Format>& formats()
{
    static const QList<Format> all {
        {"disk.raw", {"-f", "raw"}, QStringLiteral("raw"), QStringLiteral("raw"), false},
        {"disk.vhdx", {"-f", "vhdx"}, {}, QStringLiteral("vhdx"), true},
        {"fixed.vhd", {"-f", "vpc", "-o", "subformat=fixed,force_size=on"}, {}, QStringLiteral("vhd"), false},
        {"dynamic.vhd", {"-f", "vpc", "-o", "force_size=on"}, {}, QStringLiteral("vhd"), false},
        {"disk.vmdk", {"-f", "vmdk"}, {}, QStringLiteral("vmdk"), true},
        {"disk.vdi", {"-f", "vdi"}, {}, QStringLiteral("vdi"), true},
        {"disk.qcow2", {"-f", "qcow2"}, {}, QStringLiteral("qcow2"), true}};
    return all;
}

QByteArray made(const QemuHarness& harness, const Format& format, const QByteArray& size = "64M")
{
    const QByteArray path = harness.lab.path(format.name);
    lab::Lab::must(lab::Argv {"qemu-img", "create", "-q"} + format.create + lab::Argv {path, size});
    return path;
}

// Random 4k to 512k, many at once: what qemu's own FUSE export fails. Then the same through the page cache.
void verifyWrites(const QByteArray& device)
{
    for (const char* direct : {"1", "0"})
        lab::Lab::must({"fio", "--name=pattern", "--filename=" + device, "--rw=randwrite",
                        "--bsrange=4k-512k", "--ioengine=libaio", "--iodepth=16",
                        QByteArray("--direct=") + direct, "--size=64M", "--end_fsync=1", "--verify=crc32c",
                        "--do_verify=1", "--verify_fatal=1", "--verify_state_save=0",
                        "--allow_mounted_write=0", "--output=/dev/null"});
}

QByteArray fillFileSystem(const QemuHarness& harness, const QByteArray& device)
{
    lab::Lab::must({"mkfs.ext4", "-q", "-F", device});
    const QByteArray folder = harness.lab.mount(device, "mnt");
    const QByteArray script = "for i in $(seq " + QByteArray::number(kFiles)
        + "); do head -c $((RANDOM % 65536 + 1)) /dev/urandom > " + folder + "/file$i; done";
    lab::Lab::must({"bash", "-c", script});
    const QByteArray sums = lab::Lab::must({"bash", "-c", "cd " + folder + " && sha256sum file*"});
    lab::Lab::must({"umount", folder});
    return sums;
}

void checkFileSystem(const QemuHarness& harness, const QByteArray& device, const QByteArray& sums)
{
    lab::Lab::must({"e2fsck", "-fn", device});
    const QByteArray folder = harness.lab.mount(device, "mnt", {"-o", "ro"});
    QCOMPARE(lab::Lab::must({"bash", "-c", "cd " + folder + " && sha256sum file*"}), sums);
    lab::Lab::must({"umount", folder});
}

QByteArray deviceOf(const StepResult& result)
{
    return result.created.isEmpty() ? QByteArray() : result.created.first().key();
}

} // namespace

class TstQemuStorageLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsEveryByte_data();
    void keepsEveryByte();
};

void TstQemuStorageLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuStorageLab::keepsEveryByte_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < formats().size(); ++i)
        QTest::newRow(formats()[i].name.constData()) << i;
}

void TstQemuStorageLab::keepsEveryByte()
{
    QFETCH(const int, number);
    const Format& format = formats()[number];
    QemuHarness harness;
    const QByteArray path = made(harness, format);
    const QJsonObject options {{QStringLiteral("format"), format.format}};
    QElapsedTimer clock;
    clock.start();
    const StepResult first = harness.attach(path, options);
    QCOMPARE(QemuHarness::told(first), QByteArray());
    const QByteArray device = deviceOf(first);
    qInfo("attached in %lld ms", clock.elapsed());
    const auto disk = harness.disk();
    QVERIFY(disk && disk->id.key() == device && disk->state == State::Attached);
    QVERIFY(disk->facts.value(Fact::DirectIo).toBool());
    QVERIFY(harness.leftBehind().count('\n') >= 4); // device, surface, both daemons: the oracle sees them
    QCOMPARE(disk->facts.value(Fact::Format).toString(), format.shown);
    QCOMPARE(disk->facts.value(Fact::Size).toULongLong(), 64ULL << 20);
    verifyWrites(device);
    const QByteArray sums = fillFileSystem(harness, device);

    clock.start();
    const StepResult detached = harness.run(QemuHarness::releaseStep(*disk));
    QCOMPARE(QemuHarness::told(detached), QByteArray());
    qInfo("detached in %lld ms", clock.elapsed());
    QCOMPARE(harness.leftBehind(), QByteArray());
    QVERIFY(!harness.disk());
    if (format.isCheckable)
        lab::Lab::must({"qemu-img", "check", path});

    const StepResult again = harness.run(QemuHarness::putBackStep(detached.restore));
    QCOMPARE(QemuHarness::told(again), QByteArray());
    checkFileSystem(harness, deviceOf(again), sums);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
    if (format.isCheckable)
        lab::Lab::must({"qemu-img", "check", path});
}

QTEST_GUILESS_MAIN(TstQemuStorageLab)
#include "tst_qemustorage_lab.moc"
