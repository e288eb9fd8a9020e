// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemuharness.h"
#include "services/loop/loopprovider.h"
#include "services/system/descriptor.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <thread>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

QByteArray made(const QemuHarness& harness, const QByteArray& name = "disk.vhdx")
{
    const QByteArray path = harness.lab.path(name);
    lab::Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", path, "64M"});
    return path;
}

pid_t daemonOf(const QemuHarness& harness, const char* name)
{
    const QByteArray base = QemuHarness::base(harness.lab);
    const QDir folders(QFile::decodeName(base));
    const QString folder = folders.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    QFile file(folders.filePath(folder) + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".pid"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(0).toInt() : 0;
}

void endHard(pid_t pid)
{
    QVERIFY(pid > 0);
    kill(pid, SIGKILL);
    const QByteArray exe = "/proc/" + QByteArray::number(pid) + "/exe";
    QTRY_VERIFY(access(exe.constData(), F_OK) != 0); // also as long as nobody reaps it
}

std::optional<ErrorCode> codeOf(const StepResult& result)
{
    return result.error ? std::optional(result.error->code) : std::nullopt;
}

QByteArray told(const StepResult& result)
{
    return result.error
        ? (token(result.error->code) + u' ' + result.error->subject + u' ' + result.error->text).toUtf8()
        : QByteArray();
}

StepResult attachByLoop(const QemuHarness& harness, const QByteArray& path)
{
    LoopProvider::Options options;
    options.surfaces = SurfaceFolders(QemuHarness::base(harness.lab));
    LoopProvider loop(options);
    auto promise = std::make_shared<std::promise<std::optional<StepResult>>>();
    auto future = promise->get_future();
    Step step = QemuHarness::attachStep(path, {{QStringLiteral("format"), QStringLiteral("raw")}});
    loop.run(step, {}, Reply<StepResult>([promise](auto answer) { promise->set_value(std::move(answer)); }));
    return QemuHarness::answerOf(std::move(future));
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
    void letsOneOfTwoWin();
    void isRefusedWhenAttachedOtherwise();
    void refusesWhatItMustNotOpen_data();
    void refusesWhatItMustNotOpen();
    void leavesNothingWhenStopped();
    void leavesNothingWhenAProgramIsMissing_data();
    void leavesNothingWhenAProgramIsMissing();
    void keepsReadOnlyImagesAsTheyAre();
    void putsBackOnlyTheSameImage();
    void outlivesWhoAttached();
};

void TstQemuLeftoversLab::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    for (const char* program : {"qemu-storage-daemon", "nbdfuse", "qemu-img"}) {
        if (!lab::run({"sh", "-c", QByteArray("command -v ") + program}).ok())
            QSKIP(program);
    }
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
    const QByteArray path = made(harness);
    QCOMPARE(told(harness.attach(path)), QByteArray());
    for (const QByteArray& name : killed)
        endHard(daemonOf(harness, name.constData()));
    const auto disk = harness.disk();
    QVERIFY(disk && disk->release);
    QCOMPARE(disk->state, State::Failed);
    QCOMPARE(disk->release->verb, Verb::CleanUp);
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
    QVERIFY(!harness.disk());
    QCOMPARE(harness.leftBehind(), QByteArray());
    QCOMPARE(told(harness.attach(path)), QByteArray()); // as if nothing had been
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
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
    QCOMPARE(told(harness.attach(made(harness))), QByteArray());
    kill(daemonOf(harness, hanging.constData()), SIGSTOP);
    endHard(daemonOf(harness, killed.constData()));
    const auto disk = harness.disk();
    QVERIFY(disk && disk->state == State::Failed);
    const StepResult cleared = harness.run(QemuHarness::releaseStep(*disk));
    QCOMPARE(told(cleared), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuLeftoversLab::isDeferredWhileSomebodyHasIt()
{
    QemuHarness harness;
    QCOMPARE(told(harness.attach(made(harness))), QByteArray());
    const auto disk = harness.disk();
    int held = open(disk->id.key().constData(), O_RDONLY | O_CLOEXEC);
    QVERIFY(held >= 0);
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
    const auto deferred = harness.disk();
    QVERIFY(deferred && deferred->id == disk->id && deferred->incarnation == disk->incarnation);
    QCOMPARE(deferred->state, State::Deferred);
    char byte = 1;
    QCOMPARE(pread(held, &byte, 1, 4096), ssize_t(1)); // it is served as before
    close(held);
    QTRY_COMPARE(harness.disk()->state, State::Orphaned);
    const auto orphaned = harness.disk();
    QCOMPARE(orphaned->release->verb, Verb::CleanUp);
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*orphaned))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuLeftoversLab::letsOneOfTwoWin()
{
    QemuHarness harness;
    const QByteArray path = made(harness);
    const QByteArray link = harness.lab.path("link.vhdx");
    QVERIFY(QFile::link(QFile::decodeName(path), QFile::decodeName(link)));
    auto first = harness.start(QemuHarness::attachStep(path));
    auto second = harness.start(QemuHarness::attachStep(link));
    QList<StepResult> results {QemuHarness::answerOf(std::move(first)),
                               QemuHarness::answerOf(std::move(second))};
    if (results[0].error)
        results.swapItemsAt(0, 1);
    QCOMPARE(told(results[0]), QByteArray());
    QCOMPARE(codeOf(results[1]), ErrorCode::ImageAlreadyAttached);
    QCOMPARE(results[1].error->subject, encodeBytes(results[0].created.value(0).key()));
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuLeftoversLab::isRefusedWhenAttachedOtherwise()
{
    QemuHarness harness;
    const QByteArray path = made(harness);
    const lab::Disk disk = harness.lab.attach(path);
    const StepResult served = harness.attach(path);
    QCOMPARE(codeOf(served), ErrorCode::ImageAlreadyAttached);
    QCOMPARE(served.error->subject, encodeBytes(disk.device));
    QCOMPARE(harness.leftBehind(), QByteArray());
    lab::Lab::must({"losetup", "-d", disk.device});

    const StepResult attached = harness.attach(path);
    QCOMPARE(told(attached), QByteArray());
    const StepResult raw = attachByLoop(harness, path);
    QCOMPARE(codeOf(raw), ErrorCode::ImageAlreadyAttached);
    QCOMPARE(raw.error->subject, encodeBytes(attached.created.value(0).key()));
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
}

void TstQemuLeftoversLab::refusesWhatItMustNotOpen_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("missing") << QByteArray("true") << ErrorCode::ImageMissing;
    QTest::newRow("raw") << QByteArray("truncate -s 1M x; mke2fs -q -F x")
                         << ErrorCode::ImageFormatNoProvider;
    QTest::newRow("unknown") << QByteArray("truncate -s 1M x") << ErrorCode::ImageContentUnknown;
    QTest::newRow("broken") << QByteArray(
        "truncate -s 1M x; printf vhdxfile | dd of=x conv=notrunc status=none")
                            << ErrorCode::ImageContentUnknown;
    QTest::newRow("differencing vhd")
        << QByteArray("qemu-img create -q -f vpc x 8M;"
                      "for at in 60 $(($(stat -c %s x) - 452)); do"
                      "  printf '\\0\\0\\0\\4' | dd of=x bs=1 seek=$at conv=notrunc status=none; done")
        << ErrorCode::ImageFormatNoProvider;
    QTest::newRow("qcow2 on another")
        << QByteArray("qemu-img create -q -f raw base 1M; qemu-img create -q -f qcow2 -b base -F raw x")
        << ErrorCode::ImageFormatNoProvider;
    QTest::newRow("vmdk of several files")
        << QByteArray("qemu-img create -q -f vmdk -o subformat=monolithicFlat x 8M")
        << ErrorCode::NotSupportedHere;
    QTest::newRow("open elsewhere") << QByteArray(
        "qemu-img create -q -f vhdx x 8M; qemu-storage-daemon --daemonize --pidfile pid"
        " --blockdev driver=file,node-name=f,filename=$PWD/x --blockdev driver=vhdx,node-name=n,file=f"
        " --nbd-server addr.type=unix,addr.path=$PWD/sock --export type=nbd,id=e,node-name=n,writable=on")
                                    << ErrorCode::InTheWay;
}

void TstQemuLeftoversLab::refusesWhatItMustNotOpen()
{
    QFETCH(const QByteArray, script);
    QemuHarness harness;
    const QByteArray folder = harness.lab.makeFolder("work");
    lab::Lab::must({"sh", "-c", "cd " + folder + " && " + script});
    const StepResult result = harness.attach(folder + "/x");
    lab::run({"sh", "-c", "[ ! -e " + folder + "/pid ] || kill $(cat " + folder + "/pid)"});
    QVERIFY2(result.error, "attached");
    QTEST(result.error->code, "code");
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuLeftoversLab::leavesNothingWhenStopped()
{
    QemuHarness harness;
    const QByteArray path = made(harness);
    for (int wait = 0; wait < 80; wait += 4) { // in every phase, and after the last
        std::stop_source stop;
        auto running = harness.start(QemuHarness::attachStep(path), stop.get_token());
        std::this_thread::sleep_for(std::chrono::milliseconds(wait));
        stop.request_stop();
        const StepResult result = QemuHarness::answerOf(std::move(running));
        if (!result.error)
            QCOMPARE(told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
        else
            QCOMPARE(codeOf(result), ErrorCode::StoppedByUser);
        QCOMPARE(harness.leftBehind(), QByteArray());
    }
}

void TstQemuLeftoversLab::leavesNothingWhenAProgramIsMissing_data()
{
    QTest::addColumn<QByteArray>("present");
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("package");
    QTest::newRow("both") << QByteArray() << QStringLiteral("qemu-storage-daemon")
                          << QStringLiteral("qemu-system-common");
    QTest::newRow("nbdfuse") << QByteArray("qemu-storage-daemon") << QStringLiteral("nbdfuse")
                             << QStringLiteral("libnbd-bin");
}

void TstQemuLeftoversLab::leavesNothingWhenAProgramIsMissing()
{
    QFETCH(const QByteArray, present);
    QFETCH(const QString, missing);
    QFETCH(const QString, package);
    QemuHarness harness;
    const QByteArray path = made(harness);
    const QByteArray folder = harness.lab.makeFolder("bin");
    if (!present.isEmpty())
        lab::Lab::must({"ln", "-s", "/usr/bin/" + present, folder});
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", folder);
    const StepResult result = harness.attach(path);
    qputenv("PATH", before);
    QCOMPARE(codeOf(result), ErrorCode::CommandMissing);
    QCOMPARE(result.error->subject, missing);
    QCOMPARE(result.error->text, package);
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuLeftoversLab::keepsReadOnlyImagesAsTheyAre()
{
    QemuHarness harness;
    const QByteArray path = made(harness);
    const QByteArray sum = lab::Lab::must({"sha256sum", path});
    const StepResult result = harness.attach(path, {{QStringLiteral("readOnly"), true}});
    QCOMPARE(told(result), QByteArray());
    const auto disk = harness.disk();
    QVERIFY(disk->facts.value(Fact::ReadOnly).toBool());
    QVERIFY(!lab::run({"dd", "if=/dev/zero", "of=" + disk->id.key(), "bs=4k", "count=1", "conv=fsync"}).ok());
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
    QCOMPARE(lab::Lab::must({"sha256sum", path}), sum);
}

void TstQemuLeftoversLab::putsBackOnlyTheSameImage()
{
    QemuHarness harness;
    const QByteArray path = made(harness);
    QCOMPARE(told(harness.attach(path)), QByteArray());
    const auto disk = harness.disk();
    const StepResult gone = harness.run(QemuHarness::releaseStep(*disk));
    const Step again = QemuHarness::putBackStep(gone.restore);
    lab::Lab::must({"touch", "-d", "@1", path});
    QCOMPARE(codeOf(harness.run(again)), ErrorCode::ImageChanged);
    const Step byLook = QemuHarness::putBackStep(disk->release->restore); // knows nothing of its content
    QCOMPARE(told(harness.run(byLook)), QByteArray());
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    lab::Lab::must({"mv", path, path + ".old"});
    made(harness);
    QCOMPARE(codeOf(harness.run(byLook)), ErrorCode::ImageChanged);
    QCOMPARE(harness.leftBehind(), QByteArray());
}

// Its daemons have a session of their own, nothing open of ours, and stand in no folder.
void TstQemuLeftoversLab::outlivesWhoAttached()
{
    QemuHarness harness;
    const Descriptor stray(
        open("/dev/zero", O_RDONLY)); // NOLINT(android-cloexec-open): meant to be inherited
    QCOMPARE(told(harness.attach(made(harness))), QByteArray());
    for (const char* name : {"storage", "nbdfuse"}) {
        const pid_t pid = daemonOf(harness, name);
        const QString folder = QStringLiteral("/proc/%1/").arg(pid);
        QVERIFY(getsid(pid) != getsid(0) && getpgid(pid) != getpgrp());
        QVERIFY(lab::run({"ps", "-o", "ppid=", "-p", QByteArray::number(pid)}).out.trimmed().toInt()
                != getpid());
        QCOMPARE(QFile::symLinkTarget(folder + QStringLiteral("cwd")), QStringLiteral("/"));
        const auto files = QDir(folder + QStringLiteral("fd")).entryInfoList(QDir::System | QDir::Files);
        for (const QFileInfo& file : files)
            QVERIFY(file.symLinkTarget() != QStringLiteral("/dev/zero"));
    }
    QCOMPARE(told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
}

QTEST_GUILESS_MAIN(TstQemuLeftoversLab)
#include "tst_qemuleftovers_lab.moc"
