// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "childtrap.h"
#include "oracle.h"
#include "product.h"

#include <QTest>

#include <chrono>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace mooring::lab;

// The world moves between the plan and its steps, on real devices.
class TestOvertakenLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsAnOpenerAfterTheCheckAsDeferred();
    void waitsWhileUdevLooks_data();
    void waitsWhileUdevLooks();
    void attachesWhileSomebodyLooksAtAFreeDevice();
    void refusesAPlanThatTheWorldOvertook();
    void refusesToConfirmAStalePlan();
};

void TestOvertakenLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

// The kernel lets go only when the last opener closes: told as deferred, then as settled.
void TestOvertakenLab::tellsAnOpenerAfterTheCheckAsDeferred()
{
    Stage stage;
    const ChildTrap trap(stage.lab);
    const Product product(stage.lab, trap.binFolder());
    const QByteArray fifo = stage.lab.path("fifo"), told = stage.lab.path("told");
    Lab::must({"mkfifo", fifo});
    trap.runBefore("loop-detach",
                   Lab::program("lab-blocker") + " device " + stage.disk.device + " < <(exec cat " + fifo
                       + " 2> /dev/null) > " + told + " 2> /dev/null &\nwhile [ ! -s " + told
                       + " ]; do /usr/bin/sleep 0.01; done\n");
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == 9, ran.text());
    QCOMPARE(finishedEvent(ran)[u"outcome"].toString(), QStringLiteral("deferred"));
    QVERIFY(Oracle::isBound(stage.disk.device));
    QVERIFY(Oracle::isAutoclear(stage.disk.device));
    QCOMPARE(product.lastOperation()[u"outcome"].toString(), QStringLiteral("deferred"));

    Lab::must({"sh", "-c", ": > '" + fifo + "'"}); // now it closes
    QTRY_VERIFY(!Oracle::isBound(stage.disk.device));
    product.run({"list"});
    QTRY_VERIFY2(product.run({"--json", "log"}).out.contains("settled"),
                 product.run({"--json", "log"}).text());
}

void TestOvertakenLab::waitsWhileUdevLooks_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("seconds");
    QTest::addColumn<int>("code");
    QTest::newRow("for a moment") << QByteArray("(udev-worker)") << QByteArray("0.5") << 0;
    QTest::newRow("for a moment, before systemd 250")
        << QByteArray("systemd-udevd") << QByteArray("0.5") << 0;
    QTest::newRow("by a program") << QByteArray("(udev-worker)") << QByteArray("program") << 0;
    QTest::newRow("and tells who does not end") << QByteArray("(udev-worker)") << QByteArray("60") << 4;
}

// On a host with udev something looks at each device right after it came, and after it was written to.
void TestOvertakenLab::waitsWhileUdevLooks()
{
    QFETCH(const QByteArray, program);
    QFETCH(const QByteArray, seconds);
    QFETCH(const int, code);
    Stage stage;
    Lab::must({"umount", stage.mount});
    const QByteArray udev = stage.lab.path(program);
    const bool isByProgram = seconds == "program";
    Lab::must({"cp", isByProgram ? "/bin/sh" : "/usr/bin/sleep", udev});
    const QByteArray device = " < " + stage.disk.device;
    const QByteArray looks = isByProgram ? " -c 'sleep 0.5" + device + "; :'" : ' ' + seconds + device;
    Running looking({"sh", "-c", "exec '" + udev + "'" + looks});
    const Product product(stage.lab);
    QTRY_VERIFY(run({"fuser", stage.disk.device}).ok());
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == code, ran.text());
    QCOMPARE(Oracle::isBound(stage.disk.device), code != 0);
    QCOMPARE(ran.text().contains(program), code != 0);
}

// LOOP_CONFIGURE fails with EBUSY as long as anybody has the device open with O_EXCL, and the kernel names
// the same free device again and again.
void TestOvertakenLab::attachesWhileSomebodyLooksAtAFreeDevice()
{
    const Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("looked.img", {}, 8);
    const auto freeDevice = [] { return run({"losetup", "-f"}).out.trimmed(); };
    const QByteArray device = freeDevice();
    QVERIFY(device.startsWith("/dev/loop"));
    const int looker = open(device.constData(), O_RDONLY | O_EXCL | O_CLOEXEC);
    QVERIFY(looker >= 0);
    std::thread ends([looker] {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        close(looker);
    });
    const Ran ran = product.run({"--json", "attach", image});
    ends.join();
    QVERIFY2(ran.code == 0, ran.text());
    const Ran detached = product.run({"--json", "detach", "--yes", createdDevice(ran)});
    QVERIFY2(detached.code == 0, detached.text());
}

// Between the plan that was shown and the step, the image was detached and another one took its device.
void TestOvertakenLab::refusesAPlanThatTheWorldOvertook()
{
    Stage stage;
    const ChildTrap trap(stage.lab);
    const Product product(stage.lab, trap.binFolder());
    const QByteArray other = stage.lab.ext4Image("other.img", {}, 8);
    const QByteArray device = stage.disk.device;
    trap.runBefore("umount",
                   "/usr/bin/umount " + stage.mount + "\n/usr/sbin/partx -d " + device
                       + "\n/usr/sbin/losetup -d " + device + "\n/usr/sbin/losetup " + device + ' ' + other
                       + '\n');
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(!finishedEvent(ran).isEmpty(), ran.text());
    QCOMPARE(Oracle::devicesOf(other), QByteArrayList {device}); // the newcomer is not touched
}

// A person is shown a plan on a terminal, and confirms it after the world has moved on.
void TestOvertakenLab::refusesToConfirmAStalePlan()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    Running terminal(
        {"script", "-qefc", Lab::program("mooringctl") + " --lang en detach " + stage.disk.id(), "/dev/null"},
        product.environment());
    QByteArray shown;
    QTRY_VERIFY2((shown += terminal.readAvailable()).contains("[y/N]"), shown);
    QVERIFY2(shown.contains("umount " + stage.mount), shown);
    const QByteArray bind = stage.lab.makeFolder("bind");
    Lab::must({"mount", "--bind", stage.mount, bind}); // not in the plan
    const QJsonArray before = oracle.picture()[u"findmnt"].toArray();
    QTest::qWait(1000); // what is promised: the world is followed within a second
    terminal.write("y\n");
    QTRY_VERIFY2((shown += terminal.readAvailable()).count("[y/N]") == 2, shown);
    QVERIFY2(shown.contains("cannot be started"), shown);
    QVERIFY2(shown.contains("umount " + bind), shown); // the new plan
    terminal.write("n\n");
    QCOMPARE(terminal.waitEnd(), 10);
    QCOMPARE(oracle.picture()[u"findmnt"].toArray(), before);
    QVERIFY(Oracle::isBound(stage.disk.device));
}

QTEST_GUILESS_MAIN(TestOvertakenLab)
#include "tst_overtaken_lab.moc"
