// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/filesystemworld.h"

#include <QTest>

#include <cerrno>

using namespace mooring;

namespace {

constexpr qint64 childPid = 4711;

struct Ran
{
    StepResult result;
    QList<Progress> progress;
};

Ran run(const World& world, const Step& step)
{
    Ran ran;
    FilesystemBody body({world.root.path(), {}, world.child, "mooring-child", 0});
    ran.result = body.run(step, {}, [&ran](const Progress& progress) { ran.progress += progress; });
    return ran;
}

Step unmountStep()
{
    Step step;
    step.verb = Verb::Unmount;
    step.resource = ResourceId::make(Kind::Mount, "/srv");
    step.name = QStringLiteral("/srv");
    step.incarnation = QStringLiteral("1/40");
    return step;
}

Step swapOffStep()
{
    Step step;
    step.verb = Verb::SwapOff;
    step.resource = ResourceId::make(Kind::Swap, "/dev/loop0");
    step.name = QStringLiteral("/dev/loop0");
    return step;
}

void writeStats(const World& world, int writeback, int reclaimable)
{
    world.root.write("sys/kernel/debug/bdi/7:0/stats",
                     "BdiWriteback:  " + QByteArray::number(writeback) + " kB\nBdiReclaimable: "
                         + QByteArray::number(reclaimable) + " kB\nBdiDirtyThresh: 99 kB\n");
}

void writeSwap(const World& world, int usedKib)
{
    world.root.write("proc/swaps",
                     "Filename Type Size Used Priority\n/dev/loop0 partition 400000 "
                         + QByteArray::number(usedKib) + " -2\n");
}

} // namespace

// What a long step tells while the kernel is at it, and what it says when the kernel gives up.
class TstFilesystemProgress : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void unmountTellsWhatIsStillToWrite();
    void unmountWithoutFiguresTellsWhoWaits();
    void swapOffTellsHowFarItIs();
    void swapOffThatDoesNotFitAnyMoreStartsNothing();
    void memoryThatFillsUpDuringSwapOffIsToldAsSuch();

private:
    std::unique_ptr<World> m_world;
};

void TstFilesystemProgress::init()
{
    m_world = std::make_unique<World>();
    m_world->root.disk("loop0", "7:0", 5);
    m_world->root.mountinfo(rootLines + "40 20 7:0 / /srv rw - ext4 /dev/loop0 rw\n");
}

void TstFilesystemProgress::unmountTellsWhatIsStillToWrite()
{
    m_world->child->during = [this](const Child::Options& options) {
        if (!options.waiting)
            return;
        writeStats(*m_world, 1000, 3000);
        options.waiting(childPid, 0);
        writeStats(*m_world, 500, 1500);
        options.waiting(childPid, 500);
        writeStats(*m_world, 0, 9000); // somebody else writes meanwhile
        options.waiting(childPid, 750);
    };
    const Ran ran = run(*m_world, unmountStep());
    QVERIFY(!ran.result.error);
    QCOMPARE(ran.progress.size(), 3);
    QCOMPARE(ran.progress[0].waitingPid, childPid);
    QCOMPARE(ran.progress[0].bytesLeft, std::optional<quint64>(4000 * 1024));
    QVERIFY(!ran.progress[0].bytesPerSecond);
    QCOMPARE(ran.progress[1].bytesLeft, std::optional<quint64>(2000 * 1024));
    QCOMPARE(ran.progress[1].bytesPerSecond, std::optional<quint64>(4000 * 1024));
    QCOMPARE(ran.progress[2].bytesLeft, std::optional<quint64>(9000 * 1024));
    QVERIFY(!ran.progress[2].bytesPerSecond);
}

void TstFilesystemProgress::unmountWithoutFiguresTellsWhoWaits()
{
    m_world->child->during = [](const Child::Options& options) {
        if (options.waiting)
            options.waiting(childPid, 250);
    };
    const Ran ran = run(*m_world, unmountStep());
    QCOMPARE(ran.progress.size(), 1);
    QCOMPARE(ran.progress[0].waitingPid, childPid);
    QVERIFY(!ran.progress[0].bytesLeft);
}

void TstFilesystemProgress::swapOffTellsHowFarItIs()
{
    writeSwap(*m_world, 2000);
    m_world->child->during = [this](const Child::Options& options) {
        if (!options.waiting)
            return;
        writeSwap(*m_world, 500);
        options.waiting(childPid, 1000);
    };
    const Ran ran = run(*m_world, swapOffStep());
    QVERIFY(!ran.result.error);
    QCOMPARE(ran.progress.size(), 1);
    QCOMPARE(ran.progress[0].percent, std::optional<int>(75));
    QCOMPARE(ran.progress[0].bytesLeft, std::optional<quint64>(500 * 1024));
    QCOMPARE(ran.progress[0].bytesPerSecond, std::optional<quint64>(1500 * 1024));
}

void TstFilesystemProgress::swapOffThatDoesNotFitAnyMoreStartsNothing()
{
    writeSwap(*m_world, 300000);
    m_world->root.write("proc/meminfo", "MemTotal: 4000000 kB\nMemAvailable: 1000 kB\n");
    const Ran ran = run(*m_world, swapOffStep());
    QVERIFY(ran.result.error);
    QCOMPARE(ran.result.error->code, ErrorCode::SwapDoesNotFit);
    QVERIFY(m_world->child->calls.isEmpty());
}

void TstFilesystemProgress::memoryThatFillsUpDuringSwapOffIsToldAsSuch()
{
    writeSwap(*m_world, 2000);
    m_world->child->exitCodes["swapoff"] = ENOMEM;
    const Ran ran = run(*m_world, swapOffStep());
    QVERIFY(ran.result.error);
    QCOMPARE(ran.result.error->code, ErrorCode::SwapDoesNotFit);
    m_world->child->exitCodes["swapoff"] = EPERM;
    QCOMPARE(run(*m_world, swapOffStep()).result.error->number, quint32(EPERM));
}

QTEST_GUILESS_MAIN(TstFilesystemProgress)
#include "tst_filesystemprogress.moc"
