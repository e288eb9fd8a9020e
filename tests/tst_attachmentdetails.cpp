// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/attachmentdetails.h"
#include "models/factsmodel.h"
#include "models/resourcemodel.h"
#include "models/sessionname.h"
#include "models/wording.h"
#include "testsupport/sampletopology.h"

#include <QTest>

using namespace mooring;
using namespace sample;

namespace {

const QByteArray iqn = "iqn.2026-11.lab:t1";
const ResourceId target = ResourceId::make(Kind::IscsiTarget, iqn);

QList<Resource> host()
{
    const QString name = QString::fromLatin1(iqn);
    QList<Resource> resources {
        node(Kind::IscsiTarget, iqn, name),
        node(Kind::IscsiSession, "kernel/7", name + QStringLiteral("@10.0.0.1:3260"), "iscsi-target:" + iqn),
        node(Kind::IscsiLun, "kernel/7/3", name + QStringLiteral("/3"), "iscsi-session:kernel/7"),
        node(Kind::Disk, "/dev/sdb", QStringLiteral("/dev/sdb"), "iscsi-lun:kernel/7/3"),
        node(Kind::Filesystem, "/dev/sdb", QStringLiteral("archive"), "disk:/dev/sdb"),
        node(Kind::Mount, "/srv/archive", QStringLiteral("/srv/archive"), "filesystem:/dev/sdb"),
        node(Kind::IscsiSession, "99/80abcdef000c", name + QStringLiteral("@10.0.0.2:3260"),
             "iscsi-target:" + iqn),
    };
    resources[1].facts = {{Fact::SessionNumber, qint64(7)},
                          {Fact::Portal, QStringLiteral("10.0.0.1:3260")},
                          {Fact::HeldBy, QStringLiteral("kernel")}};
    resources[2].facts = {{Fact::LunNumber, qint64(3)}, {Fact::Wwn, QStringLiteral("naa.6001405")}};
    resources[3].facts = {{Fact::Device, QByteArray("/dev/sdb")}, {Fact::Size, quint64(1) << 30}};
    resources[5].facts = {{Fact::MountPoint, QByteArray("/srv/archive")}};
    resources[6].facts
        = {{Fact::Isid, QStringLiteral("80abcdef000c")}, {Fact::Portal, QStringLiteral("10.0.0.2:3260")}};
    return resources;
}

} // namespace

// Names of sessions in trees, and what of an attachment can be pasted elsewhere.
class TestAttachmentDetails : public QObject
{
    Q_OBJECT
private slots:
    void belowItsTargetASessionDoesNotRepeatItsName()
    {
        const Speaking speaking(QStringLiteral("en"));
        ResourceModel model(View::IscsiTargets);
        model.setInput({topologyOf(host()), {}, {}});
        QStringList lines = treeText(model);
        QCOMPARE(lines,
                 (QStringList {QString::fromLatin1(iqn), QStringLiteral(" Session 12 - 10.0.0.2:3260"),
                               QStringLiteral(" Session 7 - 10.0.0.1:3260"), QStringLiteral("  LUN 3"),
                               QStringLiteral("   /dev/sdb"), QStringLiteral("    archive"),
                               QStringLiteral("     /srv/archive")}));
        // it is still found by it
        const QModelIndex session = model.index(1, 0, model.index(0, 0));
        QVERIFY(session.data(ResourceModel::SearchRole).toString().contains(QLatin1String("t1@10.0.0.1")));
    }

    void withoutItsTargetASessionKeepsItsName()
    {
        const Speaking speaking(QStringLiteral("en"));
        QList<Resource> resources = host();
        resources.removeFirst();
        const Topology topology = topologyOf(resources);
        QCOMPARE(shownName(topology, *topology.find(resources.first().id)), resources.first().name);
        QCOMPARE(shownName(topology, *topology.find(resources.at(3).id)), QStringLiteral("archive"));
    }

    void aLostSessionSaysWhy()
    {
        const Speaking speaking(QStringLiteral("en"));
        QList<Resource> resources = host();
        resources[1].state = State::Failed;
        resources[1].facts[Fact::WhyLost] = token(ErrorCode::ConnectionLost);
        ResourceModel model(View::IscsiTargets);
        model.setInput({topologyOf(resources), {}, {}});
        QCOMPARE(model.index(1, 1, model.index(0, 0)).data().toString(),
                 QStringLiteral("failed: connection lost"));
        FactsModel facts;
        facts.setResource(topologyOf(resources), resources[1].id);
        QCOMPARE(facts.stateText(), QStringLiteral("failed: connection lost"));
    }

    void aLostSessionNeedsAttentionOnce()
    {
        const Speaking speaking(QStringLiteral("en"));
        QList<Resource> resources = host();
        for (const int one : {0, 1, 2})
            resources[one].state = State::Failed;
        ResourceModel model(View::NeedsAttention);
        model.setInput({topologyOf(resources), {}, {}});
        QCOMPARE(treeText(model), QStringList {resources[1].name});
        QCOMPARE(model.index(0, 3).data().toString(),
                 QStringLiteral("Reconnect it when the target answers, or close it."));
    }

    void severalSessionsToOneTargetAreOneTitle()
    {
        const Speaking speaking(QStringLiteral("en"));
        OperationRecord record;
        record.plan.verb = Verb::LogIn;
        record.plan.goals = {Goal {.name = QStringLiteral("iqn.a")}, Goal {.name = QStringLiteral("iqn.a")}};
        QCOMPARE(Wording::operationTitle(record), QStringLiteral("Opening 2 iSCSI sessions to iqn.a"));
        record.plan.goals[1].name = QStringLiteral("iqn.b");
        QCOMPARE(Wording::operationTitle(record), QStringLiteral("Open iSCSI session: 2 items"));
    }

    void tellsWhatARowStandsOnAndWhatStandsOnIt()
    {
        const Speaking speaking(QStringLiteral("en"));
        const Topology topology
            = topologyOf(host(), {process(9, QStringLiteral("sh"), "mount:/srv/archive")});
        const QString disk = surroundings(topology, *topology.find(host().at(3).id));
        QCOMPARE(disk,
                 QStringLiteral("\nIt stands on:\n"
                                "  iSCSI target: iqn.2026-11.lab:t1\n"
                                "    iSCSI session: iqn.2026-11.lab:t1@10.0.0.1:3260\n"
                                "      Portal: 10.0.0.1:3260\n"
                                "      Held by: the kernel\n"
                                "      Logical unit (LUN): iqn.2026-11.lab:t1/3\n"
                                "        LUN: 3\n"
                                "        WWN: naa.6001405\n"
                                "\nOn it stands:\n"
                                "  File system: archive\n"
                                "    Mount point: /srv/archive\n"));
        const QString whole = surroundings(topology, *topology.find(target));
        for (const char* part : {"@10.0.0.1:3260", "@10.0.0.2:3260", "LUN: 3", "/dev/sdb", "/srv/archive"})
            QVERIFY2(whole.contains(QLatin1String(part)), qPrintable(whole));
        QVERIFY(!whole.contains(QLatin1String("It stands on")));
        FactsModel facts;
        facts.setResource(topology, target);
        QVERIFY(facts.copyText().endsWith(whole));
    }

    void aNodeThatStandsAloneAddsNothing()
    {
        const Topology topology = topologyOf({node(Kind::Reader, "r", QStringLiteral("r"))});
        QCOMPARE(surroundings(topology, 0), QString());
    }
};

QTEST_GUILESS_MAIN(TestAttachmentDetails)
#include "tst_attachmentdetails.moc"
