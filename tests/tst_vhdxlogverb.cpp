// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "labprocess.h"
#include "testsupport/imageforge.h"
#include "testsupport/imageworkshop.h"

#include <QTest>

#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

QByteArray withLog()
{
    forge::Vhdx disk;
    disk.logGuid = forge::guid("99999999-0000-0000-0000-000000000001");
    return forge::vhdx(disk);
}

QByteArray identityOf(const QByteArray& path)
{
    struct stat info = {};
    stat(path.constData(), &info);
    return QByteArray::number(major(info.st_dev)) + ':' + QByteArray::number(minor(info.st_dev)) + ':'
        + QByteArray::number(quint64(info.st_ino));
}

lab::Ran close(const QByteArray& path, const QByteArray& identity)
{
    return lab::run({MOORING_BIN_DIR "/mooring-child", "vhdx-log-close", path, identity});
}

} // namespace

// What mooring-child does to the log of a copy.
class TstVhdxLogVerb : public QObject
{
    Q_OBJECT
private slots:
    void closesTheLogInTheOlderHeader_data();
    void closesTheLogInTheOlderHeader();
    void leavesAClosedOneAlone();
    void writesToNoOtherFile_data();
    void writesToNoOtherFile();
};

void TstVhdxLogVerb::closesTheLogInTheOlderHeader_data()
{
    QTest::addColumn<int>("damaged"); // one header of two is enough
    QTest::addColumn<int>("changed");
    QTest::newRow("both headers") << 0 << int(forge::vhdxHeader1);
    QTest::newRow("the first alone") << int(forge::vhdxHeader2) << int(forge::vhdxHeader2);
    QTest::newRow("the second alone") << int(forge::vhdxHeader1) << int(forge::vhdxHeader1);
}

void TstVhdxLogVerb::closesTheLogInTheOlderHeader()
{
    QFETCH(const int, damaged);
    QFETCH(const int, changed);
    const ImageWorkshop workshop;
    QByteArray image = withLog();
    if (damaged != 0)
        forge::put(image, damaged + 100, "damage");
    const QByteArray path = workshop.write("disk.vhdx", image);
    QVERIFY(workshop.sniff("disk.vhdx").unclean);
    const lab::Ran ran = close(path, identityOf(path));
    QVERIFY2(ran.ok(), ran.text());
    const auto after = workshop.sniff("disk.vhdx");
    QVERIFY(!after.unclean);
    QCOMPARE(named(after.fault), QByteArray("none"));
    constexpr int header = 4096;
    const QByteArray now = workshop.read("disk.vhdx");
    QVERIFY(now.mid(changed, header) != image.mid(changed, header));
    QVERIFY(forge::changed(now, changed, image.mid(changed, header)) == image); // and nothing else
}

void TstVhdxLogVerb::leavesAClosedOneAlone()
{
    const ImageWorkshop workshop;
    const QByteArray image = forge::vhdx({});
    const QByteArray path = workshop.write("disk.vhdx", image);
    QVERIFY(close(path, identityOf(path)).ok());
    QVERIFY(workshop.read("disk.vhdx") == image);
}

void TstVhdxLogVerb::writesToNoOtherFile_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("another than was looked at") << withLog() << false;
    QTest::newRow("no VHDX") << forge::qcow2() << true;
    QTest::newRow("cut off") << withLog().left(66 << 10) << true;
}

void TstVhdxLogVerb::writesToNoOtherFile()
{
    QFETCH(const QByteArray, image);
    QFETCH(const bool, isKnown);
    const ImageWorkshop workshop;
    const QByteArray path = workshop.write("disk.vhdx", image);
    const lab::Ran ran = close(path, isKnown ? identityOf(path) : QByteArray("8:1:2"));
    QVERIFY2(!ran.ok() && ran.out.contains("image-changed"), ran.text());
    QVERIFY(workshop.read("disk.vhdx") == image);
}

QTEST_GUILESS_MAIN(TstVhdxLogVerb)
#include "tst_vhdxlogverb.moc"
