// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockercases.h"
#include "oracle.h"
#include "product.h"

#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace mooring::lab;

namespace {

QByteArray asText(const QJsonObject& object) { return QJsonDocument(object).toJson(); }

// A file of the first partition of an image that is attached nowhere.
QByteArray fileInImage(const QByteArray& image, const QByteArray& name)
{
    return Lab::must({"debugfs", "-R", "cat /" + name, image + "?offset=1048576"});
}

} // namespace

// Detaching on real devices: what must be seen, seen by the oracle.
class TestDetachLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void leavesProcessesAloneUnlessAsked();
    void asksTheShellToQuitThenDetachesAndPutsBack();
    void putsBackADeviceThatWentWithItsMount();
    void refusesToPutBackAnImageThatChanged();
    void namesARingOfAMovedMount();
    void detachesSwapPartitionAndSwapFile();
    void takesAnImageInAnImageApartFromTheTop();
    void detachesSeveralSideBySide();
    void leavesOneBranchOut();
};

void TestDetachLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestDetachLab::leavesProcessesAloneUnlessAsked()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const qint64 shell = stage.block("shell", stage.mount);
    const QJsonObject before = oracle.picture();

    const QJsonObject plan = product.plan(stage.disk.id());
    QCOMPARE(stringsOf(plan[u"blockers"].toArray(), "pid"), QByteArrayList {QByteArray::number(shell)});
    QCOMPARE(stringsOf(plan[u"blockers"].toArray(), "name"), QByteArrayList {"bash"});
    QCOMPARE(stringsOf(plan[u"blockers"].toArray(), "how"), QByteArrayList {"working-directory"});
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == 4, ran.text());
    QCOMPARE(finishedEvent(ran)[u"outcome"].toString(), QStringLiteral("busy"));
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
    QVERIFY(stage.processes.back()->isRunning());
}

void TestDetachLab::asksTheShellToQuitThenDetachesAndPutsBack()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QByteArray fresh = QByteArray(300000, 'd') + "end";
    stage.lab.writeFile("mnt/fresh", fresh); // not synced by anybody
    const QJsonObject before = oracle.picture();
    stage.block("shell", stage.mount);

    const Ran ran = product.run({"--json", "detach", "--yes", "--processes", "quit", stage.disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(stage.processes.back()->waitEnd(), 128 + SIGHUP);
    QVERIFY(!Oracle::isMounted(stage.mount));
    QVERIFY(!Oracle::isBound(stage.disk.device));
    QVERIFY(!Oracle::superblockLives(stage.disk.part(1)));
    QCOMPARE(oracle.picture()[u"losetup"].toArray().size(), 0);
    QCOMPARE(fileInImage(stage.disk.image, "fresh"), fresh);

    const QByteArray number = QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    const Ran back
        = product.run({"--json", "undo", "--yes", number}); // a new process knows it from the log alone
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestDetachLab::putsBackADeviceThatWentWithItsMount()
{
    Lab lab;
    const Product product(lab);
    const Oracle oracle(lab.folder());
    const QByteArray image = lab.ext4Image("disk.img");
    const Ran attached = product.run({"attach", "--until-unused", image});
    QVERIFY2(attached.ok(), attached.text());
    const QByteArray device = attached.out.trimmed();
    lab.remember(device);
    const QByteArray mount = lab.mount(device, "mnt");
    const QJsonObject before = oracle.picture();

    const Ran ran = product.run({"--json", "unmount", "--yes", mount});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isBound(device));
    const QByteArray number = QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestDetachLab::refusesToPutBackAnImageThatChanged()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    QVERIFY(product.run({"detach", "--yes", stage.disk.id()}).ok());
    Lab::must({"debugfs", "-w", "-R", "rm /file", stage.disk.image + "?offset=1048576"});
    const QJsonObject before = oracle.picture();
    const QByteArray number = QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 1, back.text());
    QVERIFY2(back.out.contains("imageChanged"), back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestDetachLab::namesARingOfAMovedMount()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const Disk inner = stage.lab.attach(stage.lab.ext4Image("mnt/inner.img", {}, 8));
    const QByteArray innerMount = stage.lab.mount(inner.device, "inner");
    const QByteArray folder = stage.lab.makeFolder("inner/outer");
    Lab::must({"mount", "--make-private", stage.mount});
    Lab::must({"mount", "--make-private", innerMount});
    Lab::must({"mount", "--move", stage.mount, folder});
    const QJsonObject before = oracle.picture();

    for (const QByteArray& id : {stage.disk.id(), inner.id()}) {
        const Ran ran = product.run({"--json", "plan", "detach", id});
        QVERIFY2(ran.code == 4, ran.text());
        QVERIFY2(ran.out.contains("mount:" + folder), ran.text());
        QVERIFY2(ran.out.contains(inner.id()), ran.text());
        QCOMPARE(product.run({"detach", "--yes", id}).code, 4);
    }
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestDetachLab::detachesSwapPartitionAndSwapFile()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const QByteArray file = stage.mount + "/swap";
    Lab::must({"dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=4", "status=none"});
    Lab::must({"chmod", "600", file});
    stage.lab.swapOn(file);
    stage.lab.swapOn(stage.disk.part(2));
    const QJsonObject before = oracle.picture();
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isSwap(file) && !Oracle::isSwap(stage.disk.part(2)));
    QVERIFY(!Oracle::isBound(stage.disk.device));
    const QByteArray number = QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestDetachLab::takesAnImageInAnImageApartFromTheTop()
{
    Stage stage;
    const Product product(stage.lab);
    const Oracle oracle(stage.lab.folder());
    const Disk inner = stage.lab.attach(stage.lab.ext4Image("mnt/inner.img", {}, 8));
    stage.lab.mount(inner.device, "inner");
    const QJsonObject before = oracle.picture();
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isBound(inner.device) && !Oracle::isBound(stage.disk.device));
    const QByteArray number = QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    const Ran back = product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 0, back.text());
    QCOMPARE(difference(before, oracle.picture()), QByteArray());
}

void TestDetachLab::detachesSeveralSideBySide()
{
    Stage stage;
    const Product product(stage.lab);
    const Disk second = stage.lab.attach(stage.lab.partitionedImage("second.img"));
    const QByteArray secondMount = stage.lab.mount(second.part(1), "second");
    const QJsonObject plan = product.run({"--json", "plan", "detach", stage.disk.id(), second.id()}).json();
    QByteArrayList first; // the steps that wait for nothing
    for (const QJsonValue& step : plan[u"steps"].toArray())
        if (step[u"after"].toArray().isEmpty())
            first.append(step[u"resource"].toString().toUtf8());
    QVERIFY2(first.contains("mount:" + stage.mount) && first.contains("mount:" + secondMount), asText(plan));
    const Ran ran = product.run({"--json", "detach", "--yes", stage.disk.id(), second.id()});
    QVERIFY2(ran.code == 0, ran.text());
    QVERIFY(!Oracle::isBound(second.device) && !Oracle::isBound(stage.disk.device));
    QCOMPARE(finishedEvent(ran)[u"goals"].toArray().size(), 2);
}

void TestDetachLab::leavesOneBranchOut()
{
    Stage stage;
    const Product product(stage.lab);
    const Disk second = stage.lab.attach(stage.lab.partitionedImage("second.img"));
    const qint64 shell = stage.block("shell", stage.mount);
    const QJsonObject plan = product.run({"--json", "plan", "detach", stage.disk.id(), second.id()}).json();
    const QByteArrayList blockers = stringsOf(plan[u"blockers"].toArray(), "id");
    QCOMPARE(stringsOf(plan[u"blockers"].toArray(), "pid"), QByteArrayList {QByteArray::number(shell)});
    const Ran ran = product.run(
        {"--json", "detach", "--yes", "--leave-out", blockers.value(0), stage.disk.id(), second.id()});
    QVERIFY2(ran.code == 0, ran.text()); // what was not left out is done; what was is not called so
    QMap<QString, QString> outcomes;
    for (const QJsonValue& goal : finishedEvent(ran)[u"goals"].toArray())
        outcomes[goal[u"resource"].toString()] = goal[u"outcome"].toString();
    QCOMPARE(outcomes[QString::fromUtf8(stage.disk.id())], QStringLiteral("busy"));
    QCOMPARE(outcomes[QString::fromUtf8(second.id())], QStringLiteral("done"));
    QVERIFY(Oracle::isBound(stage.disk.device) && Oracle::isMounted(stage.mount));
    QVERIFY(!Oracle::isBound(second.device));
}

QTEST_GUILESS_MAIN(TestDetachLab)
#include "tst_detach_lab.moc"
