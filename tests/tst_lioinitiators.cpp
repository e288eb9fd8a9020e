// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

QString text(const QByteArray& bytes) { return QString::fromUtf8(bytes); }

QStringList needsOf(const Resource& node)
{
    QStringList needs;
    for (const Need& need : node.needs) {
        for (const Key& key : need.on)
            needs.append(token(need.how) + QLatin1Char(' ') + QString::fromUtf8(key.text)
                         + (need.ifThere ? QStringLiteral(" if there") : QString()));
    }
    return needs;
}

} // namespace

// Who may log in, who has, and what each of them sees.
class TstLioInitiators : public QObject
{
    Q_OBJECT
private slots:
    void showsMappings();
    void showsAnInitiator();
    void keepsSecrets();
    void showsAStaticSession();
    void showsDynamicSessions();
    void knowsItsOwnSession();
};

void TstLioInitiators::showsMappings()
{
    LioWorld world;
    const Resource mapped = world.only(LioWorld::id("mapped-lun", '/' + alice + "/7"));
    QCOMPARE(mapped.name, text(alice + ": LUN 7"));
    QCOMPARE(needsOf(mapped),
             (QStringList {QStringLiteral("stands-on ") + LioWorld::id("export-lun", "/3"),
                           QStringLiteral("stands-on ") + LioWorld::id("initiator", '/' + alice)}));
    QVERIFY(mapped.facts.value(Fact::ReadOnly).toBool());
    QCOMPARE(mapped.verbs, QList<Verb> {Verb::Hide});
    QCOMPARE(mapped.release->consequence, Consequence::HiddenFromInitiator);
    QVERIFY(mapped.release->reversible);
}

void TstLioInitiators::showsAnInitiator()
{
    LioWorld world;
    const Resource quiet = world.only(LioWorld::id("initiator", '/' + bob));
    QCOMPARE(quiet.state, State::Idle);
    QCOMPARE(quiet.verbs, QList<Verb> {Verb::RemoveInitiator});
    QVERIFY(quiet.release->reversible && quiet.comesBack.isEmpty());
    world.fake->login(iqn, bob, "192.0.2.7");
    world.fake->write(world.fake->group(iqn) + "attrib/generate_node_acls", "1\n");
    const Resource there = world.only(LioWorld::id("initiator", '/' + bob));
    QCOMPARE(there.state, State::LoggedIn);
    QCOMPARE(there.comesBack.size(), 1);
    QCOMPARE(there.comesBack[0].by, QString(demoMode));
    QCOMPARE(there.comesBack[0].when, ComesBackWhen::OnEvent);
}

void TstLioInitiators::keepsSecrets()
{
    LioWorld world;
    const QByteArray auth = world.fake->group(iqn) + "acls/" + bob + "/auth/";
    world.fake->write(auth + "userid", "bob\n");
    world.fake->write(auth + "password", "hush-hush-hush\n");
    Resource initiator = world.only(LioWorld::id("initiator", '/' + bob));
    QCOMPARE(initiator.facts.value(Fact::Authentication).toString(), QStringLiteral("chap"));
    QVERIFY(!initiator.release->reversible);
    QVERIFY(initiator.release->restore.isEmpty());
    world.fake->write(auth + "userid_mutual", "target\n");
    initiator = world.only(LioWorld::id("initiator", '/' + bob));
    QCOMPARE(initiator.facts.value(Fact::Authentication).toString(), QStringLiteral("mutual-chap"));
    QFile::remove(QString::fromUtf8(auth + "userid")); // as it is for an ordinary user
    initiator = world.only(LioWorld::id("initiator", '/' + bob));
    QVERIFY(!initiator.facts.contains(Fact::Authentication));
    QVERIFY(!initiator.release->reversible); // nobody knows
}

void TstLioInitiators::showsAStaticSession()
{
    LioWorld world;
    world.fake->login(iqn, alice, "192.0.2.7", 5);
    const Resource session = world.only(LioWorld::id("initiator", '/' + alice + "/session/5"));
    QCOMPARE(session.state, State::LoggedIn);
    QCOMPARE(
        needsOf(session),
        (QStringList {QStringLiteral("stands-on ") + LioWorld::id("export"),
                      QStringLiteral("stands-on ") + LioWorld::id("initiator", '/' + alice),
                      QStringLiteral("seen-by-session ") + LioWorld::id("mapped-lun", '/' + alice + "/0"),
                      QStringLiteral("seen-by-session ") + LioWorld::id("mapped-lun", '/' + alice + "/7")}));
    const Facts expected {
        {Fact::InitiatorName, text(alice)},           {Fact::Address, QStringLiteral("192.0.2.7")},
        {Fact::Isid, QStringLiteral("00023d00000a")}, {Fact::Tsih, qint64(5)},
        {Fact::LoginKind, QStringLiteral("static")},  {Fact::Commands, qint64(12)}};
    QCOMPARE(session.facts, expected);
    QVERIFY(!session.release && session.verbs.isEmpty());
    QCOMPARE(world.only(LioWorld::id("export-lun", "/0")).state, State::InUse);
    QCOMPARE(world.only(LioWorld::id("export-lun", "/3")).state, State::InUse);
    QCOMPARE(world.only(LioWorld::id("mapped-lun", '/' + bob + "/0")).state, State::Idle);
}

void TstLioInitiators::showsDynamicSessions()
{
    LioWorld world;
    world.fake->loginDynamically(iqn, {"iqn.guest", "iqn.other", "iqn.other"});
    const Resource guest = world.only(LioWorld::id("initiator", "/iqn.guest/session/dynamic"));
    QCOMPARE(needsOf(guest),
             (QStringList {QStringLiteral("stands-on ") + LioWorld::id("export"),
                           QStringLiteral("seen-by-session ") + LioWorld::id("export-lun", "/0"),
                           QStringLiteral("seen-by-session ") + LioWorld::id("export-lun", "/3"),
                           QStringLiteral("stands-on nexus:iqn.guest>") + text(iqn)
                               + QStringLiteral(" if there")}));
    QCOMPARE(guest.facts.value(Fact::LoginKind).toString(), QStringLiteral("dynamic"));
    const Resource other = world.only(LioWorld::id("initiator", "/iqn.other/session/dynamic"));
    QCOMPARE(other.needs.size(), 3); // two of a name: one at least is another host's
    QCOMPARE(world.only(LioWorld::id("export-lun", "/3")).state, State::InUse);
}

void TstLioInitiators::knowsItsOwnSession()
{
    LioWorld world;
    world.fake->login(iqn, alice, "127.0.0.1", 5);
    const Resource session = world.only(LioWorld::id("initiator", '/' + alice + "/session/5"));
    QCOMPARE(needsOf(session).last(),
             QStringLiteral("stands-on nexus:") + text(alice + '>' + iqn) + QStringLiteral(" if there"));
}

QTEST_GUILESS_MAIN(TstLioInitiators)
#include "tst_lioinitiators.moc"
