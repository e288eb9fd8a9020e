// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskcontent.h"
#include "loopharness.h"
#include "qemuharness.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using testsupport::LoopHarness;
using testsupport::QemuHarness;

namespace {

constexpr int kMebibytes = 64, kVerified = 32;

struct Format
{
    QByteArray name; // of the image
    QByteArray create; // options of qemu-img create
    QString shown;
    bool isCheckable = false; // by qemu-img check
    QByteArray base; // what it stands on
};

const QList<Format>& formats()
{
    static const QList<Format> all {
        {"disk.vhdx", "-f vhdx", QStringLiteral("vhdx"), true, {}},
        {"fixed.vhd", "-f vpc -o subformat=fixed,force_size=on", QStringLiteral("vhd"), false, {}},
        {"dynamic.vhd", "-f vpc -o force_size=on", QStringLiteral("vhd"), false, {}},
        {"disk.vmdk", "-f vmdk", QStringLiteral("vmdk"), true, {}},
        {"disk.vdi", "-f vdi", QStringLiteral("vdi"), true, {}},
        {"disk.qcow2", "-f qcow2", QStringLiteral("qcow2"), true, {}},
        {"top.qcow2", "-f qcow2 -b base.qcow2 -F qcow2", QStringLiteral("qcow2"), true, "base.qcow2"}};
    return all;
}

QByteArray made(const lab::Lab& lab, const Format& format)
{
    QByteArray script = "cd " + lab.folder() + '\n';
    if (!format.base.isEmpty())
        script += "qemu-img create -q -f qcow2 " + format.base + " 64M\nqemu-io -c 'write -P 7 3M 20M' "
            + format.base + " > /dev/null\n";
    lab::Lab::must(
        {"bash", "-ec", script + "qemu-img create -q " + format.create + ' ' + format.name + " 64M"});
    return lab.path(format.name);
}

} // namespace

// Everything that is written to an attached disk is there again after it was detached and put back.
class TstQemuStorageLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsEveryByte_data();
    void keepsEveryByte();
    void keepsEveryByteOfRawImages();
    void findsPartitionsInLargeSectors();
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
    const QByteArray path = made(harness.lab, format);
    const QByteArray base = format.base.isEmpty() ? format.base : harness.lab.path(format.base);
    const QByteArray before = base.isEmpty() ? base : lab::checksum(base);
    QElapsedTimer clock;
    clock.start();
    const StepResult first = harness.attach(path);
    QCOMPARE(QemuHarness::told(first), QByteArray());
    const QByteArray device = QemuHarness::deviceOf(first);
    qInfo("attached in %lld ms", clock.elapsed());
    const auto disk = harness.disk();
    QVERIFY(disk && disk->id.key() == device && disk->state == State::Attached);
    QVERIFY(disk->facts.value(Fact::DirectIo).toBool());
    QVERIFY(harness.leftBehind().count('\n') >= 4); // device, surface, both daemons: the oracle sees them
    QCOMPARE(disk->facts.value(Fact::Format).toString(), format.shown);
    QCOMPARE(disk->facts.value(Fact::Size).toULongLong(), quint64(kMebibytes) << 20);
    lab::verifyWrites(device, kVerified);
    const auto content = lab::DiskContent::fill(harness.lab, device);

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
    QCOMPARE(content.wrong(harness.lab, QemuHarness::deviceOf(again)), QByteArray());
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
    if (format.isCheckable)
        lab::Lab::must({"qemu-img", "check", path});
    if (!base.isEmpty())
        QCOMPARE(lab::checksum(base), before);
}

void TstQemuStorageLab::keepsEveryByteOfRawImages()
{
    LoopHarness harness;
    const QByteArray path = harness.lab.path("disk.raw");
    lab::Lab::must({"truncate", "-s", QByteArray::number(kMebibytes) + 'M', path});
    const StepResult first = harness.attach(path, {{QStringLiteral("format"), QStringLiteral("raw")}});
    QCOMPARE(QemuHarness::told(first), QByteArray());
    const QByteArray device = QemuHarness::deviceOf(first);
    lab::verifyWrites(device, kVerified);
    const auto content = lab::DiskContent::fill(harness.lab, device);
    const auto disk = harness.disk(device, false);
    QVERIFY(disk);
    const StepResult detached = harness.run(LoopHarness::detachStep(*disk));
    QCOMPARE(QemuHarness::told(detached), QByteArray());
    QVERIFY(!lab::Oracle::isBound(device));
    const StepResult again = harness.run(LoopHarness::putBackStep(detached.restore));
    QCOMPARE(QemuHarness::told(again), QByteArray());
    QCOMPARE(content.wrong(harness.lab, QemuHarness::deviceOf(again)), QByteArray());
    const auto back = harness.disk(QemuHarness::deviceOf(again), false);
    QVERIFY(back && !harness.run(LoopHarness::detachStep(*back)).error);
}

void TstQemuStorageLab::findsPartitionsInLargeSectors()
{
    QemuHarness harness;
    const QByteArray path = harness.lab.path("disk.vhdx");
    const QByteArray script = "cd " + harness.lab.folder()
        + "\ntruncate -s 64M raw; L=$(losetup -f --show -b 4096 raw)\n"
          "printf 'label: gpt\n,16M\n,16M\n' | sfdisk -q --no-reread --no-tell-kernel $L; losetup -d $L\n"
          "qemu-img convert -f raw -O vhdx raw disk.vhdx\n";
    lab::Lab::must({"sh", "-ec", script});
    StepResult attached = harness.attach(path);
    for (const char* how : {"attached", "put back"}) {
        QVERIFY2(!attached.error, how + QemuHarness::told(attached));
        const QByteArray device = QemuHarness::deviceOf(attached);
        QCOMPARE(lab::Lab::must({"blockdev", "--getss", device}).trimmed(), QByteArray("4096"));
        QCOMPARE(attached.created.size(), 4); // the disk, two partitions, the image
        QCOMPARE(lab::Lab::must({"blockdev", "--getsize64", device + "p2"}).trimmed(),
                 QByteArray::number(16 << 20));
        const StepResult detached = harness.run(QemuHarness::releaseStep(*harness.disk()));
        QCOMPARE(QemuHarness::told(detached), QByteArray());
        if (qstrcmp(how, "attached") == 0)
            attached = harness.run(QemuHarness::putBackStep(detached.restore));
    }
    QCOMPARE(harness.leftBehind(), QByteArray());
}

QTEST_GUILESS_MAIN(TstQemuStorageLab)
#include "tst_qemustorage_lab.moc"
