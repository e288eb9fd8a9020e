// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/chainfolder.h"

#include <QTest>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;
using namespace mooring::testsupport::forge;

namespace {

QByteArray fileName(const Link& link) { return text(link.path).mid(text(link.path).lastIndexOf('/') + 1); }

Vhd childOf(const Vhd& parent)
{
    return {.type = Differencing,
            .identifier = "child 9012345678",
            .parentIdentifier = parent.identifier,
            .locators = {{"W2ru", utf16(QStringLiteral(".\\sub\\parent.vhd"), false)},
                         {"W2ku", utf16(QStringLiteral("D:\\vm\\beside.vhd"), false)}}};
}

} // namespace

// What the files of an image are to each other, and whether they still fit.
class TstImageChainParts : public QObject
{
    Q_OBJECT
private slots:
    void believesRaw();
    void comparesFormats();
    void followsExtents();
    void findsParentsOfVhds();
    void comparesParentsOfVhds();
    void comparesParentsOfVhdxs();
    void comparesParentsOfVmdks();
    void missesUnnamedParents();
};

// A disk's first bytes belong to whoever writes on the disk.
void TstImageChainParts::believesRaw()
{
    const ChainFolder folder;
    folder.write("vm/top", backed("base", "raw"));
    folder.write("vm/base", backed("/etc/shadow"));
    const Chain links = folder.chain("vm/top");
    QCOMPARE(links.size(), size_t(2));
    QCOMPARE(links[1].findings->format, Format::Raw);
    QCOMPARE(quint64(*links[1].findings->virtualSize), quint64(qcow2().size()));
    folder.write("vm/guessed", backed("base", ""));
    QCOMPARE(problems(folder.chain("vm/guessed").at(2)), QByteArray("outside-folder"));
}

void TstImageChainParts::comparesFormats()
{
    const ChainFolder folder;
    folder.write("vm/base", vhd({}));
    for (const char* format : {"vpc", "vhd", ""}) {
        folder.write("vm/top", backed("base", format));
        QCOMPARE(problems(folder.chain("vm/top").at(1)), QByteArray());
    }
    for (const char* format : {"qcow2", "host_device", "nonsense"}) {
        folder.write("vm/top", backed("base", format));
        QCOMPARE(problems(folder.chain("vm/top").at(1)), QByteArray("format-differs"));
    }
}

void TstImageChainParts::followsExtents()
{
    const ChainFolder folder;
    folder.write("vm/disk.vmdk",
                 vmdkText({},
                          "RW 8 FLAT \"flat\" 0\nRW 8 FLAT \"flat\" 8\nRW 9 FLAT \"flat\" 8\n"
                          "RW 2048 SPARSE \"sparse\"\nRW 2047 SPARSE \"sparse\"\nRW 8 FLAT \"nbd:x\" 0\n"
                          "RW 8 SPARSE \"nested\""));
    folder.write("vm/nested", sparseVmdk(vmdkText({}, "RW 8 FLAT \"flat\" 0"), 0));
    folder.write("vm/flat", backed("/etc/shadow").left(16 * 512));
    folder.write("vm/sparse", sparseVmdk({}));
    const Chain links = folder.chain("vm/disk.vmdk");
    QCOMPARE(links.size(), size_t(8));
    QCOMPARE(problems(links[1]), QByteArray());
    QCOMPARE(problems(links[2]), QByteArray());
    QCOMPARE(problems(links[3]), QByteArray("size-differs"));
    QCOMPARE(problems(links[4]), QByteArray());
    QCOMPARE(problems(links[5]), QByteArray("size-differs"));
    QCOMPARE(problems(links[6]), QByteArray("protocol"));
    QCOMPARE(problems(links[7]), QByteArray("format-differs"));
    QCOMPARE(links[1].findings->format, Format::Raw);
    QCOMPARE(links[4].findings->format, Format::Vmdk);
}

void TstImageChainParts::findsParentsOfVhds()
{
    const ChainFolder folder;
    const Vhd parent {.identifier = "parent 012345678"};
    folder.write("vm/child.vhd", vhd(childOf(parent)));
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray("missing"));
    QCOMPARE(text(folder.chain("vm/child.vhd").at(1).path), folder.path("vm/./sub/parent.vhd"));
    folder.write("vm/beside.vhd", vhd(parent)); // the last part of the absolute path
    QCOMPARE(fileName(folder.chain("vm/child.vhd").at(1)), QByteArray("beside.vhd"));
    folder.write("vm/sub/parent.vhd", vhd(parent));
    const Chain links = folder.chain("vm/child.vhd");
    QCOMPARE(links.size(), size_t(2));
    QCOMPARE(fileName(links[1]), QByteArray("parent.vhd"));
    QCOMPARE(problems(links[1]), QByteArray());
    Vhd odd = childOf(parent);
    odd.locators = {{"W2ru", utf16(QStringLiteral("\\\\server\\share\\.."), false)}};
    folder.write("vm/child.vhd", vhd(odd));
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray("missing"));
    odd.locators = {{"W2ru", utf16(QStringLiteral("..\\other\\parent.vhd"), false)}};
    folder.write("vm/child.vhd", vhd(odd));
    folder.write("other/parent.vhd", vhd(parent));
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray("outside-folder"));
}

void TstImageChainParts::comparesParentsOfVhds()
{
    const ChainFolder folder;
    const Vhd parent {.identifier = "parent 012345678"};
    const QByteArray path = folder.write("vm/sub/parent.vhd", vhd(parent));
    struct stat info = {};
    QCOMPARE(stat(path.constData(), &info), 0);
    Vhd child = childOf(parent);
    child.parentTime = quint32(info.st_mtim.tv_sec - 946684800);
    folder.write("vm/child.vhd", vhd(child));
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray());
    child.parentTime -= 100;
    folder.write("vm/child.vhd", vhd(child));
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray("parent-time-differs"));
    child = childOf({.identifier = "somebody else 12"});
    folder.write("vm/child.vhd", vhd(child));
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray("parent-differs"));
    folder.write("vm/sub/parent.vhd", qcow2());
    QCOMPARE(problems(folder.chain("vm/child.vhd").at(1)), QByteArray("format-differs parent-differs"));
}

void TstImageChainParts::comparesParentsOfVhdxs()
{
    const ChainFolder folder;
    const auto child = [](const char* linkage) {
        return vhdx({.flags = 2,
                     .parent = {{QStringLiteral("parent_linkage"), QString::fromLatin1(linkage)},
                                {QStringLiteral("relative_path"), QStringLiteral("sub\\parent.vhdx")}}});
    };
    folder.write("vm/sub/parent.vhdx", vhdx({}));
    folder.write("vm/child.vhdx", child("{11111111-2222-3333-4444-555555555555}"));
    QCOMPARE(problems(folder.chain("vm/child.vhdx").at(1)), QByteArray());
    folder.write("vm/child.vhdx", child("{11111111-2222-3333-4444-555555555556}"));
    QCOMPARE(problems(folder.chain("vm/child.vhdx").at(1)), QByteArray("parent-changed"));
}

void TstImageChainParts::comparesParentsOfVmdks()
{
    const ChainFolder folder;
    if (const QString why = ImageWorkshop::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    folder.workshop.create("vm/parent.vmdk", {"-f", "vmdk"});
    folder.workshop.create("vm/child.vmdk", {"-f", "vmdk", "-b", "parent.vmdk", "-F", "vmdk"});
    QCOMPARE(problems(folder.chain("vm/child.vmdk").at(1)), QByteArray());
    const QByteArray content = folder.workshop.read("vm/parent.vmdk");
    folder.write("vm/parent.vmdk", QByteArray(content).replace(content.indexOf("CID=") + 4, 8, "0badf00d"));
    QCOMPARE(problems(folder.chain("vm/child.vmdk").at(1)), QByteArray("parent-changed"));
}

void TstImageChainParts::missesUnnamedParents()
{
    const ChainFolder folder;
    QByteArray child = vdi(4);
    put(child, 424, QByteArray(16, 'p'));
    folder.write("vm/child.vdi", child);
    const Chain links = folder.chain("vm/child.vdi");
    QCOMPARE(links.size(), size_t(1));
    QCOMPARE(problems(links[0]), QByteArray("parent-unnamed"));
}

QTEST_GUILESS_MAIN(TstImageChainParts)
#include "tst_imagechainparts.moc"
