// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guestscene.h"

#include <QTest>

using namespace mooring::lab;
using namespace mooring::vm;

// What tests in the guest build upon is there, and works. Shares nothing with the product.
class TestGuestKernel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isRunBySystemd();
    void hasTheModulesThatTestsNeed();
    void hasDisksToSpare();
    void logsInToATargetOfItsOwn();
    void mountsADisc();
    void mountsOnAccess();
    void exportsAFileSystem();
    void hasAReaderOnUsb();
};

void TestGuestKernel::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
}

void TestGuestKernel::isRunBySystemd()
{
    QCOMPARE(textOf("/proc/1/comm"), QByteArray("systemd"));
    const Ran state = run({"systemctl", "is-system-running", "--wait"});
    QVERIFY2(state.out.trimmed() == "running", run({"systemctl", "--failed", "--no-pager"}).text());
    QVERIFY(run({"busctl", "status", "org.freedesktop.login1"}).ok());
    QVERIFY(run({"id", "tester"}).ok());
}

void TestGuestKernel::hasTheModulesThatTestsNeed()
{
    const Argv modules {"tcm_loop",     "target_core_iblock",
                        "iscsi_tcp",    "dm_crypt",
                        "dm_multipath", "dm_snapshot",
                        "dm_thin_pool", "dm_mirror",
                        "raid1",        "raid10",
                        "raid456",      "nbd",
                        "loop",         "autofs4",
                        "nfsd",         "nfsv4",
                        "isofs",        "udf",
                        "xfs",          "btrfs",
                        "overlay",      "fuse",
                        "vfat",         "squashfs",
                        "usb_storage",  "ext4",
                        "sd_mod",       "sr_mod",
                        "scsi_debug"};
    for (const QByteArray& module : modules) {
        const Ran ran = run({"modprobe", "-n", module});
        QVERIFY2(ran.ok(), ran.text());
    }
}

void TestGuestKernel::hasDisksToSpare()
{
    for (const QByteArray name : {"spare1", "spare2"}) {
        const QByteArray device = "/dev/disk/by-id/virtio-" + name;
        QCOMPARE(Lab::must({"lsblk", "-bdno", "SIZE", device}).trimmed(), QByteArray("268435456"));
    }
}

void TestGuestKernel::logsInToATargetOfItsOwn()
{
    const Lab lab;
    const KernelTarget target(lab, 2);
    KernelInitiator::discover(KernelTarget::portal());
    KernelInitiator::logIn(target.name());
    const QList<unsigned> sessions = KernelInitiator::sessions(target.name());
    QCOMPARE(sessions.size(), 1);
    QCOMPARE(target.sessions(), QList<QByteArray> {"iqn.2026-11.guest:initiator"});
    QVERIFY(!KernelInitiator::waitForDisk(sessions[0], 2).isEmpty());
    const QByteArray disk = KernelInitiator::waitForDisk(sessions[0], 1);
    QVERIFY(!disk.isEmpty());
    Lab::must({"mkfs.ext4", "-q", "-F", disk});
    const QByteArray mount = lab.mount(disk, "mnt");
    writeText(mount + "/kept", "over the wire");
    Lab::must({"umount", mount});
    KernelInitiator::logOutOfAll();
    QTRY_VERIFY(KernelInitiator::sessions(target.name()).isEmpty());
    QTRY_VERIFY(target.sessions().isEmpty());
    QCOMPARE(KernelInitiator::startup(target.name()), QByteArray());
    Lab::must({"mount", "-o", "ro,loop", target.backing(1), mount}); // it has reached the target's file
    QCOMPARE(textOf(mount + "/kept"), QByteArray("over the wire"));
    Lab::must({"umount", mount});
}

void TestGuestKernel::mountsADisc()
{
    const Lab lab;
    const QByteArray mount = lab.mount("/dev/sr0", "disc", {"-o", "ro"});
    QCOMPARE(textOf(mount + "/readme"), QByteArray("on a disc"));
    QCOMPARE(Lab::must({"findmnt", "-no", "FSTYPE", mount}).trimmed(), QByteArray("iso9660"));
    Lab::must({"umount", mount});
}

void TestGuestKernel::mountsOnAccess()
{
    const Lab lab;
    const QByteArray image = lab.ext4Image("auto.img", {{"inside", "here"}});
    const QByteArray map = lab.writeFile("map", "data -fstype=ext4,loop,ro :" + image + '\n');
    const QByteArray master = "/etc/auto.master.d/guest.autofs";
    writeText(master, lab.path("auto") + ' ' + map + '\n');
    Lab::must({"systemctl", "start", "autofs"});
    QCOMPARE(Lab::must({"findmnt", "-no", "FSTYPE", lab.path("auto")}).trimmed(), QByteArray("autofs"));
    QCOMPARE(textOf(lab.path("auto/data/inside")), QByteArray("here"));
    Lab::must({"systemctl", "stop", "autofs"});
    Lab::must({"rm", master});
}

void TestGuestKernel::exportsAFileSystem()
{
    Lab lab;
    const Disk disk = lab.attach(lab.ext4Image("exported.img", {{"inside", "here"}}));
    const QByteArray mount = lab.mount(disk.device, "exported");
    Lab::must({"systemctl", "start", "nfs-server"});
    Lab::must({"exportfs", "-o", "rw,no_root_squash,insecure", "127.0.0.1:" + mount});
    const QByteArray seen = lab.mount("127.0.0.1:" + mount, "seen", {"-t", "nfs4"});
    QCOMPARE(textOf(seen + "/inside"), QByteArray("here"));
    Lab::must({"umount", seen});
    Lab::must({"exportfs", "-u", "127.0.0.1:" + mount});
    Lab::must({"systemctl", "stop", "nfs-server"});
    Lab::must({"umount", mount});
}

void TestGuestKernel::hasAReaderOnUsb()
{
    const QByteArray devices = "/sys/bus/usb/devices/";
    int readers = 0;
    for (const QByteArray& name : entriesOf(devices))
        readers += textOf(devices + name + "/bInterfaceClass") == "0b";
    QCOMPARE(readers, 1);
}

QTEST_GUILESS_MAIN(TestGuestKernel)
#include "tst_guestkernel_vm.moc"
