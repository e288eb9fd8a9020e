// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imageforge.h"

#include <QUuid>
#include <QtEndian>

namespace mooring::testsupport::forge {
namespace {

QByteArray ones(qsizetype count) { return QByteArray(count, '\xff'); }

// "Checksum" of the VHD specification.
quint32 vhdSum(const QByteArray& bytes)
{
    quint32 sum = 0;
    for (const char byte : bytes)
        sum += quint8(byte);
    return ~sum;
}

void sign(QByteArray& image, qsizetype at, qsizetype length, qsizetype sumAt)
{
    put(image, at + sumAt, QByteArray(4, '\0'));
    put(image, at + sumAt, big(vhdSum(image.mid(at, length)), 4));
}

// Bit by bit, as RFC 3720 describes it.
quint32 castagnoli(const QByteArray& bytes)
{
    quint32 sum = ~0U;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum & 1U) != 0 ? sum >> 1 ^ 0x82f63b78U : sum >> 1;
    }
    return ~sum;
}

void signCastagnoli(QByteArray& image, qsizetype at, qsizetype length)
{
    put(image, at + 4, QByteArray(4, '\0'));
    put(image, at + 4, little(castagnoli(image.mid(at, length)), 4));
}

QByteArray vhdHeader(const Vhd& disk, qsizetype locatorsAt)
{
    constexpr quint32 blockSize = 2 << 20;
    QByteArray header(1024, '\0');
    put(header, 0, "cxsparse" + ones(8) + big(1536, 8) + big(0x10000, 4));
    put(header, 28, big((disk.size + blockSize - 1) / blockSize, 4) + big(blockSize, 4));
    put(header, 40, disk.parentIdentifier);
    put(header, 56, big(disk.parentTime, 4));
    put(header, 64, utf16(disk.parentName, true));
    for (qsizetype i = 0; i < disk.locators.size(); ++i) {
        const Locator& locator = disk.locators[i];
        const QByteArray place
            = big(quint64(locator.path.size()), 4) + big(0, 4) + big(quint64(locatorsAt), 8);
        put(header, 576 + 24 * i, locator.code + big(512, 4) + place);
        locatorsAt += 512;
    }
    signVhdHeader(header, 0);
    return header;
}

QByteArray parentLocator(const QList<VhdxPair>& pairs)
{
    QByteArray item
        = guid("B04AEFB7-D19E-4A81-B789-25B8E9445913") + little(0, 2) + little(quint64(pairs.size()), 2);
    qsizetype at = item.size() + 12 * pairs.size();
    QByteArray texts;
    for (const VhdxPair& pair : pairs) {
        const QByteArray key = utf16(pair.key, false), value = utf16(pair.value, false);
        item += little(quint64(at), 4) + little(quint64(at + key.size()), 4) + little(quint64(key.size()), 2)
            + little(quint64(value.size()), 2);
        texts += key + value;
        at += key.size() + value.size();
    }
    return item + texts;
}

QByteArray metadata(const Vhdx& disk)
{
    struct Item
    {
        const char* id;
        QByteArray content;
    };
    QList<Item> items {
        {"CAA16737-FA36-4D43-B3B6-33F0AA44E76B", little(disk.blockSize, 4) + little(disk.flags, 4)},
        {"2FA54224-CD1B-4876-B211-5DBED83BF4B8", little(disk.size, 8)},
        {"BECA12AB-B2E6-4523-93EF-C309E000C746", guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")},
        {"8141BF1D-A96F-4709-BA47-F233A8FAAB5F", little(disk.sectorSize, 4)},
        {"CDA348C7-445D-4471-9CC9-E9885251C556", little(4096, 4)},
    };
    if (!disk.parent.isEmpty())
        items.append({"A8D35F2D-B30B-454D-ABF7-D3D84834AB0C", parentLocator(disk.parent)});
    QByteArray region("metadata");
    region += little(0, 2) + little(quint64(items.size()), 2);
    qsizetype at = 64 << 10;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QByteArray& content = items[i].content;
        put(region, 32 + 32 * i,
            guid(items[i].id) + little(quint64(at), 4) + little(quint64(content.size()), 4) + little(4, 4));
        put(region, at, content);
        at += content.size();
    }
    return region;
}

} // namespace

QByteArray big(quint64 value, int width)
{
    QByteArray bytes(8, '\0');
    qToBigEndian(value, bytes.data());
    return bytes.right(width);
}

QByteArray little(quint64 value, int width)
{
    QByteArray bytes(8, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes.left(width);
}

QByteArray utf16(const QString& text, bool bigEndian)
{
    QByteArray bytes;
    for (const QChar unit : text)
        bytes += bigEndian ? big(unit.unicode(), 2) : little(unit.unicode(), 2);
    return bytes;
}

QByteArray guid(const char* text)
{
    const QUuid id = QUuid::fromString(QLatin1String(text));
    QByteArray bytes = little(id.data1, 4) + little(id.data2, 2) + little(id.data3, 2);
    for (const uchar byte : id.data4)
        bytes += char(byte);
    return bytes;
}

void put(QByteArray& image, qsizetype at, const QByteArray& bytes)
{
    if (image.size() < at + bytes.size())
        image.resize(at + bytes.size(), '\0');
    image.replace(at, bytes.size(), bytes);
}

QByteArray changed(QByteArray image, qsizetype at, const QByteArray& bytes)
{
    put(image, at, bytes);
    return image;
}

void signVhdFooter(QByteArray& image, qsizetype at) { sign(image, at, 512, 64); }

void signVhdHeader(QByteArray& image, qsizetype at) { sign(image, at, 1024, 36); }

QByteArray vhdFooter(const Vhd& disk)
{
    QByteArray footer(512, '\0');
    put(footer, 0, "conectix" + big(2, 4) + big(0x10000, 4));
    put(footer, 16, disk.type == Fixed ? ones(8) : big(512, 8));
    put(footer, 28, disk.creator);
    put(footer, 40, big(disk.size, 8) + big(disk.size, 8) + big(65535, 2) + big(16, 1) + big(255, 1));
    put(footer, 60, big(disk.type, 4));
    put(footer, 68, disk.identifier);
    signVhdFooter(footer, 0);
    return footer;
}

QByteArray vhd(const Vhd& disk)
{
    const QByteArray footer = vhdFooter(disk);
    if (disk.type == Fixed)
        return QByteArray(qsizetype(disk.size), '\0') + footer;
    QByteArray image = footer + vhdHeader(disk, 2048);
    put(image, 1536, ones(512)); // no block is there
    for (qsizetype i = 0; i < disk.locators.size(); ++i)
        put(image, 2048 + 512 * i, disk.locators[i].path.leftJustified(512, '\0'));
    return image + footer;
}

void signVhdx(QByteArray& image)
{
    for (const qsizetype at : {vhdxHeader1, vhdxHeader2})
        signCastagnoli(image, at, 4096);
    for (const qsizetype at : {vhdxRegions1, vhdxRegions2})
        signCastagnoli(image, at, 64 << 10);
}

QByteArray vhdx(const Vhdx& disk)
{
    QByteArray image(4 << 20, '\0');
    put(image, 0, "vhdxfile");
    for (const qsizetype at : {vhdxHeader1, vhdxHeader2}) {
        put(image, at, "head" + little(0, 4) + little(at == vhdxHeader1 ? 7 : 8, 8) + QByteArray(16, 'f'));
        put(image, at + 32, disk.dataWriteGuid + disk.logGuid);
        put(image, at + 64, little(0, 2) + little(1, 2) + little(1 << 20, 4) + little(vhdxLog, 8));
    }
    for (const qsizetype at : {vhdxRegions1, vhdxRegions2}) {
        put(image, at, "regi" + little(0, 4) + little(2, 4));
        put(image, at + 16,
            guid("2DC27766-F623-4200-9D64-115E9BFD4A08") + little(vhdxBlocks, 8) + little(1 << 20, 4)
                + little(1, 4));
        put(image, at + 48,
            guid("8B7CA206-4790-4B9A-B8FE-575F050F886E") + little(vhdxMetadata, 8) + little(1 << 20, 4)
                + little(1, 4));
    }
    put(image, vhdxMetadata, metadata(disk));
    signVhdx(image);
    return image;
}

QByteArray dmg(quint64 sectors)
{
    QByteArray image(4096, 'd');
    QByteArray trailer(512, '\0');
    put(trailer, 0, "koly" + big(4, 4) + big(512, 4));
    put(trailer, 32, big(2048, 8)); // data from 0 on
    put(trailer, 216, big(2048, 8) + big(2048, 8)); // property list
    put(trailer, 492, big(sectors, 8));
    return image + trailer;
}

QByteArray iso(qsizetype size, bool udf)
{
    QByteArray image(size, '\0');
    put(image, 32768, "\1CD001\1");
    put(image, 32768 + 80, little(quint64(size / 2048), 4) + big(quint64(size / 2048), 4));
    put(image, 32768 + 128, little(2048, 2));
    put(image, 34816,
        "\xff"
        "CD001\1");
    if (!udf)
        return image;
    int sector = 18;
    for (const char* name : {"BEA01", "NSR02", "TEA01"})
        put(image, 2048 * sector++ + 1, name);
    return image;
}

QByteArray qcow2()
{
    constexpr int cluster = 1 << 16;
    QByteArray image(4 * cluster, '\0');
    put(image, 0, "QFI\xfb" + big(3, 4));
    put(image, 20, big(16, 4) + big(1 << 20, 8) + big(0, 4) + big(1, 4) + big(3 * cluster, 8));
    put(image, 48, big(cluster, 8) + big(1, 4));
    put(image, cluster, big(2 * cluster, 8)); // refcounts: none
    put(image, 96, big(4, 4) + big(104, 4));
    return image;
}

QByteArray vdi(quint32 type)
{
    QByteArray image(1024, '\0');
    put(image, 64, "\x7f\x10\xda\xbe" + little(0x10001, 4) + little(400, 4) + little(type, 4));
    put(image, 340, little(512, 4) + little(1024, 4));
    put(image, 360, little(512, 4));
    put(image, 368, little(4 << 20, 8) + little(1 << 20, 4) + little(0, 4) + little(4, 4) + little(0, 4));
    put(image, 392,
        guid("cccccccc-0000-0000-0000-000000000001") + guid("dddddddd-0000-0000-0000-000000000001"));
    put(image, 512, ones(16));
    return image;
}

QByteArray sparseVmdk(const QByteArray& descriptor, quint64 sectors)
{
    QByteArray image(128 * 512, '\0');
    put(image, 0, "KDMV" + little(1, 4) + little(3, 4) + little(sectors, 8) + little(128, 8));
    put(image, 28, little(descriptor.isNull() ? 0 : 1, 8) + little(descriptor.isNull() ? 0 : 20, 8));
    put(image, 44, little(512, 4) + little(21, 8) + little(30, 8) + little(128, 8));
    put(image, 73, "\n \r\n");
    put(image, 512, descriptor);
    put(image, 30 * 512, little(31, 4));
    return image;
}

QByteArray vmdkText(const QByteArray& lines, const QByteArray& extents)
{
    return "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\n"
           "createType=\"monolithicFlat\"\n"
        + lines + "# Extent description\n" + extents
        + "\n# The Disk Data Base\n#DDB\nddb.adapterType = \"ide\"\n";
}

} // namespace mooring::testsupport::forge
