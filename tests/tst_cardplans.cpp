// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/core/readerplan.h"

#include <QTest>

using namespace mooring;

namespace {

const QByteArray name = "Virtual PCD 00 00";

ResourceId id(Kind kind) { return ResourceId::make(kind, name); }

Resource node(Kind kind, State state)
{
    Resource made;
    made.kind = kind;
    made.id = id(kind);
    made.name = encodeBytes(name);
    made.keys = {Key {made.id.text.toUtf8()}};
    made.state = state;
    return made;
}

Resource reader(const QList<Verb>& verbs)
{
    Resource made = node(Kind::Reader, State::Present);
    made.members = {Key {id(Kind::CardAttachment).text.toUtf8()}};
    made.verbs = verbs;
    return made;
}

Resource card()
{
    Resource made = node(Kind::Card, State::Shared);
    made.members = {Key {id(Kind::CardAttachment).text.toUtf8()}};
    made.needs = {Need {{Key {id(Kind::Reader).text.toUtf8()}}}};
    made.goes = Goes::WithItsBase;
    made.verbs = {Verb::AttachToReader, Verb::Release};
    return made;
}

ReleaseChoice choice(const char* word, Consequence consequence)
{
    ReleaseChoice made;
    made.word = QLatin1String(word);
    made.consequence = consequence;
    made.arguments = {{QStringLiteral("disposition"), made.word}};
    made.command = {"mooringctl", "release", "--disposition", word, id(Kind::CardAttachment).text.toUtf8()};
    return made;
}

Resource attachment()
{
    Resource made = node(Kind::CardAttachment, State::Attached);
    made.needs = {Need {{Key {id(Kind::Card).text.toUtf8()}}}};
    made.verbs = {Verb::Release, Verb::Reconnect, Verb::BeginTransaction, Verb::EndTransaction};
    made.facts = {{Fact::ShareMode, QStringLiteral("exclusive")}};
    Release release;
    release.verb = Verb::Release;
    release.choice = QStringLiteral("disposition");
    release.choices
        = {choice("leave", Consequence::CardLeftAsItIs), choice("reset", Consequence::CardReset),
           choice("power-down", Consequence::CardPoweredDown), choice("eject", Consequence::CardEjected)};
    made.release = release;
    return made;
}

Resource holder()
{
    Resource made;
    made.kind = Kind::Process;
    made.id = {QStringLiteral("process:7@1")};
    made.name = QStringLiteral("scdaemon");
    made.keys = {Key {"process:7@1"}};
    made.needs = {Need {{Key {id(Kind::Card).text.toUtf8()}}, 1, How::ServiceClient, {}}};
    made.facts = {{Fact::Pid, 7}};
    made.verbs = {Verb::AskToQuit, Verb::End};
    made.release = Release();
    made.release->verb = Verb::AskToQuit;
    return made;
}

Topology seen(const QList<Resource>& resources, const QList<Resource>& users = {})
{
    Inventory inventory;
    inventory.provider = QStringLiteral("pcsc");
    inventory.resources = resources;
    inventory.users = users;
    return Topology::join({inventory});
}

PlanOptions with(const char* choice, const char* word)
{
    PlanOptions options;
    options.choices.insert(QLatin1String(choice), QLatin1String(word));
    return options;
}

} // namespace

class TstCardPlans : public QObject
{
    Q_OBJECT
private slots:
    void attachesToAReader();
    void releasesWhatWasAttached();
    void holdersOfACardAreInTheWay();
    void releasesNothingWhereNothingIsAttached();
    void reconnectsInPlace();
    void transactionsAreAsTold();
};

void TstCardPlans::attachesToAReader()
{
    const Topology topology = seen({reader({Verb::AttachToReader}), card()});
    const Plan plan = makePlan(topology, Verb::AttachToReader, {id(Kind::Reader), id(Kind::Card)}, {});
    QCOMPARE(plan.steps.size(), 1); // they are one
    const Step& step = plan.steps[0];
    QCOMPARE(step.resource, id(Kind::CardAttachment));
    QCOMPARE(step.chosen, QStringLiteral("shared"));
    QCOMPARE(step.consequence, Consequence::CardShared);
    QCOMPARE(step.expects.first().proof, Proof::There);
    QCOMPARE(step.arguments.value(QLatin1String("reader")).toString().toUtf8(), name);
    const Plan direct = makePlan(topology, Verb::AttachToReader, {id(Kind::Reader)}, with("share", "direct"));
    QCOMPARE(direct.steps[0].consequence, Consequence::ReaderHeldDirectly);
    QVERIFY(direct.steps[0].command.contains("direct"));
    const Plan refused = makePlan(topology, Verb::AttachToReader, {{QStringLiteral("reader:other")}}, {});
    QCOMPARE(refused.goals[0].refused->code, ErrorCode::ReaderUnknown);
    QVERIFY(refused.steps.isEmpty());
}

void TstCardPlans::releasesWhatWasAttached()
{
    const Topology topology = seen({reader({Verb::Release}), card(), attachment()});
    for (const Kind kind : {Kind::CardAttachment, Kind::Card, Kind::Reader}) {
        const Plan plan = makePlan(topology, Verb::Release, {id(kind)}, with("disposition", "reset"));
        QCOMPARE(plan.steps.size(), 1);
        QCOMPARE(plan.steps[0].resource, id(Kind::CardAttachment));
        QCOMPARE(plan.steps[0].consequence, Consequence::CardReset);
        QCOMPARE(plan.goals[0].proof, kind == Kind::CardAttachment ? Proof::Gone : Proof::There);
    }
}

void TstCardPlans::holdersOfACardAreInTheWay()
{
    const Topology topology = seen({reader({Verb::Release}), card()}, {holder()});
    const Plan blocked = makePlan(topology, Verb::Release, {id(Kind::Card)}, {});
    QVERIFY(blocked.isBlocked());
    QCOMPARE(blocked.blockers[0].resource, holder().id);
    QCOMPARE(blocked.blockers[0].how, How::ServiceClient);
    PlanOptions ending;
    ending.processes = ProcessAnswer::End;
    const Plan plan = makePlan(topology, Verb::Release, {id(Kind::Card)}, ending);
    QVERIFY(!plan.isBlocked());
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(plan.steps[0].verb, Verb::End); // labelled as what it is
    // Letting go of what is ours evicts nobody.
    const Topology both = seen({reader({Verb::Release}), card(), attachment()}, {holder()});
    for (const Kind kind : {Kind::CardAttachment, Kind::Card, Kind::Reader}) {
        const Plan own = makePlan(both, Verb::Release, {id(kind)}, {});
        QVERIFY(!own.isBlocked());
        QCOMPARE(own.steps.size(), 1);
    }
}

void TstCardPlans::releasesNothingWhereNothingIsAttached()
{
    Resource unused = card();
    unused.verbs = {Verb::AttachToReader};
    const Plan plan = makePlan(seen({reader({Verb::AttachToReader}), unused}), Verb::Release,
                               {id(Kind::Reader), id(Kind::Card)}, {});
    for (const Goal& goal : plan.goals) {
        QCOMPARE(goal.refused->code, ErrorCode::CardNotAttached);
        QCOMPARE(outcomeOf(goal.refused->code), Outcome::NothingToDo);
    }
}

void TstCardPlans::reconnectsInPlace()
{
    const Topology topology = seen({reader({}), card(), attachment()});
    const Plan plan = makePlan(topology, Verb::Reconnect, {id(Kind::CardAttachment)}, {});
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(plan.steps[0].consequence, Consequence::CardLeftAsItIs);
    QCOMPARE(plan.steps[0].expects.first().state, std::optional(State::Attached));
    QVERIFY(!plan.steps[0].choosable.contains(QStringLiteral("eject")));
    const Plan reset
        = makePlan(topology, Verb::Reconnect, {id(Kind::CardAttachment)}, with("disposition", "reset"));
    QCOMPARE(reset.steps[0].consequence, Consequence::CardReset);
    QCOMPARE(reset.steps[0].arguments.value(QLatin1String("disposition")).toString(),
             QStringLiteral("reset"));
    QVERIFY(reset.steps[0].command.contains("reconnect"));
}

void TstCardPlans::transactionsAreAsTold()
{
    const Topology topology = seen({reader({}), card(), attachment()});
    const Plan begin = makePlan(topology, Verb::BeginTransaction, {id(Kind::CardAttachment)}, {});
    QCOMPARE(begin.steps[0].consequence, Consequence::TransactionHoldsOthers);
    QCOMPARE(begin.steps[0].expects.first().proof, Proof::AsTold);
    QVERIFY(begin.steps[0].choice.isEmpty());
    const Plan end = makePlan(topology, Verb::EndTransaction, {id(Kind::CardAttachment)}, {});
    QCOMPARE(end.steps[0].consequence, Consequence::TransactionEnds);
    const Plan reset
        = makePlan(topology, Verb::EndTransaction, {id(Kind::CardAttachment)}, with("disposition", "reset"));
    QCOMPARE(reset.steps[0].consequence, Consequence::CardReset);
    QCOMPARE(makePlan(topology, Verb::BeginTransaction, {id(Kind::Card)}, {}).goals[0].refused->code,
             ErrorCode::VerbNotOffered);
}

QTEST_GUILESS_MAIN(TstCardPlans)
#include "tst_cardplans.moc"
