// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "oracle.h"
#include "product.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace mooring::lab;

namespace {

QByteArray hashOf(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

QString outcomeOf(const Ran& ran) { return finishedEvent(ran)[u"outcome"].toString(); }

// {"domain","number","symbol"} of the first goal
QJsonObject codeOf(const Ran& ran) { return finishedEvent(ran)[u"goals"][0][u"code"].toObject(); }

} // namespace

// The acceptance statements for detaching a virtual disk, one function each; which images are
// attached, and how, is in tst_contractimages_lab.
class TestContractLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void detachesWhatNobodyUses(); // 1
    void isBusyWhereItMayNotCascade(); // 2
    void tellsNotAttachedFromInvalid(); // 3
    void staysDeferredUntilTheLastOpenerCloses(); // 4
    void goesWithItsLastUser(); // 5
    void outlivesTheProgram(); // 6
    void isReallyGoneAfterAnExplicitDetach(); // 7
    void refusesFlags(); // 10
    void detachesWhoseImageWasDeleted(); // 14
    void neverGoesBackwardInProgress(); // 15
};

void TestContractLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestContractLab::detachesWhatNobodyUses()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.partitionedImage("disk.img"));
    const QByteArray before = hashOf(disk.image);
    const Ran ran = product.run({"--json", "detach", "--yes", disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(outcomeOf(ran), QStringLiteral("done"));
    QCOMPARE(codeOf(ran)[u"number"].toInteger(-1), 0);
    QVERIFY(Oracle::devicesOf(disk.image).isEmpty());
    QVERIFY(!before.isEmpty());
    QCOMPARE(hashOf(disk.image), before);
}

void TestContractLab::isBusyWhereItMayNotCascade()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    const Ran refused = product.run({"--json", "detach", "--yes", "--no-cascade", stage.disk.id()});
    QVERIFY2(refused.code == 4, refused.text());
    QVERIFY2(refused.out.contains("mount:" + stage.mount), refused.text());
    const qint64 pid = stage.block("fd", stage.mount + "/file");
    const Ran inUse = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(inUse.code == 4, inUse.text());
    const Ran users = product.run({"users", stage.disk.id()});
    QVERIFY2(users.out.contains(QByteArray::number(pid)) && users.out.contains(stage.mount), users.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
    stage.processes.clear();
    const QJsonObject plan = product.plan(stage.disk.id());
    QCOMPARE(stringsOf(plan[u"steps"].toArray(), "verb"), (QByteArrayList {"unmount", "detach"}));
}

void TestContractLab::tellsNotAttachedFromInvalid()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("free.img");
    const QByteArray noise = lab.writeFile("noise.img", QByteArray(65536, 'n'));
    Ran notAttached = product.run({"detach", "--yes", image});
    Ran invalid = product.run({"attach", noise});
    QVERIFY2(notAttached.code == 6, notAttached.text());
    QVERIFY2(invalid.code == 8, invalid.text());
    QVERIFY(!notAttached.err.isEmpty() && !invalid.err.isEmpty());
    QVERIFY(notAttached.err.replace(image, "X") != invalid.err.replace(noise, "X"));
}

void TestContractLab::staysDeferredUntilTheLastOpenerCloses()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    Running opener({Lab::program("lab-blocker"), "device", disk.device});
    QVERIFY(opener.readLine().startsWith("ready"));
    Lab::must({"losetup", "-d", disk.device}); // somebody else's "success"
    QVERIFY(Oracle::isBound(disk.device));
    const Ran ran = product.run({"--json", "show", disk.id()});
    QVERIFY2(ran.ok(), ran.text());
    opener.closeInput();
    QTRY_VERIFY(!Oracle::isBound(disk.device));
    QCOMPARE(product.run({"--json", "show", disk.id()}).code, 6);
}

void TestContractLab::goesWithItsLastUser()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("disk.img");
    const Ran ran = product.run({"--json", "attach", "--until-unused", image});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = createdDevice(ran);
    QVERIFY2(!device.isEmpty(), ran.text());
    lab.remember(device);
    QVERIFY(Oracle::isBound(device));
    const QByteArray mount = lab.mount(device, "mnt");
    QVERIFY(Oracle::isAutoclear(device));
    QVERIFY(product.run({"--json", "list"}).out.contains("virtual-disk:" + device));
    Lab::must({"umount", mount});
    QTRY_VERIFY(!Oracle::isBound(device));
    QVERIFY(!product.run({"--json", "list"}).out.contains("virtual-disk:" + device + '"'));
}

void TestContractLab::outlivesTheProgram()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.partitionedImage("disk.img");
    const Ran ran = product.run({"--json", "attach", image});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = createdDevice(ran);
    QCOMPARE(Oracle::devicesOf(image), QByteArrayList {device});
    QVERIFY(product.run({"--json", "list"}).out.contains("virtual-disk:" + device));
    lab.mount(device + "p1", "mnt"); // its partitions are there
    const Ran gone = product.run({"--json", "detach", "--yes", image});
    QVERIFY2(gone.code == 0, gone.text());
    QVERIFY(Oracle::devicesOf(image).isEmpty());
}

void TestContractLab::isReallyGoneAfterAnExplicitDetach()
{
    Lab lab;
    const Product product(lab);
    const Ran ran = product.run({"--json", "attach", lab.partitionedImage("disk.img")});
    const QByteArray device = createdDevice(ran);
    QVERIFY2(Oracle::isBound(device), ran.text());
    QVERIFY(!Oracle::isAutoclear(device));
    QVERIFY(product.run({"detach", "--yes", device}).ok());
    QVERIFY(!Oracle::isBound(device));
    QVERIFY(!QFile::exists(QFile::decodeName("/sys/block/" + device.mid(5) + device.mid(4) + "p1")));
}

void TestContractLab::refusesFlags()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    for (const QByteArray option : {"--flags", "--provider-flags"}) {
        const Ran ran = product.run({"--json", "detach", "--yes", option, "1", disk.id()});
        QVERIFY2(ran.code == 2, ran.text());
        QVERIFY2(ran.out.contains("87"), ran.text());
        QVERIFY(Oracle::isBound(disk.device));
    }
    const Ran ran = product.run({"--json", "detach", "--yes", "--flags", "0", disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
}

void TestContractLab::detachesWhoseImageWasDeleted()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    Lab::must({"rm", "--", disk.image});
    const Ran asked = product.run({"--json", "detach", "--yes", disk.id()});
    QVERIFY2(asked.code == 4, asked.text()); // its content is lost: that has to be accepted
    QVERIFY(Oracle::isBound(disk.device));
    const Ran ran = product.run({"--json", "detach", "--yes", "--accept-collateral", disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isBound(disk.device));
}

void TestContractLab::neverGoesBackwardInProgress()
{
    Stage stage;
    const Product product(stage.lab);
    stage.lab.swapOn(stage.disk.part(2));
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    const QList<QJsonObject> events = ran.jsonLines();
    QVERIFY(events.size() > 1);
    QCOMPARE(events.last()[u"event"].toString(), QStringLiteral("finished")); // exactly one, and the last
    int finished = 0;
    QMap<qint64, qint64> reached; // step -> percent
    for (const QJsonObject& event : events) {
        finished += event[u"event"] == QStringLiteral("finished") ? 1 : 0;
        const qint64 percent = event[u"percent"].toInteger(-1);
        if (percent < 0)
            continue;
        QVERIFY2(percent >= reached.value(event[u"n"].toInteger(), 0), ran.text());
        reached[event[u"n"].toInteger()] = percent;
    }
    QCOMPARE(finished, 1);
}

QTEST_GUILESS_MAIN(TestContractLab)
#include "tst_contract_lab.moc"
