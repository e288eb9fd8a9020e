// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/kernelchild/scanformat.h"
#include "services/system/mounts.h"
#include "services/system/processnames.h"
#include "testsupport/fixtureroot.h"
#include "testsupport/labprocess.h"

#include <QTest>

#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace mooring;

namespace {

const QByteArray child = QByteArrayLiteral(MOORING_BIN_DIR "/mooring-child");
const QByteArray blocker = QByteArrayLiteral(MOORING_BIN_DIR "/lab-blocker");

DeviceNumber deviceOf(const QByteArray& path)
{
    struct stat info
    {
    };
    if (stat(path.constData(), &info) != 0)
        qFatal("%s", path.constData());
    return {major(info.st_dev), minor(info.st_dev)};
}

// The mount that shows a temporary folder: its superblock is too busy to ask for as a whole.
ProcessTargets mountShowing(const QByteArray& path)
{
    const auto mounts = Mounts().own();
    const MountEntry* entry = mountOf(*mounts, path);
    return {{{entry->id, {entry->major, entry->minor}, entry->mountPoint}}, {}, {}};
}

ProcessScan scan(const ProcessTargets& targets)
{
    const Processes processes(std::make_shared<Child>(), child);
    const auto found = processes.scan(targets);
    if (!found)
        qFatal("%s", qPrintable(found.error().text));
    return *found;
}

const ProcessEntry* entryOf(const ProcessScan& found, qint64 pid)
{
    for (const ProcessEntry& process : found.processes) {
        if (process.pid == pid)
            return &process;
    }
    return nullptr;
}

lab::RunningPtr start(const QByteArray& mode, const QByteArray& path)
{
    auto running = std::make_unique<lab::Running>(lab::Argv {blocker, mode, path});
    if (!running->readLine().startsWith("ready"))
        qFatal("blocker %s", mode.constData());
    return running;
}

} // namespace

class TstProcesses : public QObject
{
    Q_OBJECT
private slots:
    void passesTargetsByteForByte();
    void refusesACutAnswer();
    void readsAnAnswer();
    void findsUses_data();
    void findsUses();
    void leavesThisProgramOut();
    void namesNobodyForNothing();
    void tellsUnitsAndContainers_data();
    void tellsUnitsAndContainers();
    void tellsGuestsOfQemu();
    void tellsSinceWhen();
    void knowsItsOwnSession();
};

void TstProcesses::passesTargetsByteForByte()
{
    const QByteArray path = "/m/\xff\n\0x";
    const QByteArray request = Processes::request({{{5, {7, 1}, path}}, {{8, 2}}, {{259, 0}}});
    std::string_view in(request.constData(), static_cast<size_t>(request.size()));
    const auto mount = scanformat::take(in);
    QVERIFY(mount && mount->tag == scanformat::Mount);
    QCOMPARE(QByteArray(mount->at(2).data(), static_cast<qsizetype>(mount->at(2).size())), path);
    QVERIFY(scanformat::take(in)->at(0) == "8:2");
    QVERIFY(scanformat::take(in)->at(0) == "259:0");
    QVERIFY(!scanformat::take(in));
}

void TstProcesses::refusesACutAnswer()
{
    std::string whole;
    scanformat::append(whole, scanformat::Process, {"1", "2", "3", "4", "5", "S", "a", "b", "c"});
    scanformat::append(whole, scanformat::End, {});
    const QByteArray answer = QByteArray::fromStdString(whole);
    QVERIFY(Processes::parse(answer).has_value());
    for (qsizetype length = 0; length < answer.size(); ++length)
        QVERIFY2(!Processes::parse(answer.left(length)), QByteArray::number(length).constData());
}

void TstProcesses::readsAnAnswer()
{
    std::string text;
    scanformat::append(text, scanformat::Process,
                       {"12", "34", "1", "12", "1000", "D", "a) (b", std::string("x\0y", 3), "0::/\n"});
    scanformat::append(text, scanformat::Use, {"d", "1", "7:0", "0:0", "/never"});
    scanformat::append(text, scanformat::Use, {"x", "9", "7:0", "0:0", "/m/\xff"});
    scanformat::append(text, scanformat::Unseen, {"33", "4"});
    scanformat::append(text, scanformat::End, {});
    const auto found = Processes::parse(QByteArray::fromStdString(text));
    QVERIFY(found.has_value());
    const ProcessEntry& process = found->processes.value(0);
    QCOMPARE(process.key(), "process:12@34");
    QCOMPARE(process.command, "a) (b");
    QCOMPARE(process.commandLine, QByteArray("x\0y", 3));
    QCOMPARE(process.state, 'D');
    QCOMPARE(process.uses, (QList<ProcessUse> {{How::DeletedFile, 9, {7, 0}, {0, 0}, "/m/\xff"}}));
    QCOMPARE(found->unseen, (QMap<quint32, int> {{33, 4}}));
}

void TstProcesses::findsUses_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<int>("how");
    QTest::newRow("open file") << QByteArray("fd") << static_cast<int>(How::OpenFile);
    QTest::newRow("deleted file") << QByteArray("deleted") << static_cast<int>(How::DeletedFile);
    QTest::newRow("mapped file") << QByteArray("mmap") << static_cast<int>(How::MappedFile);
    QTest::newRow("working folder") << QByteArray("cwd") << static_cast<int>(How::WorkingDirectory);
}

void TstProcesses::findsUses()
{
    QFETCH(QByteArray, mode);
    QFETCH(int, how);
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("a b\xc3\xa9")));
    if (mode == "cwd")
        QVERIFY(QDir().mkpath(QFile::decodeName(path)));
    else
        QVERIFY(QFile(QFile::decodeName(path)).open(QIODevice::WriteOnly));
    const auto running = start(mode, path);
    const ProcessScan found = scan(mountShowing(path));
    const ProcessEntry* process = entryOf(found, running->pid());
    QVERIFY(process);
    QCOMPARE(process->command, "lab-blocker");
    QCOMPARE(process->parent, getpid());
    const auto known = Processes::read("/", running->pid());
    QVERIFY(known.has_value());
    QCOMPARE(known->startTicks, process->startTicks);
    QCOMPARE(known->commandLine, process->commandLine);
    bool seen = false;
    for (const ProcessUse& use : process->uses)
        seen = seen
            || (static_cast<int>(use.how) == how && use.path == path && use.device == deviceOf("/tmp"));
    QVERIFY(seen);
}

void TstProcesses::leavesThisProgramOut()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("held")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const ProcessScan found = scan(mountShowing(QFile::encodeName(file.fileName())));
    QVERIFY(!found.processes.isEmpty()); // the shells around us have their folders there
    QVERIFY(!entryOf(found, getpid()));
    // another build's may run beside this one
    for (const ProcessEntry& process : found.processes)
        QVERIFY(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(process.pid))
                != QFile::decodeName(kernelChildPath()));
}

void TstProcesses::namesNobodyForNothing()
{
    QVERIFY(scan({}).processes.isEmpty());
    QVERIFY(scan({{{~0ULL, {0, 9999}, "/nowhere"}}, {{4095, 1}}, {{4095, 1}}}).processes.isEmpty());
}

void TstProcesses::tellsUnitsAndContainers_data()
{
    QTest::addColumn<QByteArray>("cgroup");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("container");
    QTest::addColumn<bool>("service");
    const QByteArray id = QByteArray("0123456789abcdef").repeated(4);
    const auto row = [](const char* name, const QByteArray& cgroup, const char* unit, const char* container,
                        bool service) {
        QTest::newRow(name) << cgroup << QString::fromLatin1(unit) << QString::fromLatin1(container)
                            << service;
    };
    row("service", "0::/system.slice/nginx.service\n", "nginx.service", "", true);
    row("v1", "3:cpu:/\n1:name=systemd:/system.slice/cron.service\n", "cron.service", "", true);
    row("instance", "0::/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service", "", true);
    row("delegated", "0::/system.slice/db.service/worker", "db.service", "", true);
    row("login", "0::/user.slice/user-1000.slice/session-3.scope", "session-3.scope", "", false);
    row("user's", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/a.service", "a.service", "",
        false);
    row("manager", "0::/user.slice/user-1000.slice/user@1000.service/init.scope", "init.scope", "", false);
    row("docker", "0::/system.slice/docker-" + id + ".scope", ("docker-" + id + ".scope").constData(),
        "0123456789ab", false);
    row("docker v1", "1:name=systemd:/docker/" + id, "", "0123456789ab", false);
    row("podman", "0::/machine.slice/libpod-" + id + ".scope/container/x.service",
        ("libpod-" + id + ".scope").constData(), "0123456789ab", false);
    row("kubernetes", "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + id + ".scope",
        ("cri-containerd-" + id + ".scope").constData(), "0123456789ab", false);
    row("lxc", "0::/lxc.payload.web/system.slice/x.service", "", "web", false);
    row("nspawn", "0::/machine.slice/machine-deb\\x2d12.scope/payload", "machine-deb\\x2d12.scope", "deb-12",
        false);
    row("none", "0::/\n", "", "", false);
    row("empty", "", "", "", false);
}

void TstProcesses::tellsUnitsAndContainers()
{
    QFETCH(QByteArray, cgroup);
    const CgroupNames names = cgroupNames(cgroup);
    QTEST(names.unit, "unit");
    QTEST(names.container, "container");
    QTEST(names.isService(), "service");
}

void TstProcesses::tellsGuestsOfQemu()
{
    const auto name = [](QByteArray line) { return virtualMachineName(line.replace('|', '\0')); };
    QCOMPARE(name("/usr/bin/qemu-system-x86_64|-name|guest=web,debug-threads=on|-S"), QStringLiteral("web"));
    QCOMPARE(name("qemu-system-arm|-name|a,,b,process=q"), QStringLiteral("a,b"));
    QCOMPARE(name("/usr/bin/kvm|-id|100|-name|web01,debug-threads=on"), QStringLiteral("web01"));
    QCOMPARE(name("qemu-system-arm|-S"), QString());
    QCOMPARE(name("vi|-name|guest=web"), QString());
}

void TstProcesses::tellsSinceWhen()
{
    const FixtureRoot root;
    const ProcessNames names(root.path(), 0);
    const quint64 ticks = static_cast<quint64>(sysconf(_SC_CLK_TCK)) * 60;
    QCOMPARE(names.since(ticks).toSecsSinceEpoch(), 1700000060);
    QCOMPARE(names.user(0), QStringLiteral("root"));
    QCOMPARE(names.user(4000000000U), QStringLiteral("4000000000"));
}

void TstProcesses::knowsItsOwnSession()
{
    const ProcessNames names("/", getpid());
    const auto parent = Processes::read("/", getppid());
    QVERIFY(parent && names.isOwnSession(*parent));
    const auto other = start("idle", "/");
    QVERIFY(!names.isOwnSession(*Processes::read("/", other->pid())));
}

QTEST_GUILESS_MAIN(TstProcesses)
#include "tst_processes.moc"
