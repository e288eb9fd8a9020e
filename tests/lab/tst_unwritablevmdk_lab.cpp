// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskcontent.h"
#include "imageforge.h"
#include "product.h"
#include "qemuharness.h"
#include "servedimages.h"
#include "sesparseforge.h"

#include <QTest>

using namespace mooring::lab;
using namespace mooring::testsupport;

namespace {

QByteArray contentOf(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A disk with files on it, in a VMDK that QEMU only reads.
class Stage
{
public:
    explicit Stage(const QByteArray& kind)
        : product(lab)
        , image(lab.path("disk.vmdk"))
    {
        raw = lab.ext4Image("disk.img", {{"greeting", "hello"}}, 40);
        if (kind == "seSparse") {
            const QByteArray disk = contentOf(raw);
            extent = lab.writeFile("disk-sesparse.vmdk", forge::seSparse(disk));
            lab.writeFile("disk.vmdk", forge::seSparseText(disk.size(), "disk-sesparse.vmdk"));
        } else {
            Lab::must({"qemu-img", "convert", "-q", "-f", "raw", "-O", "vmdk", "-o", "subformat=" + kind, raw,
                       image});
        }
        sum = sums();
    }
    QByteArray sums() const { return checksum(image) + (extent.isEmpty() ? QByteArray() : checksum(extent)); }
    QByteArray byQemuImg() const
    {
        Lab::must({"qemu-img", "convert", "-O", "raw", image, lab.path("converted.img")});
        return checksum(lab.path("converted.img"));
    }
    Ran letGo(const QByteArray& word) const
    {
        return product.run({"--lang", "en", "detach", "--yes", "--overlay", word, image});
    }
    QByteArrayList overlays() const
    {
        QByteArrayList names;
        for (const QString& name :
             QDir(QFile::decodeName(lab.folder())).entryList({QStringLiteral("disk.vmdk.overlay-*")}))
            names.append(lab.path(QFile::encodeName(name)));
        return names;
    }

    Lab lab;
    Product product;
    QByteArray image, raw, extent, sum;
};

} // namespace

// VMDKs that QEMU reads and never writes.
class TestUnwritableVmdkLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isAttachedReadOnlyAndWholly_data() { kinds(); }
    void isAttachedReadOnlyAndWholly();
    void isNotWrittenTo_data() { kinds(); }
    void isNotWrittenTo();
    void takesWritesInAnOverlayThatIsNeverMerged_data() { kinds(); }
    void takesWritesInAnOverlayThatIsNeverMerged();
    void isNothingWithoutItsDescriptor();

private:
    static void kinds()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char* kind : {"seSparse", "streamOptimized"})
            QTest::newRow(kind) << QByteArray(kind);
    }
};

void TestUnwritableVmdkLab::initTestCase()
{
    if (const QString why = QemuHarness::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestUnwritableVmdkLab::isAttachedReadOnlyAndWholly()
{
    QFETCH(const QByteArray, kind);
    const Stage stage(kind);
    const Ran ran = stage.product.run({"attach", "--read-only", stage.image});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = ran.out.trimmed();
    QCOMPARE(Lab::must({"blockdev", "--getro", device}).trimmed(), QByteArray("1"));
    const QByteArray attached = checksum(device);
    QCOMPARE(attached, checksum(stage.raw));
    VERIFY_DONE(stage.product.run({"detach", "--yes", stage.image}));
    QCOMPARE(attached, stage.byQemuImg());
    QCOMPARE(stage.sums(), stage.sum);
}

void TestUnwritableVmdkLab::isNotWrittenTo()
{
    QFETCH(const QByteArray, kind);
    const Stage stage(kind);
    for (const Argv& options : {Argv {}, Argv {"--read-write"}}) {
        const Ran refused = stage.product.run(Argv {"--lang", "en", "attach"} + options + Argv {stage.image});
        QVERIFY2(refused.code == 8, refused.text());
        QVERIFY2((refused.out + refused.err).contains("can only be read"), refused.text());
        QCOMPARE(stage.sums(), stage.sum);
    }
}

void TestUnwritableVmdkLab::takesWritesInAnOverlayThatIsNeverMerged()
{
    QFETCH(const QByteArray, kind);
    const Stage stage(kind);
    const Ran ran = stage.product.run({"attach", "--overlay", stage.image});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = ran.out.trimmed();
    Lab::must({"dd", "if=/dev/urandom", "of=" + device, "bs=64k", "count=100", "conv=fsync", "status=none"});
    const QByteArray written = checksum(device);
    const Ran told = stage.product.run({"--lang", "en", "plan", "detach", stage.image});
    QVERIFY2(told.out.contains("discard") && !told.out.contains("merge"), told.text());
    const Ran refused = stage.letGo("merge");
    QVERIFY2(refused.code == 2, refused.text());
    QVERIFY2((refused.out + refused.err).contains("keep, discard"), refused.text());
    QCOMPARE(checksum(device), written); // nothing was touched
    VERIFY_DONE(stage.letGo("keep"));
    QCOMPARE(stage.sums(), stage.sum);
    QCOMPARE(stage.overlays().size(), 1);

    const Ran again
        = stage.product.run({"attach", stage.overlays().constFirst()}); // once more with its overlay
    QVERIFY2(again.code == 0, again.text());
    QCOMPARE(checksum(again.out.trimmed()), written);
    QCOMPARE(stage.letGo("merge").code, 2);
    VERIFY_DONE(stage.letGo("discard"));
    QCOMPARE(stage.overlays(), QByteArrayList());
    QCOMPARE(stage.sums(), stage.sum);
}

void TestUnwritableVmdkLab::isNothingWithoutItsDescriptor()
{
    const Stage stage("seSparse");
    const Ran refused = stage.product.run({"--lang", "en", "attach", "--read-only", stage.extent});
    QVERIFY2(refused.code == 8, refused.text());
    QVERIFY2(refused.err.contains("only a part of an image"), refused.text());
    Lab::must({"rm", stage.extent});
    const Ran missing = stage.product.run({"--json", "attach", "--read-only", stage.image});
    QVERIFY2(missing.out.contains("imagePartMissing"), missing.text());
}

QTEST_GUILESS_MAIN(TestUnwritableVmdkLab)
#include "tst_unwritablevmdk_lab.moc"
