// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/filesystemlab.h"
#include "testsupport/oracle.h"

#include <QTest>

#include <cerrno>
#include <csignal>

using namespace mooring;

namespace {

using lab::Oracle;

// What findmnt says of a mount, without the names that the kernel makes anew.
QByteArray findmnt(const QByteArray& target)
{
    return Lab::must({"findmnt", "-n", "-r", "-o",
                      "TARGET,SOURCE,FSROOT,FSTYPE,VFS-OPTIONS,FS-OPTIONS,PROPAGATION", "-M", target});
}

} // namespace

class TstFilesystemSteps : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_world = std::make_unique<FilesystemLab>(); }
    void cleanup();

    void seesSwap();
    void putsSwapBackOnlyOnTheSameArea();
    void unmountsTheTopmostOnly();
    void saysBusyWithoutAGuess();
    void putsBackTheSameMount_data();
    void putsBackTheSameMount();
    void putsBackOverlays();
    void refusesToPutBackElsewhere();
    void asksProcessesToQuit();
    void neverSignalsALaterProcess();

private:
    std::unique_ptr<FilesystemLab> m_world;
};

void TstFilesystemSteps::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TstFilesystemSteps::cleanup()
{
    QVERIFY(m_world->host.takeDown());
    m_world.reset();
}

void TstFilesystemSteps::seesSwap()
{
    const lab::Disk disk = m_world->host.attach(m_world->host.partitionedImage("p.img"));
    m_world->host.swapOn(disk.part(2));
    Inventory found = m_world->look({});
    const Resource* swap = find(found.resources, "swap:" + disk.part(2));
    QVERIFY(swap && swap->release);
    const StepResult off = m_world->run(m_world->stepOf(*swap));
    QVERIFY2(!off.error, qPrintable(off.error ? off.error->text : QString()));
    QVERIFY(!Oracle::isSwap(disk.part(2)));
    QCOMPARE(m_world->run(m_world->stepOf(*swap)).error->code, ErrorCode::AlreadyGone);
    const StepResult on = m_world->run(m_world->restoring(off, Verb::SwapOn));
    QVERIFY(!on.error);
    QCOMPARE(on.created.value(0).text, swap->id.text);
    QVERIFY(Oracle::isSwap(disk.part(2)));
    Lab::must({"swapoff", disk.part(2)});
}

void TstFilesystemSteps::putsSwapBackOnlyOnTheSameArea()
{
    const lab::Disk disk = m_world->host.attach(m_world->host.partitionedImage("p.img"));
    m_world->host.swapOn(disk.part(2));
    const Inventory found = m_world->look({});
    const StepResult off = m_world->run(m_world->stepOf(*find(found.resources, "swap:" + disk.part(2))));
    QVERIFY(!off.error);
    Lab::must({"mkswap", "-f", disk.part(2)}); // another one now
    QCOMPARE(m_world->run(m_world->restoring(off, Verb::SwapOn)).error->code, ErrorCode::ImageChanged);
    QVERIFY(!Oracle::isSwap(disk.part(2)));
}

void TstFilesystemSteps::unmountsTheTopmostOnly()
{
    const lab::Disk upper = m_world->host.attach(m_world->host.ext4Image("u.img"));
    const Inventory before = m_world->look({});
    m_world->host.mount(upper.device, "m t");
    const Step below = m_world->stepOf(*find(before.resources, "mount:" + m_world->mount));
    QCOMPARE(m_world->run(below).error->code, ErrorCode::SomethingStandsOnIt);
    const Inventory both = m_world->look({});
    const Resource* top = find(both.resources, "mount:" + m_world->mount);
    QVERIFY(top && top->incarnation != below.incarnation);
    QVERIFY(!m_world->run(m_world->stepOf(*top)).error);
    QCOMPARE(m_world->run(m_world->stepOf(*top)).error->code, ErrorCode::AlreadyGone);
    QVERIFY(!m_world->run(below).error);
    QVERIFY(!Oracle::isMounted(m_world->mount));
}

void TstFilesystemSteps::saysBusyWithoutAGuess()
{
    const auto running = m_world->start("flight", m_world->mount + "/file");
    const Inventory found = m_world->look({});
    const StepResult result
        = m_world->run(m_world->stepOf(*find(found.resources, "mount:" + m_world->mount)));
    QVERIFY(result.error.has_value());
    QCOMPARE(result.error->code, ErrorCode::CauseNotFound);
    QCOMPARE(result.error->domain, ErrorDomain::Errno);
    QCOMPARE(result.error->number, static_cast<quint32>(EBUSY));
    QVERIFY(Oracle::isMounted(m_world->mount));
}

void TstFilesystemSteps::putsBackTheSameMount_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("part"); // bind mount of a folder in it, or subvolume
    QTest::newRow("ext4") << QByteArray("ext4") << QByteArray("nosuid,nodev,noexec,noatime") << QByteArray();
    QTest::newRow("ext4, read-only") << QByteArray("ext4") << QByteArray("ro,errors=remount-ro")
                                     << QByteArray();
    QTest::newRow("ext4, strict atime")
        << QByteArray("ext4") << QByteArray("strictatime,nodiratime") << QByteArray();
    QTest::newRow("bind") << QByteArray("ext4") << QByteArray("bind") << QByteArray("/lost+found");
    QTest::newRow("xfs") << QByteArray("xfs") << QByteArray("nosymfollow") << QByteArray();
    QTest::newRow("btrfs") << QByteArray("btrfs") << QByteArray("rw") << QByteArray();
    QTest::newRow("btrfs subvolume") << QByteArray("btrfs") << QByteArray("subvol=sub") << QByteArray();
    QTest::newRow("squashfs") << QByteArray("squashfs") << QByteArray("ro") << QByteArray();
}

void TstFilesystemSteps::putsBackTheSameMount()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, part);
    const QByteArray image = m_world->host.path("x.img"), target = m_world->host.makeFolder("tar get");
    if (type == "squashfs") {
        Lab::must({"mksquashfs", m_world->host.makeFolder("stage"), image, "-quiet", "-no-progress"});
    } else {
        Lab::must({"truncate", "-s", type == "xfs" ? "320M" : "160M", image});
        Lab::must({"mkfs." + type, "-q", image});
    }
    const lab::Disk disk = m_world->host.attach(image);
    if (options.startsWith("subvol")) {
        m_world->host.mount(disk.device, "tar get");
        Lab::must({"btrfs", "subvolume", "create", target + "/sub"});
        Lab::must({"umount", target});
    }
    if (options == "bind") {
        const QByteArray whole = m_world->host.mount(disk.device, "whole");
        Lab::must({"mount", "--bind", whole + part, target});
        Lab::must({"umount", whole}); // so that there is nothing left to copy it from
    } else {
        m_world->host.mount(disk.device, "tar get", {"-o", options});
    }
    for (const char* propagation : {"--make-private", "--make-shared"}) {
        Lab::must({"mount", propagation, target});
        const QByteArray before = findmnt(target);
        const Inventory found = m_world->look({});
        const StepResult off = m_world->run(m_world->stepOf(*find(found.resources, "mount:" + target)));
        QVERIFY2(!off.error, qPrintable(off.error ? off.error->text : QString()));
        QVERIFY(!Oracle::isMounted(target));
        const StepResult on = m_world->run(m_world->restoring(off, Verb::Mount));
        QVERIFY2(!on.error, qPrintable(on.error ? on.error->text : QString()));
        QCOMPARE(findmnt(target), before);
        QCOMPARE(on.created.value(0).key(), target);
        const StepResult again
            = m_world->run(m_world->restoring(off, Verb::Mount)); // found there, or refused
        QVERIFY(!again.error || again.error->code == ErrorCode::MountPointUsed);
        QCOMPARE(findmnt(target), before);
    }
}

void TstFilesystemSteps::putsBackOverlays()
{
    const QByteArray target = m_world->host.makeFolder("merged");
    for (const char* name : {"m t/low", "m t/up", "m t/work"})
        m_world->host.makeFolder(name);
    const QByteArray options = "lowerdir=" + m_world->mount + "/low,upperdir=" + m_world->mount
        + "/up,workdir=" + m_world->mount + "/work";
    Lab::must({"mount", "-t", "overlay", "overlay", "-o", options, target});
    const QByteArray before = findmnt(target);
    const Inventory found = m_world->look({});
    const Resource* mount = find(found.resources, "mount:" + target);
    const Key filesystem = mount->needs.value(0).on.value(0);
    for (const Resource& resource : found.resources) {
        if (resource.keys.contains(filesystem))
            QVERIFY(resource.needs.value(0).how == How::OverlayLayer
                    && resource.needs.value(0).on.value(0).text == m_world->mountKeyOf(m_world->mount));
    }
    const StepResult off = m_world->run(m_world->stepOf(*mount));
    QVERIFY(!off.error);
    QVERIFY(!Oracle::isMounted(target));
    const StepResult on = m_world->run(m_world->restoring(off, Verb::Mount));
    QVERIFY2(!on.error, qPrintable(on.error ? on.error->text : QString()));
    QCOMPARE(findmnt(target), before);
}

void TstFilesystemSteps::refusesToPutBackElsewhere()
{
    const Inventory found = m_world->look({});
    const StepResult off = m_world->run(m_world->stepOf(*find(found.resources, "mount:" + m_world->mount)));
    QVERIFY(!off.error);
    Lab::must({"rmdir", m_world->mount});
    QCOMPARE(m_world->run(m_world->restoring(off, Verb::Mount)).error->code, ErrorCode::MountPointMissing);
    m_world->host.makeFolder("m t");
    Lab::must({"mkfs.ext4", "-q", "-F", m_world->disk.device}); // same place, another file system
    QCOMPARE(m_world->run(m_world->restoring(off, Verb::Mount)).error->code, ErrorCode::ImageChanged);
    QVERIFY(!Oracle::isMounted(m_world->mount));
}

void TstFilesystemSteps::asksProcessesToQuit()
{
    lab::Running shell({Lab::program("lab-blocker"), "shell", m_world->mount});
    const qint64 bash = readyPid(shell);
    QVERIFY(bash);
    Inventory found = m_world->look();
    const Resource* user = process(found, bash);
    QVERIFY(user);
    QVERIFY(!m_world->run(m_world->stepOf(*user), 10000).error); // an interactive shell leaves on SIGHUP only
    LookRequest named;
    named.only = {user->id};
    QVERIFY(!find(m_world->look(named).users, user->id.text.toUtf8()));

    const auto stopped = m_world->start("cwd", m_world->mount);
    stopped->signal(SIGSTOP);
    found = m_world->look();
    QVERIFY(!m_world->run(m_world->stepOf(*process(found, stopped->pid())), 10000).error);
    QCOMPARE(stopped->waitEnd().value_or(0),
             128 + SIGHUP); // of the two that waited the lower one comes first

    lab::Running deaf(
        {"sh", "-c",
         "trap '' TERM HUP; cd '" + m_world->mount + "'; echo ready 1; while :; do sleep 1000; done"});
    QVERIFY(deaf.readLine().startsWith("ready"));
    found = m_world->look();
    Step step = m_world->stepOf(*process(found, deaf.pid()));
    QCOMPARE(m_world->run(step, 300).error->code, ErrorCode::StillThere);
    QVERIFY(deaf.isRunning());
    step.verb = Verb::End;
    QVERIFY(!m_world->run(step, 10000).error);
    QCOMPARE(deaf.waitEnd().value_or(0), 128 + SIGKILL);
}

void TstFilesystemSteps::neverSignalsALaterProcess()
{
    const auto running = m_world->start("cwd", m_world->mount);
    const Inventory found = m_world->look();
    Step step = m_world->stepOf(*process(found, running->pid()));
    step.resource = ResourceId {QStringLiteral("process:%1@1").arg(running->pid())};
    QCOMPARE(m_world->run(step, 1000).error->code, ErrorCode::AlreadyGone);
    const lab::Ran direct = lab::run({childProgram, "signal", QByteArray::number(running->pid()), "1", "9"});
    QCOMPARE(direct.code, ESRCH);
    QVERIFY(running->isRunning());
}

QTEST_GUILESS_MAIN(TstFilesystemSteps)
#include "tst_filesystemsteps.moc"
