// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"
#include "heldstage.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Sessions that were lost, opened again when somebody asks for it and not before.
class TestReconnect : public QObject
{
    Q_OBJECT
private slots:
    void opensALostSessionAgain();
    void saysWhyItCannot();
    void offersItOnlyWhereOneIsLost();
    void opensAgainByCommandWithItsSecret();
    void isStoppedByATargetThatFallsSilent();

private:
    static const Operation* reconnect(Initiator& initiator, const ResourceId& id, int deadline = 0)
    {
        if (!initiator.fake.look())
            return nullptr;
        PlanOptions options;
        options.deadline = deadline;
        const Operation* operation
            = initiator.fake.start(initiator.fake.plan(Verb::Reconnect, {id}, options));
        return FakeHost::waitFor(operation) ? operation : nullptr;
    }
    static Resource session(Initiator& initiator) { return initiator.all(Kind::IscsiSession).value(0); }
};

void TestReconnect::opensALostSessionAgain()
{
    ScriptedTarget target(targetSpecs("s", 1, 2));
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    const Resource before = session(initiator);
    QVERIFY(target.drop(1));
    QTRY_COMPARE(session(initiator).state, State::Failed);
    QTest::qWait(300); // several pings long
    QCOMPARE(target.counts().logins, 1); // not by itself
    QCOMPARE(session(initiator).verbs, (QList<Verb> {Verb::LogOut, Verb::Reconnect}));

    const Operation* operation = reconnect(initiator, before.id);
    QVERIFY(operation);
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
    const Resource after = session(initiator);
    QCOMPARE(initiator.all(Kind::IscsiSession).size(), 1);
    QCOMPARE(after.id, before.id);
    QCOMPARE(after.state, State::LoggedIn);
    QCOMPARE(after.facts.value(Fact::Isid), before.facts.value(Fact::Isid));
    QVERIFY(!after.facts.contains(Fact::WhyLost));
    QVERIFY(after.incarnation != before.incarnation);
    QCOMPARE(after.verbs, QList<Verb> {Verb::LogOut});
    QCOMPARE(initiator.all(Kind::IscsiLun).value(0).state, State::Idle);
    QCOMPARE(target.counts().logins, 2);
    QCOMPARE(target.counts().openSessions, 1);
    QTRY_VERIFY(target.counts().pings > 1); // it is kept alive as before
    // and it is a session as any other
    QVERIFY(target.drop(2));
    QTRY_COMPARE(session(initiator).state, State::Failed);
    QCOMPARE(account(reconnect(initiator, before.id)), QStringLiteral("done: 1 done"));
    QCOMPARE(account(initiator.logOut(first)), QStringLiteral("done: 1 done"));
    QCOMPARE(target.counts().openSessions, 0);
}

void TestReconnect::saysWhyItCannot()
{
    auto target = std::make_unique<ScriptedTarget>(targetSpecs("s", 1, 1));
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target->portal()));
    target.reset();
    QTRY_COMPARE(session(initiator).state, State::Failed);
    const Operation* operation = reconnect(initiator, session(initiator).id);
    QVERIFY(operation);
    QCOMPARE(operation->record().steps.value(0).error->code, ErrorCode::PortalUnreachable);
    QVERIFY(operation->record().outcome != Outcome::Done);
    QCOMPARE(session(initiator).state, State::Failed); // it can be asked for again
    QVERIFY(session(initiator).verbs.contains(Verb::Reconnect));
    QVERIFY(initiator.logOut(first));
    QVERIFY(initiator.all(Kind::IscsiSession).isEmpty());
}

void TestReconnect::offersItOnlyWhereOneIsLost()
{
    ScriptedTarget target;
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    QVERIFY(initiator.fake.look());
    const Plan plan = initiator.fake.plan(Verb::Reconnect, {session(initiator).id, {QStringLiteral("none")}});
    QVERIFY(plan.steps.isEmpty());
    QCOMPARE(plan.goals.value(0).refused->code, ErrorCode::VerbNotOffered);
    QCOMPARE(plan.goals.value(1).refused->code, ErrorCode::NoSuchResource);
    QCOMPARE(target.counts().logins, 1);
}

void TestReconnect::opensAgainByCommandWithItsSecret()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
    const CommandStage stage;
    TgtOptions options {stage.lab.folder(), "t"};
    options.user = "alice";
    options.secret = "a-secret-of-16-b";
    const TgtDaemon tgt(options);
    const QByteArray secret = stage.lab.writeFile("secret", options.secret);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(),
                            {"--sessions", "2", "--chap-user", "alice", "--chap-secret-file", secret}));
    const TgtSession victim = tgt.sessions(1).value(0);
    QCOMPARE(tgt.deleteConnection(victim, victim.connections.value(0).id), 0U);
    const auto failed = [&stage] {
        QByteArrayList ids;
        for (const QJsonValue& session : stage.resources("iscsi-session"))
            if (session[u"state"] == QLatin1String("failed"))
                ids.append(session[u"id"].toString().toUtf8());
        return ids;
    };
    QTRY_COMPARE(failed().size(), 1);
    QCOMPARE(tgt.sessions(1).size(), 1);
    const QByteArray id = failed().constFirst();
    const Ran done = stage.product.run({"--json", "reconnect", id}); // never asks
    QVERIFY2(done.code == 0, done.text());
    QVERIFY2(!done.out.contains("a-secret"), done.text());
    QCOMPARE(tgt.sessions(1).size(), 2);
    QVERIFY(failed().isEmpty());
    QCOMPARE(stage.product.run({"--json", "reconnect", id}).code, 8); // it is not lost
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
}

void TestReconnect::isStoppedByATargetThatFallsSilent()
{
    ScriptedTarget target(targetSpecs("s", 1, 1));
    Initiator initiator;
    QVERIFY(initiator.logInTimes(1, first, target.portal()));
    Scripts deaf;
    deaf.session.misdeeds[lab::Stage::Login] = Misdeed {};
    target.setScripts(deaf);
    QVERIFY(target.drop(1));
    QTRY_COMPARE(session(initiator).state, State::Failed);
    const Operation* operation = reconnect(initiator, session(initiator).id, 500);
    QVERIFY(operation);
    QCOMPARE(operation->record().outcome, Outcome::TimedOut);
    QCOMPARE(session(initiator).state, State::Failed);
    target.setScripts({});
    QCOMPARE(account(reconnect(initiator, session(initiator).id)), QStringLiteral("done: 1 done"));
}

QTEST_GUILESS_MAIN(TestReconnect)
#include "tst_reconnect_lab.moc"
