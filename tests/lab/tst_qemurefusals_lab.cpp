// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qemuharness.h"
#include "services/loop/loopprovider.h"
#include "services/qemustorage/qmpclient.h"
#include "services/system/descriptor.h"

#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <thread>

using namespace mooring;
using testsupport::QemuHarness;

namespace {

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

// Who may attach what, and that nothing is left of what was refused or stopped.
class TstQemuRefusalsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void readsWhatItCannotWrite();
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
    void hearsTheDaemonItself();
};

void TstQemuRefusalsLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstQemuRefusalsLab::letsOneOfTwoWin()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    const QByteArray link = harness.lab.path("link.vhdx");
    QVERIFY(QFile::link(QFile::decodeName(path), QFile::decodeName(link)));
    auto first = harness.start(QemuHarness::attachStep(path));
    auto second = harness.start(QemuHarness::attachStep(link));
    QList<StepResult> results {QemuHarness::answerOf(std::move(first)),
                               QemuHarness::answerOf(std::move(second))};
    if (results[0].error)
        results.swapItemsAt(0, 1);
    QCOMPARE(QemuHarness::told(results[0]), QByteArray());
    QCOMPARE(QemuHarness::codeOf(results[1]), ErrorCode::ImageAlreadyAttached);
    QCOMPARE(results[1].error->subject, encodeBytes(results[0].created.value(0).key()));
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuRefusalsLab::isRefusedWhenAttachedOtherwise()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    const lab::Disk disk = harness.lab.attach(path);
    const StepResult served = harness.attach(path);
    QCOMPARE(QemuHarness::codeOf(served), ErrorCode::ImageAlreadyAttached);
    QCOMPARE(served.error->subject, encodeBytes(disk.device));
    QCOMPARE(harness.leftBehind(), QByteArray());
    lab::Lab::must({"losetup", "-d", disk.device});

    const StepResult attached = harness.attach(path);
    QCOMPARE(QemuHarness::told(attached), QByteArray());
    const StepResult raw = attachByLoop(harness, path);
    QCOMPARE(QemuHarness::codeOf(raw), ErrorCode::ImageAlreadyAttached);
    QCOMPARE(raw.error->subject, encodeBytes(attached.created.value(0).key()));
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
}

void TstQemuRefusalsLab::refusesWhatItMustNotOpen_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("missing") << QByteArray("true") << ErrorCode::ImageMissing;
    QTest::newRow("unknown") << QByteArray("truncate -s 1M x") << ErrorCode::ImageContentUnknown;
    QTest::newRow("broken") << QByteArray(
        "truncate -s 1M x; printf vhdxfile | dd of=x conv=notrunc status=none")
                            << ErrorCode::ImageDamaged;
    QTest::newRow("vhd of a changed type") // as if it were differencing; its checksum tells
        << QByteArray("qemu-img create -q -f vpc x 8M;"
                      "for at in 60 $(($(stat -c %s x) - 452)); do"
                      "  printf '\\0\\0\\0\\4' | dd of=x bs=1 seek=$at conv=notrunc status=none; done")
        << ErrorCode::ImageDamaged;
    QTest::newRow("qcow2 on one that is gone") << QByteArray(
        "qemu-img create -q -f raw base 1M; qemu-img create -q -f qcow2 -b base -F raw x; rm base")
                                               << ErrorCode::ImagePartMissing;
    QTest::newRow("open elsewhere") << QByteArray(
        "qemu-img create -q -f vhdx x 8M; qemu-storage-daemon --daemonize --pidfile pid"
        " --blockdev driver=file,node-name=f,filename=$PWD/x --blockdev driver=vhdx,node-name=n,file=f"
        " --nbd-server addr.type=unix,addr.path=$PWD/sock --export type=nbd,id=e,node-name=n,writable=on")
                                    << ErrorCode::ImageInUse;
}

void TstQemuRefusalsLab::refusesWhatItMustNotOpen()
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

void TstQemuRefusalsLab::leavesNothingWhenStopped()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    for (int wait = 0; wait < 80; wait += 4) { // in every phase, and after the last
        std::stop_source stop;
        auto running = harness.start(QemuHarness::attachStep(path), stop.get_token());
        std::this_thread::sleep_for(std::chrono::milliseconds(wait));
        stop.request_stop();
        const StepResult result = QemuHarness::answerOf(std::move(running));
        if (!result.error)
            QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
        else
            QCOMPARE(QemuHarness::codeOf(result), ErrorCode::StoppedByUser);
        QCOMPARE(harness.leftBehind(), QByteArray());
    }
}

void TstQemuRefusalsLab::leavesNothingWhenAProgramIsMissing_data()
{
    QTest::addColumn<QByteArray>("present");
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("package");
    QTest::newRow("both") << QByteArray() << QStringLiteral("qemu-storage-daemon")
                          << QStringLiteral("qemu-system-common");
    QTest::newRow("nbdfuse") << QByteArray("qemu-storage-daemon") << QStringLiteral("nbdfuse")
                             << QStringLiteral("libnbd-bin");
}

void TstQemuRefusalsLab::leavesNothingWhenAProgramIsMissing()
{
    QFETCH(const QByteArray, present);
    QFETCH(const QString, missing);
    QFETCH(const QString, package);
    QemuHarness harness;
    const QByteArray path = harness.made();
    const QByteArray folder = harness.lab.makeFolder("bin");
    if (!present.isEmpty())
        lab::Lab::must({"ln", "-s", "/usr/bin/" + present, folder});
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", folder);
    const StepResult result = harness.attach(path);
    qputenv("PATH", before);
    QCOMPARE(QemuHarness::codeOf(result), ErrorCode::CommandMissing);
    QCOMPARE(result.error->subject, missing);
    QCOMPARE(result.error->text, package);
    QCOMPARE(harness.leftBehind(), QByteArray());
}

void TstQemuRefusalsLab::keepsReadOnlyImagesAsTheyAre()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    const QByteArray sum = lab::Lab::must({"sha256sum", path});
    const StepResult result = harness.attach(path, {{QStringLiteral("readOnly"), true}});
    QCOMPARE(QemuHarness::told(result), QByteArray());
    const auto disk = harness.disk();
    QVERIFY(disk->facts.value(Fact::ReadOnly).toBool());
    QVERIFY(!lab::run({"dd", "if=/dev/zero", "of=" + disk->id.key(), "bs=4k", "count=1", "conv=fsync"}).ok());
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*disk))), QByteArray());
    QCOMPARE(lab::Lab::must({"sha256sum", path}), sum);
}

void TstQemuRefusalsLab::putsBackOnlyTheSameImage()
{
    QemuHarness harness;
    const QByteArray path = harness.made();
    QCOMPARE(QemuHarness::told(harness.attach(path)), QByteArray());
    const auto disk = harness.disk();
    const StepResult gone = harness.run(QemuHarness::releaseStep(*disk));
    const Step again = QemuHarness::putBackStep(gone.restore);
    lab::Lab::must({"touch", "-d", "@1", path});
    QCOMPARE(QemuHarness::codeOf(harness.run(again)), ErrorCode::ImageChanged);
    const Step byLook = QemuHarness::putBackStep(disk->release->restore); // knows nothing of its content
    const StepResult back = harness.run(byLook);
    QCOMPARE(QemuHarness::told(back), QByteArray());
    const StepResult twice = harness.run(byLook); // there from an earlier try: nothing is left to do
    QCOMPARE(QemuHarness::told(twice), QByteArray());
    QCOMPARE(twice.created, back.created);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    lab::Lab::must({"mv", path, path + ".old"});
    harness.made();
    QCOMPARE(QemuHarness::codeOf(harness.run(byLook)), ErrorCode::ImageChanged);
    QCOMPARE(harness.leftBehind(), QByteArray());
}

// Its daemons have a session of their own, nothing open of ours, and stand in no folder.
void TstQemuRefusalsLab::outlivesWhoAttached()
{
    QemuHarness harness;
    const Descriptor stray(
        open("/dev/zero", O_RDONLY)); // NOLINT(android-cloexec-open): meant to be inherited
    QCOMPARE(QemuHarness::told(harness.attach(harness.made())), QByteArray());
    for (const char* name : {"storage", "nbdfuse"}) {
        const pid_t pid = harness.daemon(name);
        const QString folder = QStringLiteral("/proc/%1/").arg(pid);
        QVERIFY(getsid(pid) != getsid(0) && getpgid(pid) != getpgrp());
        QVERIFY(lab::run({"ps", "-o", "ppid=", "-p", QByteArray::number(pid)}).out.trimmed().toInt()
                != getpid());
        QCOMPARE(QFile::symLinkTarget(folder + QStringLiteral("cwd")), QStringLiteral("/"));
        const auto files = QDir(folder + QStringLiteral("fd")).entryInfoList(QDir::System | QDir::Files);
        for (const QFileInfo& file : files)
            QVERIFY(file.symLinkTarget() != QStringLiteral("/dev/zero"));
    }
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
}

void TstQemuRefusalsLab::hearsTheDaemonItself()
{
    QemuHarness harness;
    QCOMPARE(QemuHarness::told(harness.attach(harness.made())), QByteArray());
    {
        auto client = QmpClient::connect(harness.onlyFolder() + "/monitor.sock", Patience::of(2000));
        QVERIFY(client && client->majorVersion() >= 7);
        const auto unknown = client->execute(QStringLiteral("x-no-such"), {}, Patience::of(2000));
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotSupportedHere);
        const auto busy = client->execute(QStringLiteral("block-export-del"),
                                          {{QStringLiteral("id"), QStringLiteral("surface")},
                                           {QStringLiteral("mode"), QStringLiteral("safe")}},
                                          Patience::of(2000));
        QVERIFY(!busy && busy.error().text.contains(QLatin1String("in use")));
        // it talks to one at a time: the next waits for a greeting
        const auto second = QmpClient::connect(harness.onlyFolder() + "/monitor.sock", Patience::of(100));
        QVERIFY(!second && second.error().code == ErrorCode::DeadlinePassed);
    }
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

// QEMU opens a compressed image for writing, and then every write fails.
void TstQemuRefusalsLab::readsWhatItCannotWrite()
{
    QemuHarness harness;
    const QByteArray path = harness.lab.path("disk.vmdk");
    lab::Lab::must(
        {"qemu-img", "convert", "-q", "-O", "vmdk", "-o", "subformat=streamOptimized", harness.made(), path});
    const StepResult refused = harness.attach(path);
    QCOMPARE(QemuHarness::codeOf(refused), ErrorCode::NotSupportedHere);
    QCOMPARE(refused.error->text, QStringLiteral("streamOptimized"));
    QCOMPARE(QemuHarness::told(harness.attach(path, {{QStringLiteral("readOnly"), true}})), QByteArray());
    QCOMPARE(harness.disk()->facts[Fact::ReadOnly].toBool(), true);
    QCOMPARE(QemuHarness::told(harness.run(QemuHarness::releaseStep(*harness.disk()))), QByteArray());
    QCOMPARE(harness.leftBehind(), QByteArray());
}

QTEST_GUILESS_MAIN(TstQemuRefusalsLab)
#include "tst_qemurefusals_lab.moc"
