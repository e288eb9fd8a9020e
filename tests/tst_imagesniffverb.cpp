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
using namespace mooring::testsupport::forge;

namespace {

QByteArrayList sniffed(const lab::Argv& arguments)
{
    const lab::Ran ran = lab::run(lab::Argv {MOORING_BIN_DIR "/mooring-child", "image-sniff"} + arguments);
    if (!ran.ok())
        return {ran.text()};
    QByteArrayList lines = ran.out.split('\n');
    lines.removeLast();
    return lines;
}

QByteArray identity(const QByteArray& path)
{
    struct stat info = {};
    if (stat(path.constData(), &info) != 0)
        return {};
    return QByteArray::number(major(info.st_dev)) + ':' + QByteArray::number(minor(info.st_dev)) + ':'
        + QByteArray::number(quint64(info.st_ino));
}

} // namespace

// What mooring-child writes about an image.
class TstImageSniffVerb : public QObject
{
    Q_OBJECT
private slots:
    void tellsAllFiles();
    void opensOutsideOnlyWhenTold();
    void escapesWhatImagesSay();
    void tellsStatesAndFaults();
};

void TstImageSniffVerb::tellsAllFiles()
{
    const ImageWorkshop workshop;
    const Vhd parent {.identifier = "parent 012345678"};
    Vhd child {.type = Differencing,
               .identifier = "child 9012345678",
               .parentIdentifier = parent.identifier,
               .parentTime = 5};
    child.locators = {{"W2ru", utf16(QStringLiteral(".\\the parent.vhd"), false)}};
    const QByteArray childPath = workshop.write("child.vhd", vhd(child));
    const QByteArray parentPath = workshop.write("the parent.vhd", vhd(parent));
    const QByteArrayList expected {
        "file " + childPath,
        "depth 0",
        "identity " + identity(childPath),
        "lock none",
        "format vhd",
        "subformat differencing",
        "virtual-size 4194304",
        "sector 512",
        "identifier 6368696c-6420-3930-3132-333435363738",
        "parent-identifier 70617265-6e74-2030-3132-333435363738",
        "parent-time 5",
        "state differencing",
        "reference parent vhd .\\the%20parent.vhd",
        "file " + workshop.path("./the%20parent.vhd"),
        "depth 1",
        "named-by 0",
        "role parent",
        "identity " + identity(parentPath),
        "lock none",
        "format vhd",
        "subformat dynamic",
        "virtual-size 4194304",
        "sector 512",
        "identifier 70617265-6e74-2030-3132-333435363738",
        "problem parent-time-differs",
    };
    QCOMPARE(sniffed({childPath}), expected);
}

void TstImageSniffVerb::opensOutsideOnlyWhenTold()
{
    const ImageWorkshop workshop;
    QCOMPARE(mkdir(workshop.path("vm").constData(), 0700), 0);
    QByteArray image = qcow2();
    put(image, 8, big(1000, 8) + big(7, 4));
    put(image, 1000, "../base");
    workshop.write("base", qcow2());
    const QByteArray path = workshop.write("vm/top", image);
    QCOMPARE(sniffed({path}).count("format qcow2"), 1);
    QCOMPARE(sniffed({path}).last(), QByteArray("problem outside-folder"));
    QCOMPARE(sniffed({path, "outside"}).count("format qcow2"), 2);
    QCOMPARE(sniffed({path, "outside"}).last(), QByteArray("problem outside-folder"));
}

void TstImageSniffVerb::escapesWhatImagesSay()
{
    const ImageWorkshop workshop;
    const QByteArray name = "a%b c\n\x7f\xff";
    const QByteArray path = workshop.write("image\n1", vmdkText({}, "RW 8 FLAT \"" + name.left(5) + "\" 0"));
    const QByteArrayList lines = sniffed({path});
    QCOMPARE(lines[0], "file " + workshop.path("image%0A1"));
    QVERIFY(lines.contains("extent RW FLAT 8 0 a%25b%20c"));
    QByteArray image = qcow2();
    put(image, 8, big(1000, 8) + big(quint64(name.size()), 4));
    put(image, 1000, name);
    QVERIFY(sniffed({workshop.write("top", image)}).contains("reference backing - a%25b%20c%0A%7F\xff"));
}

void TstImageSniffVerb::tellsStatesAndFaults()
{
    const ImageWorkshop workshop;
    QByteArray image = qcow2();
    put(image, 32, big(2, 4));
    put(image, 72, big(3 + 32, 8));
    const QByteArrayList lines = sniffed({workshop.write("image", image)});
    for (const char* line : {"state unclean", "state corrupt", "state encrypted", "fault unknown-feature"})
        QVERIFY(lines.contains(line));
    QCOMPARE(sniffed({workshop.path("nothing")}),
             (QByteArrayList {"file " + workshop.path("nothing"), "depth 0", "problem missing"}));
}

QTEST_GUILESS_MAIN(TstImageSniffVerb)
#include "tst_imagesniffverb.moc"
