// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unitplan.h"
#include "services/core/planner.h"
#include "services/core/serialize.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring;

namespace {

const QByteArray target = "iqn.2026-11.example:t1";

Resource unitNode(const QByteArray& session, int lun, bool offers = true)
{
    Resource unit;
    unit.kind = Kind::IscsiLun;
    const QByteArray number = QByteArray::number(lun);
    unit.id = ResourceId::make(unit.kind, session + '/' + number);
    unit.keys
        = {Key {unit.id.text.toUtf8()}, Key {"iscsi:" + target + '/' + number + "@[fe80::1%eth0]:3260"}};
    if (offers)
        unit.verbs = {Verb::Attach};
    return unit;
}

Topology topologyOf(const QList<Resource>& resources)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("libiscsi");
    inventory.resources = resources;
    return Topology::join({inventory});
}

} // namespace

// Plans that open sessions, alone or for a logical unit.
class TestUnitPlan : public QObject
{
    Q_OBJECT
private slots:
    void attachesWhatWasAsked();
    void attachesWhatALookFound();
    void attachesNothingThatDoesNotOfferIt();
    void opensEachSessionByItself();
    void tellsNobodyItsSecrets();
};

void TestUnitPlan::attachesWhatWasAsked()
{
    const Plan plan = makeUnitPlan({target, "10.0.0.1:3260", 7, true, {}}, "iqn.2026-11.example:host");
    QCOMPARE(plan.steps.size(), 1);
    const Step& step = plan.steps.constFirst();
    QCOMPARE(step.verb, Verb::Attach);
    QCOMPARE(step.provider, QStringLiteral("qemustorage"));
    QCOMPARE(step.arguments[u"readOnly"].toBool(), true);
    const QJsonValue unit = step.arguments[u"unit"];
    QCOMPARE(unit[u"target"].toString(), QString::fromLatin1(target));
    QCOMPARE(unit[u"lun"].toInt(), 7);
    QCOMPARE(unit[u"initiator"].toString(), QStringLiteral("iqn.2026-11.example:host"));
    QCOMPARE(step.command,
             (QList<QByteArray> {"mooringctl", "attach", "--read-only",
                                 "iscsi://10.0.0.1:3260/" + target + "/7"}));
}

void TestUnitPlan::attachesWhatALookFound()
{
    const Topology topology = topologyOf({unitNode("4711/1", 1), unitNode("4711/1", 2)});
    const auto plan = makeUnitPlan(topology, {unitNode("4711/1", 1).id, unitNode("4711/1", 2).id}, "iqn.x");
    QVERIFY(plan);
    QCOMPARE(plan->verb, Verb::Attach);
    QCOMPARE(plan->steps.size(), 2);
    QCOMPARE(plan->steps[1].n, 2);
    QVERIFY(plan->steps[1].after.isEmpty());
    QCOMPARE(plan->steps[1].arguments[u"unit"][u"lun"].toInt(), 2);
    QCOMPARE(plan->steps[0].arguments[u"unit"][u"portal"].toString(),
             QStringLiteral("[fe80::1%25eth0]:3260"));
    QCOMPARE(plan->goals.size(), 2);
}

void TestUnitPlan::attachesNothingThatDoesNotOfferIt()
{
    const Topology topology = topologyOf({unitNode("4711/1", 1), unitNode("4711/1", 2, false)});
    QVERIFY(!makeUnitPlan(topology, {unitNode("4711/1", 1).id, unitNode("4711/1", 2).id}, "iqn.x"));
    QVERIFY(!makeUnitPlan(topology, {unitNode("4711/1", 3).id}, "iqn.x"));
    QVERIFY(!makeUnitPlan(topology, {}, "iqn.x"));
}

void TestUnitPlan::opensEachSessionByItself()
{
    LoginRequest request {target, "10.0.0.1:3260", 3, {}, {}, true, true};
    const Plan plan = makeLoginPlan(QStringLiteral("libiscsi"), request);
    QCOMPARE(plan.steps.size(), 3);
    QSet<ResourceId> goals;
    for (const Step& step : plan.steps) {
        QVERIFY(step.after.isEmpty());
        QCOMPARE(step.consequence, Consequence::SessionOpens);
        goals.insert(step.resource);
    }
    QCOMPARE(goals.size(), 3);
    QVERIFY(plan.steps[0].arguments[u"automatic"].toBool()
            && plan.steps[0].arguments[u"headerDigest"].toBool());
}

void TestUnitPlan::tellsNobodyItsSecrets()
{
    const ChapAccess own {"alice", "a-secret-of-16-b"}, theirs {"san", "another-of-16-by"};
    const Plan logIn = makeLoginPlan(QStringLiteral("libiscsi"), {target, "10.0.0.1:3260", 1, own, theirs});
    const Plan attach = makeUnitPlan({target, "10.0.0.1:3260", 1, false, own}, "iqn.x");
    QVERIFY(logIn.steps[0].arguments.contains(secretArguments));
    for (const Plan& plan : {logIn, attach}) {
        const QByteArray text = QJsonDocument(toJson(plan)).toJson() + plan.steps[0].command.join(' ');
        QVERIFY(text.contains("alice"));
        QVERIFY(!text.contains(own.secret) && !text.contains(theirs.secret));
    }
}

QTEST_APPLESS_MAIN(TestUnitPlan)
#include "tst_unitplan.moc"
