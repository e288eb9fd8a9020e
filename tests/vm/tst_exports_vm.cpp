// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guestscene.h"
#include "oracle.h"
#include "product.h"

#include <QTest>

using namespace mooring::lab;
using namespace mooring::vm;

namespace {

// A folder that the kernel's NFS server exports.
struct Export
{
    explicit Export(const QByteArray& path)
        : what("127.0.0.1:" + path)
    {
        Lab::must({"exportfs", "-o", "rw,no_root_squash,insecure", what});
    }
    ~Export() { run({"exportfs", "-u", what}); }
    Export(const Export&) = delete;
    Export& operator=(const Export&) = delete;
    QByteArray what;
};

} // namespace

// File systems that the kernel's NFS server serves, and discs.
class TestExports : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { run({"systemctl", "stop", "nfs-server"}); }
    void namesTheExportInTheWay();
    void detachesWhatIsNoLongerExported();
    void detachesADiscImage();
    void showsTheDiscInTheDrive();
};

void TestExports::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
    Lab::must({"systemctl", "start", "nfs-server"});
}

void TestExports::namesTheExportInTheWay()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("exported.img", {{"inside", "here"}}));
    const QByteArray mount = lab.mount(disk.device, "exported");
    const Export exported(mount);
    const QByteArray seen = lab.mount(exported.what, "seen", {"-t", "nfs4"});
    QCOMPARE(textOf(seen + "/inside"), QByteArray("here"));
    Lab::must({"umount", seen}); // the server goes on holding the file system
    const Ran plan = product.run({"--json", "plan", "detach", disk.id()});
    QVERIFY2(plan.code == 4, plan.text());
    const QJsonArray blockers = plan.json()[u"blockers"].toArray();
    QCOMPARE(blockers.size(), 1);
    QCOMPARE(blockers[0][u"how"].toString(), QStringLiteral("nfs-export"));
    QCOMPARE(blockers[0][u"path"].toString().toUtf8(), mount);
    QCOMPARE(blockers[0][u"facts"][u"exports"].toString(), QStringLiteral("127.0.0.1"));
    QCOMPARE(product.run({"detach", "--yes", disk.id()}).code, 4);
    QVERIFY(Oracle::isMounted(mount));
}

void TestExports::detachesWhatIsNoLongerExported()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("exported.img"));
    const QByteArray mount = lab.mount(disk.device, "exported");
    {
        const Export exported(mount);
        const Ran refused = product.run({"--json", "plan", "detach", disk.id()});
        QVERIFY2(refused.code == 4, refused.text());
    }
    VERIFY_DONE(product.run({"detach", "--yes", disk.id()}));
    QVERIFY(!Oracle::isBound(disk.device));
}

void TestExports::detachesADiscImage()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.isoImage("disc.iso", {{"inside", "burnt"}});
    const Ran attached = product.run({"--json", "attach", image});
    QVERIFY2(attached.code == 0, attached.text());
    const QByteArray device = createdDevice(attached);
    lab.remember(device);
    QCOMPARE(Lab::must({"blockdev", "--getro", device}).trimmed(), QByteArray("1"));
    VERIFY_DONE(product.run({"mount", device, lab.makeFolder("mnt")}));
    QCOMPARE(textOf(lab.path("mnt/inside")), QByteArray("burnt"));
    QCOMPARE(Lab::must({"findmnt", "-no", "FSTYPE", lab.path("mnt")}).trimmed(), QByteArray("iso9660"));
    VERIFY_DONE(product.run({"detach", "--yes", image}));
    QVERIFY(!Oracle::isBound(device));
    QVERIFY(!Oracle::isMounted(lab.path("mnt")));
}

void TestExports::showsTheDiscInTheDrive()
{
    const Lab lab;
    const Product product(lab);
    const QByteArray mount = lab.mount("/dev/sr0", "disc", {"-o", "ro"});
    const Ran listed = product.run({"--json", "list"});
    QByteArrayList found;
    for (const QJsonValue& resource : listed.json()[u"resources"].toArray())
        if (resource[u"device"].toString() == QStringLiteral("/dev/sr0"))
            found.append(resource[u"id"].toString().toUtf8());
    for (const QByteArray& id :
         {QByteArray("disk:/dev/sr0"), QByteArray("filesystem:/dev/sr0"), "mount:" + mount})
        QVERIFY2(found.contains(id), id);
    VERIFY_DONE(product.run({"unmount", "--yes", mount}));
    QVERIFY(!Oracle::isMounted(mount));
}

QTEST_GUILESS_MAIN(TestExports)
#include "tst_exports_vm.moc"
