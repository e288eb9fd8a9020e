// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/iscsiworld.h"

#include <QTest>

using namespace mooring;
using testsupport::IscsiWorld;

namespace {
const char* const target = "iqn.2026-11.lab:t1";
QString text(const char* latin1) { return QString::fromLatin1(latin1); }
} // namespace

// What is told of sessions and of logical units.
class TstOpenIscsiFacts : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatIsKnownOfASession();
    void leavesOutWhatItMayNotKnow();
    void namesPortals_data();
    void namesPortals();
    void readsStates_data();
    void readsStates();
    void sumsTheStatesOfATarget();
    void readsLuns();
    void readsTheStateOfALun_data();
    void readsTheStateOfALun();
    void decodesLunNumbers_data();
    void decodesLunNumbers();
    void readsPages_data();
    void readsPages();
};

void TstOpenIscsiFacts::tellsWhatIsKnownOfASession()
{
    IscsiWorld world;
    world.made.session(3, target,
                       {{"isid", "00023d000003"},
                        {"username", "anna"},
                        {"username_in", "disk array"},
                        {"targetalias", "Backup"}});
    world.made.connection(3, {{"header_digest", "1"}});
    const Facts expected {{Fact::TargetName, text(target)},
                          {Fact::TargetAlias, text("Backup")},
                          {Fact::Portal, text("10.0.0.1:3260")},
                          {Fact::PortalGroup, qint64(1)},
                          {Fact::LocalAddress, text("10.0.0.9:40000")},
                          {Fact::InitiatorName, text("iqn.1993-08.org.debian:01:abc")},
                          {Fact::SessionNumber, qint64(3)},
                          {Fact::Isid, text("00023d000003")},
                          {Fact::HeldBy, text("kernel")},
                          {Fact::Authentication, text("mutual-chap")},
                          {Fact::HeaderDigest, text("crc32c")},
                          {Fact::DataDigest, text("none")},
                          {Fact::NegotiatedLengths,
                           text("MaxRecvDataSegmentLength=262144, MaxXmitDataSegmentLength=8192, "
                                "FirstBurstLength=65536, MaxBurstLength=262144")},
                          {Fact::RecoveryTimeout, qint64(120)}};
    QCOMPARE(world.only("iscsi-session:kernel/3").facts, expected);
    world.made.session(4);
    QCOMPARE(world.only("iscsi-session:kernel/4").facts.value(Fact::Authentication).toString(), text("none"));
    world.made.session(5, target, {{"username", "anna"}});
    QCOMPARE(world.only("iscsi-session:kernel/5").facts.value(Fact::Authentication).toString(), text("chap"));
}

void TstOpenIscsiFacts::leavesOutWhatItMayNotKnow()
{
    IscsiWorld world;
    world.made.session(1, target,
                       {{"username", "EIO"}, {"username_in", "EIO"}, {"recovery_tmo", "off"}, {"tpgt", {}}});
    const Inventory inventory = world.look();
    QVERIFY(inventory.errors.isEmpty());
    const Facts facts = world.only("iscsi-session:kernel/1").facts;
    for (const Fact fact : {Fact::Authentication, Fact::RecoveryTimeout, Fact::PortalGroup, Fact::Portal,
                            Fact::Isid, Fact::HeaderDigest, Fact::TargetAlias})
        QVERIFY2(!facts.contains(fact), qPrintable(token(fact)));
}

void TstOpenIscsiFacts::namesPortals_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("persistent");
    QTest::addColumn<QString>("portal");
    QTest::newRow("IPv4") << QByteArray("10.0.0.1") << QByteArray("10.0.0.1") << text("10.0.0.1:3260");
    QTest::newRow("IPv6 as the kernel writes it") << QByteArray("fd00:0000:0000:0000:0000:0000:0000:0001")
                                                  << QByteArray("fd00::1") << text("[fd00::1]:3260");
    QTest::newRow("redirected") << QByteArray("10.0.0.2") << QByteArray("10.0.0.1") << text("10.0.0.2:3260");
    QTest::newRow("not connected") << QByteArray("EIO") << QByteArray("10.0.0.1") << text("10.0.0.1:3260");
    QTest::newRow("with a zone") << QByteArray("fe80::1%eth0") << QByteArray() << text("[fe80::1%eth0]:3260");
    QTest::newRow("by name") << QByteArray("EIO") << QByteArray("array.lab") << text("array.lab:3260");
    QTest::newRow("nothing known") << QByteArray() << QByteArray() << QString();
}

void TstOpenIscsiFacts::namesPortals()
{
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, persistent);
    QFETCH(QString, portal);
    IscsiWorld world;
    world.made.session(1);
    world.made.connection(1,
                          {{"address", address.isEmpty() ? QByteArray() : address},
                           {"persistent_address", persistent.isEmpty() ? QByteArray() : persistent},
                           {"port", address == "EIO" ? "EIO" : "3260"}});
    QCOMPARE(world.only("iscsi-session:kernel/1").facts.value(Fact::Portal).toString(), portal);
    QCOMPARE(world.only("iscsi-target:iqn.2026-11.lab:t1").facts.value(Fact::Portals).toString(), portal);
}

void TstOpenIscsiFacts::readsStates_data()
{
    QTest::addColumn<QByteArray>("kernel");
    QTest::addColumn<State>("state");
    QTest::newRow("logged in") << QByteArray("LOGGED_IN") << State::LoggedIn;
    QTest::newRow("tried again") << QByteArray("FAILED") << State::Reconnecting;
    QTest::newRow("given up") << QByteArray("FREE") << State::Failed;
    QTest::newRow("of a later kernel") << QByteArray("SLEEPING") << State::Unknown;
    QTest::newRow("unreadable") << QByteArray("EIO") << State::Unknown;
}

void TstOpenIscsiFacts::readsStates()
{
    QFETCH(QByteArray, kernel);
    QFETCH(State, state);
    IscsiWorld world;
    world.made.session(1, target, {{"state", kernel}});
    QCOMPARE(world.only("iscsi-session:kernel/1").state, state);
    QCOMPARE(world.only("iscsi-target:iqn.2026-11.lab:t1").state, state);
}

void TstOpenIscsiFacts::sumsTheStatesOfATarget()
{
    IscsiWorld world;
    const char* id = "iscsi-target:iqn.2026-11.lab:t1";
    world.made.session(1, target, {{"state", "FREE"}});
    world.made.connection(1);
    QCOMPARE(world.only(id).state, State::Failed);
    world.made.session(2, target, {{"state", "FAILED"}});
    world.made.connection(2, {{"address", "10.0.1.1"}});
    QCOMPARE(world.only(id).state, State::Reconnecting);
    world.made.session(3);
    world.made.connection(3);
    const Resource all = world.only(id);
    QCOMPARE(all.state, State::LoggedIn);
    QCOMPARE(all.facts.value(Fact::Portals).toString(), text("10.0.0.1:3260, 10.0.1.1:3260"));
    QCOMPARE(all.verbs, QList<Verb> {Verb::LogOut});
    QVERIFY(!all.release && all.members.isEmpty() && all.comesBack.isEmpty());
    QCOMPARE(all.goes, Goes::ByRelease);
}

void TstOpenIscsiFacts::readsLuns()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.connection(1);
    world.made.disk(1, 3, "sdb", 16);
    const QByteArray tape = world.made.lun(1, 10, {{"type", "1"}, {"wwid", "t10.IET     00010002"}});
    world.root.write(tape + "/scsi_tape/nst0/dev", "9:128\n");
    world.root.write(tape + "/scsi_tape/st0/dev", "9:0\n");
    world.root.write(tape + "/scsi_tape/st0a/dev", "9:96\n");
    world.made.lun(1, 0,
                   {{"type", "12"}, {"vendor", "IET     "}, {"model", "Controller      "}, {"wwid", {}}});
    const Inventory inventory = world.look();
    QCOMPARE(ids(inventory.resources, Kind::IscsiLun),
             (QStringList {text("iscsi-lun:kernel/1/0"), text("iscsi-lun:kernel/1/10"),
                           text("iscsi-lun:kernel/1/3")}));
    QCOMPARE(ids(inventory.resources, Kind::Disk), QStringList {text("disk:/dev/sdb")});
    const Facts controller {{Fact::LunNumber, qint64(0)},
                            {Fact::DeviceType, text("controller")},
                            {Fact::Vendor, text("IET")},
                            {Fact::Model, text("Controller")},
                            {Fact::Revision, text("0001")}};
    QCOMPARE(world.only("iscsi-lun:kernel/1/0").facts, controller);
    const Facts disk = world.only("iscsi-lun:kernel/1/3").facts;
    QCOMPARE(disk.value(Fact::Size).toULongLong(), 2048U * 512U);
    QCOMPARE(disk.value(Fact::Device).toByteArray(), QByteArray("/dev/sdb"));
    QCOMPARE(disk.value(Fact::DeviceType).toString(), text("disk"));
    QCOMPARE(world.only("iscsi-lun:kernel/1/3").name, text("iqn.2026-11.lab:t1/3"));
    const Facts st = world.only("iscsi-lun:kernel/1/10").facts;
    QCOMPARE(st.value(Fact::Device).toByteArray(), QByteArray("/dev/st0"));
    QCOMPARE(st.value(Fact::DeviceType).toString(), text("tape"));
    QVERIFY(!st.contains(Fact::Size) && !st.contains(Fact::Wwn));
}

void TstOpenIscsiFacts::readsTheStateOfALun_data()
{
    QTest::addColumn<QByteArray>("kernel");
    QTest::addColumn<State>("state");
    QTest::newRow("running") << QByteArray("running") << State::Attached;
    QTest::newRow("blocked") << QByteArray("blocked") << State::Reconnecting;
    QTest::newRow("offline") << QByteArray("offline") << State::Failed;
    QTest::newRow("transport") << QByteArray("transport-offline") << State::Failed;
    QTest::newRow("going") << QByteArray("cancel") << State::Unknown;
}

void TstOpenIscsiFacts::readsTheStateOfALun()
{
    QFETCH(QByteArray, kernel);
    QFETCH(State, state);
    IscsiWorld world;
    world.made.session(1);
    world.made.lun(1, 0, {{"state", kernel}, {"access_state", "active/non-optimized"}});
    const Resource lun = world.only("iscsi-lun:kernel/1/0");
    QCOMPARE(lun.state, state);
    QCOMPARE(lun.facts.value(Fact::AccessState).toString(), text("active-non-optimized"));
}

void TstOpenIscsiFacts::decodesLunNumbers_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<qint64>("number"); // -1: no SCSI device
    QTest::newRow("peripheral") << QByteArray("2:0:0:255") << qint64(255);
    QTest::newRow("flat") << QByteArray("2:0:0:16640") << qint64(256); // 4100h
    QTest::newRow("extended") << QByteArray("2:0:0:49409") << qint64(49409); // C101h, REPORT LUNS
    QTest::newRow("too short") << QByteArray("2:0:0") << qint64(-1);
    QTest::newRow("something else") << QByteArray("power") << qint64(-1);
    QTest::newRow("no number") << QByteArray("2:0:0:x") << qint64(-1);
}

void TstOpenIscsiFacts::decodesLunNumbers()
{
    QFETCH(QByteArray, name);
    QFETCH(qint64, number);
    const auto decoded = KernelLun::numberIn(name);
    QCOMPARE(decoded ? static_cast<qint64>(*decoded) : -1, number);
}

void TstOpenIscsiFacts::readsPages_data()
{
    QTest::addColumn<QByteArray>("serialPage"); // hexadecimal
    QTest::addColumn<QByteArray>("identityPage");
    QTest::addColumn<QByteArray>("serial");
    QTest::addColumn<QByteArray>("wwn");
    const QByteArray none;
    QTest::newRow("none") << none << none << none << none;
    QTest::newRow("whole") << QByteArray("00800008") + QByteArray("  A 1234").toHex()
                           << QByteArray("00830024"
                                         "0201000c4945542030303031"
                                         "30303031"
                                         "01030010"
                                         "6001405abcdef0120000000000000000")
                           << QByteArray("A 1234") << QByteArray("naa.6001405abcdef0120000000000000000");
    // a port's name (association 1) is not the unit's; the last byte looks like the end of a line
    QTest::newRow("of a port") << none
                               << QByteArray("00830018"
                                             "0113000850000000000000ff"
                                             "010300085001405abcdef00a")
                               << none << QByteArray("naa.5001405abcdef00a");
    QTest::newRow("EUI only") << none
                              << QByteArray("0083000c"
                                            "010200080011223344556677")
                              << none << QByteArray("eui.0011223344556677");
    QTest::newRow("cut off") << QByteArray("00800010") + QByteArray("AB").toHex()
                             << QByteArray("00830024"
                                           "010300106001405a")
                             << QByteArray("AB") << none;
    QTest::newRow("without an end") << QByteArray("0080")
                                    << QByteArray("00830004"
                                                  "01030000")
                                    << none << none;
    QTest::newRow("another page") << QByteArray("0083000201")
                                  << QByteArray("0080000c"
                                                "010300085001405abcdef00a")
                                  << none << none;
    QTest::newRow("blank") << QByteArray("00800004") + QByteArray("    ").toHex() << none << none << none;
}

void TstOpenIscsiFacts::readsPages()
{
    QFETCH(QByteArray, serialPage);
    QFETCH(QByteArray, identityPage);
    QFETCH(QByteArray, serial);
    QFETCH(QByteArray, wwn);
    QCOMPARE(KernelLun::serialIn(QByteArray::fromHex(serialPage)), serial);
    QCOMPARE(KernelLun::wwnIn(QByteArray::fromHex(identityPage)), wwn);
    IscsiWorld world;
    world.made.session(1);
    world.made.lun(1, 0,
                   {{"wwid", {}},
                    {"vpd_pg80", QByteArray::fromHex(serialPage)},
                    {"vpd_pg83", QByteArray::fromHex(identityPage)}});
    const Facts facts = world.only("iscsi-lun:kernel/1/0").facts;
    QCOMPARE(facts.value(Fact::Serial).toString().toLatin1(), serial);
    QCOMPARE(facts.value(Fact::Wwn).toString().toLatin1(), wwn);
    QCOMPARE(facts.contains(Fact::Wwn), !wwn.isEmpty());
}

QTEST_GUILESS_MAIN(TstOpenIscsiFacts)
#include "tst_openiscsifacts.moc"
