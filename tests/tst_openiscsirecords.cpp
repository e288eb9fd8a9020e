// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/serialize.h"
#include "services/core/topology.h"
#include "testsupport/iscsiworld.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring;
using testsupport::IscsiWorld;

namespace {
const char* const target = "iqn.2026-11.lab:t1";
const char* const sessionId = "iscsi-session:kernel/1";
QString text(const char* latin1) { return QString::fromLatin1(latin1); }
} // namespace

// What open-iscsi has on file about its sessions, and what follows from that.
class TstOpenIscsiRecords : public QObject
{
    Q_OBJECT
private slots:
    void readsNodeRecords_data();
    void readsNodeRecords();
    void tellsHowToLogInAgain();
    void takesTheRecordOfItsInterface();
    void keepsSecretsToItself();
    void protectsBootSessions();
    void tellsWhatAllRecordsOfATargetSay();
};

void TstOpenIscsiRecords::readsNodeRecords_data()
{
    QTest::addColumn<QByteArray>("portal");
    QTest::addColumn<QByteArray>("interface");
    QTest::addColumn<QByteArray>("startup");
    QTest::addColumn<bool>("found");
    QTest::addColumn<bool>("comesBack");
    const QByteArray usual("10.0.0.1,3260,1"), ordinary("default"), automatic("automatic");
    QTest::newRow("manual") << usual << ordinary << QByteArray("manual") << true << false;
    QTest::newRow("automatic") << usual << ordinary << automatic << true << true;
    QTest::newRow("onboot") << usual << ordinary << QByteArray("onboot") << true << true;
    QTest::newRow("of old") << QByteArray("10.0.0.1,3260") << QByteArray() << automatic << true << true;
    QTest::newRow("another portal") << QByteArray("10.0.0.2,3260,1") << ordinary << automatic << false
                                    << false;
    QTest::newRow("another port") << QByteArray("10.0.0.1,3261,1") << ordinary << automatic << false << false;
    QTest::newRow("another interface") << usual << QByteArray("eth1") << automatic << false << false;
    QTest::newRow("something else") << QByteArray("10.0.0.1") << QByteArray() << automatic << false << false;
}

void TstOpenIscsiRecords::readsNodeRecords()
{
    QFETCH(QByteArray, portal);
    QFETCH(QByteArray, interface);
    QFETCH(QByteArray, startup);
    QFETCH(bool, found);
    QFETCH(bool, comesBack);
    for (const char* base : {"etc/iscsi/nodes/", "var/lib/iscsi/nodes/"}) {
        IscsiWorld world;
        world.made.session(1);
        world.made.connection(1);
        world.made.record(target, portal, startup, interface, base);
        for (const char* id : {sessionId, "iscsi-target:iqn.2026-11.lab:t1"}) {
            const Resource resource = world.only(id);
            QCOMPARE(resource.facts.value(Fact::Startup).toString().toLatin1(),
                     found ? startup : QByteArray());
            QCOMPARE(resource.comesBack.size(), comesBack ? 1 : 0);
            QCOMPARE(resource.comesBack.value(0).by, comesBack ? text("node.startup") : QString());
        }
        QCOMPARE(world.only(sessionId).release->reversible, found);
    }
}

void TstOpenIscsiRecords::tellsHowToLogInAgain()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.connection(
        1, {{"address", "fd00:0000:0000:0000:0000:0000:0000:0001"}, {"persistent_address", "fd00::1"}});
    world.made.disk(1, 2, "sdc", 32);
    world.made.lun(1, 0, {{"type", "12"}});
    world.made.record(target, "fd00::1,3260,1", "manual");
    const Release release = *world.only(sessionId).release;
    QVERIFY(release.reversible);
    const QByteArray expected = R"({"command":["iscsiadm","-m","node","-T","iqn.2026-11.lab:t1","-p",)"
                                R"("[fd00::1]:3260","-l"],"consequence":"session-opens","data":{)"
                                R"("address":"fd00::1","disks":[{"device":"/dev/sdc","lun":2}],)"
                                R"("interface":"","port":3260,"target":"iqn.2026-11.lab:t1"},)"
                                R"("id":"iscsi-session:kernel/1","kind":"iscsi-session",)"
                                R"("name":"iqn.2026-11.lab:t1@[fd00::1]:3260","provider":"openiscsi",)"
                                R"("verb":"log-in"})";
    QCOMPARE(QJsonDocument(release.restore).toJson(QJsonDocument::Compact), expected);
    const auto recipe = SessionRecipe::fromData(release.restore.value(text("data")).toObject());
    QVERIFY(recipe.has_value());
    QCOMPARE(recipe->data(), release.restore.value(text("data")).toObject());
    QVERIFY(!SessionRecipe::fromData({}));
}

void TstOpenIscsiRecords::takesTheRecordOfItsInterface()
{
    IscsiWorld world;
    world.made.session(1, target, {{"ifacename", "eth1"}});
    world.made.connection(1);
    world.made.record(target, "10.0.0.1,3260,1", "automatic", "eth0");
    world.made.record(target, "10.0.0.1,3260,1", "manual", "eth1");
    const Resource session = world.only(sessionId);
    QCOMPARE(session.facts.value(Fact::Startup).toString(), text("manual"));
    const auto recipe = SessionRecipe::fromData(session.release->restore.value(text("data")).toObject());
    QCOMPARE(recipe->command(),
             (QList<QByteArray> {"iscsiadm", "-m", "node", "-T", target, "-p", "10.0.0.1:3260", "-I", "eth1",
                                 "-l"}));
}

void TstOpenIscsiRecords::keepsSecretsToItself()
{
    IscsiWorld world;
    world.made.session(1, target, {{"username", "anna"}, {"password", "hush"}, {"password_in", "hush"}});
    world.made.connection(1);
    world.made.record(target, "10.0.0.1,3260,1", "automatic"); // holds the same password
    const QByteArray all = QJsonDocument(toJson(world.look())).toJson();
    QVERIFY(all.contains("automatic"));
    QVERIFY(!all.contains("hush"));
}

void TstOpenIscsiRecords::protectsBootSessions()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.connection(1);
    world.made.record(target, "10.0.0.1,3260,1", "onboot");
    world.made.session(2, "iqn.2026-11.lab:t2", {{"boot_root", "iscsi_boot0"}, {"boot_target", "target0"}});
    world.made.session(3, "iqn.2026-11.lab:t3", {{"boot_root", "(null)"}, {"boot_target", "(null)"}});
    const Topology topology = Topology::join({world.look()});
    const auto verbs = [&](const char* id) { return topology.verbs(*topology.find({text(id)})); };
    for (const char* id : {"iscsi-session:kernel/1", "iscsi-target:iqn.2026-11.lab:t1",
                           "iscsi-session:kernel/2", "iscsi-target:iqn.2026-11.lab:t2"})
        QVERIFY2(verbs(id).isEmpty(), id);
    QCOMPARE(verbs("iscsi-session:kernel/3"), QList<Verb> {Verb::LogOut});
    QCOMPARE(world.only(sessionId).protectedBy, ProtectedBy::BootSession);
}

void TstOpenIscsiRecords::tellsWhatAllRecordsOfATargetSay()
{
    IscsiWorld world;
    world.made.session(1);
    world.made.connection(1);
    world.made.record(target, "10.0.0.1,3260,1", "manual");
    world.made.session(2);
    world.made.connection(2, {{"address", "10.0.1.1"}, {"persistent_address", "10.0.1.1"}});
    world.made.record(target, "10.0.1.1,3260,1", "automatic");
    const Resource whole = world.only("iscsi-target:iqn.2026-11.lab:t1");
    QCOMPARE(whole.facts.value(Fact::Startup).toString(), text("automatic"));
    QCOMPARE(whole.comesBack.value(0).when, ComesBackWhen::AtBoot);
    QVERIFY(world.only(sessionId).comesBack.isEmpty());
}

QTEST_GUILESS_MAIN(TstOpenIscsiRecords)
#include "tst_openiscsirecords.moc"
