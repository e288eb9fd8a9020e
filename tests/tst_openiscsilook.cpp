// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/topology.h"
#include "testsupport/iscsiworld.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using testsupport::IscsiWorld;

namespace {
const char* const target = "iqn.2026-11.lab:t1";
QString text(const char* latin1) { return QString::fromLatin1(latin1); }
} // namespace

class TstOpenIscsiLook : public QObject
{
    Q_OBJECT
private slots:
    void listsTargetsSessionsLunsAndDisks();
    void joinsThemIntoOneTree();
    void goesOnWithoutSessionsThatGo();
    void keepsASessionWhoseTargetCannotBeRead();
    void saysNothingWhereThereIsNoInitiator();
    void tellsAClassThatCannotBeRead();
    void tellsSessionsOfTheSameNumberApart();
    void answersWhatItIsAskedOnly_data();
    void answersWhatItIsAskedOnly();
    void readsOnlyWhatItIsAskedFor();
    void paysForWhatItAsksFor();
    void admitsThatItWasStopped();
};

void TstOpenIscsiLook::listsTargetsSessionsLunsAndDisks()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.connection(1);
    world.made.disk(1, 0, "sdb", 16);
    world.made.lun(1, 1);
    QCOMPARE(world.seen(),
             (QStringList {text("disk:/dev/sdb"), text("iscsi-lun:kernel/1/0"), text("iscsi-lun:kernel/1/1"),
                           text("iscsi-session:kernel/1"), text("iscsi-target:iqn.2026-11.lab:t1"),
                           text("portal:10.0.0.1:3260")}));
    const Resource lun = world.only("iscsi-lun:kernel/1/0"), disk = world.only("disk:/dev/sdb"),
                   session = world.only("iscsi-session:kernel/1");
    QCOMPARE(lun.keys,
             (QList<Key> {Key {"iscsi-lun:kernel/1/0"}, Key {"iscsi:iqn.2026-11.lab:t1/0@10.0.0.1:3260"}}));
    QCOMPARE(needs(lun), QList<QByteArray> {"stands-on iscsi-session:kernel/1"});
    QCOMPARE(needs(disk), QList<QByteArray> {"stands-on iscsi-lun:kernel/1/0"});
    QCOMPARE(
        needs(session),
        (QList<QByteArray> {"stands-on iscsi-target:iqn.2026-11.lab:t1", "stands-on portal:10.0.0.1:3260",
                            "stands-on exported:iqn.2026-11.lab:t1/0@10.0.0.1:3260",
                            "stands-on exported:iqn.2026-11.lab:t1/1@10.0.0.1:3260"}));
    QVERIFY(session.needs[2].ifThere); // where it is this host that exports them
    QCOMPARE(disk.keys, QList<Key> {Key {"block:8:16@116"}});
    QCOMPARE(lun.goes, Goes::WithItsBase);
    QCOMPARE(disk.goes, Goes::WithItsBase);
    QCOMPARE(session.goes, Goes::ByRelease);
    QCOMPARE(session.verbs, QList<Verb> {Verb::LogOut});
    QCOMPARE(lun.verbs, QList<Verb> {Verb::Detach});
    QVERIFY(session.release && !session.release->reversible && session.release->restore.isEmpty());
    QCOMPARE(session.release->command, (QList<QByteArray> {"iscsiadm", "-m", "session", "-r", "1", "-u"}));
    QCOMPARE(disk.facts.value(Fact::Wwn).toString(), text("naa.6001405abc"));
}

void TstOpenIscsiLook::joinsThemIntoOneTree()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.disk(1, 0, "sdb", 16);
    Inventory other; // the same device, from somebody who knows nothing of sessions
    other.provider = text("filesystem");
    Resource plain = world.only("disk:/dev/sdb");
    plain.needs.clear();
    plain.verbs.clear();
    plain.goes = Goes::ByRelease;
    other.resources = {plain};
    const Topology topology = Topology::join({other, world.look()});
    QCOMPARE(topology.size(), 4);
    QStringList way;
    for (auto node = topology.find(plain.id); node; node = topology.parent(*node))
        way.append(topology.at(*node).id.text);
    QCOMPARE(way,
             (QStringList {text("disk:/dev/sdb"), text("iscsi-lun:kernel/1/0"),
                           text("iscsi-session:kernel/1"), text("iscsi-target:iqn.2026-11.lab:t1")}));
    QCOMPARE(topology.provider(*topology.find(plain.id)), text("openiscsi"));
}

void TstOpenIscsiLook::goesOnWithoutSessionsThatGo()
{
    IscsiWorld world;
    for (const unsigned sid : {1U, 2U, 10U})
        world.made.session(sid);
    world.made.vanish(2);
    const Inventory inventory = world.look();
    QVERIFY(inventory.errors.isEmpty());
    QCOMPARE(ids(inventory.resources, Kind::IscsiSession),
             (QStringList {text("iscsi-session:kernel/1"), text("iscsi-session:kernel/10")}));
}

void TstOpenIscsiLook::keepsASessionWhoseTargetCannotBeRead()
{
    IscsiWorld world;
    world.made.session(1, "EIO");
    world.made.connection(1);
    world.made.disk(1, 0, "sdb", 16);
    world.made.session(2);
    const Inventory inventory = world.look();
    QCOMPARE(ids(inventory.resources, Kind::IscsiSession),
             (QStringList {text("iscsi-session:kernel/1"), text("iscsi-session:kernel/2")}));
    QCOMPARE(ids(inventory.resources, Kind::Disk), QStringList {text("disk:/dev/sdb")});
    QCOMPARE(inventory.errors.size(), 1);
    QCOMPARE(inventory.errors[0].error.subject, text("session1"));
    QCOMPARE(inventory.errors[0].error.code, ErrorCode::LookFailed);
    QCOMPARE(inventory.errors[0].error.number, quint32(EISDIR));
    QVERIFY(!inventory.isComplete(Kind::IscsiTarget));
    QVERIFY(inventory.isComplete(Kind::IscsiSession));
    const Resource session = world.only("iscsi-session:kernel/1");
    QVERIFY(session.needs.isEmpty() && session.release);
    QCOMPARE(session.name, text("session1"));
    QCOMPARE(world.only("iscsi-lun:kernel/1/0").keys, QList<Key> {Key {"iscsi-lun:kernel/1/0"}});
}

void TstOpenIscsiLook::saysNothingWhereThereIsNoInitiator()
{
    IscsiWorld world;
    const Inventory inventory = world.look();
    QVERIFY(inventory.resources.isEmpty() && inventory.errors.isEmpty());
    const OpenIscsiProvider provider(world.options);
    QCOMPARE(provider.info().availability, Availability::Ok);
    QCOMPARE(provider.info().name, text("openiscsi"));
    QCOMPARE(provider.info().kinds,
             (QList<Kind> {Kind::Portal, Kind::IscsiTarget, Kind::IscsiSession, Kind::IscsiLun, Kind::Disk}));
}

void TstOpenIscsiLook::tellsAClassThatCannotBeRead()
{
    IscsiWorld world;
    world.root.write("sys/class/iscsi_session", {});
    const Inventory inventory = world.look();
    QCOMPARE(inventory.errors.size(), 1);
    QCOMPARE(inventory.errors[0].error.number, quint32(ENOTDIR));
    QVERIFY(!inventory.isComplete(Kind::IscsiSession) && !inventory.isComplete(Kind::Disk));
}

void TstOpenIscsiLook::tellsSessionsOfTheSameNumberApart()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.lun(1, 0);
    const QString before = world.only("iscsi-session:kernel/1").incarnation;
    const QString lunBefore = world.only("iscsi-lun:kernel/1/0").incarnation;
    QCOMPARE(world.only("iscsi-session:kernel/1").incarnation, before);
    QVERIFY(before.startsWith(text("1@")));
    world.root.write("sys/devices/stays", {}); // else the folder's number may be used again at once
    QVERIFY(rename((world.root.path() + "sys/devices/platform/host2").constData(),
                   (world.root.path() + "sys/devices/old").constData())
            == 0);
    world.made.remove(1);
    world.made.session(1);
    world.made.lun(1, 0);
    QVERIFY(world.only("iscsi-session:kernel/1").incarnation != before);
    QVERIFY(world.only("iscsi-lun:kernel/1/0").incarnation != lunBefore);
}

void TstOpenIscsiLook::answersWhatItIsAskedOnly_data()
{
    QTest::addColumn<QString>("only");
    QTest::addColumn<QByteArray>("standingOn");
    QTest::addColumn<QStringList>("answer");
    const QString session = text("iscsi-session:kernel/1"), lun = text("iscsi-lun:kernel/1/0"),
                  disk = text("disk:/dev/sdb"), whole = text("iscsi-target:iqn.2026-11.lab:t1");
    QTest::newRow("target") << whole << QByteArray() << QStringList {whole};
    QTest::newRow("session") << session << QByteArray() << QStringList {session};
    QTest::newRow("lun") << lun << QByteArray() << QStringList {lun};
    QTest::newRow("disk") << disk << QByteArray() << QStringList {disk};
    QTest::newRow("on the target") << QString() << QByteArray("iscsi-target:iqn.2026-11.lab:t1")
                                   << QStringList {session, text("iscsi-session:kernel/2")};
    QTest::newRow("on the session") << QString() << QByteArray("iscsi-session:kernel/1") << QStringList {lun};
    QTest::newRow("on the lun") << QString() << QByteArray("iscsi-lun:kernel/1/0") << QStringList {disk};
    QTest::newRow("on a disk") << QString() << QByteArray("block:8:16@116") << QStringList();
    QTest::newRow("absent session") << text("iscsi-session:kernel/9") << QByteArray() << QStringList();
    QTest::newRow("absent target") << text("iscsi-target:iqn.x:y") << QByteArray() << QStringList();
    QTest::newRow("absent lun") << text("iscsi-lun:kernel/1/7") << QByteArray() << QStringList();
    QTest::newRow("another disk") << text("disk:/dev/vda") << QByteArray() << QStringList();
    QTest::newRow("of another initiator")
        << text("iscsi-session:4711/00023d000001") << QByteArray() << QStringList();
    QTest::newRow("of others") << text("mount:/") << QByteArray() << QStringList();
}

void TstOpenIscsiLook::answersWhatItIsAskedOnly()
{
    QFETCH(QString, only);
    QFETCH(QByteArray, standingOn);
    QFETCH(QStringList, answer);
    IscsiWorld world;
    world.root.disk("vda", "254:0", 1);
    world.made.session(1);
    world.made.connection(1);
    world.made.disk(1, 0, "sdb", 16);
    world.made.session(2);
    world.made.session(3, "iqn.2026-11.lab:t2");
    LookRequest request;
    if (!only.isEmpty())
        request.only = {ResourceId {only}};
    if (!standingOn.isEmpty())
        request.standingOn = {Key {standingOn}};
    QCOMPARE(world.seen(request), answer);
    QCOMPARE(world.look(request).request, request);
}

// A session that is not asked for cannot disturb.
void TstOpenIscsiLook::readsOnlyWhatItIsAskedFor()
{
    IscsiWorld world;
    world.made.session(1, "EIO");
    world.made.session(2);
    world.made.disk(2, 0, "sdb", 16);
    for (const char* id : {"iscsi-session:kernel/2", "iscsi-lun:kernel/2/0", "disk:/dev/sdb",
                           "iscsi-target:iqn.2026-11.lab:t1"}) {
        const Inventory inventory = world.look({{ResourceId {text(id)}}, {}, false});
        QCOMPARE(inventory.resources.size(), 1);
        QVERIFY2(inventory.errors.isEmpty(), id);
    }
}

void TstOpenIscsiLook::paysForWhatItAsksFor()
{
    IscsiWorld world;
    LookRequest request;
    for (unsigned sid = 1; sid <= 400; ++sid) {
        world.made.session(sid, "iqn.2026-11.lab:t" + QByteArray::number(sid / 4));
        world.made.connection(sid);
        world.made.disk(sid, 0, "sdx" + QByteArray::number(sid), static_cast<int>(sid));
        if (sid % 4 == 0)
            request.only.append({text("iscsi-session:kernel/") + QString::number(sid)});
    }
    OpenIscsiBody body(world.options);
    const auto bestOf = [&body](const LookRequest& asked) {
        qint64 best = std::numeric_limits<qint64>::max();
        QElapsedTimer clock;
        for (int turn = 0; turn < 5; ++turn) {
            clock.start();
            body.look(asked, {});
            best = std::min(best, clock.nsecsElapsed());
        }
        return best;
    };
    QCOMPARE(world.seen(request).size(), 100);
    QCOMPARE(world.seen().size(), 400 * 3 + 102);
    const qint64 some = bestOf(request), all = bestOf({}), one = bestOf({{request.only[0]}, {}, false});
    qInfo("1 of 400 sessions: %lld us, 100: %lld us, all: %lld us", one / 1000, some / 1000, all / 1000);
    QVERIFY(one < some && some < all);
}

void TstOpenIscsiLook::admitsThatItWasStopped()
{
    IscsiWorld world;
    world.made.session(1);
    std::stop_source source;
    source.request_stop();
    const Inventory inventory = OpenIscsiBody(world.options).look({}, source.get_token());
    QVERIFY(!inventory.isComplete(Kind::IscsiSession));
}

QTEST_GUILESS_MAIN(TstOpenIscsiLook)
#include "tst_openiscsilook.moc"
