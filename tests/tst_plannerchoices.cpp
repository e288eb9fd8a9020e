// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/core/rung.h"

#include <QTest>

using namespace mooring;

namespace {

const QString group = QStringLiteral("overlay");

ReleaseChoice choice(const char* word, Consequence consequence, bool reversible = true)
{
    ReleaseChoice made;
    made.word = QString::fromLatin1(word);
    made.consequence = consequence;
    made.reversible = reversible;
    made.command = {"let-go", word};
    made.arguments = {{group, made.word}};
    made.restore = reversible ? QJsonObject {{QStringLiteral("id"), made.word}} : QJsonObject();
    return made;
}

Topology topology(bool asks = true)
{
    Resource disk;
    disk.id = ResourceId::make(Kind::VirtualDisk, "/dev/loop0");
    disk.kind = Kind::VirtualDisk;
    disk.name = QStringLiteral("disk.vhdx");
    disk.verbs = {Verb::Detach};
    Release release;
    release.consequence = Consequence::ImageFileKept;
    if (asks) {
        release.choice = group;
        release.choices = {choice("keep", Consequence::OverlayKept),
                           choice("discard", Consequence::OverlayDiscarded, false)};
    }
    disk.release = release;
    Inventory inventory;
    inventory.provider = QStringLiteral("qemustorage");
    inventory.resources = {disk};
    return Topology::join({inventory});
}

// An open session that comes back by itself; `gone`: its target does not answer.
Topology session(bool gone)
{
    Resource session;
    session.id = ResourceId::make(Kind::IscsiSession, "7/800000000001");
    session.kind = Kind::IscsiSession;
    session.verbs = {Verb::LogOut};
    session.state = gone ? State::Unknown : State::LoggedIn;
    Release release;
    release.verb = Verb::LogOut;
    offerRung(release, Rung::Drop, {"let-go", "drop"}, {});
    release.choice = group;
    release.choices
        = QList {choice("keep", Consequence::OverlayKept), choice("discard", Consequence::OverlayDiscarded)}
        + release.choices;
    session.release = release;
    Inventory inventory;
    inventory.provider = QStringLiteral("libiscsi");
    inventory.resources = {session};
    return Topology::join({inventory});
}

Plan logOut(bool gone, const PlanOptions& options = {})
{
    return makePlan(session(gone), Verb::LogOut, {ResourceId::make(Kind::IscsiSession, "7/800000000001")},
                    options);
}

Plan planWith(const QString& word, bool asks = true)
{
    PlanOptions options;
    if (!word.isEmpty())
        options.choices.insert(group, word);
    return makePlan(topology(asks), Verb::Detach, {ResourceId::make(Kind::VirtualDisk, "/dev/loop0")},
                    options);
}

} // namespace

// What only the user can decide about is a part of the plan.
class TestPlannerChoices : public QObject
{
    Q_OBJECT
private slots:
    void takesTheFirstWhenNobodyChooses();
    void takesWhatIsChosen();
    void refusesWhatIsNotOffered_data();
    void refusesWhatIsNotOffered();
    void asksNothingWithoutAChoice();
    void offersForceBesideAChoice();
    void takesForceAndAChoice();
};

void TestPlannerChoices::takesTheFirstWhenNobodyChooses()
{
    const Plan plan = planWith({});
    QCOMPARE(plan.steps.size(), 1);
    const Step& step = plan.steps.first();
    QCOMPARE(step.choice, group);
    QCOMPARE(step.chosen, QStringLiteral("keep"));
    QCOMPARE(step.choosable, QStringList({QStringLiteral("keep"), QStringLiteral("discard")}));
    QCOMPARE(step.consequence, Consequence::OverlayKept);
    QVERIFY(step.reversible && !step.restore.isEmpty());
}

void TestPlannerChoices::takesWhatIsChosen()
{
    const Step step = planWith(QStringLiteral("discard")).steps.value(0);
    QCOMPARE(step.chosen, QStringLiteral("discard"));
    QCOMPARE(step.consequence, Consequence::OverlayDiscarded);
    QVERIFY(!step.reversible && step.restore.isEmpty());
    QCOMPARE(step.command, QList<QByteArray>({"let-go", "discard"}));
    QCOMPARE(step.arguments.value(group).toString(), QStringLiteral("discard"));
}

void TestPlannerChoices::refusesWhatIsNotOffered_data()
{
    QTest::addColumn<bool>("asks");
    QTest::newRow("another word") << true;
    QTest::newRow("nothing to choose") << false;
}

void TestPlannerChoices::refusesWhatIsNotOffered()
{
    QFETCH(const bool, asks);
    const Plan plan = planWith(QStringLiteral("merge"), asks);
    QVERIFY(plan.steps.isEmpty());
    QVERIFY(plan.goals.first().refused);
    QCOMPARE(plan.goals.first().refused->code, ErrorCode::InvalidArgument);
    QCOMPARE(plan.goals.first().refused->subject, QStringLiteral("overlay merge"));
    QCOMPARE(plan.goals.first().refused->text, asks ? QStringLiteral("keep, discard") : QString());
}

void TestPlannerChoices::asksNothingWithoutAChoice()
{
    const Step step = planWith({}, false).steps.value(0);
    QVERIFY(step.choice.isEmpty() && step.chosen.isEmpty() && step.choosable.isEmpty());
    QCOMPARE(step.consequence, Consequence::ImageFileKept);
}

void TestPlannerChoices::offersForceBesideAChoice()
{
    const Step answering = logOut(false).steps.value(0);
    QCOMPARE(answering.choosable, (QStringList {QStringLiteral("keep"), QStringLiteral("discard")}));
    const Plan plan = logOut(true);
    QCOMPARE(plan.steps.value(0).choice, group);
    QCOMPARE(plan.steps.value(0).chosen, QStringLiteral("keep"));
    QVERIFY(!rungOf(plan.steps.value(0)));
    QCOMPARE(rungsOf(plan), QList<Rung> {Rung::Drop});
}

void TestPlannerChoices::takesForceAndAChoice()
{
    PlanOptions options;
    options.force = token(Rung::Drop);
    options.choices = {{group, QStringLiteral("discard")}};
    const Plan plan = logOut(true, options);
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(rungOf(plan.steps.first()), Rung::Drop);
    QCOMPARE(plan.steps.first().arguments.value(group).toString(), QStringLiteral("discard"));
}

QTEST_GUILESS_MAIN(TestPlannerChoices)
#include "tst_plannerchoices.moc"
