// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/loop/imageinspection.h"
#include "testsupport/loopharness.h"

#include <QTest>

#include <cerrno>
#include <cstdio>

using namespace mooring;
using testsupport::LoopHarness;

// Images as files among others: names, rights, the folder they lie in.
class TstImageFiles : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void warnsOfARestOutsideTheDevice();
    void tellsCompressedAndEncryptedFolders();
    void tellsWhatCanOnlyBeRead();
    void cannotReadWhatItsUserCannot();
    void takesAnyName_data();
    void takesAnyName();
    void survivesHostileImages();
};

void TstImageFiles::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstImageFiles::warnsOfARestOutsideTheDevice()
{
    LoopHarness harness;
    const QByteArray path = harness.lab.ext4Image("rest.img");
    lab::Lab::must({"truncate", "-s", "+100", path});
    const ImageReport report = harness.inspect(path);
    QVERIFY(!report.error);
    QCOMPARE(report.warnings.size(), 1);
    QCOMPARE(report.warnings[0].code, ErrorCode::DeviceSizeWrong);
}

void TstImageFiles::tellsCompressedAndEncryptedFolders()
{
    LoopHarness harness;
    const QByteArray host = harness.lab.path("host.img");
    lab::Lab::must({"sh", "-ec", "truncate -s 200M \"$1\"; mkfs.btrfs -q \"$1\"", "make", host});
    const lab::Disk disk = harness.lab.attach(host);
    const QByteArray folder = harness.lab.mount(disk.device, "host");
    lab::Lab::must({"chattr", "+c", folder});
    const QByteArray image = folder + "/inside.img";
    lab::Lab::must({"sh", "-ec", "truncate -s 8M \"$1\"; mkfs.ext4 -q \"$1\"", "make", image});
    const ImageReport report = harness.inspect(image);
    QVERIFY(!report.error);
    QCOMPARE(report.facts.value(Fact::HostFolder).toString(), QStringLiteral("compressed"));
    QCOMPARE(report.warnings.size(), 1);
    QCOMPARE(report.warnings[0].code, ErrorCode::HostFolderCompressed);
    QCOMPARE(report.warnings[0].domain, ErrorDomain::Win32);
    QCOMPARE(report.warnings[0].number, 618U);
}

void TstImageFiles::tellsWhatCanOnlyBeRead()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.ext4Image("fixed.img");
    lab::Lab::must({"chattr", "+i", image});
    const ImageReport report = harness.inspect(image);
    const StepResult writable = harness.attach(image);
    const StepResult readable = harness.attach(image, {{QStringLiteral("readOnly"), true}});
    lab::Lab::must({"chattr", "-i", image});
    QVERIFY(!report.error);
    QCOMPARE(report.facts.value(Fact::ReadOnly).toBool(), true);
    QVERIFY(writable.error);
    QCOMPARE(writable.error->code, ErrorCode::WrongState);
    QVERIFY(!readable.error);
    QCOMPARE(lab::Lab::must({"blockdev", "--getro", readable.created.value(0).key()}).trimmed(), "1");
}

void TstImageFiles::cannotReadWhatItsUserCannot()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.ext4Image("secret.img");
    lab::Lab::must({"chmod", "755", harness.lab.folder()});
    lab::Lab::must({"chmod", "600", image});
    const lab::Ran ran = lab::run({"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                                   lab::Lab::program("mooring-child"), "image-probe", image});
    if (ran.code == 126 || ran.code == 127)
        QSKIP("the build folder cannot be entered by others");
    QCOMPARE(ran.code, EACCES);
    ChildResult told;
    told.exitCode = ran.code;
    told.out = ran.out;
    const auto inspection = ImageInspection::of(ChildAnswer(told), image, {});
    QVERIFY(inspection.report.error);
    QCOMPARE(inspection.report.error->code, ErrorCode::ImageUnreadable);
}

void TstImageFiles::takesAnyName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("spaces") << QByteArray(" two  spaces ");
    QTest::newRow("quotes") << QByteArray("'\"`$(x)\\;");
    QTest::newRow("comma, percent") << QByteArray("a,b=c%20%.img");
    QTest::newRow("newline") << QByteArray("a\nb\n");
    QTest::newRow("not UTF-8") << QByteArray("a\xff\xc3\x28.img");
    QTest::newRow("dash") << QByteArray("-rf");
    QTest::newRow("deleted by name only") << QByteArray("x (deleted)");
    QTest::newRow("255 bytes") << QByteArray(255, 'x');
}

void TstImageFiles::takesAnyName()
{
    QFETCH(QByteArray, name);
    LoopHarness harness;
    const QByteArray path = harness.lab.path(name);
    QCOMPARE(rename(harness.lab.ext4Image("plain").constData(), path.constData()), 0);
    QVERIFY(!harness.inspect(path).error);
    const StepResult attached = harness.attach(path);
    QVERIFY2(!attached.error, attached.error ? qPrintable(attached.error->text) : "");
    const QByteArray device = attached.created.value(0).key();
    QCOMPARE(lab::Oracle::devicesOf(path), (QList<QByteArray> {device}));
    const auto disk = harness.disk(device);
    QVERIFY(disk);
    QCOMPARE(disk->facts.value(Fact::Path).toByteArray(), path);
    QCOMPARE(disk->name, encodeBytes(name));
    QCOMPARE(disk->facts.value(Fact::Deleted).toBool(), false);
    QVERIFY(harness.find(ResourceId::make(Kind::Image, path)));
    QCOMPARE(harness.inspect(path).error->code, ErrorCode::ImageAlreadyAttached);

    const StepResult detached = harness.run(LoopHarness::detachStep(*disk));
    QVERIFY(!detached.error);
    QTRY_VERIFY(!LoopHarness::isStillThere(*disk));
    const StepResult back = harness.run(LoopHarness::putBackStep(detached.restore));
    QVERIFY2(!back.error, back.error ? qPrintable(token(back.error->code)) : "");
    QCOMPARE(lab::Oracle::devicesOf(path), (QList<QByteArray> {back.created.value(0).key()}));
}

void TstImageFiles::survivesHostileImages()
{
    LoopHarness harness;
    QByteArray bytes(1 << 20, '\0');
    quint32 seed = 4711;
    for (int turn = 0; turn < 20; ++turn) {
        for (char& byte : bytes) {
            seed = seed * 1664525U + 1013904223U;
            byte = static_cast<char>(seed >> 24U);
        }
        bytes.replace(510, 2, "\x55\xaa").replace(512, 8, "EFI PART"); // a table that promises anything
        bytes.replace(1080, 2, "\x53\xef");
        const ImageReport report = harness.inspect(harness.lab.writeFile("hostile", bytes));
        QCOMPARE(report.facts.value(Fact::Size).toULongLong(), quint64(bytes.size()));
        QVERIFY(!report.error || report.error->code == ErrorCode::ImageContentUnknown);
    }
}

QTEST_GUILESS_MAIN(TstImageFiles)
#include "tst_imagefiles.moc"
