// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/oracle.h"
#include "testsupport/product.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace mooring::lab;

namespace {

QJsonObject find(const QJsonArray& list, const QByteArray& id)
{
    for (const QJsonValue& value : list)
        if (value[u"id"].toString().toUtf8() == id)
            return value.toObject();
    return {};
}

QSet<QString> fields(const QJsonObject& object)
{
    const QStringList keys = object.keys();
    return {keys.begin(), keys.end()};
}

bool hasAll(const QJsonObject& object, const char* names)
{
    const QSet<QString> have = fields(object);
    for (const QByteArray& name : QByteArray(names).split(' '))
        if (!have.contains(QString::fromLatin1(name)))
            return false;
    return true;
}

QByteArray text(const QJsonObject& object) { return QJsonDocument(object).toJson(); }

} // namespace

class TestMooringctl : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void listsAsJson();
    void listsAsATree();
    void plansAsJsonAndTouchesNothing();
    void detachesEndToEndAndTellsEveryEvent();
    void isBusyWithAProcessInTheWay();
    void findsNothing_data();
    void findsNothing();
    void tellsTheCandidatesOfAnAmbiguousImage();
    void mountsWithoutProgramsThatChangeUser();
    void logsAndPutsBack();
    void survivesAReaderThatGoesAway();
};

void TestMooringctl::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestMooringctl::listsAsJson()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray mount = lab.mount(disk.part(1), "mnt");
    const QJsonObject list = product.run({"list", "--json"}).json();
    QCOMPARE(list[u"schema"].toInt(), 1);
    QVERIFY(list[u"errors"].isArray());
    const QJsonArray resources = list[u"resources"].toArray();
    for (const QJsonValue& resource : resources)
        QVERIFY2(hasAll(resource.toObject(),
                        "id kind name parent standsOn provider state device facts verbs incarnation"),
                 text(resource.toObject()));
    const QJsonObject device = find(resources, disk.id());
    QCOMPARE(device[u"kind"].toString(), QStringLiteral("virtual-disk"));
    QCOMPARE(device[u"device"].toString().toUtf8(), disk.device);
    QCOMPARE(device[u"provider"].toString(), QStringLiteral("loop"));
    QCOMPARE(device[u"facts"][u"path"].toString().toUtf8(), disk.image);
    QVERIFY(device[u"verbs"].toArray().contains(QStringLiteral("detach")));
    const QJsonObject mounted = find(resources, "mount:" + mount);
    QCOMPARE(mounted[u"parent"].toString().toUtf8(), "filesystem:" + disk.part(1));
    const QJsonArray disks = product.run({"list", "virtual-disk", "--json"}).json()[u"resources"].toArray();
    QVERIFY(!find(disks, disk.id()).isEmpty());
    for (const QJsonValue& one : disks)
        QCOMPARE(one[u"kind"].toString(), QStringLiteral("virtual-disk"));
}

void TestMooringctl::listsAsATree()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray mount = lab.mount(disk.part(1), "mnt");
    const Ran ran = product.run({"list"});
    QVERIFY2(ran.ok(), ran.text());
    QList<qsizetype> depths;
    for (const QByteArray& line : ran.out.split('\n'))
        if (line.contains(disk.device) || line.contains(mount))
            depths << line.size() - line.trimmed().size();
    QVERIFY2(depths.size() >= 3, ran.text());
    QCOMPARE(depths.first(), 0);
    QVERIFY2(std::is_sorted(depths.begin(), depths.begin() + 3), ran.text());
}

void TestMooringctl::plansAsJsonAndTouchesNothing()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray mount = lab.mount(disk.part(1), "mnt");
    const Oracle oracle(lab.folder());
    const QJsonObject before = oracle.picture();
    const Ran ran = product.run({"--json", "plan", "detach", disk.id()});
    const QJsonObject plan = ran.json();
    QVERIFY2(hasAll(plan, "schema verb resources fingerprint steps blockers collateral"), ran.text());
    QCOMPARE(plan[u"resources"].toArray(), QJsonArray {QString::fromUtf8(disk.id())});
    QCOMPARE(stringsOf(plan[u"steps"].toArray(), "verb"), (QByteArrayList {"unmount", "detach"}));
    for (const QJsonValue& step : plan[u"steps"].toArray())
        QVERIFY2(hasAll(step.toObject(), "n verb resource provider after consequence command reversible"),
                 ran.text());
    QCOMPARE(ran.code, 0);
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestMooringctl::detachesEndToEndAndTellsEveryEvent()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray mount = lab.mount(disk.part(1), "mnt");
    const Ran ran = product.run({"--json", "detach", "--yes", disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    const QList<QJsonObject> events = ran.jsonLines();
    QCOMPARE(events.first()[u"event"].toString(), QStringLiteral("plan"));
    const QJsonObject last = events.last();
    QVERIFY2(hasAll(last, "event outcome goals steps"), text(last));
    QCOMPARE(last[u"outcome"].toString(), QStringLiteral("done"));
    QCOMPARE(last[u"goals"][0][u"resource"].toString().toUtf8(), disk.id());
    QVERIFY(hasAll(last[u"goals"][0][u"code"].toObject(), "domain number symbol"));
    QList<int> ended;
    for (const QJsonValue& step : last[u"steps"].toArray()) {
        ended << step[u"n"].toInt();
        QCOMPARE(step[u"result"].toString(), QStringLiteral("done"));
    }
    QCOMPARE(ended, (QList<int> {1, 2}));
    QVERIFY(!Oracle::isMounted(mount));
    QVERIFY(!Oracle::isBound(disk.device));
    QVERIFY(!product.run({"list", "--json"}).out.contains(disk.id() + '"'));
}

void TestMooringctl::isBusyWithAProcessInTheWay()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray mount = lab.mount(disk.part(1), "mnt");
    Running user({"/bin/sh", "-c", "cd '" + mount + "' && echo ready && read end"});
    QCOMPARE(user.readLine(), "ready");
    const QByteArray pid = QByteArray::number(user.pid());
    for (const QByteArray command : {"detach", "plan"}) {
        const Argv words = command == "plan" ? Argv {"plan", "detach"} : Argv {"detach", "--yes"};
        const Ran ran = product.run(words + Argv {disk.image});
        QVERIFY2(ran.code == 4, ran.text());
        QVERIFY2(ran.out.contains('(' + pid) && ran.out.contains(mount), ran.text());
    }
    const QJsonArray blockers = product.plan(disk.id())[u"blockers"].toArray();
    QVERIFY(hasAll(blockers[0].toObject(), "kind pid name user how path since resource"));
    const QJsonArray users = product.run({"users", "--json", disk.device}).json()[u"users"].toArray();
    QCOMPARE(stringsOf(users, "pid"), QByteArrayList {pid});
    QCOMPARE(stringsOf(users, "how"), QByteArrayList {"working-directory"});
    QCOMPARE(product.run({"unmount", "--yes", mount}).code, 4);
    QVERIFY(Oracle::isMounted(mount));
}

void TestMooringctl::findsNothing_data()
{
    QTest::addColumn<QByteArrayList>("words");
    QTest::newRow("device") << QByteArrayList {"detach", "--yes", "/dev/loop9999"};
    QTest::newRow("id") << QByteArrayList {"show", "virtual-disk:/dev/loop9999"};
    QTest::newRow("missing image") << QByteArrayList {"detach", "--yes", "/nowhere/disk.img"};
    QTest::newRow("mount point") << QByteArrayList {"unmount", "--yes", "/nowhere"};
    QTest::newRow("missing file") << QByteArrayList {"attach", "/nowhere/disk.img"};
    QTest::newRow("operation") << QByteArrayList {"undo", "--yes", "4711"};
}

void TestMooringctl::findsNothing()
{
    QFETCH(QByteArrayList, words);
    Lab lab;
    const Product product(lab);
    const Ran plain = product.run(words);
    QVERIFY2(plain.code == 6, plain.text());
    QVERIFY2(plain.out.isEmpty() && plain.err.contains(words.last()), plain.text());
    const Ran json = product.run(words + Argv {"--json"});
    QVERIFY2(json.code == 6 && json.err.isEmpty(), json.text());
    QCOMPARE(json.jsonLines().size(), 1);
}

void TestMooringctl::tellsTheCandidatesOfAnAmbiguousImage()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("twice.img");
    const Disk first = lab.attach(image), second = lab.attach(image);
    const Ran ran = product.run({"detach", "--yes", image});
    QVERIFY2(ran.code == 2, ran.text());
    QVERIFY2(ran.err.contains(first.id()) && ran.err.contains(second.id()), ran.text());
    QVERIFY(Oracle::isBound(first.device) && Oracle::isBound(second.device));
    QVERIFY(product.run({"detach", "--yes", first.device}).ok());
    QVERIFY(product.run({"detach", "--yes", image}).ok());
}

void TestMooringctl::mountsWithoutProgramsThatChangeUser()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray folder = lab.makeFolder("mnt");
    const Ran ran = product.run({"mount", disk.part(1), folder});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(Oracle::isMounted(folder));
    const QByteArray options = Lab::must({"findmnt", "-no", "OPTIONS", folder});
    QVERIFY2(options.contains("nosuid") && options.contains("nodev"), options);
    QCOMPARE(product.run({"mount", disk.part(1), folder}).code, 4);
    QCOMPARE(product.run({"mount", disk.part(1), lab.path("missing")}).code, 6);
    QVERIFY(product.run({"unmount", "--yes", folder}).ok());
    QVERIFY(!Oracle::isMounted(folder));
}

void TestMooringctl::logsAndPutsBack()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    lab.mount(disk.part(1), "mnt");
    const Oracle oracle(lab.folder());
    const QJsonObject before = oracle.picture();
    QVERIFY(product.run({"detach", "--yes", disk.id()}).ok());
    const QList<QJsonObject> log = product.log();
    QCOMPARE(log.size(), 1);
    QVERIFY2(hasAll(log.first(), "operation started verb outcome goals steps"), text(log.first()));
    QCOMPARE(log.first()[u"verb"].toString(), QStringLiteral("detach"));
    QCOMPARE(log.first()[u"outcome"].toString(), QStringLiteral("done"));
    for (const QJsonValue& step : log.first()[u"steps"].toArray())
        QVERIFY2(hasAll(step.toObject(), "n result verb resource name command"), text(log.first()));
    const Ran lines = product.run({"--lang", "en", "log"});
    QVERIFY2(lines.out.contains("disk.img") && lines.out.contains("\n    1. Unmount "), lines.text());
    const QByteArray number = QByteArray::number(log.first()[u"operation"].toInteger());
    QCOMPARE(product.run({"undo", number}).code, 2);
    const Ran back = product.run({"undo", number, "--yes"});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
    QCOMPARE(product.log().size(), 2);
}

void TestMooringctl::survivesAReaderThatGoesAway()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    lab.mount(disk.part(1), "mnt");
    const Ran ran = run({"/bin/bash", "-c", "\"$1\" --json detach --yes \"$2\" | true; exit ${PIPESTATUS[0]}",
                         "bash", Lab::program("mooringctl"), disk.id()},
                        {{}, product.environment(), 60000});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isBound(disk.device));
}

QTEST_GUILESS_MAIN(TestMooringctl)
#include "tst_mooringctl.moc"
