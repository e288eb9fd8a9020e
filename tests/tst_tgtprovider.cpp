// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/tgtstage.h"

#include <QElapsedTimer>

using namespace mooring;
using namespace mooring::testsupport;

// What is shown of a tgtd and how it is let go of, against a socket that answers as recorded.
class TestTgtProvider : public QObject
{
    Q_OBJECT
private slots:
    void showsTargetsUnitsAndInitiators();
    void asksOnlyTheTgtdThatIsMeant();
    void tellsWhenSomethingWasReadLast();
    void neverShowsASecret();
    void plansWhatTheTopologySays();
    void refusesTheController();
    void triesABusyUnitAgain();
    void givesUpABusyUnitInTime();
    void tellsWhatTgtdRefused_data();
    void tellsWhatTgtdRefused();
    void putsBackAsItWas();
    void cutsEveryConnection();
    void tellsWhoCannotBeAsked();
    void asksTgtadmWhereTheAnswerIsStrange();
};

void TestTgtProvider::showsTargetsUnitsAndInitiators()
{
    const Stage stage;
    const Inventory seen = stage.look();
    QVERIFY(seen.errors.isEmpty());
    const Resource* target = find(seen, firstTarget);
    QVERIFY(target);
    QCOMPARE(target->name, QStringLiteral("iqn.2026-11.lab:t1"));
    QCOMPARE(target->verbs, QList<Verb> {Verb::Detach});
    QCOMPARE(target->members.size(), 2);
    QCOMPARE(target->facts.value(Fact::Portals).toString(), QStringLiteral("127.0.0.1:13262"));
    QVERIFY(target->facts.value(Fact::DemoMode).toBool());
    QVERIFY(target->keys[1].text.startsWith("process:")); // it is no stranger to be ended
    const Resource* unit = find(seen, unitOne);
    QVERIFY(unit);
    QCOMPARE(unit->state, State::InUse);
    QCOMPARE(unit->facts.value(Fact::Backing).toByteArray(), QByteArray("/srv/img"));
    QCOMPARE(unit->facts.value(Fact::ScsiId).toString(), QStringLiteral("IET     00010001"));
    QVERIFY(unit->facts.value(Fact::ReadOnly).toBool());
    QVERIFY(unit->keys.contains(Key {"exported:iqn.2026-11.lab:t1/1@127.0.0.1:13262"}));
    QCOMPARE(unit->release->consequence, Consequence::LogicalUnitDeletedFileKept);
    QCOMPARE(unit->release->command.join(' '),
             QByteArray("tgtadm -C 5 --lld iscsi -m logicalunit -o delete -t 1 -l 1"));
    const Resource* image = find(seen, "image:/srv/img");
    QVERIFY(image && !image->needs.isEmpty());
    QVERIFY(image->needs[0].on[0].text.startsWith("mount:"));
    const Resource* initiator = find(seen, nexusOne);
    QVERIFY(initiator);
    QCOMPARE(initiator->name, QStringLiteral("iqn.2008-11.org.linux-kvm"));
    QCOMPARE(initiator->facts.value(Fact::Address).toString(), QStringLiteral("127.0.0.1"));
    QCOMPARE(initiator->verbs, QList<Verb> {Verb::Disconnect});
    QCOMPARE(initiator->needs.size(), 4); // the target, its own session, two units
    const Resource* other = find(seen, "export:tgt@5/iqn.2026-11.lab:t2");
    QVERIFY(other && other->verbs.isEmpty() && other->state == State::Idle);
    QCOMPARE(other->facts.value(Fact::AllowedInitiators).toString(),
             QStringLiteral("10.0.0.0/8, iqn.2026-11.lab:client"));
}

void TestTgtProvider::asksOnlyTheTgtdThatIsMeant()
{
    const Stage stage;
    LookRequest elsewhere;
    elsewhere.only = {{QStringLiteral("export-lun:tgt@77/iqn.2026-11.lab:t1/1")}};
    QVERIFY(stage.look(elsewhere).resources.isEmpty());
    QVERIFY(stage.tgtd.requests().isEmpty());
    LookRequest one;
    one.only = {{QString::fromLatin1(unitOne)}};
    const Inventory seen = stage.look(one);
    QCOMPARE(seen.resources.size(), 1);
    QVERIFY(find(seen, unitOne));
    LookRequest above;
    above.standingOn = {Key {unitOne}};
    QVERIFY(find(stage.look(above), nexusOne));
}

void TestTgtProvider::tellsWhenSomethingWasReadLast()
{
    Script script;
    QByteArray later = recorded("stat.txt");
    later.replace("1049325     10", "2049325     21");
    script.changes[{0, 6}] = {ScriptedTgtd::answer(0, recorded("stat.txt")), ScriptedTgtd::answer(0, later)};
    const Stage stage(script);
    const Inventory before = stage.look();
    QVERIFY(!find(before, unitOne)->facts.contains(Fact::LastIo)); // nobody has seen when
    QCOMPARE(find(before, nexusOne)->facts.value(Fact::Commands).toInt(), 10);
    const Inventory after = stage.look();
    QVERIFY(find(after, unitOne)->facts.value(Fact::LastIo).toDateTime().isValid());
    QVERIFY(find(after, nexusOne)->facts.value(Fact::LastIo).toDateTime().isValid());
    QVERIFY(!find(after, "export-lun:tgt@5/iqn.2026-11.lab:t1/7")->facts.contains(Fact::LastIo));
}

void TestTgtProvider::neverShowsASecret()
{
    const Stage stage;
    const Inventory seen = stage.look();
    const Resource* target = find(seen, "export:tgt@5/iqn.2026-11.lab:t2");
    QCOMPARE(target->facts.value(Fact::Accounts).toString(), QStringLiteral("joe"));
    QCOMPARE(target->facts.value(Fact::Authentication).toString(), QStringLiteral("chap"));
    for (const QByteArray& request : stage.tgtd.requests())
        QVERIFY(ScriptedTgtd::mode(request) != 7); // accounts are never asked for
}

void TestTgtProvider::plansWhatTheTopologySays()
{
    const Stage stage;
    const Topology topology = Topology::join({stage.look()});
    const Plan refused = makePlan(topology, Verb::Detach, {{QString::fromLatin1(unitOne)}}, {});
    QCOMPARE(refused.blockers.size(), 1);
    QCOMPARE(refused.blockers[0].reason, BlockReason::SeenByInitiator);
    QCOMPARE(refused.blockers[0].name, QStringLiteral("iqn.2008-11.org.linux-kvm"));
    QCOMPARE(rungsOf(refused), QList<Rung> {Rung::UnderInitiator});
    PlanOptions forced;
    forced.force = token(Rung::UnderInitiator);
    const Plan plan = makePlan(topology, Verb::Detach, {{QString::fromLatin1(firstTarget)}}, forced);
    QVERIFY(!plan.isBlocked());
    QCOMPARE(plan.steps.size(), 2);
    QCOMPARE(plan.goals[0].proof, Proof::There);
    QCOMPARE(plan.steps[0].deadline, 5000);
}

void TestTgtProvider::refusesTheController()
{
    const Stage stage;
    const Inventory seen = stage.look();
    const ResourceId id {QStringLiteral("export-lun:tgt@5/iqn.2026-11.lab:t1/0")};
    const Plan plan = makePlan(Topology::join({seen}), Verb::Detach, {id}, {});
    QVERIFY(plan.goals[0].refused);
    QCOMPARE(plan.goals[0].refused->code, ErrorCode::UnitIsController);
    QVERIFY(plan.steps.isEmpty());
    Step step = stepOf(seen, unitOne);
    step.resource = id;
    QCOMPARE(stage.run(step).error->code, ErrorCode::UnitIsController);
    for (const QByteArray& request : stage.tgtd.requests())
        QVERIFY(ScriptedTgtd::op(request) != 1); // nothing was sent
}

void TestTgtProvider::triesABusyUnitAgain()
{
    Script script;
    script.changes[{2, 1}] = {ScriptedTgtd::answer(20), ScriptedTgtd::answer(20), ScriptedTgtd::answer(0)};
    const Stage stage(script);
    const StepResult result = stage.run(stepOf(stage.look(), unitOne));
    QVERIFY(!result.error);
}

void TestTgtProvider::givesUpABusyUnitInTime()
{
    Script script;
    script.changes[{2, 1}] = {ScriptedTgtd::answer(20)};
    const Stage stage(script);
    const Step step = stepOf(stage.look(), unitOne);
    QElapsedTimer took;
    took.start();
    const StepResult result = stage.run(step);
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::UnitBusy);
    QCOMPARE(result.error->number, 20U);
    QVERIFY(took.elapsed() < step.deadline);
}

void TestTgtProvider::tellsWhatTgtdRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no unit") << ScriptedTgtd::answer(5) << ErrorCode::UnitNotInTarget;
    QTest::newRow("invalid") << ScriptedTgtd::answer(17, "why\n") << ErrorCode::InvalidArgument;
    QTest::newRow("a number of tomorrow") << ScriptedTgtd::answer(4098) << ErrorCode::UnknownNumber;
    QTest::newRow("it died meanwhile") << QByteArray() << ErrorCode::ConnectionLost;
    QTest::newRow("garbage") << QByteArray("garbage, garbage") << ErrorCode::AnswerMalformed;
}

void TestTgtProvider::tellsWhatTgtdRefused()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const ErrorCode, code);
    Script script;
    script.changes[{2, 1}] = {answer};
    const Stage stage(script);
    const StepResult result = stage.run(stepOf(stage.look(), unitOne));
    QVERIFY(result.error);
    QCOMPARE(result.error->code, code);
}

void TestTgtProvider::putsBackAsItWas()
{
    const Stage stage;
    const Inventory seen = stage.look();
    const Resource* unit = find(seen, unitOne);
    const Plan plan = makeRestorePlan(Topology(), {unit->release->restore}, {});
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(plan.steps[0].consequence, Consequence::LogicalUnitAppears);
    QCOMPARE(plan.steps[0].command.join(' '),
             QByteArray("tgtadm -C 5 --lld iscsi -m logicalunit -o new -t 1 -l 1 -b /srv/img"));
    const StepResult result = stage.run(plan.steps[0]);
    QVERIFY(!result.error);
    QCOMPARE(result.created, QList<ResourceId> {unit->id});
    const QList<QByteArray> requests = stage.tgtd.requests();
    QCOMPARE(requests.constLast().mid(120),
             QByteArray("scsi_id=IET     00010001,scsi_sn=beaf11,readonly=1\0", 51));
    QCOMPARE(requests[requests.size() - 2].mid(120),
             QByteArray("path=/srv/img,bstype=rdwr,blocksize=512\0", 40));
    Step taken = plan.steps[0];
    taken.arguments.insert(QStringLiteral("path"), QStringLiteral("/srv/a,b"));
    QCOMPARE(stage.run(taken).error->code, ErrorCode::InvalidArgument); // tgtd could not be told so
}

void TestTgtProvider::cutsEveryConnection()
{
    const Stage stage;
    QVERIFY(!stage.run(stepOf(stage.look(), nexusOne)).error);
    const QByteArray last = stage.tgtd.requests().constLast();
    QCOMPARE(ScriptedTgtd::mode(last), 6U);
    QCOMPARE(ScriptedTgtd::op(last), 1U);
    Step gone = stepOf(stage.look(), nexusOne);
    gone.resource = {QStringLiteral("initiator:tgt@5/iqn.2026-11.lab:t1/99")};
    QCOMPARE(stage.run(gone).error->code, ErrorCode::AlreadyGone);
}

void TestTgtProvider::tellsWhoCannotBeAsked()
{
    Stage stage;
    stage.options.socketPath = stage.root.path() + "nobody";
    TgtProvider absent(stage.options);
    QVERIFY(lookAt(absent).errors.isEmpty());
    QCOMPARE(absent.info().availability, Availability::Absent);
    stage.script.changes[{1, 2}] = {QByteArray()}; // as to another user
    const Inventory refused = stage.look();
    QCOMPARE(refused.errors.size(), 1);
    QVERIFY(refused.errors[0].kinds.contains(Kind::ExportLun));
    QVERIFY(!refused.isComplete(Kind::ExportLun)); // so nothing is proved gone
    QVERIFY(stage.provider->info().availability != Availability::Ok);
}

void TestTgtProvider::asksTgtadmWhereTheAnswerIsStrange()
{
    struct Tool final : Child
    {
        Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options&) override
        {
            asked = argv.join(' ');
            ChildResult result;
            result.out = recorded("target.txt");
            return result;
        }
        QByteArray asked;
    };
    Script script;
    script.changes[{1, 2}] = {QByteArray("another version's answer")};
    Stage stage(script);
    const auto tool = std::make_shared<Tool>();
    stage.options.child = tool;
    TgtProvider provider(stage.options);
    const Inventory seen = lookAt(provider);
    QVERIFY(seen.errors.isEmpty());
    QVERIFY(find(seen, unitOne));
    QCOMPARE(tool->asked,
             "env TGT_IPC_SOCKET=" + stage.tgtd.prefix() + " tgtadm -C 5 --lld iscsi -m target -o show");
}

QTEST_GUILESS_MAIN(TestTgtProvider)
#include "tst_tgtprovider.moc"
