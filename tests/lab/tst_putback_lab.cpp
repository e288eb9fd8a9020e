// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "oracle.h"
#include "product.h"

#include <QFile>
#include <QTest>

using namespace mooring::lab;

namespace {

QByteArray contentOf(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray lastNumber(const Product& product)
{
    return QByteArray::number(product.lastOperation()[u"operation"].toInteger());
}

} // namespace

// Put back on real devices: the very same things, or a refusal.
class TestPutBackLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void mountsTheDeviceThatCameAndNotItsCopy();
    void refusesTheCopyThatTookTheDevicesName();
    void anOccupiedMountPointIsNotCalledPutBack();
    void warnsOfADeletedImageAndOfWhatLivesInMemory();
    void puttingBackAgainFindsWhatIsThere();
    void finishesAPutBackThatWasInterrupted();
    void twoAttachesAtOnceNameTheDeviceOrFail();
};

void TestPutBackLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestPutBackLab::mountsTheDeviceThatCameAndNotItsCopy()
{
    Stage stage;
    const Product product(stage.lab);
    stage.lab.writeFile("mnt/who", "the original");
    QVERIFY(product.run({"detach", "--yes", stage.disk.id()}).ok());
    const QByteArray copy = stage.lab.path("copy.img");
    Lab::must({"cp", stage.disk.image, copy});
    const Disk other = stage.lab.attach(copy); // takes the number that was freed
    Lab::must({"debugfs", "-w", "-R", "rm /who", other.part(1)});
    QCOMPARE(other.device, stage.disk.device);

    const Ran back = product.run({"--json", "undo", "--yes", lastNumber(product)});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(contentOf(stage.mount + "/who"), QByteArray("the original"));
}

void TestPutBackLab::refusesTheCopyThatTookTheDevicesName()
{
    Stage stage;
    const Product product(stage.lab);
    QVERIFY(product.run({"unmount", "--yes", stage.mount}).ok());
    const QByteArray number = lastNumber(product);
    Lab::must({"losetup", "-d", stage.disk.device});
    const QByteArray copy = stage.lab.path("copy.img");
    Lab::must({"cp", stage.disk.image, copy});
    QCOMPARE(stage.lab.attach(copy).device, stage.disk.device);
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code != 0 && back.out.contains("identityChanged"), back.text());
    QVERIFY(!Oracle::isMounted(stage.mount));
}

void TestPutBackLab::anOccupiedMountPointIsNotCalledPutBack()
{
    Stage stage;
    const Product product(stage.lab);
    QVERIFY(product.run({"unmount", "--yes", stage.mount}).ok());
    const QByteArray number = lastNumber(product);
    Lab::must({"mount", "-t", "tmpfs", "other", stage.mount});
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code != 0 && back.out.contains("mountPointUsed"), back.text());
    QVERIFY(!Oracle::superblockLives(stage.disk.part(1)));
    Lab::must({"umount", stage.mount});
}

void TestPutBackLab::warnsOfADeletedImageAndOfWhatLivesInMemory()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QByteArray memory = stage.lab.makeFolder("mnt/memory");
    Lab::must({"mount", "-t", "tmpfs", "memory", memory});
    QVERIFY(QFile::remove(QFile::decodeName(stage.disk.image)));
    const QJsonObject before = oracle.picture();
    const QJsonObject plan = product.plan(stage.disk.id());
    const QByteArrayList lost = stringsOf(plan[u"collateral"].toArray(), "reason");
    QCOMPARE(lost.count("content-lost"), 2);
    const Ran refused = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(refused.code == 4, refused.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
    const Ran ran = product.run({"--json", "detach", "--yes", "--accept-collateral", stage.disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isBound(stage.disk.device));
}

void TestPutBackLab::puttingBackAgainFindsWhatIsThere()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    QVERIFY(product.run({"detach", "--yes", stage.disk.id()}).ok());
    const QByteArray number = lastNumber(product);
    for (int time = 0; time < 2; ++time) {
        const Ran back = product.run({"--json", "undo", "--yes", number});
        QVERIFY2(back.code == 0, back.text());
        QCOMPARE(difference(before, oracle.picture()), QByteArray());
    }
}

void TestPutBackLab::finishesAPutBackThatWasInterrupted()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QJsonObject before = oracle.picture();
    QVERIFY(product.run({"detach", "--yes", stage.disk.id()}).ok());
    const QByteArray number = lastNumber(product);
    QVERIFY(product.run({"undo", "--yes", number}).ok());
    Lab::must({"touch", stage.mount + "/written-meanwhile"}); // the image is no longer as it was detached
    Lab::must({"umount", stage.mount});
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestPutBackLab::twoAttachesAtOnceNameTheDeviceOrFail()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("disk.img");
    const Argv attach {Lab::program("mooringctl"), "attach", image};
    Running one(attach, product.environment()), two(attach, product.environment());
    QByteArrayList devices;
    for (Running* each : {&one, &two}) {
        const QByteArray line = each->readLine();
        const int code = each->waitEnd().value_or(-1);
        QVERIFY2((code == 0) == line.startsWith("/dev/loop"), line);
        if (code == 0)
            devices += line;
    }
    QVERIFY(!devices.isEmpty());
    for (const QByteArray& device : devices)
        lab.remember(device);
}

QTEST_GUILESS_MAIN(TestPutBackLab)
#include "tst_putback_lab.moc"
