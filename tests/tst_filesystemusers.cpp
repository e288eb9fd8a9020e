// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/filesystem/filesystemprovider.h"
#include "testsupport/filesystemlab.h"
#include "testsupport/forked.h"
#include "testsupport/oracle.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace mooring;

namespace {

// Runs everything as somebody without privileges.
class NobodysChild final : public Child
{
public:
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token stop,
                            const Options& options) override
    {
        const QList<QByteArray> nobody {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
        return Child::run(nobody + argv, std::move(stop), options);
    }
    using Child::run;
};

using lab::Oracle;

} // namespace

class TstFilesystemUsers : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_world = std::make_unique<FilesystemLab>(); }
    void cleanup();

    void namesEachWayOfUse_data();
    void namesEachWayOfUse();
    void namesTheRunningProgram();
    void tellsTheUserOfABindMountFromTheOriginals();
    void findsThreadsWithAFolderOfTheirOwn();
    void findsBoundSockets();
    void findsOpenersOfDisksAndPartitions();
    void seesWhatWasLazilyUnmounted();
    void seesHiddenFileSystemsWithoutAnEntryInSysfs();
    void admitsADescriptorInFlight();
    void seesMountsOfOtherNamespaces();
    void seesNothingOfOthersWithoutPrivilege();
    void isNotMisledByForks();
    void tellsWhenTheWorldMoves();

private:
    std::unique_ptr<FilesystemLab> m_world;
};

void TstFilesystemUsers::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TstFilesystemUsers::cleanup()
{
    QVERIFY(m_world->host.takeDown());
    m_world.reset();
}

void TstFilesystemUsers::namesEachWayOfUse_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("open file") << QByteArray("fd") << QByteArray("/file") << QByteArray("open-file");
    QTest::newRow("deleted file") << QByteArray("deleted") << QByteArray("/file")
                                  << QByteArray("deleted-file");
    QTest::newRow("mapped file") << QByteArray("mmap") << QByteArray("/file") << QByteArray("mapped-file");
    QTest::newRow("working folder") << QByteArray("cwd") << QByteArray() << QByteArray("working-directory");
    QTest::newRow("root folder") << QByteArray("root") << QByteArray() << QByteArray("root-directory");
}

void TstFilesystemUsers::namesEachWayOfUse()
{
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, how);
    const auto running = m_world->start(mode, m_world->mount + name);
    const Inventory found = m_world->look();
    const Resource* user = process(found, running->pid());
    QVERIFY(
        uses(user).contains(how + ' ' + m_world->mountKeyOf(m_world->mount) + ' ' + m_world->mount + name));
    QCOMPARE(user->name, QStringLiteral("lab-blocker"));
    QCOMPARE(user->facts[Fact::User].toString(), QStringLiteral("root"));
    QVERIFY(user->facts[Fact::CommandLine].toByteArray().contains(mode));
    QVERIFY(user->facts[Fact::Since].toDateTime().secsTo(QDateTime::currentDateTimeUtc()) < 120);
    QVERIFY(find(found.resources, "mount:" + m_world->mount));
    QVERIFY(!find(found.users, "unknown:holder-of-" + m_world->disk.device));
    LookRequest few = withUsers();
    few.standingOn = {Key {m_world->mountKeyOf(m_world->mount)}};
    const Inventory targeted = m_world->look(few);
    QCOMPARE(targeted.users.size(), 1);
    QCOMPARE(targeted.users[0].id, user->id);
    QVERIFY(targeted.resources.isEmpty());
}

void TstFilesystemUsers::namesTheRunningProgram()
{
    const QByteArray program = m_world->host.copyProgram("/bin/sleep", m_world->mount);
    lab::Running running({program, "1000"});
    const QByteArray use = "executable " + m_world->mountKeyOf(m_world->mount) + ' ' + program;
    QTRY_VERIFY(uses(process(m_world->look(), running.pid())).contains(use));
}

void TstFilesystemUsers::tellsTheUserOfABindMountFromTheOriginals()
{
    const QByteArray bind = m_world->host.makeFolder("bind");
    Lab::must({"mount", "--bind", m_world->mount, bind});
    const auto running = m_world->start("mmap", bind + "/file");
    const auto other = m_world->start("fd", bind + "/file");
    const Inventory found = m_world->look();
    for (const auto* user : {&running, &other}) {
        QCOMPARE(uses(process(found, (*user)->pid())).size(), 1);
        QVERIFY(uses(process(found, (*user)->pid()))[0].contains(' ' + m_world->mountKeyOf(bind) + ' '));
    }
    QCOMPARE(
        find(found.resources, "filesystem:" + m_world->disk.device)->facts[Fact::MountPoints].toByteArray(),
        m_world->mount + '\n' + bind);
}

void TstFilesystemUsers::findsThreadsWithAFolderOfTheirOwn()
{
    const Forked forked([this] { return sitInThread(m_world->mount); });
    QVERIFY(uses(process(m_world->look(), forked.pid()))
                .contains("working-directory " + m_world->mountKeyOf(m_world->mount) + ' ' + m_world->mount));
}

void TstFilesystemUsers::findsBoundSockets()
{
    const QByteArray path = m_world->mount + "/socket";
    const Forked forked([&] { return bindSocket(path); });
    QVERIFY(uses(process(m_world->look(), forked.pid()))
                .contains("open-file " + m_world->mountKeyOf(m_world->mount) + ' ' + path));
}

void TstFilesystemUsers::findsOpenersOfDisksAndPartitions()
{
    const lab::Disk disk = m_world->host.attach(m_world->host.partitionedImage("p.img"));
    const auto whole = m_world->start("device", disk.device);
    const auto part = m_world->start("device", disk.part(1));
    const Inventory found = m_world->look();
    const QList<QByteArray> ofWhole = uses(process(found, whole->pid())),
                            ofPart = uses(process(found, part->pid()));
    QCOMPARE(ofWhole.size(), 1);
    QVERIFY(ofWhole[0].startsWith("open-device block:7:") && ofWhole[0].endsWith(' ' + disk.device));
    QCOMPARE(ofPart.size(), 1);
    QVERIFY(ofPart[0].startsWith("open-device block:259:") && ofPart[0].endsWith(' ' + disk.part(1)));
    QVERIFY(!find(found.resources, "disk:" + disk.device)); // loop devices are the other provider's
}

void TstFilesystemUsers::seesWhatWasLazilyUnmounted()
{
    const auto running = m_world->start("fd", m_world->mount + "/file");
    Lab::must({"umount", "-l", m_world->mount});
    QVERIFY(Oracle::superblockLives(m_world->disk.device));
    const Inventory found = m_world->look();
    const Resource* filesystem = find(found.resources, "filesystem:" + m_world->disk.device);
    QVERIFY(filesystem);
    QCOMPARE(filesystem->state, State::Orphaned);
    const QList<QByteArray> seen = uses(process(found, running->pid()));
    QCOMPARE(seen.size(), 1);
    QVERIFY(seen[0].startsWith("open-file " + filesystem->keys[0].text));
    QVERIFY(!find(found.users, "unknown:holder-of-filesystem:" + m_world->disk.device));
}

void TstFilesystemUsers::seesHiddenFileSystemsWithoutAnEntryInSysfs()
{
    const QByteArray stage = m_world->host.makeFolder("stage"), image = m_world->host.path("s.img");
    m_world->host.writeFile("stage/file", "x");
    Lab::must({"mksquashfs", stage, image, "-quiet", "-no-progress"});
    const lab::Disk disk = m_world->host.attach(image);
    const QByteArray target = m_world->host.mount(disk.device, "squash");
    const QByteArray program = "exec 7<'" + target + "/file'; echo ready 1; read x";
    lab::Running running({"sh", "-c", program});
    QVERIFY(running.readLine().startsWith("ready"));
    Lab::must({"umount", "-l", target});
    Inventory found = m_world->look();
    const Resource* filesystem = find(found.resources, "filesystem:" + disk.device);
    QVERIFY(filesystem);
    QVERIFY(uses(process(found, running.pid())).value(0).startsWith("open-file " + filesystem->keys[0].text));
    QVERIFY(!find(found.users, "unknown:holder-of-" + disk.device));
    running.closeInput();
    QVERIFY(running.waitEnd().has_value());
    found = m_world->look();
    QVERIFY(!find(found.resources, "filesystem:" + disk.device));
    QVERIFY(!find(found.users, "unknown:holder-of-" + disk.device));
}

void TstFilesystemUsers::admitsADescriptorInFlight()
{
    const auto running = m_world->start("flight", m_world->mount + "/file");
    Lab::must({"umount", "-l", m_world->mount});
    QVERIFY(Oracle::superblockLives(m_world->disk.device));
    const Inventory found = m_world->look();
    QVERIFY(!process(found, running->pid()));
    const Resource* holder = find(found.users, "unknown:holder-of-filesystem:" + m_world->disk.device);
    QVERIFY(holder);
    QCOMPARE(uses(holder).value(0).split(' ').value(0), "exclusive-claim");
    QVERIFY(!holder->release);
}

void TstFilesystemUsers::seesMountsOfOtherNamespaces()
{
    const QByteArray target = m_world->host.makeFolder("elsewhere");
    const lab::Disk disk = m_world->host.attach(m_world->host.ext4Image("n.img"));
    const auto running = m_world->start("namespace-mount", disk.device + ':' + target);
    QVERIFY(!Oracle::isMounted(target));
    const Inventory found = m_world->look();
    const Resource* filesystem = find(found.resources, "filesystem:" + disk.device);
    QVERIFY(filesystem);
    QCOMPARE(filesystem->state, State::InUse);
    bool kept = false;
    const QList<QByteArray> seen = uses(process(found, running->pid()));
    for (const QByteArray& use : seen)
        kept = kept || (use.startsWith("mount-namespace ") && use.endsWith(' ' + target));
    QVERIFY(kept);
}

void TstFilesystemUsers::seesNothingOfOthersWithoutPrivilege()
{
    const auto roots = m_world->start("cwd", m_world->mount);
    const QList<QByteArray> nobody {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    lab::Running own(nobody + lab::Argv {Lab::program("lab-blocker"), "cwd", m_world->mount});
    QVERIFY(readyPid(own));
    const QByteArray key = m_world->mountKeyOf(m_world->mount);
    const Inventory found = m_world->look(withUsers(), std::make_shared<NobodysChild>());
    QVERIFY(uses(process(found, own.pid())).contains("working-directory " + key + ' ' + m_world->mount));
    QCOMPARE(process(found, own.pid())->facts[Fact::Uid].toInt(), 65534);
    QVERIFY(!process(found, roots->pid()));
    QVERIFY(!found.isComplete(Kind::Unknown)); // and it says that it could not see everybody
    QVERIFY(found.isComplete(Kind::Process));
    for (const SourceError& error : found.errors) {
        QCOMPARE(error.error.code, ErrorCode::ProcessesUnseen);
        QVERIFY(error.error.text.toInt() > 0);
    }
}

void TstFilesystemUsers::isNotMisledByForks()
{
    const QByteArray log = m_world->host.path("chain.log");
    const Inventory before = m_world->look();
    lab::Running chain({Lab::program("lab-blocker"), "forks", m_world->mount, log});
    QVERIFY(readyPid(chain));
    QSet<QByteArray> named;
    for (int i = 0; i < 20; ++i) {
        const Inventory found = m_world->look();
        for (const Resource& user : found.users) {
            if (uses(&user).join().contains(m_world->mount)) {
                QCOMPARE(user.name, QStringLiteral("lab-blocker"));
                named += QByteArray::number(user.facts[Fact::Pid].toLongLong());
            }
        }
        QCOMPARE(found.errors, before.errors); // one that vanished is no error
    }
    chain.closeInput();
    QVERIFY(chain.waitEnd().has_value());
    const auto links = [&log] { // each writes itself down, but not always before it is seen
        QFile file(QFile::decodeName(log));
        const QList<QByteArray> pids
            = file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
        return QSet<QByteArray>(pids.begin(), pids.end());
    };
    QTRY_VERIFY(links().contains(named));
    qInfo("%lld links of the chain were seen in 20 looks", static_cast<long long>(named.size()));
}

void TstFilesystemUsers::tellsWhenTheWorldMoves()
{
    std::atomic<int> heard = 0;
    FilesystemProvider provider;
    provider.watch([&heard] { ++heard; });
    const int before = heard;
    Lab::must({"mount", "--bind", m_world->mount, m_world->host.makeFolder("bind")});
    QTRY_VERIFY(heard > before);
}

QTEST_GUILESS_MAIN(TstFilesystemUsers)
#include "tst_filesystemusers.moc"
