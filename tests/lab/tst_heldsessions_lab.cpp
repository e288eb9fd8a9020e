// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "heldstage.h"
#include "lab.h"
#include "tgtdaemon.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// The sessions that this program holds, from the plan to the proof, with targets that are real or that
// misbehave on purpose.
class TestHeldSessions : public QObject
{
    Q_OBJECT
private slots:
    void showsWhatATargetHasAndClosesEverySession();
    void tellsAPartialLogoutSessionBySession();
    void saysThatNoneWasClosed();
    void asksOnlyWhoIsLeft();
    void aTargetWithoutSessionsIsLeftAlone();
    void tellsTheAccessByThePortThatWasAsked();
    void tellsALostSessionAndForgetsItWhenAsked();
    void losesASessionThatDoesNotAnswer();
    void aHundredSessionsGoSideBySide();
};

void TestHeldSessions::showsWhatATargetHasAndClosesEverySession()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
    const Lab lab;
    TgtOptions options;
    options.folder = lab.folder();
    options.targets = 2;
    options.luns = 3;
    const TgtDaemon tgt(options);
    Initiator initiator;
    QVERIFY(initiator.logInTimes(4, tgt.name(1), tgt.portal()));
    QVERIFY(initiator.logInTimes(1, tgt.name(2), tgt.portal()));
    QCOMPARE(tgt.sessions(1).size(), 4);
    QCOMPARE(initiator.all(Kind::IscsiTarget).size(), 2);
    QCOMPARE(initiator.all(Kind::IscsiSession).size(), 5);
    QList<TgtLun> real = tgt.luns(2);
    int compared = 0;
    for (const Resource& lun : initiator.all(Kind::IscsiLun)) {
        const qint64 number = lun.facts.value(Fact::LunNumber).toLongLong();
        if (!lun.name.startsWith(QString::fromUtf8(tgt.name(2))) || number == 0)
            continue;
        const auto same = std::find_if(real.cbegin(), real.cend(),
                                       [&](const TgtLun& each) { return qint64(each.number) == number; });
        QVERIFY(same != real.cend());
        QCOMPARE(lun.facts.value(Fact::Serial).toString().toUtf8(), same->serial);
        QCOMPARE(lun.facts.value(Fact::Size).toLongLong(), same->bytes);
        QCOMPARE(lun.facts.value(Fact::DeviceType).toString(), QStringLiteral("disk"));
        ++compared;
    }
    QCOMPARE(compared, 3);
    const Operation* operation = initiator.logOut(tgt.name(1));
    QVERIFY(operation);
    QCOMPARE(account(operation), QStringLiteral("done: 1 done, 2 done, 3 done, 4 done"));
    QCOMPARE(goal(operation, 0).code.number, 0U);
    QTRY_COMPARE(tgt.sessions(1).size(), 0);
    QCOMPARE(tgt.sessions(2).size(), 1); // those of others are untouched
    QCOMPARE(initiator.all(Kind::IscsiSession).size(), 1);
}

void TestHeldSessions::tellsAPartialLogoutSessionBySession()
{
    Scripts scripts;
    scripts.ofSession = {{2, answering(2)}, {3, silentLogout()}};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    QVERIFY(initiator.logInTimes(4, first, target.portal()));
    QVERIFY(target.drop(4));
    QTRY_COMPARE(std::ranges::count(initiator.all(Kind::IscsiSession), State::Failed, &Resource::state), 1);
    const Operation* operation = initiator.logOut(first, 1000);
    QVERIFY(operation);
    QCOMPARE(operation->record().outcome, Outcome::Partial);
    QCOMPARE(goal(operation, 0).code.number, 0x80042710U); // VDS_E_ISCSI_LOGOUT_INCOMPLETE
    QStringList ended;
    for (int i = 1; i <= 4; ++i)
        ended.append(token(goal(operation, i).outcome));
    QCOMPARE(ended,
             (QStringList {QStringLiteral("done"), QStringLiteral("failed"), QStringLiteral("timedOut"),
                           QStringLiteral("done")}));
    QCOMPARE(goal(operation, 2).error->code, ErrorCode::LogoutRefused);
    QCOMPARE(goal(operation, 2).error->number, 2U);
    QCOMPARE(target.counts().logouts, 3); // nothing was sent on the lost one
    QCOMPARE(target.counts().logins, 4); // and nobody came back
    QCOMPARE(initiator.all(Kind::IscsiSession).size(), 2);
}

void TestHeldSessions::saysThatNoneWasClosed()
{
    Scripts scripts;
    scripts.session = answering(3);
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    QVERIFY(initiator.logInTimes(2, first, target.portal()));
    const Operation* operation = initiator.logOut(first);
    QVERIFY(operation);
    QCOMPARE(account(operation), QStringLiteral("failed: 1 failed, 2 failed"));
    QCOMPARE(goal(operation, 0).code.number, 0x80042709U); // VDS_E_ISCSI_LOGOUT_FAILED
    QCOMPARE(target.counts().openSessions, 2);
}

void TestHeldSessions::asksOnlyWhoIsLeft()
{
    Scripts scripts;
    scripts.ofSession = {{1, answering(1)}, {3, silentLogout()}};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    QVERIFY(initiator.logInTimes(3, first, target.portal()));
    const Operation* operation = initiator.logOut(first, 1000);
    QVERIFY(operation && operation->record().outcome == Outcome::Partial);
    QCOMPARE(target.counts().logouts, 3);
    target.setScript(1, {});
    target.setScript(3, {});
    const Operation* again = initiator.logOut(first, 5000);
    QVERIFY(again);
    QCOMPARE(account(again), QStringLiteral("done: 1 done, 2 done"));
    QCOMPARE(target.counts().logouts, 5);
    QCOMPARE(target.counts().openSessions, 0);
    QVERIFY(initiator.all(Kind::IscsiTarget).isEmpty());
}

// Port group 2, on standby, is told before group 1, to which the port belongs (REPORT TARGET PORT GROUPS).
void TestHeldSessions::tellsTheAccessByThePortThatWasAsked()
{
    QList<TargetSpec> specs = targetSpecs("s", 1, 1);
    ScsiAnswer groups;
    groups.data = QByteArray::fromHex("00000018"
                                      "020f000200000001"
                                      "00000002"
                                      "000f000100000001"
                                      "00000001");
    specs.first().luns.first().answers.insert(QByteArray::fromHex("a30a"), groups);
    ScriptedTarget target(specs);
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    const QList<Resource> luns = initiator.all(Kind::IscsiLun);
    QCOMPARE(luns.size(), 1);
    QCOMPARE(luns.first().facts.value(Fact::AccessState).toString(), QStringLiteral("active-optimized"));
}

void TestHeldSessions::aTargetWithoutSessionsIsLeftAlone()
{
    ScriptedTarget target;
    Initiator initiator;
    QVERIFY(initiator.fake.look());
    const Plan plan = initiator.fake.plan(Verb::LogOut, {ResourceId::make(Kind::IscsiTarget, first)});
    QVERIFY(plan.goals.first().refused);
    QCOMPARE(plan.goals.first().refused->code, ErrorCode::NoSuchResource);
    QVERIFY(plan.steps.isEmpty());
    QCOMPARE(target.counts().connections, 0);
}

void TestHeldSessions::tellsALostSessionAndForgetsItWhenAsked()
{
    ScriptedTarget target;
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    QVERIFY(target.sendAsync(1, lab::AsyncMessage {}));
    QTRY_COMPARE(initiator.all(Kind::IscsiSession).value(0).state, State::Failed);
    QCOMPARE(initiator.all(Kind::IscsiSession).value(0).facts.value(Fact::WhyLost).toString(),
             token(ErrorCode::LogoutRequested));
    const Operation* operation = initiator.logOut(first);
    QVERIFY(operation);
    QCOMPARE(operation->record().steps.value(0).error->code, ErrorCode::AlreadyGone);
    QVERIFY(initiator.all(Kind::IscsiSession).isEmpty());
    QCOMPARE(target.counts().logins, 1);
}

void TestHeldSessions::losesASessionThatDoesNotAnswer()
{
    ScriptedTarget target;
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    QTRY_VERIFY(target.counts().pings > 2); // it is kept alive, and the round trip is known
    QVERIFY(initiator.all(Kind::IscsiSession).value(0).facts.value(Fact::RoundTrip).toLongLong() > 0);
    Script deaf;
    deaf.misdeeds[lab::Stage::Ping] = Misdeed {};
    target.setScript(1, deaf);
    QTRY_COMPARE(initiator.all(Kind::IscsiSession).value(0).state, State::Failed);
    QCOMPARE(initiator.all(Kind::IscsiSession).value(0).facts.value(Fact::WhyLost).toString(),
             token(ErrorCode::DeadlinePassed));
}

void TestHeldSessions::aHundredSessionsGoSideBySide()
{
    ScriptedTarget target(targetSpecs("s", 100, 1));
    Initiator initiator;
    QList<ResourceId> goals;
    for (int i = 1; i <= 100; ++i) {
        const QByteArray name = "iqn.2026-11.lab:s" + QByteArray::number(i);
        QVERIFY(initiator.logInTimes(1, name, target.portal()));
        goals.append(ResourceId::make(Kind::IscsiTarget, name));
    }
    QCOMPARE(target.counts().openSessions, 100);
    QVERIFY(initiator.fake.look());
    const Operation* operation = initiator.fake.start(initiator.fake.plan(Verb::LogOut, goals));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Done);
    QCOMPARE(target.counts().openSessions, 0);
    QCOMPARE(target.counts().logouts, 100);
    QVERIFY(initiator.all(Kind::IscsiTarget).isEmpty());
}

QTEST_GUILESS_MAIN(TestHeldSessions)
#include "tst_heldsessions_lab.moc"
