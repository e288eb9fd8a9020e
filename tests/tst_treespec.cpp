// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/resourcemodel.h"
#include "models/treespec.h"
#include "models/wording.h"
#include "testsupport/sampletopology.h"

#include <QTest>

using namespace mooring;
using namespace sample;

namespace {

QStringList shown(View view, const QList<Resource>& resources, const QList<Resource>& users = {})
{
    ResourceModel model(view);
    model.setInput({topologyOf(resources, users), {}, {}});
    return treeText(model);
}

QStringList lines(const char* text) { return QString::fromUtf8(text).split(u'\n'); }

Resource pseudo(const QByteArray& key, const QString& type)
{
    Resource resource = node(Kind::Filesystem, key, type);
    resource.facts = {{Fact::FilesystemType, type}};
    return resource;
}

Resource openImage(const QByteArray& path, const Facts& openers)
{
    Resource image = node(Kind::Image, path, QString::fromUtf8(path.mid(path.lastIndexOf('/') + 1)));
    image.state = State::InUse;
    image.facts = {{Fact::Path, path}, {Fact::LockedBy, QStringLiteral("writer")}};
    image.facts.insert(openers);
    return image;
}

QList<Attention> attention(const QList<Resource>& resources)
{
    return attentionOf({topologyOf(resources), {}, {}});
}

} // namespace

class TestTreeSpec : public QObject
{
    Q_OBJECT
private slots:
    void everyViewHasColumnsOnce()
    {
        for (const View view : views()) {
            QList<Column> seen;
            for (const ColumnSpec& spec : columns(view)) {
                QVERIFY(!seen.contains(spec.column));
                seen.append(spec.column);
            }
            QVERIFY(!columns(view).first().hiddenAtFirst);
        }
    }

    void anImageIsToldInItsDisksRow()
    {
        QCOMPARE(shown(View::Everything, disk(0, QStringLiteral("a.img"))), lines("a.img\n ext4\n  /mnt/0"));
    }

    void targetsAreTheRootsOfTheirView()
    {
        const Speaking speaking(QStringLiteral("en"));
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        resources << node(Kind::IscsiTarget, "iqn.2026-11.lab:t1", QStringLiteral("iqn.2026-11.lab:t1"))
                  << node(Kind::IscsiSession, "kernel/1", QStringLiteral("session 1"),
                          "iscsi-target:iqn.2026-11.lab:t1")
                  << node(Kind::IscsiLun, "kernel/1/3", QStringLiteral("LUN 3"), "iscsi-session:kernel/1")
                  << node(Kind::Disk, "/dev/sda", QStringLiteral("/dev/sda"), "iscsi-lun:kernel/1/3")
                  << node(Kind::Filesystem, "/dev/sda", QStringLiteral("xfs"), "disk:/dev/sda");
        const auto session = resources.end() - 4;
        session->facts = {{Fact::Portal, QStringLiteral("192.0.2.7:3260")},
                          {Fact::HeldBy, QStringLiteral("kernel")},
                          {Fact::Startup, QStringLiteral("automatic")}};
        QCOMPARE(shown(View::IscsiTargets, resources),
                 lines("iqn.2026-11.lab:t1\n session 1\n  LUN 3\n   /dev/sda\n    xfs"));
        QCOMPARE(shown(View::VirtualDisks, resources), lines("a.img\n ext4\n  /mnt/0"));
        ResourceModel model(View::IscsiTargets);
        model.setInput({topologyOf(resources), {}, {}});
        const auto cell = [&](Column column) {
            for (int at = 0; at < model.columnCount(); ++at)
                if (columns(View::IscsiTargets).at(at).column == column)
                    return model.index(0, at, model.index(0, 0)).data().toString();
            return QStringLiteral("no such column");
        };
        QCOMPARE(cell(Column::Portal), QStringLiteral("192.0.2.7:3260"));
        QCOMPARE(cell(Column::HeldBy), QStringLiteral("the kernel"));
        QCOMPARE(cell(Column::AutomaticLogin), QStringLiteral("yes"));
    }

    void aPortalIsARowOfItsOwnAndFailsWithItsSessions()
    {
        const Speaking speaking(QStringLiteral("en"));
        Resource portal = node(Kind::Portal, "192.0.2.7:3260", QStringLiteral("192.0.2.7:3260"));
        Resource target = node(Kind::IscsiTarget, "iqn.2026-11.lab:t1", QStringLiteral("iqn.2026-11.lab:t1"));
        Resource session = node(Kind::IscsiSession, "4711/127.0.0.1:40001", QStringLiteral("t1@portal"));
        session.needs = {Need {target.keys}, Need {portal.keys}};
        portal.verbs = {Verb::LogOut};
        portal.state = target.state = session.state = State::Failed;
        const QList<Resource> resources {portal, target, session};
        QCOMPARE(shown(View::IscsiTargets, resources),
                 lines("iqn.2026-11.lab:t1\n t1@portal\n192.0.2.7:3260"));
        const QList<Attention> found = attention(resources);
        QCOMPARE(found.size(), 1);
        QCOMPARE(topologyOf(resources).at(found[0].node).id, session.id);
    }

    void anImageOpenInAMachineIsARowUntilItIsAttached()
    {
        const Speaking speaking(QStringLiteral("en"));
        const Resource open = openImage("/srv/web01.qcow2", {{Fact::VmName, QStringLiteral("web01")}});
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        resources.append(open);
        QCOMPARE(shown(View::VirtualDisks, resources), lines("web01.qcow2\na.img\n ext4\n  /mnt/0"));
        QCOMPARE(shown(View::Everything, resources), lines("web01.qcow2\na.img\n ext4\n  /mnt/0"));
        const Topology topology = topologyOf(resources);
        QCOMPARE(inUseBy(topology, *topology.find(open.id)), QStringLiteral("open in VM web01"));
        QCOMPARE(rowsFor(topology, open.id), QList<ResourceId> {open.id});
        QVERIFY(attention(resources).isEmpty());

        // bound to a loop device as well
        resources.last() = openImage("/srv/a.img", {{Fact::VmName, QStringLiteral("web01")}});
        resources.first().goes = Goes::WithItsLastUser;
        QCOMPARE(shown(View::VirtualDisks, resources), lines("a.img\n ext4\n  /mnt/0"));
        const Topology joined = topologyOf(resources);
        const ResourceId device {QStringLiteral("virtual-disk:/dev/loop0")};
        QCOMPARE(inUseBy(joined, *joined.find(device)), QStringLiteral("/mnt/0, open in VM web01"));
        QCOMPARE(inUseBy(joined, *joined.find({QStringLiteral("mount:/mnt/0")})), QString());
        QCOMPARE(rowsFor(joined, resources.first().id), QList<ResourceId> {device});
    }

    void namesEverybodyWhoHasAnImageOpen()
    {
        const Speaking speaking(QStringLiteral("en"));
        const QString two = QStringLiteral("web01\nweb02");
        Facts image {{Fact::Command, QStringLiteral("qemu-nbd")}, {Fact::Pid, qint64(4711)}};
        QCOMPARE(Wording::openElsewhere({}), QString());
        QCOMPARE(Wording::openElsewhere(image), QStringLiteral("open in qemu-nbd (4711)"));
        image.insert(Fact::VmName, two);
        QCOMPARE(Wording::openElsewhere(image),
                 QStringLiteral("open in VMs web01, web02, open in qemu-nbd (4711)"));
        image = {{Fact::Command, QStringLiteral("qemu-nbd (1)\nqemu-img (2)")}};
        QCOMPARE(Wording::openElsewhere(image), QStringLiteral("open in qemu-nbd (1), qemu-img (2)"));
    }

    void anImageOpenInAMachineCanBeFound()
    {
        const Speaking speaking(QStringLiteral("en"));
        ResourceModel model(View::VirtualDisks);
        model.setInput(
            {topologyOf({openImage("/srv/disk.qcow2", {{Fact::VmName, QStringLiteral("Web01")}})}), {}, {}});
        const QModelIndex row = model.index(0, 0);
        QVERIFY(row.data(ResourceModel::SearchRole).toString().contains(QStringLiteral("web01")));
        QVERIFY(row.data(ResourceModel::InUseRole).toBool());
        QVERIFY(row.data(ResourceModel::VerbsRole).value<QList<Verb>>().isEmpty());
    }

    void aVirtualDiskIsARootWhereverItsImageLies()
    {
        QList<Resource> resources {node(Kind::Disk, "/dev/vda", QStringLiteral("vda")),
                                   node(Kind::Mount, "/images", QStringLiteral("/images"), "disk:/dev/vda")};
        resources += disk(0, QStringLiteral("a.img"));
        resources[2].needs = {Need {{Key {"mount:/images"}}, 1, How::BackingFile, {}}};
        QCOMPARE(shown(View::Everything, resources), lines("vda\n /images\na.img\n ext4\n  /mnt/0"));
        QCOMPARE(shown(View::VirtualDisks, resources), lines("a.img\n ext4\n  /mnt/0"));
    }

    void anImageInsideAnImageHangsFromItsMount()
    {
        QList<Resource> resources = disk(0, QStringLiteral("a.img")) + disk(1, QStringLiteral("b.img"));
        resources[4].needs = {Need {{Key {"mount:/mnt/0"}}, 1, How::BackingFile, {}}};
        QCOMPARE(shown(View::VirtualDisks, resources),
                 lines("a.img\n ext4\n  /mnt/0\n   b.img\n    ext4\n     /mnt/1"));
    }

    void aRingOfImagesIsShownOnce()
    {
        QList<Resource> resources = disk(0, QStringLiteral("a.img")) + disk(1, QStringLiteral("b.img"));
        resources[0].needs = {Need {{Key {"mount:/mnt/1"}}, 1, How::BackingFile, {}}};
        resources[4].needs = {Need {{Key {"mount:/mnt/0"}}, 1, How::BackingFile, {}}};
        QCOMPARE(shown(View::Everything, resources).size(), 6);
    }

    void pseudoFilesystemsAndUsersAreNoRows()
    {
        QList<Resource> resources {pseudo("proc-0:5", QStringLiteral("proc")),
                                   node(Kind::Mount, "/proc", QStringLiteral("/proc"), "filesystem:proc-0:5"),
                                   pseudo("nfs4-0:50", QStringLiteral("nfs4"))};
        resources += disk(0, QStringLiteral("a.img"));
        QCOMPARE(shown(View::Everything, resources, {process(7, QStringLiteral("bash"), "mount:/mnt/0")}),
                 lines("nfs4\na.img\n ext4\n  /mnt/0"));
    }

    void systemImagesAreFoldedAndTheSystemComesLast()
    {
        QList<Resource> resources = disk(0, QStringLiteral("snap.img")) + disk(1, QStringLiteral("z.img"));
        resources[1].facts.insert(Fact::SystemImage, QStringLiteral("snapd"));
        Resource root = node(Kind::Disk, "/dev/a", QStringLiteral("a"));
        root.protectedBy = ProtectedBy::RootFilesystem;
        resources.append(root);
        const Speaking speaking(QStringLiteral("en"));
        QCOMPARE(shown(View::Everything, resources),
                 lines("z.img\n ext4\n  /mnt/1\nSystem images (1)\n snap.img\n  ext4\n   /mnt/0\n"
                       "Needed by the running system (1)\n a"));
    }

    void namesWhoUsesIt()
    {
        const Speaking speaking(QStringLiteral("en"));
        const QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        const auto used = [&](const QList<Resource>& users) {
            const Topology topology = topologyOf(resources, users);
            return inUseBy(topology, *topology.find({QStringLiteral("virtual-disk:/dev/loop0")}));
        };
        QCOMPARE(used({}), QStringLiteral("/mnt/0"));
        QCOMPARE(used({process(7, QStringLiteral("bash"), "mount:/mnt/0")}), QStringLiteral("bash (7)"));
        QCOMPARE(used({process(7, QStringLiteral("bash"), "mount:/mnt/0"),
                       process(8, QStringLiteral("vi"), "filesystem:/dev/loop0")}),
                 QStringLiteral("2 processes"));
        QCOMPARE(used({node(Kind::Unknown, "holder", QStringLiteral("?"), "virtual-disk:/dev/loop0")}),
                 QStringLiteral("/mnt/0, 1 other user"));
    }

    void failedDeferredOrphanedAndDeletedNeedAttention()
    {
        const auto reasonFor = [](State state, bool deleted) {
            QList<Resource> resources = disk(0, QStringLiteral("a.img"));
            resources[1].state = state;
            resources[1].facts.insert(Fact::Deleted, deleted);
            const QList<Attention> found = attention(resources);
            return found.size() == 1 ? std::optional(found.first().reason) : std::nullopt;
        };
        QCOMPARE(reasonFor(State::Failed, false), AttentionReason::Failed);
        QCOMPARE(reasonFor(State::Deferred, false), AttentionReason::Deferred);
        QCOMPARE(reasonFor(State::Orphaned, false), AttentionReason::Orphaned);
        QCOMPARE(reasonFor(State::InUse, true), AttentionReason::ImageDeleted);
        QCOMPARE(reasonFor(State::InUse, false), std::optional<AttentionReason>());
    }

    void aDeletedImageIsListedOnceWithItsDisk()
    {
        QList<Resource> resources = disk(0, QStringLiteral("a.img"));
        resources[0].state = resources[1].state = State::Orphaned;
        for (Resource* each : {&resources[0], &resources[1]})
            each->facts.insert(Fact::Deleted, true);
        const QList<Attention> found = attention(resources);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().reason, AttentionReason::ImageDeleted);
    }

    void aUuidPresentTwiceNeedsAttention()
    {
        QList<Resource> resources = disk(0, QStringLiteral("a.img")) + disk(1, QStringLiteral("b.img"));
        resources[2].facts.insert(Fact::Uuid, QStringLiteral("1234"));
        QVERIFY(attention(resources).isEmpty());
        resources[6].facts.insert(Fact::Uuid, QStringLiteral("1234"));
        QCOMPARE(attention(resources).size(), 2);
        QCOMPARE(attention(resources).first().reason, AttentionReason::DuplicateUuid);
    }

    void anInterruptedOperationCountsUntilALaterOneMadeUpForIt()
    {
        OperationRecord interrupted, later;
        interrupted.number = 1;
        interrupted.error = Error {ErrorCode::Interrupted, {}, {}, 0, {}, {}};
        Goal goal;
        goal.resource = {QStringLiteral("virtual-disk:/dev/loop0")};
        interrupted.plan.goals = {goal};
        later.number = 2;
        later.outcome = Outcome::Done;
        QCOMPARE(interruptedIn({later, interrupted}).size(), 1);
        later.plan.goals = {goal};
        QCOMPARE(interruptedIn({later, interrupted}).size(), 0);
        QCOMPARE(interruptedIn({interrupted, later}).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTreeSpec)
#include "tst_treespec.moc"
