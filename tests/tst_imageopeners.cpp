// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/imagelocks.h"
#include "services/system/imageopeners.h"
#include "testsupport/madeopeners.h"

#include <QTest>

using namespace mooring;
using testsupport::MadeOpeners;
using testsupport::MadeSysfs;

namespace {

const MadeOpeners::File kDisk {"/srv/web01.qcow2", "fe:0a:77", MadeOpeners::writes};
const QByteArray kDiskIdentity("254:10:77");
const QByteArray kMachine("/usr/bin/qemu-system-x86_64|-name|guest=web01,debug-threads=on");

struct World
{
    MadeSysfs host;
    MadeOpeners openers {host};
    QList<Error> errors;
    QList<ImageOpener> seen(const OwnImages& own = {}) { return imageOpeners(host.root(), errors, own); }
    QString named(const QByteArray& path, const QByteArray& identity = {}) const
    {
        Error error = errorOf(ErrorCode::ImageInUse, encodeBytes(path));
        nameOpeners(error, identity, host.root());
        return error.text;
    }
};

} // namespace

// Who has an image open, by the locks in procfs.
class TstImageOpeners : public QObject
{
    Q_OBJECT
private slots:
    void readsALine_data();
    void readsALine();
    void namesAMachineByItsDisk();
    void takesEachImageOnce();
    void looksIntoProgramsOfQemuOnly();
    void leavesOutDevicesAndKnowsDeletedFiles();
    void readsNoProcessWithoutALockOfAStranger();
    void leavesOutItsOwn();
    void seesAStrangerBesideItsOwn();
    void saysWhenLocksCannotBeRead();
    void passesOverWhoHasJustEnded();
    void namesThemInARefusal();
    void tellsSeveralOneALine();
};

void TstImageOpeners::readsALine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QList<ImageLock>>("locks");
    using Locks = QList<ImageLock>;
    const ImageLock lock {kDiskIdentity, 100, 101};
    QTest::newRow("of all") << QByteArray("7: OFDLCK ADVISORY  READ -1 fe:0a:77 100 101\n") << Locks {lock};
    QTest::newRow("of a descriptor") << QByteArray(
        "pos:\t0\nlock:\t1: OFDLCK  ADVISORY  WRITE -1 fe:0a:77 100 101\n")
                                     << Locks {lock};
    QTest::newRow("waits") << QByteArray("7: -> OFDLCK ADVISORY READ -1 fe:0a:77 100 101\n") << Locks();
    QTest::newRow("of a process") << QByteArray("7: POSIX ADVISORY READ 12 fe:0a:77 100 101\n") << Locks();
    QTest::newRow("whole file") << QByteArray("7: OFDLCK ADVISORY READ -1 fe:0a:77 0 EOF\n") << Locks();
    QTest::newRow("to the end") << QByteArray("7: OFDLCK ADVISORY READ -1 fe:0a:77 100 EOF\n") << Locks();
    QTest::newRow("before") << QByteArray("7: OFDLCK ADVISORY READ -1 fe:0a:77 99 101\n") << Locks();
    QTest::newRow("last byte") << QByteArray("7: OFDLCK ADVISORY READ -1 fe:0a:77 203 203\n")
                               << Locks {{kDiskIdentity, 203, 203}};
    QTest::newRow("behind") << QByteArray("7: OFDLCK ADVISORY READ -1 fe:0a:77 203 204\n") << Locks();
    QTest::newRow("no inode") << QByteArray("7: OFDLCK ADVISORY READ -1 <none>:0 100 101\n") << Locks();
    QTest::newRow("cut off") << QByteArray("7: OFDLCK ADVISORY READ -1 fe:0a:77 100") << Locks();
}

void TstImageOpeners::readsALine()
{
    QFETCH(const QByteArray, line);
    QTEST(ImageLock::parse(line), "locks");
}

void TstImageOpeners::namesAMachineByItsDisk()
{
    World world;
    world.openers.start(4711, "qemu-system-x86_64", kMachine,
                        {kDisk, {"/srv/base.iso", "00:2b:5", MadeOpeners::reads}});
    const QList<ImageOpener> seen = world.seen();
    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen[0].path, kDisk.path);
    QCOMPARE(seen[0].identity, kDiskIdentity);
    QCOMPARE(seen[0].name(), QStringLiteral("VM web01"));
    QCOMPARE(seen[0].process.pid, 4711);
    QVERIFY(seen[0].writes && !seen[0].isDeleted);
    QCOMPARE(seen[1].identity, QByteArray("0:43:5"));
    QVERIFY(!seen[1].writes);
    QVERIFY(world.errors.isEmpty());
}

void TstImageOpeners::takesEachImageOnce()
{
    World world;
    world.openers.start(
        9, "qemu-nbd", "qemu-nbd|x",
        {{kDisk.path, kDisk.lock, MadeOpeners::reads}, {kDisk.path, kDisk.lock, {{102, 102}}}});
    const QList<ImageOpener> seen = world.seen();
    QCOMPARE(seen.size(), 1);
    QVERIFY(seen[0].writes);
    QCOMPARE(seen[0].name(), QStringLiteral("qemu-nbd (9)"));
}

void TstImageOpeners::looksIntoProgramsOfQemuOnly()
{
    World world;
    world.openers.start(9, "vi", "qemu-system-x86_64|-name|web01", {kDisk});
    QVERIFY(world.seen().isEmpty());
    world.openers.start(10, "qemu-kvm (deleted)", "/usr/libexec/qemu-kvm|-name|web02", {kDisk}); // upgraded
    world.openers.start(11, "kvm", "/usr/bin/kvm|-id|7|-name|web03", {kDisk});
    QStringList names;
    for (const ImageOpener& opener : world.seen())
        names.append(opener.name());
    QCOMPARE(names, (QStringList {QStringLiteral("VM web02"), QStringLiteral("VM web03")}));
}

void TstImageOpeners::leavesOutDevicesAndKnowsDeletedFiles()
{
    World world;
    world.openers.start(9, "qemu-system-x86_64", kMachine,
                        {{"/dev/vg/web01", "00:05:400", MadeOpeners::writes},
                         {"/dev/shm/a.img", "00:17:2", MadeOpeners::writes},
                         {"/tmp/vl.X (deleted)", "fe:0a:78", MadeOpeners::writes}});
    const QList<ImageOpener> seen = world.seen();
    QCOMPARE(seen.size(), 2);
    QCOMPARE(seen[0].path, QByteArray("/dev/shm/a.img"));
    QCOMPARE(seen[1].path, QByteArray("/tmp/vl.X"));
    QVERIFY(!seen[0].isDeleted && seen[1].isDeleted);
}

void TstImageOpeners::readsNoProcessWithoutALockOfAStranger()
{
    World world;
    world.openers.start(500, "qemu-storage-daemon", "qemu-storage-daemon", {kDisk});
    const OwnImages own {{kDiskIdentity}, {}};
    QVERIFY(world.seen(own).isEmpty()); // were it read, it would be found: its process is not told as our own
    QCOMPARE(world.seen().size(), 1);
    world.openers.table("1: FLOCK ADVISORY WRITE 500 fe:0a:77 0 EOF\n");
    QVERIFY(world.seen().isEmpty());
}

void TstImageOpeners::leavesOutItsOwn()
{
    World world;
    world.openers.start(500, "qemu-storage-daemon", "qemu-storage-daemon",
                        {kDisk, {"/srv/base.qcow2", "fe:0a:79", MadeOpeners::reads}});
    world.openers.start(9, "qemu-nbd", "qemu-nbd|y", {{"/srv/y", "fe:0a:80", MadeOpeners::reads}});
    const QList<ImageOpener> seen = world.seen({{kDiskIdentity}, {500}});
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0].path, QByteArray("/srv/y"));
}

void TstImageOpeners::seesAStrangerBesideItsOwn()
{
    World world;
    const MadeOpeners::File read {kDisk.path, kDisk.lock, MadeOpeners::reads};
    world.openers.start(500, "qemu-storage-daemon", "qemu-storage-daemon", {read});
    const OwnImages own {{kDiskIdentity}, {500}};
    QVERIFY(world.seen(own).isEmpty());
    world.openers.start(9, "qemu-img", "qemu-img|convert", {read}); // the same bytes once more
    QCOMPARE(world.seen(own).size(), 1);
}

void TstImageOpeners::saysWhenLocksCannotBeRead()
{
    World world;
    QVERIFY(QFile::remove(QFile::decodeName(world.host.root() + "proc/locks")));
    QVERIFY(world.seen().isEmpty() && world.errors.isEmpty()); // a kernel without locks
    world.host.write("proc/locks/a-folder", {});
    QVERIFY(world.seen().isEmpty());
    QCOMPARE(world.errors.size(), 1);
    QCOMPARE(world.errors[0].code, ErrorCode::LookFailed);
    QCOMPARE(world.errors[0].source, QStringLiteral("locks"));
}

void TstImageOpeners::passesOverWhoHasJustEnded()
{
    World world;
    world.openers.start(9, "qemu-nbd", "qemu-nbd|x", {kDisk});
    QVERIFY(QFile::remove(QFile::decodeName(world.host.root() + "proc/9/stat")));
    QVERIFY(world.seen().isEmpty());
}

void TstImageOpeners::namesThemInARefusal()
{
    World world;
    QCOMPARE(world.named(kDisk.path), QString());
    world.openers.start(9, "qemu-nbd", "qemu-nbd|x", {{kDisk.path, kDisk.lock, MadeOpeners::reads}});
    world.openers.start(10, "qemu-system-x86_64", kMachine, {kDisk});
    const QString both = QStringLiteral("qemu-nbd (9), VM web01");
    QCOMPARE(world.named(kDisk.path), both);
    QCOMPARE(world.named("/by/another/name", kDiskIdentity), both);
    QCOMPARE(world.named(kDisk.path, "0:31:77"), both); // as btrfs numbers it
    QCOMPARE(world.named("/srv/other", "254:10:78"), QString());
    Error error = errnoError(EBUSY, encodeBytes(kDisk.path), ErrorCode::ImageInUse);
    nameOpeners(error, {}, world.host.root());
    QVERIFY(error.text == both && error.domain == ErrorDomain::None && error.number == 0);
    error = errorOf(ErrorCode::ImageEmpty, encodeBytes(kDisk.path));
    nameOpeners(error, kDiskIdentity, world.host.root());
    QCOMPARE(error.text, QString());
}

void TstImageOpeners::tellsSeveralOneALine()
{
    World world;
    const QByteArray other("qemu-system-x86_64|-name|web02");
    const MadeOpeners::File read {kDisk.path, kDisk.lock, MadeOpeners::reads};
    const ProcessNames names(world.host.root(), 0);
    QVERIFY(openerFacts({}, names).isEmpty());
    world.openers.start(9, "qemu-nbd", "qemu-nbd|x", {read});
    const Facts one = openerFacts(world.seen(), names);
    QCOMPARE(one,
             (Facts {{Fact::LockedBy, QStringLiteral("readers")},
                     {Fact::Pid, qint64(9)},
                     {Fact::User, QStringLiteral("root")},
                     {Fact::Command, QStringLiteral("qemu-nbd")}}));
    world.openers.start(10, "qemu-img", "qemu-img|convert", {read});
    world.openers.start(11, "qemu-system-x86_64", kMachine, {kDisk});
    world.openers.start(12, "qemu-system-x86_64", other, {read});
    const Facts many = openerFacts(world.seen(), names);
    QCOMPARE(many,
             (Facts {{Fact::LockedBy, QStringLiteral("writer")},
                     {Fact::User, QStringLiteral("root")},
                     {Fact::Command, QStringLiteral("qemu-nbd (9)\nqemu-img (10)")},
                     {Fact::VmName, QStringLiteral("web01\nweb02")}}));
}

QTEST_GUILESS_MAIN(TstImageOpeners)
#include "tst_imageopeners.moc"
