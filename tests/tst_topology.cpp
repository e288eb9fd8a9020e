// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/topology.h"
#include "testsupport/topologyfixture.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace mooring;

class TestTopology : public QObject
{
    Q_OBJECT
private slots:
    void emptyHasNothing();
    void joinsProvidersByKeys();
    void unresolvedKeysBecomeStrangers();
    void genericDiskYieldsToTheOneThatKnowsIt();
    void sameIdFirstWins();
    void claimedProcessIsNoStranger();
    void usersAreNamedOnce();
    void atLeastStaysInBounds();
    void parentRingsAreCut();
    void errorsOfAllLooks();
    void copiesShareAndOutliveTheOriginal();
    void anyOrderGivesTheSame();
    void hostileNeedsDoNoHarm();
};

namespace {
Topology joined(const char* json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(error.errorString()));
    return Topology::join(fixture::inventoriesOf(document.array()));
}

Topology::Node node(const Topology& topology, const char* id)
{
    const auto found = topology.find({QString::fromLatin1(id)});
    if (!found)
        qFatal("no %s", id);
    return *found;
}

QStringList ids(const Topology& topology, std::span<const Topology::Node> nodes)
{
    QStringList list;
    for (const Topology::Node one : nodes)
        list.append(topology.at(one).id.text);
    return list;
}

// The trees as indented text.
void draw(const Topology& topology, std::span<const Topology::Node> nodes, int depth, QStringList& lines)
{
    for (const Topology::Node one : nodes) {
        lines.append(QString(depth, QLatin1Char(' ')) + topology.at(one).id.text);
        draw(topology, topology.children(one), depth + 1, lines);
    }
}

QString trees(const Topology& topology)
{
    QStringList lines;
    draw(topology, topology.roots(), 0, lines);
    return lines.join(QLatin1Char('\n'));
}
} // namespace

void TestTopology::emptyHasNothing()
{
    for (const Topology& topology : {Topology(), Topology::join({}), Topology::join({Inventory {}})}) {
        QCOMPARE(topology.size(), 0);
        QVERIFY(topology.roots().empty());
        QVERIFY(!topology.find({QStringLiteral("disk:x")}));
        QVERIFY(!topology.offering({"x"}));
    }
}

void TestTopology::joinsProvidersByKeys()
{
    const Topology topology = joined(R"([
        {"id": "virtual-disk:/dev/loop0", "by": "loop", "key": "block:7:0@5", "needs": ["imagepath:/a"]},
        {"id": "image:/a", "by": "loop", "key": ["imagepath:/a", "file:8:1:12"]},
        {"id": "mount:/m", "by": "filesystem", "needs": ["fs:7:0"]},
        {"id": "filesystem:/dev/loop0", "by": "filesystem", "key": "fs:7:0", "needs": ["block:7:0@5"]}])");
    QCOMPARE(topology.size(), 4);
    QCOMPARE(trees(topology),
             QStringLiteral("image:/a\n virtual-disk:/dev/loop0\n  filesystem:/dev/loop0\n   mount:/m"));
    const Topology::Node disk = node(topology, "virtual-disk:/dev/loop0");
    QCOMPARE(topology.provider(disk), QStringLiteral("loop"));
    QCOMPARE(topology.offering({"block:7:0@5"}), disk);
    QCOMPARE(topology.offering({"file:8:1:12"}), node(topology, "image:/a"));
    QCOMPARE(ids(topology, topology.users(disk)), QStringList {QStringLiteral("filesystem:/dev/loop0")});
    QCOMPARE(topology.needs(disk).size(), 1);
    QCOMPARE(ids(topology, topology.needs(disk).front().on), QStringList {QStringLiteral("image:/a")});
    QCOMPARE(topology.parent(disk), node(topology, "image:/a"));
    QVERIFY(!topology.parent(node(topology, "image:/a")));
}

void TestTopology::unresolvedKeysBecomeStrangers()
{
    const Topology topology = joined(R"([
        {"id": "mount:/a", "needs": ["fs:9:9"]}, {"id": "mount:/b", "needs": ["fs:9:9"]}])");
    QCOMPARE(topology.size(), 3);
    const Topology::Node stranger = node(topology, "unknown:fs:9:9");
    QCOMPARE(topology.at(stranger).kind, Kind::Unknown);
    QVERIFY(topology.provider(stranger).isEmpty());
    QVERIFY(!topology.at(stranger).release);
    QCOMPARE(topology.users(stranger).size(), 2);
    QCOMPARE(topology.offering({"fs:9:9"}), stranger);
}

void TestTopology::genericDiskYieldsToTheOneThatKnowsIt()
{
    const char* const generic
        = R"({"id": "disk:/dev/nbd0", "by": "filesystem", "key": ["block:43:0@4", "other"]})";
    const char* const special
        = R"({"id": "virtual-disk:/dev/nbd0", "by": "qemustorage", "key": "block:43:0@4", "release": "detach"})";
    const char* const user
        = R"({"id": "filesystem:/dev/nbd0", "by": "filesystem", "needs": ["block:43:0@4", "other"]})";
    for (const QStringList& order :
         {QStringList {QString::fromLatin1(generic), QString::fromLatin1(special)},
          QStringList {QString::fromLatin1(special), QString::fromLatin1(generic)}}) {
        const QString json
            = QStringLiteral("[%1, %2, %3]").arg(order[0], order[1], QString::fromLatin1(user));
        const Topology topology = joined(json.toUtf8().constData());
        QCOMPARE(trees(topology), QStringLiteral("virtual-disk:/dev/nbd0\n filesystem:/dev/nbd0"));
        QCOMPARE(topology.offering({"other"}), node(topology, "virtual-disk:/dev/nbd0"));
    }
    // The same id: the one that says what the disk stands on.
    const Topology same = joined(R"([
        {"id": "disk:/dev/sdb", "by": "filesystem", "key": "block:8:16@9"},
        {"id": "disk:/dev/sdb", "by": "iscsi", "key": "block:8:16@9", "needs": ["lun"], "goes": "base"},
        {"id": "iscsi-lun:1", "by": "iscsi", "key": "lun"}])");
    QCOMPARE(same.provider(node(same, "disk:/dev/sdb")), QStringLiteral("iscsi"));
    QCOMPARE(same.size(), 2);
}

void TestTopology::sameIdFirstWins()
{
    const Topology topology = joined(R"([
        {"id": "mount:/a", "by": "one", "needs": ["x"]}, {"id": "mount:/a", "by": "two", "needs": ["y"]},
        {"id": "process:1@1", "by": "one", "user": true, "needs": ["x"]},
        {"id": "process:1@1", "by": "two", "user": true, "needs": ["x"]}])");
    QCOMPARE(topology.provider(node(topology, "mount:/a")), QStringLiteral("one"));
    QCOMPARE(topology.size(), 3);
}

void TestTopology::claimedProcessIsNoStranger()
{
    const Topology topology = joined(R"([
        {"id": "process:7@1", "by": "filesystem", "user": true, "needs": ["disk"]},
        {"id": "process:8@1", "by": "filesystem", "user": true, "needs": ["disk"]},
        {"id": "export:tgt/x", "by": "tgt", "key": ["process:7@1", "export"], "needs": ["disk"]},
        {"id": "disk:/dev/sda", "by": "filesystem", "key": "disk"}])");
    QVERIFY(!topology.find({QStringLiteral("process:7@1")}));
    QVERIFY(topology.find({QStringLiteral("process:8@1")}));
    QCOMPARE(topology.offering({"process:7@1"}), node(topology, "export:tgt/x"));
}

void TestTopology::usersAreNamedOnce()
{
    const Topology topology = joined(R"([
        {"id": "disk:a"}, {"id": "process:1@1", "needs": ["disk:a as open-file", "disk:a as mapped-file"]}])");
    QCOMPARE(topology.users(node(topology, "disk:a")).size(), 1);
    QCOMPARE(topology.needs(node(topology, "process:1@1")).size(), 2);
    QCOMPARE(topology.needs(node(topology, "process:1@1"))[1].need, 1);
}

void TestTopology::atLeastStaysInBounds()
{
    const Topology topology = joined(R"([
        {"id": "disk:a", "key": ["k1", "k2"]}, {"id": "disk:b"},
        {"id": "multipath:m", "needs": ["7 of k1 k2 disk:b", "-3 of disk:b"]}])");
    const auto needs = topology.needs(node(topology, "multipath:m"));
    QCOMPARE(needs.size(), 2);
    QCOMPARE(needs[0].on.size(), 2); // two keys of one node are one node
    QCOMPARE(needs[0].atLeast, 2);
    QCOMPARE(needs[1].atLeast, 1);
}

void TestTopology::parentRingsAreCut()
{
    const Topology topology = joined(R"([
        {"id": "mount:/c", "needs": ["mount:/b"]}, {"id": "mount:/b", "needs": ["mount:/a"]},
        {"id": "mount:/a", "needs": ["mount:/c"]}, {"id": "mount:/d", "needs": ["mount:/c"]},
        {"id": "mount:/self", "needs": ["mount:/self"]}])");
    QCOMPARE(trees(topology), QStringLiteral("mount:/a\n mount:/b\n  mount:/c\n   mount:/d\nmount:/self"));
    QCOMPARE(topology.needs(node(topology, "mount:/a")).size(), 1); // the need itself stays
}

void TestTopology::errorsOfAllLooks()
{
    Inventory one, two;
    one.errors.append({{}, {Kind::Mount}});
    two.errors.append({{}, {Kind::Swap}});
    QCOMPARE(Topology::join({one, two}).errors(), (QList<SourceError> {one.errors[0], two.errors[0]}));
}

void TestTopology::copiesShareAndOutliveTheOriginal()
{
    Topology copy;
    {
        QList<Inventory> inventories {Inventory {}};
        inventories[0].provider = QStringLiteral("p");
        inventories[0].resources.append(
            fixture::resourceOf({{QStringLiteral("id"), QStringLiteral("disk:a")}}));
        const Topology original = Topology::join(inventories);
        inventories[0].resources[0].name = QStringLiteral("changed behind its back");
        inventories.clear();
        copy = original;
    }
    QCOMPARE(copy.at(0).name, QStringLiteral("disk:a"));
    QCOMPARE(copy.provider(0), QStringLiteral("p"));
}

void TestTopology::anyOrderGivesTheSame()
{
    QList<Inventory> inventories {Inventory {}, Inventory {}};
    for (int i = 0; i < 60; ++i) {
        QJsonObject json {{QStringLiteral("id"), QStringLiteral("disk:%1").arg(i)}};
        if (i > 0)
            json.insert(QStringLiteral("needs"), QStringLiteral("disk:%1").arg(i / 3));
        inventories[i % 2].resources.append(fixture::resourceOf(json));
    }
    const QString before = trees(Topology::join(inventories));
    for (Inventory& inventory : inventories)
        std::reverse(inventory.resources.begin(), inventory.resources.end());
    std::reverse(inventories.begin(), inventories.end());
    QCOMPARE(trees(Topology::join(inventories)), before);
}

// Whatever providers say, every node is shown exactly once and nothing hangs.
void TestTopology::hostileNeedsDoNoHarm()
{
    QRandomGenerator random(42);
    for (int round = 0; round < 300; ++round) {
        Inventory inventory;
        const int count = random.bounded(1, 20);
        for (int i = 0; i < count; ++i) {
            Resource resource;
            resource.id.text = QStringLiteral("%1:%2")
                                   .arg(token(static_cast<Kind>(random.bounded(28))))
                                   .arg(random.bounded(count));
            resource.kind = static_cast<Kind>(random.bounded(28));
            resource.goes = static_cast<Goes>(random.bounded(3));
            for (int k = random.bounded(3); k > 0; --k)
                resource.keys.append({QByteArray::number(random.bounded(count))});
            for (int k = random.bounded(3); k > 0; --k) {
                Need need;
                for (int on = random.bounded(4); on > 0; --on)
                    need.on.append({QByteArray::number(random.bounded(count))});
                need.atLeast = random.bounded(-2, 5);
                resource.needs.append(need);
            }
            if (random.bounded(4) == 0)
                resource.protectedBy = ProtectedBy::SwapNeeded;
            (random.bounded(2) == 0 ? inventory.users : inventory.resources).append(resource);
        }
        const Topology topology = Topology::join({inventory});
        QCOMPARE(trees(topology).count(QLatin1Char('\n')), topology.size() - 1);
        for (Topology::Node one = 0; one < topology.size(); ++one) {
            QCOMPARE(topology.find(topology.at(one).id), one);
            for (const auto& need : topology.needs(one))
                QVERIFY(need.atLeast >= 1 && need.atLeast <= static_cast<int>(need.on.size()));
        }
    }
}

QTEST_GUILESS_MAIN(TestTopology)
#include "tst_topology.moc"
