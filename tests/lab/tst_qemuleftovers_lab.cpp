// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemuharness.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

void endHard(pid_t pid)
{
    QVERIFY(pid > 0);
    kill(pid, SIGKILL);
    const QByteArray exe = "/proc/" + QByteArray::number(pid) + "/exe";
    QTRY_VERIFY(access(exe.constData(), F_OK) != 0); // also as long as nobody reaps it
}

} // namespace

// What goes wrong around served images, and what is left then.
class TstQemuLeftoversLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isClearedAfterADaemonDied_data();
    void isClearedAfterADaemonDied();
    void isClearedWhileADaemonHangs_data();
    void isClearedWhileADaemonHangs();
    void isDeferredWhileSomebodyHasIt();
    void isClearedAfterTheAttacherDied();
};

void TstQemuLeftoversLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuLeftoversLab::isClearedAfterADaemonDied_data()
{
    QTest::addColumn<QByteArrayList>("killed");
    QTest::newRow("nbdfuse") << QByteArrayList {"nbdfuse"};
    QTest::newRow("qemu-storage-daemon") << QByteArrayList {"storage"};
    QTest::newRow("both") << QByteArrayList {"storage", "nbdfuse"};
}

void TstQemuLeftoversLab::isClearedAfterADaemonDied()
{
    QFETCH(const QByteArrayList, killed);
    QemuHarness harness;
    const QByteArray path = harness.made();
    QCOMPARE(QemuHarness::told(harness.attach(path)), QByteArray());
    const QByteArray device = harness.disk()->id.key();
    lab::Lab::must({"mkfs.ext4", "-q", device});
    const QByteArray folder = harness.lab.mount(device, "mnt");
    harness.lab.writeFile("mnt/file", QByteArray(1 << 20, 'x'));
    for (const QByteArray& name : killed)
        endHard(harness.daemon(name));
    lab::run({"umount", folder}); // whatever it says: what it had to write is lost
    struct stat info
    {
    };
    // for a second the kernel still answers by itself; while nbdfuse lives it always answers
    if (killed.contains("nbdfuse"))
        QTRY_VERIFY(stat((harness.onlyFolder() + "/disk").constData(), &info) != 0);
    const auto disk = harness.disk();
    QVERIFY(disk && disk->release);
    QCOMPARE(disk->state, State::Failed);
    QCOMPARE(disk->release->verb, Verb::CleanUp);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
    QVERIFY(!harness.disk());
    QCOMPARE(harness.leftBehind(), QByteArray());
    QCOMPARE(QemuHarness::told(harness.attach(path)), QByteArray()); // as if nothing had been
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
}

void TstQemuLeftoversLab::isClearedWhileADaemonHangs_data()
{
    QTest::addColumn<QByteArray>("hanging");
    QTest::addColumn<QByteArray>("killed");
    QTest::newRow("qemu-storage-daemon") << QByteArray("storage") << QByteArray("nbdfuse");
    QTest::newRow("nbdfuse") << QByteArray("nbdfuse") << QByteArray("storage");
}

void TstQemuLeftoversLab::isClearedWhileADaemonHangs()
{
    QFETCH(const QByteArray, hanging);
    QFETCH(const QByteArray, killed);
    QemuHarness harness;
    QCOMPARE(QemuHarness::told(harness.attach(harness.made())), QByteArray());
    kill(harness.daemon(hanging), SIGSTOP);
    endHard(harness.daemon(killed));
    QTest::qWait(1200); // so long the kernel remembers what nbdfuse told of the surface
    const auto disk = harness.disk();
    QVERIFY(disk && disk->state == State::Failed);
    const StepResult cleared = harness.run(QemuHarness::releaseStep(*disk));
    QCOMPARE(QemuHarness::told(cleared), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuLeftoversLab::isDeferredWhileSomebodyHasIt()
{
    QemuHarness harness;
    QCOMPARE(QemuHarness::told(harness.attach(harness.made())), QByteArray());
    const auto disk = harness.disk();
    int held = open(disk->id.key().constData(), O_RDONLY | O_CLOEXEC);
    QVERIFY(held >= 0);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
    const auto deferred = harness.disk();
    QVERIFY(deferred && deferred->id == disk->id && deferred->incarnation == disk->incarnation);
    QCOMPARE(deferred->state, State::Deferred);
    char byte = 1;
    QCOMPARE(pread(held, &byte, 1, 4096), ssize_t(1)); // it is served as before
    close(held);
    QTRY_COMPARE(harness.disk()->state, State::Orphaned);
    const auto orphaned = harness.disk();
    QCOMPARE(orphaned->release->verb, Verb::CleanUp);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*orphaned))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

// This program once more, attaching, ended at every moment.
void TstQemuLeftoversLab::isClearedAfterTheAttacherDied()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    const QByteArray self = QFile::encodeName(QCoreApplication::applicationFilePath());
    int cleared = 0;
    for (int wait = 10; wait < 120; wait += 5) {
        {
            lab::Running attacher({self, "attach", path, QemuHarness::base(harness.lab)});
            std::this_thread::sleep_for(std::chrono::milliseconds(wait));
            attacher.signal(SIGKILL);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(30)); // what it had started ends
        while (const auto disk = harness.disk()) {
            QVERIFY(disk->release);
            cleared += disk->release->verb == Verb::CleanUp ? 1 : 0;
            QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
        }
        QCOMPARE(harness.leftBehind(), QByteArray());
    }
    QVERIFY(cleared > 0);
}

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    if (argc == 4 && QByteArray(argv[1]) == "attach") {
        QemuStorageProvider provider(QemuHarness::optionsFor(argv[3]));
        std::promise<void> answered;
        provider.run(QemuHarness::attachStep(argv[2]), {},
                     Reply<StepResult>([&answered](const auto&) { answered.set_value(); }));
        answered.get_future().wait();
        return 0;
    }
    TstQemuLeftoversLab test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_qemuleftovers_lab.moc"
