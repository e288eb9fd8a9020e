// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "testsupport/iscsiworld.h"

#include <QTest>

using namespace mooring;
using testsupport::IscsiWorld;

namespace {

QString text(const char* latin1) { return QString::fromLatin1(latin1); }
const ResourceId whole {QStringLiteral("iscsi-target:iqn.2026-11.lab:t1")};

// Three sessions to one target and one to another; what the first has is mounted, a partition of the second
// as well.
struct UsedWorld : IscsiWorld
{
    UsedWorld()
    {
        for (const unsigned sid : {1U, 2U, 3U, 4U}) {
            made.session(sid, sid == 4 ? "iqn.2026-11.lab:t2" : "iqn.2026-11.lab:t1");
            made.connection(sid);
        }
        made.disk(1, 0, "sdb", 16);
        made.disk(1, 1, "sdc", 32);
        made.disk(2, 0, "sdd", 48);
        made.disk(4, 0, "sde", 64);
        partition("sdd", 2);
        root.mountinfo(rootLines
                       + "40 20 8:16 / /srv rw - ext4 /dev/sdb rw\n"
                         "41 20 8:49 / /data rw - ext4 /dev/sdd1 rw\n"
                         "42 20 8:64 / /other rw - ext4 /dev/sde rw\n");
    }
    void partition(const QByteArray& disk, unsigned sid) const
    {
        const QByteArray part = disk + '1';
        const QByteArray folder = made.lun(sid, 0) + "/block/" + disk + '/' + part;
        root.write(folder + "/uevent",
                   "MAJOR=8\nMINOR=49\nDEVNAME=" + part + "\nDEVTYPE=partition\nDISKSEQ=148\nPARTN=1\n");
        root.write(folder + "/dev", "8:49\n");
        root.write(folder + "/size", "1024\n");
        root.write(folder + "/start", "64\n");
        root.write(folder + "/ro", "0\n");
        root.write(folder + "/partition", "1\n");
        root.link("../../" + folder.mid(4), "sys/class/block/" + part);
        root.link("../../" + folder.mid(4), "sys/dev/block/8:49");
    }
    Topology topology() const
    {
        FilesystemBody files({root.path(),
                              {},
                              std::make_shared<ScriptedChild>(),
                              "mooring-child",
                              0,
                              SurfaceFolders("/run/mooring/images")});
        return Topology::join({files.look({}, {}), look()});
    }
};

// "2 log-out iscsi-session:kernel/1 after 1 gone ..."
QStringList told(const Plan& plan)
{
    QStringList lines;
    for (const Step& step : plan.steps) {
        QStringList after, gone;
        for (const int before : step.after)
            after.append(QString::number(before));
        for (const Expect& expect : step.expects.mid(1))
            gone.append(expect.provider + QLatin1Char(' ') + expect.resource.text);
        lines.append(QStringLiteral("%1 %2 %3 after [%4] gone [%5]")
                         .arg(QString::number(step.n), token(step.verb), step.resource.text,
                              after.join(QLatin1Char(' ')), gone.join(text(", "))));
    }
    return lines;
}

} // namespace

// What stands on a session's disks goes first.
class TstOpenIscsiPlan : public QObject
{
    Q_OBJECT
private slots:
    void unmountsBeforeItLogsOutOfEverySession();
    void letsNoSessionOfAnotherTargetGo();
    void takesTheWholeSessionForOneLun();
    void keepsSessionsOfAProtectedMount();
    void saysThatItComesBackAtBoot();
};

void TstOpenIscsiPlan::unmountsBeforeItLogsOutOfEverySession()
{
    const UsedWorld world;
    const Topology topology = world.topology();
    for (const char* disk : {"disk:/dev/sdb", "disk:/dev/sdd"})
        QCOMPARE(topology.provider(*topology.find({text(disk)})), text("openiscsi"));
    const Plan plan = makePlan(topology, Verb::LogOut, {whole});
    QVERIFY(!plan.isBlocked() && !plan.goals[0].refused);
    const QStringList expected {
        text("1 unmount mount:/srv after [] gone [filesystem filesystem:/dev/sdb]"),
        text("2 log-out iscsi-session:kernel/1 after [1] gone [openiscsi disk:/dev/sdb, "
             "openiscsi disk:/dev/sdc, openiscsi iscsi-lun:kernel/1/0, openiscsi iscsi-lun:kernel/1/1]"),
        text("3 unmount mount:/data after [] gone [filesystem filesystem:/dev/sdd1]"),
        text("4 log-out iscsi-session:kernel/2 after [3] gone [openiscsi disk:/dev/sdd, "
             "openiscsi iscsi-lun:kernel/2/0, filesystem partition:/dev/sdd1]"),
        text("5 log-out iscsi-session:kernel/3 after [] gone []")};
    QCOMPARE(told(plan), expected);
    QCOMPARE(plan.goals[0].members,
             (QList<ResourceId> {{text("iscsi-session:kernel/1")},
                                 {text("iscsi-session:kernel/2")},
                                 {text("iscsi-session:kernel/3")}}));
    QCOMPARE(plan.goals[0].proof, Proof::There);
    QVERIFY(plan.collateral.isEmpty());
}

void TstOpenIscsiPlan::letsNoSessionOfAnotherTargetGo()
{
    const UsedWorld world;
    const Plan plan = makePlan(world.topology(), Verb::LogOut, {whole});
    for (const char* id : {"iscsi-session:kernel/4", "mount:/other", "disk:/dev/sde"})
        QVERIFY2(!plan.closure.contains(ResourceId {text(id)}), id);
}

void TstOpenIscsiPlan::takesTheWholeSessionForOneLun()
{
    const UsedWorld world;
    for (const char* id : {"iscsi-lun:kernel/1/0", "disk:/dev/sdb"}) {
        const Plan plan = makePlan(world.topology(), Verb::Detach, {{text(id)}});
        QCOMPARE(plan.steps.size(), 2);
        QCOMPARE(plan.steps[1].resource.text, text("iscsi-session:kernel/1"));
        QStringList others;
        for (const Collateral& collateral : plan.collateral)
            others.append(collateral.resource.text);
        QVERIFY(others.contains(text("iscsi-lun:kernel/1/1")) && others.contains(text("disk:/dev/sdc")));
        QVERIFY(plan.needsAcceptance());
    }
}

void TstOpenIscsiPlan::keepsSessionsOfAProtectedMount()
{
    const UsedWorld world;
    world.root.mountinfo("20 1 8:48 / / rw - ext4 /dev/sdd rw\n");
    const Topology topology = world.topology();
    QVERIFY(topology.verbs(*topology.find({text("iscsi-session:kernel/2")})).isEmpty());
    QCOMPARE(topology.verbs(*topology.find({text("iscsi-session:kernel/1")})), QList<Verb> {Verb::LogOut});
    const Plan plan = makePlan(topology, Verb::LogOut, {whole});
    QVERIFY(plan.goals[0].refused || plan.isBlocked());
}

void TstOpenIscsiPlan::saysThatItComesBackAtBoot()
{
    const UsedWorld world;
    world.made.record("iqn.2026-11.lab:t1", "10.0.0.1,3260,1", "automatic");
    const Plan plan = makePlan(world.topology(), Verb::LogOut, {whole});
    QCOMPARE(plan.collateral.size(), 3); // one for each session
    QCOMPARE(plan.collateral[0].reason, CollateralReason::ComesBackAtBoot);
    QCOMPARE(plan.collateral[0].by, text("node.startup"));
    QVERIFY(plan.steps.last().reversible);
}

QTEST_GUILESS_MAIN(TstOpenIscsiPlan)
#include "tst_openiscsiplan.moc"
