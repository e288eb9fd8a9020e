// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/filesystem/filesystembody.h"
#include "services/filesystem/filesystemprovider.h"
#include "testsupport/lab.h"
#include "testsupport/oracle.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <future>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace mooring;
using lab::Lab;
using lab::Oracle;

namespace {

const QByteArray childProgram = QByteArrayLiteral(MOORING_BIN_DIR "/mooring-child");

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

LookRequest withUsers()
{
    LookRequest request;
    request.users = true;
    return request;
}

const Resource* find(const QList<Resource>& list, const QByteArray& id)
{
    for (const Resource& resource : list) {
        if (resource.id.text == QString::fromUtf8(id))
            return &resource;
    }
    return nullptr;
}

const Resource* process(const Inventory& found, qint64 pid)
{
    for (const Resource& user : found.users) {
        if (user.facts.value(Fact::Pid).toLongLong() == pid)
            return &user;
    }
    return nullptr;
}

// "how key path" of everything it uses.
QList<QByteArray> uses(const Resource* user)
{
    QList<QByteArray> result;
    if (user) {
        for (const Need& need : user->needs)
            result += token(need.how).toLatin1() + ' ' + need.on.value(0).text + ' ' + need.evidence;
    }
    return result;
}

// What findmnt says of a mount, without the names that the kernel makes anew.
QByteArray findmnt(const QByteArray& target)
{
    return Lab::must({"findmnt", "-n", "-r", "-o",
                      "TARGET,SOURCE,FSROOT,FSTYPE,VFS-OPTIONS,FS-OPTIONS,PROPAGATION", "-M", target});
}

// A process that does something and then stays until it is killed.
class Forked
{
public:
    explicit Forked(const std::function<bool()>& begin)
    {
        std::array<int, 2> ends {};
        if (pipe(ends.data()) != 0)
            qFatal("pipe");
        m_pid = fork();
        if (m_pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            const char said = begin() ? 'y' : 'n';
            if (write(ends[1], &said, 1) == 1)
                pause();
            _exit(1);
        }
        char said = 0;
        close(ends[1]);
        if (read(ends[0], &said, 1) != 1 || said != 'y')
            qFatal("the child could not begin");
        close(ends[0]);
    }
    ~Forked()
    {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    Forked(const Forked&) = delete;
    Forked& operator=(const Forked&) = delete;
    pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = 0;
};

bool bindSocket(const QByteArray& path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    const int socketFd = socket(AF_UNIX, SOCK_STREAM, 0);
    return bind(socketFd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool sitInThread(const QByteArray& path)
{
    std::promise<bool> sits;
    std::thread([&] {
        sits.set_value(unshare(CLONE_FS | CLONE_FILES) == 0 && chdir(path.constData()) == 0);
        pause();
    }).detach();
    return sits.get_future().get();
}

qint64 readyPid(lab::Running& running) { return running.readLine().mid(6).toLongLong(); }

} // namespace

class TstFilesystemLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
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
    void seesNothingOfOthersWithoutPrivilege();
    void isNotMisledByForks();
    void tellsWhenTheWorldMoves();

private:
    Inventory look(const LookRequest& request = withUsers(), std::shared_ptr<Child> child = nullptr) const;
    StepResult run(const Step& step, int stopAfter = 0) const;
    static Step stepOf(const Resource& resource);
    static Step restoring(const StepResult& result, Verb verb);
    lab::RunningPtr start(const QByteArray& mode, const QByteArray& path) const;
    QByteArray mountKeyOf(const QByteArray& target) const;

    std::unique_ptr<Lab> m_lab;
    lab::Disk m_disk;
    QByteArray m_mount;
};

void TstFilesystemLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TstFilesystemLab::init()
{
    m_lab = std::make_unique<Lab>();
    const QByteArray image = m_lab->ext4Image("a b.img", {{"file", QByteArray(9000, 'x')}});
    m_disk = m_lab->attach(image);
    m_mount = m_lab->mount(m_disk.device, "m t");
}

void TstFilesystemLab::cleanup()
{
    QVERIFY(m_lab->takeDown());
    m_lab.reset();
}

Inventory TstFilesystemLab::look(const LookRequest& request, std::shared_ptr<Child> child) const
{
    FilesystemOptions options;
    options.kernelChild = childProgram;
    if (child)
        options.child = std::move(child);
    FilesystemBody body(options);
    return body.look(request, {});
}

StepResult TstFilesystemLab::run(const Step& step, int stopAfter) const
{
    FilesystemOptions options;
    options.kernelChild = childProgram;
    FilesystemBody body(options);
    std::stop_source stop;
    std::atomic<bool> ended = false;
    std::thread deadline([&] {
        for (int waited = 0; stopAfter && waited < stopAfter && !ended; waited += 10)
            QTest::qSleep(10);
        if (stopAfter)
            stop.request_stop();
    });
    const StepResult result = body.run(step, stop.get_token(), [](const Progress&) {});
    ended = true;
    deadline.join();
    return result;
}

Step TstFilesystemLab::stepOf(const Resource& resource)
{
    Step step;
    step.verb = resource.release->verb;
    step.resource = resource.id;
    step.kind = resource.kind;
    step.name = resource.name;
    step.incarnation = resource.incarnation;
    step.keys = resource.keys;
    step.command = resource.release->command;
    step.restore = resource.release->restore;
    return step;
}

Step TstFilesystemLab::restoring(const StepResult& result, Verb verb)
{
    Step step;
    step.verb = verb;
    step.arguments = result.restore;
    return step;
}

lab::RunningPtr TstFilesystemLab::start(const QByteArray& mode, const QByteArray& path) const
{
    auto running = std::make_unique<lab::Running>(lab::Argv {Lab::program("lab-blocker"), mode, path});
    if (!readyPid(*running))
        qFatal("blocker %s did not start", mode.constData());
    return running;
}

QByteArray TstFilesystemLab::mountKeyOf(const QByteArray& target) const
{
    const Inventory found = look({});
    const Resource* mount = find(found.resources, "mount:" + target);
    return mount ? mount->keys.value(0).text : QByteArray();
}

void TstFilesystemLab::namesEachWayOfUse_data()
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

void TstFilesystemLab::namesEachWayOfUse()
{
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, how);
    const auto running = start(mode, m_mount + name);
    const Inventory found = look();
    const Resource* user = process(found, running->pid());
    QVERIFY(uses(user).contains(how + ' ' + mountKeyOf(m_mount) + ' ' + m_mount + name));
    QCOMPARE(user->name, QStringLiteral("lab-blocker"));
    QCOMPARE(user->facts[Fact::User].toString(), QStringLiteral("root"));
    QVERIFY(user->facts[Fact::CommandLine].toByteArray().contains(mode));
    QVERIFY(user->facts[Fact::Since].toDateTime().secsTo(QDateTime::currentDateTimeUtc()) < 120);
    QVERIFY(find(found.resources, "mount:" + m_mount));
    QVERIFY(!find(found.users, "unknown:holder-of-" + m_disk.device));
    LookRequest few = withUsers();
    few.standingOn = {Key {mountKeyOf(m_mount)}};
    const Inventory targeted = look(few);
    QCOMPARE(targeted.users.size(), 1);
    QCOMPARE(targeted.users[0].id, user->id);
    QVERIFY(targeted.resources.isEmpty());
}

void TstFilesystemLab::namesTheRunningProgram()
{
    const QByteArray program = m_lab->copyProgram("/bin/sleep", m_mount);
    lab::Running running({program, "1000"});
    const QByteArray use = "executable " + mountKeyOf(m_mount) + ' ' + program;
    QTRY_VERIFY(uses(process(look(), running.pid())).contains(use));
}

void TstFilesystemLab::tellsTheUserOfABindMountFromTheOriginals()
{
    const QByteArray bind = m_lab->makeFolder("bind");
    Lab::must({"mount", "--bind", m_mount, bind});
    const auto running = start("mmap", bind + "/file");
    const auto other = start("fd", bind + "/file");
    const Inventory found = look();
    for (const auto* user : {&running, &other}) {
        QCOMPARE(uses(process(found, (*user)->pid())).size(), 1);
        QVERIFY(uses(process(found, (*user)->pid()))[0].contains(' ' + mountKeyOf(bind) + ' '));
    }
    QCOMPARE(find(found.resources, "filesystem:" + m_disk.device)->facts[Fact::MountPoints].toByteArray(),
             m_mount + '\n' + bind);
}

void TstFilesystemLab::findsThreadsWithAFolderOfTheirOwn()
{
    const Forked forked([this] { return sitInThread(m_mount); });
    QVERIFY(uses(process(look(), forked.pid()))
                .contains("working-directory " + mountKeyOf(m_mount) + ' ' + m_mount));
}

void TstFilesystemLab::findsBoundSockets()
{
    const QByteArray path = m_mount + "/socket";
    const Forked forked([&] { return bindSocket(path); });
    QVERIFY(uses(process(look(), forked.pid())).contains("open-file " + mountKeyOf(m_mount) + ' ' + path));
}

void TstFilesystemLab::findsOpenersOfDisksAndPartitions()
{
    const lab::Disk disk = m_lab->attach(m_lab->partitionedImage("p.img"));
    const auto whole = start("device", disk.device);
    const auto part = start("device", disk.part(1));
    const Inventory found = look();
    const QList<QByteArray> ofWhole = uses(process(found, whole->pid())),
                            ofPart = uses(process(found, part->pid()));
    QCOMPARE(ofWhole.size(), 1);
    QVERIFY(ofWhole[0].startsWith("open-device block:7:") && ofWhole[0].endsWith(' ' + disk.device));
    QCOMPARE(ofPart.size(), 1);
    QVERIFY(ofPart[0].startsWith("open-device block:259:") && ofPart[0].endsWith(' ' + disk.part(1)));
    QVERIFY(!find(found.resources, "disk:" + disk.device)); // loop devices are the other provider's
}

void TstFilesystemLab::seesWhatWasLazilyUnmounted()
{
    const auto running = start("fd", m_mount + "/file");
    Lab::must({"umount", "-l", m_mount});
    QVERIFY(Oracle::superblockLives(m_disk.device));
    const Inventory found = look();
    const Resource* filesystem = find(found.resources, "filesystem:" + m_disk.device);
    QVERIFY(filesystem);
    QCOMPARE(filesystem->state, State::Orphaned);
    const QList<QByteArray> seen = uses(process(found, running->pid()));
    QCOMPARE(seen.size(), 1);
    QVERIFY(seen[0].startsWith("open-file " + filesystem->keys[0].text));
    QVERIFY(!find(found.users, "unknown:holder-of-filesystem:" + m_disk.device));
}

void TstFilesystemLab::seesHiddenFileSystemsWithoutAnEntryInSysfs()
{
    const QByteArray stage = m_lab->makeFolder("stage"), image = m_lab->path("s.img");
    m_lab->writeFile("stage/file", "x");
    Lab::must({"mksquashfs", stage, image, "-quiet", "-no-progress"});
    const lab::Disk disk = m_lab->attach(image);
    const QByteArray target = m_lab->mount(disk.device, "squash");
    const QByteArray program = "exec 7<'" + target + "/file'; echo ready 1; read x";
    lab::Running running({"sh", "-c", program});
    QVERIFY(running.readLine().startsWith("ready"));
    Lab::must({"umount", "-l", target});
    Inventory found = look();
    const Resource* filesystem = find(found.resources, "filesystem:" + disk.device);
    QVERIFY(filesystem);
    QVERIFY(uses(process(found, running.pid())).value(0).startsWith("open-file " + filesystem->keys[0].text));
    QVERIFY(!find(found.users, "unknown:holder-of-" + disk.device));
    running.closeInput();
    QVERIFY(running.waitEnd().has_value());
    found = look();
    QVERIFY(!find(found.resources, "filesystem:" + disk.device));
    QVERIFY(!find(found.users, "unknown:holder-of-" + disk.device));
}

void TstFilesystemLab::admitsADescriptorInFlight()
{
    const auto running = start("flight", m_mount + "/file");
    Lab::must({"umount", "-l", m_mount});
    QVERIFY(Oracle::superblockLives(m_disk.device));
    const Inventory found = look();
    QVERIFY(!process(found, running->pid()));
    const Resource* holder = find(found.users, "unknown:holder-of-filesystem:" + m_disk.device);
    QVERIFY(holder);
    QCOMPARE(uses(holder).value(0).split(' ').value(0), "exclusive-claim");
    QVERIFY(!holder->release);
}

void TstFilesystemLab::seesMountsOfOtherNamespaces()
{
    const QByteArray target = m_lab->makeFolder("elsewhere");
    const lab::Disk disk = m_lab->attach(m_lab->ext4Image("n.img"));
    const auto running = start("namespace-mount", disk.device + ':' + target);
    QVERIFY(!Oracle::isMounted(target));
    const Inventory found = look();
    const Resource* filesystem = find(found.resources, "filesystem:" + disk.device);
    QVERIFY(filesystem);
    QCOMPARE(filesystem->state, State::InUse);
    bool kept = false;
    const QList<QByteArray> seen = uses(process(found, running->pid()));
    for (const QByteArray& use : seen)
        kept = kept || (use.startsWith("mount-namespace ") && use.endsWith(' ' + target));
    QVERIFY(kept);
}

void TstFilesystemLab::seesSwap()
{
    const lab::Disk disk = m_lab->attach(m_lab->partitionedImage("p.img"));
    m_lab->swapOn(disk.part(2));
    Inventory found = look({});
    const Resource* swap = find(found.resources, "swap:" + disk.part(2));
    QVERIFY(swap && swap->release);
    const StepResult off = run(stepOf(*swap));
    QVERIFY2(!off.error, qPrintable(off.error ? off.error->text : QString()));
    QVERIFY(!Oracle::isSwap(disk.part(2)));
    QCOMPARE(run(stepOf(*swap)).error->code, ErrorCode::AlreadyGone);
    const StepResult on = run(restoring(off, Verb::SwapOn));
    QVERIFY(!on.error);
    QCOMPARE(on.created.value(0).text, swap->id.text);
    QVERIFY(Oracle::isSwap(disk.part(2)));
    Lab::must({"swapoff", disk.part(2)});
}

void TstFilesystemLab::putsSwapBackOnlyOnTheSameArea()
{
    const lab::Disk disk = m_lab->attach(m_lab->partitionedImage("p.img"));
    m_lab->swapOn(disk.part(2));
    const Inventory found = look({});
    const StepResult off = run(stepOf(*find(found.resources, "swap:" + disk.part(2))));
    QVERIFY(!off.error);
    Lab::must({"mkswap", "-f", disk.part(2)}); // another one now
    QCOMPARE(run(restoring(off, Verb::SwapOn)).error->code, ErrorCode::ImageChanged);
    QVERIFY(!Oracle::isSwap(disk.part(2)));
}

void TstFilesystemLab::unmountsTheTopmostOnly()
{
    const lab::Disk upper = m_lab->attach(m_lab->ext4Image("u.img"));
    const Inventory before = look({});
    m_lab->mount(upper.device, "m t");
    const Step below = stepOf(*find(before.resources, "mount:" + m_mount));
    QCOMPARE(run(below).error->code, ErrorCode::SomethingStandsOnIt);
    const Inventory both = look({});
    const Resource* top = find(both.resources, "mount:" + m_mount);
    QVERIFY(top && top->incarnation != below.incarnation);
    QVERIFY(!run(stepOf(*top)).error);
    QCOMPARE(run(stepOf(*top)).error->code, ErrorCode::AlreadyGone);
    QVERIFY(!run(below).error);
    QVERIFY(!Oracle::isMounted(m_mount));
}

void TstFilesystemLab::saysBusyWithoutAGuess()
{
    const auto running = start("flight", m_mount + "/file");
    const Inventory found = look({});
    const StepResult result = run(stepOf(*find(found.resources, "mount:" + m_mount)));
    QVERIFY(result.error.has_value());
    QCOMPARE(result.error->code, ErrorCode::CauseNotFound);
    QCOMPARE(result.error->domain, ErrorDomain::Errno);
    QCOMPARE(result.error->number, static_cast<quint32>(EBUSY));
    QVERIFY(Oracle::isMounted(m_mount));
}

void TstFilesystemLab::putsBackTheSameMount_data()
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

void TstFilesystemLab::putsBackTheSameMount()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, part);
    const QByteArray image = m_lab->path("x.img"), target = m_lab->makeFolder("tar get");
    if (type == "squashfs") {
        Lab::must({"mksquashfs", m_lab->makeFolder("stage"), image, "-quiet", "-no-progress"});
    } else {
        Lab::must({"truncate", "-s", type == "xfs" ? "320M" : "160M", image});
        Lab::must({"mkfs." + type, "-q", image});
    }
    const lab::Disk disk = m_lab->attach(image);
    if (options.startsWith("subvol")) {
        m_lab->mount(disk.device, "tar get");
        Lab::must({"btrfs", "subvolume", "create", target + "/sub"});
        Lab::must({"umount", target});
    }
    if (options == "bind") {
        const QByteArray whole = m_lab->mount(disk.device, "whole");
        Lab::must({"mount", "--bind", whole + part, target});
        Lab::must({"umount", whole}); // so that there is nothing left to copy it from
    } else {
        m_lab->mount(disk.device, "tar get", {"-o", options});
    }
    for (const char* propagation : {"--make-private", "--make-shared"}) {
        Lab::must({"mount", propagation, target});
        const QByteArray before = findmnt(target);
        const Inventory found = look({});
        const StepResult off = run(stepOf(*find(found.resources, "mount:" + target)));
        QVERIFY2(!off.error, qPrintable(off.error ? off.error->text : QString()));
        QVERIFY(!Oracle::isMounted(target));
        const StepResult on = run(restoring(off, Verb::Mount));
        QVERIFY2(!on.error, qPrintable(on.error ? on.error->text : QString()));
        QCOMPARE(findmnt(target), before);
        QCOMPARE(on.created.value(0).key(), target);
        QCOMPARE(run(restoring(off, Verb::Mount)).error->code, ErrorCode::MountPointUsed);
    }
}

void TstFilesystemLab::putsBackOverlays()
{
    const QByteArray target = m_lab->makeFolder("merged");
    for (const char* name : {"m t/low", "m t/up", "m t/work"})
        m_lab->makeFolder(name);
    const QByteArray options
        = "lowerdir=" + m_mount + "/low,upperdir=" + m_mount + "/up,workdir=" + m_mount + "/work";
    Lab::must({"mount", "-t", "overlay", "overlay", "-o", options, target});
    const QByteArray before = findmnt(target);
    const Inventory found = look({});
    const Resource* mount = find(found.resources, "mount:" + target);
    const Key filesystem = mount->needs.value(0).on.value(0);
    for (const Resource& resource : found.resources) {
        if (resource.keys.contains(filesystem))
            QVERIFY(resource.needs.value(0).how == How::OverlayLayer
                    && resource.needs.value(0).on.value(0).text == mountKeyOf(m_mount));
    }
    const StepResult off = run(stepOf(*mount));
    QVERIFY(!off.error);
    QVERIFY(!Oracle::isMounted(target));
    const StepResult on = run(restoring(off, Verb::Mount));
    QVERIFY2(!on.error, qPrintable(on.error ? on.error->text : QString()));
    QCOMPARE(findmnt(target), before);
}

void TstFilesystemLab::refusesToPutBackElsewhere()
{
    const Inventory found = look({});
    const StepResult off = run(stepOf(*find(found.resources, "mount:" + m_mount)));
    QVERIFY(!off.error);
    Lab::must({"rmdir", m_mount});
    QCOMPARE(run(restoring(off, Verb::Mount)).error->code, ErrorCode::MountPointMissing);
    m_lab->makeFolder("m t");
    Lab::must({"mkfs.ext4", "-q", "-F", m_disk.device}); // same place, another file system
    QCOMPARE(run(restoring(off, Verb::Mount)).error->code, ErrorCode::ImageChanged);
    QVERIFY(!Oracle::isMounted(m_mount));
}

void TstFilesystemLab::asksProcessesToQuit()
{
    lab::Running shell({Lab::program("lab-blocker"), "shell", m_mount});
    const qint64 bash = readyPid(shell);
    QVERIFY(bash);
    Inventory found = look();
    const Resource* user = process(found, bash);
    QVERIFY(user);
    QVERIFY(!run(stepOf(*user), 10000).error); // an interactive shell leaves on SIGHUP only
    LookRequest named;
    named.only = {user->id};
    QVERIFY(!find(look(named).users, user->id.text.toUtf8()));

    const auto stopped = start("cwd", m_mount);
    stopped->signal(SIGSTOP);
    found = look();
    QVERIFY(!run(stepOf(*process(found, stopped->pid())), 10000).error);
    QCOMPARE(stopped->waitEnd().value_or(0),
             128 + SIGHUP); // of the two that waited the lower one comes first

    lab::Running deaf(
        {"sh", "-c", "trap '' TERM HUP; cd '" + m_mount + "'; echo ready 1; while :; do sleep 1000; done"});
    QVERIFY(deaf.readLine().startsWith("ready"));
    found = look();
    Step step = stepOf(*process(found, deaf.pid()));
    QCOMPARE(run(step, 300).error->code, ErrorCode::StillThere);
    QVERIFY(deaf.isRunning());
    step.verb = Verb::End;
    QVERIFY(!run(step, 10000).error);
    QCOMPARE(deaf.waitEnd().value_or(0), 128 + SIGKILL);
}

void TstFilesystemLab::neverSignalsALaterProcess()
{
    const auto running = start("cwd", m_mount);
    const Inventory found = look();
    Step step = stepOf(*process(found, running->pid()));
    step.resource = ResourceId {QStringLiteral("process:%1@1").arg(running->pid())};
    QCOMPARE(run(step, 1000).error->code, ErrorCode::AlreadyGone);
    const lab::Ran direct = lab::run({childProgram, "signal", QByteArray::number(running->pid()), "1", "9"});
    QCOMPARE(direct.code, ESRCH);
    QVERIFY(running->isRunning());
}

void TstFilesystemLab::seesNothingOfOthersWithoutPrivilege()
{
    const auto roots = start("cwd", m_mount);
    const QList<QByteArray> nobody {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
    lab::Running own(nobody + lab::Argv {Lab::program("lab-blocker"), "cwd", m_mount});
    QVERIFY(readyPid(own));
    const QByteArray key = mountKeyOf(m_mount);
    const Inventory found = look(withUsers(), std::make_shared<NobodysChild>());
    QVERIFY(uses(process(found, own.pid())).contains("working-directory " + key + ' ' + m_mount));
    QCOMPARE(process(found, own.pid())->facts[Fact::Uid].toInt(), 65534);
    QVERIFY(!process(found, roots->pid()));
    QVERIFY(!found.isComplete(Kind::Unknown)); // and it says that it could not see everybody
    QVERIFY(found.isComplete(Kind::Process));
    for (const SourceError& error : found.errors) {
        QCOMPARE(error.error.code, ErrorCode::PermissionDenied);
        QVERIFY(error.error.text.toInt() > 0);
    }
}

void TstFilesystemLab::isNotMisledByForks()
{
    const QByteArray log = m_lab->path("chain.log");
    const Inventory before = look();
    lab::Running chain({Lab::program("lab-blocker"), "forks", m_mount, log});
    QVERIFY(readyPid(chain));
    int named = 0;
    for (int i = 0; i < 20; ++i) {
        const Inventory found = look();
        QFile file(QFile::decodeName(log));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> pids = file.readAll().split('\n');
        for (const Resource& user : found.users) {
            for (const QByteArray& use : uses(&user)) {
                if (!use.contains(m_mount))
                    continue;
                QVERIFY(pids.contains(QByteArray::number(user.facts[Fact::Pid].toLongLong())));
                QCOMPARE(user.name, QStringLiteral("lab-blocker"));
                ++named;
            }
        }
        QCOMPARE(found.errors, before.errors); // one that vanished is no error
    }
    qInfo("a link of the chain was seen in %d of 20 looks", named);
}

void TstFilesystemLab::tellsWhenTheWorldMoves()
{
    std::atomic<int> heard = 0;
    FilesystemProvider provider;
    provider.watch([&heard] { ++heard; });
    const int before = heard;
    Lab::must({"mount", "--bind", m_mount, m_lab->makeFolder("bind")});
    QTRY_VERIFY(heard > before);
}

QTEST_GUILESS_MAIN(TstFilesystemLab)
#include "tst_filesystemlab.moc"
