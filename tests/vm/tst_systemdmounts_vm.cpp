// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle.h"
#include "product.h"
#include "services/filesystem/filesystembody.h"
#include "unitscene.h"

#include <QFile>
#include <QTest>

using namespace mooring::lab;
using namespace mooring::vm;

namespace {

// An attached image with a file system, and where it is to be mounted.
struct Scene
{
    Scene()
        : product(lab)
        , disk(lab.attach(lab.ext4Image("disk.img", {{"inside", "here"}})))
        , folder(lab.makeFolder("mnt"))
        , mountUnit(Unit::nameFor(folder, "mount"),
                    "[Mount]\nWhat=" + disk.device + "\nWhere=" + folder + '\n')
    {
    }
    QByteArray operation() const
    {
        return QByteArray::number(product.lastOperation()[u"operation"].toInteger());
    }

    Lab lab;
    Product product;
    Disk disk;
    QByteArray folder;
    Unit mountUnit;
};

QByteArrayList verbsIn(const Ran& plan) { return stringsOf(plan.json()[u"steps"].toArray(), "verb"); }

} // namespace

// What systemd mounts, mounts again and runs on a mount.
class TestSystemdMounts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void unmountsAMountUnit();
    void stopsTheServiceInTheWay();
    void namesTheServiceAndLeavesIt();
    void holdsAnAutomountWhileItDetaches();
    void keepsAnAutomountThatIsInUse();
    void refusesToHoldWhatCameIntoUse();
    void tellsThatAutofsMountsAgain();
};

void TestSystemdMounts::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
}

void TestSystemdMounts::unmountsAMountUnit()
{
    const Scene scene;
    scene.mountUnit.start();
    VERIFY_DONE(scene.product.run({"unmount", "--yes", scene.folder}));
    QVERIFY(!Oracle::isMounted(scene.folder));
    QTRY_VERIFY(!scene.mountUnit.isActive());
    VERIFY_DONE(scene.product.run({"undo", "--yes", scene.operation()}));
    QCOMPARE(textOf(scene.folder + "/inside"), QByteArray("here"));
    QTRY_VERIFY(scene.mountUnit.isActive());
    VERIFY_DONE(scene.product.run({"detach", "--yes", scene.disk.id()}));
    QVERIFY(!Oracle::isBound(scene.disk.device));
}

void TestSystemdMounts::stopsTheServiceInTheWay()
{
    const Scene scene;
    scene.mountUnit.start();
    const Unit service(
        "guest-user.service",
        "[Service]\nWorkingDirectory=" + scene.folder
            + "\nRestart=always\nRestartSec=0\nExecStart=sh -c 'sleep 1000 & sleep 1001 & wait'\n");
    service.start();
    const Ran plan = scene.product.run({"--json", "plan", "detach", "--processes", "quit", scene.disk.id()});
    QVERIFY2(plan.code == 0, plan.text());
    QVERIFY(plan.out.contains("[\"systemctl\",\"stop\",\"guest-user.service\"]"));
    VERIFY_DONE(scene.product.run({"detach", "--yes", "--processes", "quit", scene.disk.id()}));
    QVERIFY(!service.isActive()); // a signal would only have restarted it
    QVERIFY(!Oracle::isBound(scene.disk.device));
}

void TestSystemdMounts::namesTheServiceAndLeavesIt()
{
    const Scene scene;
    scene.mountUnit.start();
    const Unit service("guest-user.service",
                       "[Service]\nWorkingDirectory=" + scene.folder + "\nExecStart=sleep 1000\n");
    service.start();
    const Ran refused = scene.product.run({"--json", "plan", "detach", scene.disk.id()});
    QVERIFY2(refused.code == 4, refused.text());
    const QJsonArray blockers = refused.json()[u"blockers"].toArray();
    QCOMPARE(blockers.size(), 1);
    QCOMPARE(blockers[0][u"facts"][u"unit"].toString(), QStringLiteral("guest-user.service"));
    const QByteArray pid = Lab::must({"systemctl", "show", "-P", "MainPID", "guest-user.service"}).trimmed();
    QCOMPARE(blockers[0][u"pid"].toInteger(), pid.toLongLong());
    QCOMPARE(scene.product.run({"detach", "--yes", scene.disk.id()}).code, 4);
    QVERIFY(service.isActive());
    QVERIFY(Oracle::isMounted(scene.folder));
    const Ran users = scene.product.run({"--lang", "en", "users", scene.folder});
    QVERIFY2(users.out.contains("guest-user.service"), users.text());
}

void TestSystemdMounts::holdsAnAutomountWhileItDetaches()
{
    const Scene scene;
    const Unit automount(Unit::nameFor(scene.folder, "automount"),
                         "[Automount]\nWhere=" + scene.folder + '\n');
    automount.start();
    QCOMPARE(textOf(scene.folder + "/inside"), QByteArray("here")); // which mounts it
    const Ran plan = scene.product.run({"--json", "plan", "detach", scene.disk.id()});
    QCOMPARE(verbsIn(plan), (QByteArrayList {"hold", "unmount", "detach"}));
    const QJsonObject affected = plan.json()[u"collateral"][0].toObject();
    QCOMPARE(affected[u"reason"].toString(), QStringLiteral("comes-back-on-access"));
    QCOMPARE(affected[u"by"].toString().toUtf8(), automount.name());
    VERIFY_DONE(scene.product.run({"detach", "--yes", scene.disk.id()}));
    QVERIFY(!automount.isActive());
    QVERIFY(textOf(scene.folder + "/inside").isEmpty()); // nor does looking bring it back
    QVERIFY(!Oracle::isBound(scene.disk.device));
    const Ran back = scene.product.run({"undo", "--yes", scene.operation()});
    QCOMPARE(back.code, 0);
    QVERIFY(automount.isActive());
    QVERIFY(Oracle::isBound(scene.disk.device));
    QCOMPARE(textOf(scene.folder + "/inside"), QByteArray("here"));
}

// systemctl stop would hide it from everybody and let its users go on.
void TestSystemdMounts::keepsAnAutomountThatIsInUse()
{
    const Scene scene;
    const Unit automount(Unit::nameFor(scene.folder, "automount"),
                         "[Automount]\nWhere=" + scene.folder + '\n');
    automount.start();
    QCOMPARE(textOf(scene.folder + "/inside"), QByteArray("here"));
    const Running reader({"sh", "-c", "exec 7< \"$1\"; exec sleep 1000", "sh", scene.folder + "/inside"});
    QTRY_COMPARE(textOf("/proc/" + QByteArray::number(reader.pid()) + "/comm"), QByteArray("sleep"));
    QCOMPARE(scene.product.run({"detach", "--yes", scene.disk.id()}).code, 4);
    QVERIFY(automount.isActive());
    QCOMPARE(Lab::must({"findmnt", "-no", "FSTYPE", scene.folder}).trimmed(), QByteArray("autofs\next4"));
}

// Somebody opened a file after the plan was checked: the step itself has to see that.
void TestSystemdMounts::refusesToHoldWhatCameIntoUse()
{
    const Scene scene;
    const Unit automount(Unit::nameFor(scene.folder, "automount"),
                         "[Automount]\nWhere=" + scene.folder + '\n');
    automount.start();
    QCOMPARE(textOf(scene.folder + "/inside"), QByteArray("here"));
    mooring::FilesystemBody body({});
    mooring::Step step;
    for (const mooring::Resource& resource : body.look({}, {}).resources) {
        if (resource.id != mooring::ResourceId::make(mooring::Kind::Mount, scene.folder))
            continue;
        step.resource = resource.id;
        step.incarnation = resource.incarnation;
        step.verb = mooring::Verb::Hold;
        step.restore = resource.comesBack.value(0).hold.value_or(mooring::Release()).restore;
    }
    QVERIFY(!step.restore.isEmpty());
    QFile user(QFile::decodeName(scene.folder + "/inside"));
    QVERIFY(user.open(QIODevice::ReadOnly));
    const auto held = body.run(step, {}, [](const mooring::Progress&) {});
    QVERIFY(held.error && held.error->code == mooring::ErrorCode::CauseNotFound);
    QVERIFY(automount.isActive());
    QVERIFY(Oracle::isMounted(scene.folder));
    user.close();
    QVERIFY(!body.run(step, {}, [](const mooring::Progress&) {}).error);
    QVERIFY(!automount.isActive());
    QVERIFY(!Oracle::isMounted(scene.folder));
}

void TestSystemdMounts::tellsThatAutofsMountsAgain()
{
    const Scene scene;
    const QByteArray map = scene.lab.writeFile("map", "data -fstype=ext4 :" + scene.disk.device + '\n');
    const QByteArray master = "/etc/auto.master.d/guest.autofs", place = scene.lab.path("auto");
    writeText(master, place + ' ' + map + '\n');
    Lab::must({"systemctl", "start", "autofs"});
    QCOMPARE(textOf(place + "/data/inside"), QByteArray("here"));
    const Ran plan = scene.product.run({"--json", "plan", "detach", scene.disk.id()});
    QVERIFY2(plan.code == 0, plan.text());
    const QJsonObject back = plan.json()[u"collateral"][0].toObject();
    QCOMPARE(back[u"reason"].toString(), QStringLiteral("comes-back-on-access"));
    QCOMPARE(back[u"by"].toString(), QStringLiteral("automount"));
    VERIFY_DONE(scene.product.run({"detach", "--yes", scene.disk.id()}));
    QVERIFY(!Oracle::isBound(scene.disk.device));
    QVERIFY(!Oracle::isMounted(place + "/data"));
    Lab::must({"systemctl", "stop", "autofs"});
    Lab::must({"rm", master});
}

QTEST_GUILESS_MAIN(TestSystemdMounts)
#include "tst_systemdmounts_vm.moc"
