// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/topology.h"
#include "testsupport/topologyfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring;

class TestProtection : public QObject
{
    Q_OBJECT
private slots:
    void protectionFollowsSingleSupports();
    void protectionStopsWhereThereIsASpare();
    void protectionFindsTheSharedBaseOfSpares();
    void protectedOffersNothing();
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
} // namespace

void TestProtection::protectionFollowsSingleSupports()
{
    const Topology topology = joined(R"([
        {"id": "disk:vda"}, {"id": "partition:vda1", "needs": ["disk:vda"]}, {"id": "partition:vda2", "needs": ["disk:vda"]},
        {"id": "filesystem:vda1", "needs": ["partition:vda1"]},
        {"id": "mount:/", "needs": ["filesystem:vda1"], "protected": "root-filesystem"},
        {"id": "process:1@1", "needs": ["mount:/"]}])");
    for (const char* const id : {"disk:vda", "partition:vda1", "filesystem:vda1", "mount:/"}) {
        const auto protection = topology.protection(node(topology, id));
        QVERIFY2(protection, id);
        QCOMPARE(protection->by, ProtectedBy::RootFilesystem);
        QCOMPARE(protection->seed, node(topology, "mount:/"));
    }
    QVERIFY(!topology.protection(node(topology, "partition:vda2")));
    QVERIFY(!topology.protection(node(topology, "process:1@1")));
}

void TestProtection::protectionStopsWhereThereIsASpare()
{
    const Topology topology = joined(R"([
        {"id": "disk:a"}, {"id": "disk:b"}, {"id": "disk:c"},
        {"id": "multipath:m", "needs": ["1 of disk:a disk:b"]}, {"id": "md-array:n", "needs": ["2 of disk:b disk:c"]},
        {"id": "mount:/", "needs": ["multipath:m"], "protected": "root-filesystem"},
        {"id": "mount:/usr", "needs": ["md-array:n"], "protected": "system-directory"}])");
    QVERIFY(topology.protection(node(topology, "multipath:m")));
    QVERIFY(!topology.protection(node(topology, "disk:a")));
    QVERIFY(topology.protection(node(topology, "disk:b")));
    QVERIFY(topology.protection(node(topology, "disk:c")));
}

void TestProtection::protectionFindsTheSharedBaseOfSpares()
{
    const Topology topology = joined(R"([
        {"id": "iscsi-session:1"}, {"id": "disk:a", "needs": ["iscsi-session:1"]}, {"id": "disk:b", "needs": ["iscsi-session:1"]},
        {"id": "multipath:m", "needs": ["1 of disk:a disk:b"], "protected": "boot-session"}])");
    QVERIFY(topology.protection(node(topology, "iscsi-session:1")));
    QVERIFY(!topology.protection(node(topology, "disk:a")));
    QVERIFY(!topology.protection(node(topology, "disk:b")));
}

void TestProtection::protectedOffersNothing()
{
    const Topology topology = joined(R"([
        {"id": "disk:a", "release": "detach"}, {"id": "disk:b", "release": "detach"},
        {"id": "mount:/", "needs": ["disk:a"], "release": "unmount", "protected": "root-filesystem"}])");
    QVERIFY(topology.verbs(node(topology, "disk:a")).isEmpty());
    QVERIFY(topology.verbs(node(topology, "mount:/")).isEmpty());
    QCOMPARE(topology.verbs(node(topology, "disk:b")), QList<Verb> {Verb::Detach});
}

QTEST_GUILESS_MAIN(TestProtection)
#include "tst_protection.moc"
