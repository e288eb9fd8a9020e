// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/loop/loopbody.h"
#include "testsupport/madesysfs.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace mooring;
using testsupport::MadeSysfs;

namespace {

// Answers in mooring-child's place and counts what it was asked.
class ScriptedChild : public Child
{
public:
    using Child::run;
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options& options) override
    {
        asked.append(argv.mid(1));
        ChildResult result;
        result.out = answer;
        if (hangs) {
            options.waiting(1, 5000);
            result.signal = 15;
        }
        return result;
    }
    QList<QList<QByteArray>> asked;
    QByteArray answer;
    bool hangs = false;
};

class World : public MadeSysfs
{
public:
    World()
        : child(std::make_shared<ScriptedChild>())
        , body(root(), KernelChild(child, "mooring-child"), SurfaceFolders("/run/mooring/images"))
    {
        write("proc/self/mountinfo", "1 0 254:0 / / rw - ext4 /dev/vda rw\n");
        write("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
    }
    void loop(unsigned number, const QByteArray& file) const
    {
        const QByteArray name = "loop" + QByteArray::number(number);
        disk(name, 7, number, 2048, number + 100);
        write("sys/block/" + name + "/loop/backing_file", file + '\n');
        for (const char* flag : {"offset", "sizelimit", "autoclear", "partscan", "dio"})
            write("sys/block/" + name + "/loop/" + flag, "0\n");
    }
    QStringList look(const LookRequest& request)
    {
        QStringList ids;
        for (const Resource& resource : body.look(request, {}).resources)
            ids.append(resource.id.text);
        std::sort(ids.begin(), ids.end());
        return ids;
    }
    std::shared_ptr<ScriptedChild> child;
    LoopBody body;
};

ResourceId diskId(unsigned number)
{
    return ResourceId::make(Kind::VirtualDisk, "/dev/loop" + QByteArray::number(number));
}

} // namespace

class TstLoopLook : public QObject
{
    Q_OBJECT
private slots:
    void seesEverything();
    void leavesSurfacesToWhoServesThem();
    void tellsTheChecksumFromBefore();
    void answersWhatItIsAskedOnly_data();
    void answersWhatItIsAskedOnly();
    void opensNothingUnlessUsersAreAsked();
    void learnsOnceWhatSysfsDoesNotTell();
    void givesUpOnTheOneThatNeverAnswers();
    void forgetsWhatIsGone();
    void tellsASourceThatFails();
    void paysForWhatItAsksFor();
};

void TstLoopLook::seesEverything()
{
    World world;
    world.loop(0, "/a");
    world.partition("loop0", "loop0p1", 1, 8, 8);
    world.loop(1, "/a");
    world.disk("loop2", 7, 2, 0, 3); // free
    QCOMPARE(
        world.look({}),
        (QStringList {QStringLiteral("image:/a"), QStringLiteral("partition:/dev/loop0p1"),
                      QStringLiteral("virtual-disk:/dev/loop0"), QStringLiteral("virtual-disk:/dev/loop1")}));
}

void TstLoopLook::leavesSurfacesToWhoServesThem()
{
    World world;
    world.loop(0, "/run/mooring/images/8:1:5/disk");
    world.partition("loop0", "loop0p1", 1, 8, 8);
    world.loop(1, "/run/mooring/images/disk"); // in nobody's folder
    const ResourceId served = diskId(0);
    const QStringList others {QStringLiteral("image:/run/mooring/images/disk"),
                              QStringLiteral("virtual-disk:/dev/loop1")};
    QCOMPARE(world.look({}), others);
    QCOMPARE(world.look({{served}, {}, false}), QStringList());
}

void TstLoopLook::tellsTheChecksumFromBefore()
{
    World world;
    world.loop(0, "/a");
    world.loop(1, "/a"); // attached without
    world.write("run/checksums/100", "abc 254:0:77\n");
    LoopBody body(world.root(), KernelChild(world.child, "mooring-child"),
                  SurfaceFolders(world.root() + "run/images"));
    QMap<QString, QString> told;
    for (const Resource& resource : body.look({}, {}).resources)
        if (const QVariant checksum = resource.facts.value(Fact::ChecksumBefore); checksum.isValid())
            told.insert(resource.id.text, checksum.toString());
    QCOMPARE(told, (QMap<QString, QString> {{diskId(0).text, QStringLiteral("abc")}}));
}

void TstLoopLook::answersWhatItIsAskedOnly_data()
{
    QTest::addColumn<QString>("only");
    QTest::addColumn<QByteArray>("standingOn");
    QTest::addColumn<QStringList>("answer");
    const QString disk = QStringLiteral("virtual-disk:/dev/loop0");
    const QString part = QStringLiteral("partition:/dev/loop0p1");
    const QString image = QStringLiteral("image:/a");
    QTest::newRow("disk") << disk << QByteArray() << QStringList {disk};
    QTest::newRow("partition") << part << QByteArray() << QStringList {part};
    QTest::newRow("image") << image << QByteArray() << QStringList {image};
    QTest::newRow("on the disk") << QString() << QByteArray("block:7:0@100") << QStringList {part};
    QTest::newRow("on a later disk") << QString() << QByteArray("block:7:0@101") << QStringList();
    QTest::newRow("on another disk") << QString() << QByteArray("block:8:0@100") << QStringList();
    QTest::newRow("on the image") << QString() << QByteArray("imagepath:/a") << QStringList {disk};
    QTest::newRow("both") << disk << QByteArray("block:7:0@100") << QStringList {part, disk};
    QTest::newRow("absent") << QStringLiteral("virtual-disk:/dev/loop9") << QByteArray() << QStringList();
    QTest::newRow("of others") << QStringLiteral("mount:/") << QByteArray() << QStringList();
}

void TstLoopLook::answersWhatItIsAskedOnly()
{
    QFETCH(QString, only);
    QFETCH(QByteArray, standingOn);
    QFETCH(QStringList, answer);
    World world;
    world.loop(0, "/a");
    world.partition("loop0", "loop0p1", 1, 8, 8);
    world.loop(1, "/b");
    LookRequest request;
    if (!only.isEmpty())
        request.only = {ResourceId {only}};
    if (!standingOn.isEmpty())
        request.standingOn = {Key {standingOn}};
    QCOMPARE(world.look(request), answer);
    QCOMPARE(world.body.look(request, {}).request, request);
}

void TstLoopLook::opensNothingUnlessUsersAreAsked()
{
    World world;
    world.loop(0, "/a (deleted)");
    world.look({});
    QVERIFY(world.child->asked.isEmpty());
}

void TstLoopLook::learnsOnceWhatSysfsDoesNotTell()
{
    World world;
    world.loop(0, "/a");
    world.child->answer = "status /dev/loop0 100 254:0:77 named\nformat /dev/loop0 iso\n";
    LookRequest request;
    request.users = true;
    for (int turn = 0; turn < 3; ++turn) {
        const Inventory inventory = world.body.look(request, {});
        const Facts facts = inventory.resources.value(0).facts;
        QCOMPARE(facts.value(Fact::Inode).toString(), QStringLiteral("254:0:77"));
        QCOMPARE(facts.value(Fact::Format).toString(), QStringLiteral("iso"));
    }
    QCOMPARE(world.child->asked, (QList<QList<QByteArray>> {{"loop-status", "/dev/loop0"}}));
    QCOMPARE(world.body.look({}, {}).resources.value(0).facts.value(Fact::Inode).toString(),
             QStringLiteral("254:0:77"));
}

void TstLoopLook::givesUpOnTheOneThatNeverAnswers()
{
    World world;
    for (const unsigned number : {0U, 1U, 2U})
        world.loop(number, "/a" + QByteArray::number(number));
    world.child->hangs = true;
    world.child->answer = "status /dev/loop0 100 254:0:77 named\nformat /dev/loop0 raw\n"
                          "status /dev/loop1 101 254:0:78 named\n";
    LookRequest request;
    request.users = true;
    world.body.look(request, {});
    QCOMPARE(world.child->asked.last(),
             (QList<QByteArray> {"loop-status", "/dev/loop0", "/dev/loop1", "/dev/loop2"}));
    world.child->hangs = false;
    world.child->answer = "status /dev/loop2 102 254:0:79 named\nformat /dev/loop2 raw\n";
    world.body.look(request, {});
    QCOMPARE(world.child->asked.last(), (QList<QByteArray> {"loop-status", "/dev/loop2"}));
    world.body.look(request, {});
    QCOMPARE(world.child->asked.size(), 2);
}

void TstLoopLook::forgetsWhatIsGone()
{
    World world;
    world.loop(0, "/a");
    world.child->answer = "status /dev/loop0 100 254:0:77 named\n";
    LookRequest request;
    request.users = true;
    world.body.look(request, {});
    world.write("sys/block/loop0/uevent", "MAJOR=7\nMINOR=0\nDEVNAME=loop0\nDEVTYPE=disk\nDISKSEQ=200\n");
    QVERIFY(!world.body.look({}, {}).resources.value(0).facts.contains(Fact::Inode));
}

void TstLoopLook::tellsASourceThatFails()
{
    const auto child = std::make_shared<ScriptedChild>();
    LoopBody body("/no/such/root", KernelChild(child, "mooring-child"));
    const Inventory inventory = body.look({}, {});
    QVERIFY(inventory.resources.isEmpty());
    QVERIFY(!inventory.isComplete(Kind::VirtualDisk));
    QVERIFY(!inventory.isComplete(Kind::Image));
}

void TstLoopLook::paysForWhatItAsksFor()
{
    const auto bestOf = [](World& world, const LookRequest& request) {
        qint64 best = std::numeric_limits<qint64>::max();
        QElapsedTimer clock;
        for (int turn = 0; turn < 9; ++turn) {
            clock.start();
            world.body.look(request, {});
            best = std::min(best, clock.nsecsElapsed());
        }
        return best;
    };
    World world;
    LookRequest request;
    for (unsigned number = 0; number < 400; ++number) {
        world.loop(number, "/image" + QByteArray::number(number));
        if (number % 4 == 0)
            request.only.append(diskId(number));
    }
    QCOMPARE(world.look(request).size(), 100);
    const qint64 some = bestOf(world, request);
    const qint64 all = bestOf(world, {});
    qInfo("100 of 400 loop devices: %lld us, all: %lld us", some / 1000, all / 1000);
    QVERIFY(some < all); // costs what it asks for; the bench holds the time itself
}

QTEST_GUILESS_MAIN(TstLoopLook)
#include "tst_looplook.moc"
