// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/alike.h"
#include "services/core/planner.h"

#include <QTest>

using namespace mooring;

namespace {

const QByteArray name = "iqn.2026-11.lab:t1";

QString text(const char* latin1) { return QString::fromLatin1(latin1); }

Resource target(State state, const Facts& facts)
{
    Resource node;
    node.kind = Kind::IscsiTarget;
    node.id = ResourceId::make(node.kind, name);
    node.name = QString::fromLatin1(name);
    node.keys = {Key {"iscsi-target:" + name}};
    node.verbs = {Verb::LogOut};
    node.state = state;
    node.facts = facts;
    return node;
}

Resource session(const QByteArray& key)
{
    Resource node;
    node.kind = Kind::IscsiSession;
    node.id = ResourceId::make(node.kind, key);
    node.keys = {Key {node.id.text.toUtf8()}};
    node.needs = {Need {{Key {"iscsi-target:" + name}}}};
    node.verbs = {Verb::LogOut};
    node.release = Release();
    node.release->verb = Verb::LogOut;
    return node;
}

Inventory inventory(const char* provider, const QList<Resource>& resources)
{
    Inventory made;
    made.provider = text(provider);
    made.resources = resources;
    return made;
}

// A target as the kernel, Mooring's own sessions and an attached unit show it.
QList<Inventory> threeProviders()
{
    Resource kernels = target(State::Reconnecting,
                              {{Fact::TargetAlias, text("disks")},
                               {Fact::Portals, text("10.0.0.1:3260, 10.0.0.2:3260")},
                               {Fact::Startup, text("manual")}});
    ComesBack back;
    back.by = text("node.startup");
    kernels.comesBack = {back};
    Resource own = target(State::LoggedIn,
                          {{Fact::Portals, text("10.0.0.2:3260")},
                           {Fact::Startup, text("automatic")},
                           {Fact::Command, text("ruby (7)")}});
    Resource attached = target(
        State::Unknown, {{Fact::Portals, text("10.0.0.3:3260")}, {Fact::Command, text("ruby (7)\nsh (8)")}});
    return {inventory("qemustorage", {attached, session("9/1")}),
            inventory("openiscsi", {kernels, session("kernel/1")}),
            inventory("libiscsi", {own, session("8/80")})};
}

} // namespace

class TstAlike : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatEveryProviderKnowsOfATarget();
    void logsOutOfAllItsSessions();
    void isFreedBySessionsWhereOneHasThem();
    void countsWhatIsOnlyRememberedAsFacts();
    void keepsWhatAProcessUses();
    void leavesOtherKindsToWhoKnowsMore();
};

void TstAlike::tellsWhatEveryProviderKnowsOfATarget()
{
    const Topology topology = Topology::join(threeProviders());
    QCOMPARE(topology.size(), 4);
    const auto node = topology.find(ResourceId::make(Kind::IscsiTarget, name));
    QVERIFY(node);
    const Resource& joined = topology.at(*node);
    QCOMPARE(joined.state, State::LoggedIn);
    QCOMPARE(joined.facts.value(Fact::TargetAlias).toString(), text("disks"));
    QCOMPARE(joined.facts.value(Fact::Portals).toString(),
             text("10.0.0.3:3260, 10.0.0.1:3260, 10.0.0.2:3260"));
    QCOMPARE(joined.facts.value(Fact::Startup).toString(), text("automatic"));
    QCOMPARE(joined.facts.value(Fact::Command).toString(), text("ruby (7)\nsh (8)"));
    QCOMPARE(joined.comesBack.size(), 1);
    QCOMPARE(joined.verbs, QList<Verb> {Verb::LogOut});
    QCOMPARE(topology.users(*node).size(), 3U);
}

void TstAlike::logsOutOfAllItsSessions()
{
    const Plan plan = makePlan(Topology::join(threeProviders()), Verb::LogOut,
                               {ResourceId::make(Kind::IscsiTarget, name)});
    QStringList steps;
    for (const Step& step : plan.steps)
        steps.append(step.provider + u' ' + step.resource.text);
    steps.sort();
    QCOMPARE(steps,
             (QStringList {text("libiscsi iscsi-session:8/80"), text("openiscsi iscsi-session:kernel/1"),
                           text("qemustorage iscsi-session:9/1")}));
}

// An automatic login without a session is let go of by itself; where another initiator has a session, that is
// what a logout means, whoever is asked first.
void TstAlike::isFreedBySessionsWhereOneHasThem()
{
    Resource idle = target(State::Idle, {{Fact::Startup, text("automatic")}});
    idle.release = Release();
    idle.release->verb = Verb::LogOut;
    const Inventory own = inventory("libiscsi", {idle});
    const Inventory kernels = inventory("openiscsi", {target(State::LoggedIn, {}), session("kernel/1")});
    for (const QList<Inventory>& order : {QList<Inventory> {own, kernels}, {kernels, own}}) {
        const Plan plan
            = makePlan(Topology::join(order), Verb::LogOut, {ResourceId::make(Kind::IscsiTarget, name)});
        QCOMPARE(plan.steps.size(), 1);
        QCOMPARE(plan.steps[0].resource.text, text("iscsi-session:kernel/1"));
    }
    QCOMPARE(makePlan(Topology::join({own}), Verb::LogOut, {idle.id}).steps.value(0).resource, idle.id);
}

// Forgetting is for what has no session, whoever knows of one.
void TstAlike::countsWhatIsOnlyRememberedAsFacts()
{
    Resource saved = target(State::Absent, {{Fact::Portals, text("10.0.0.1:3260")}});
    saved.verbs = {Verb::LogIn, Verb::Forget};
    saved.release = Release();
    saved.release->verb = Verb::Forget;
    const Inventory own = inventory("libiscsi", {saved});
    const Inventory kernels
        = inventory("openiscsi",
                    {target(State::LoggedIn, {{Fact::Portals, text("10.0.0.2:3260")}}), session("kernel/1")});
    for (const QList<Inventory>& order : {QList<Inventory> {own, kernels}, {kernels, own}}) {
        const Topology topology = Topology::join(order);
        const Resource& joined = topology.at(topology.find(saved.id).value());
        QCOMPARE(joined.state, State::LoggedIn);
        QCOMPARE(joined.verbs, QList<Verb> {Verb::LogOut});
        QCOMPARE(joined.facts.value(Fact::Portals).toString(), text("10.0.0.2:3260, 10.0.0.1:3260"));
        QCOMPARE(makePlan(topology, Verb::LogOut, {saved.id}).steps.size(), 1);
    }
    QCOMPARE(makePlan(Topology::join({own}), Verb::LogOut, {saved.id}).goals[0].refused->code,
             ErrorCode::NoSessionToTarget);
    QCOMPARE(makePlan(Topology::join({own}), Verb::Forget, {saved.id}).steps.value(0).resource, saved.id);
}

void TstAlike::keepsWhatAProcessUses()
{
    Resource mount;
    mount.kind = Kind::Mount;
    mount.id = {text("mount:/mnt")};
    mount.keys = {Key {"mount:1/1"}};
    Resource process;
    process.kind = Kind::Process;
    process.id = {text("process:7@1")};
    process.keys = {Key {"process:7@1"}};
    process.needs = {Need {mount.keys}};
    Inventory mounts = inventory("filesystem", {mount}), sessions = inventory("libiscsi", {session("7/1")});
    mounts.users = {process};
    process.needs = {Need {{Key {"iscsi-session:7/1"}}}};
    sessions.resources.append(target(State::LoggedIn, {}));
    sessions.users = {process};
    const Topology topology = Topology::join({mounts, sessions});
    const auto node = topology.find(process.id);
    QVERIFY(node);
    QCOMPARE(topology.provider(*node), text("filesystem"));
    QCOMPARE(topology.at(*node).needs.size(), 2);
    for (const char* used : {"mount:/mnt", "iscsi-session:7/1"})
        QCOMPARE(topology.users(topology.find({text(used)}).value()).size(), 1U);
}

void TstAlike::leavesOtherKindsToWhoKnowsMore()
{
    Resource first = session("7/1"), second = session("7/1");
    first.facts = {{Fact::Pid, 7}};
    second.facts = {{Fact::Tsih, 1}};
    const Topology topology = Topology::join({inventory("a", {first}), inventory("b", {second})});
    const auto node = topology.find(first.id);
    QVERIFY(node);
    QCOMPARE(topology.at(*node).facts, first.facts);
    QVERIFY(!isToldByMany(Kind::IscsiSession) && isToldByMany(Kind::Portal));
}

QTEST_GUILESS_MAIN(TstAlike)
#include "tst_alike.moc"
