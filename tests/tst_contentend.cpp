// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/imagesniff/contentend.h"
#include "testsupport/imageforge.h"

#include <QTest>

using namespace mooring::imagesniff;
using namespace mooring::testsupport::forge;

namespace {

QByteArray superblock(qsizetype at, const QByteArray& bytes)
{
    return changed(QByteArray(128 << 10, '\0'), at, bytes);
}

QByteArray fields(std::initializer_list<std::pair<qsizetype, QByteArray>> placed)
{
    QByteArray bytes(512, '\0');
    for (const auto& [at, field] : placed)
        put(bytes, at, field);
    return bytes;
}

// Its sum is right.
QByteArray gpt(unsigned sectorSize, quint64 last)
{
    const QByteArray header = fields({{0, "EFI PART"},
                                      {8, little(0x10000, 4) + little(92, 4)},
                                      {24, little(1, 8)},
                                      {32, little(last, 8)}})
                                  .left(92);
    quint32 sum = ~0U;
    for (const char byte : header) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return superblock(sectorSize, changed(header, 16, little(~sum, 4)));
}

struct Seen // outlives what looks at it
{
    explicit Seen(QByteArray bytes)
        : content(std::move(bytes))
        , source({content.constData(), size_t(content.size())})
        , view(source)
    {
    }
    const QByteArray content;
    MemorySource source;
    View view;
};

} // namespace

// Where what is on a disk ends by its own words; images of real tools are in tst_imagecutshort.
class TstContentEnd : public QObject
{
    Q_OBJECT
private slots:
    void readsSuperblocks_data();
    void readsSuperblocks();
    void readsPartitionTables();
    void believesOnlyAnIntactGpt();
};

void TstContentEnd::readsSuperblocks_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("disk");
    QTest::addColumn<quint64>("end");
    const auto row = [](const char* name, const char* type, const QByteArray& disk, quint64 end) {
        QTest::newRow(name) << QByteArray(type) << disk << end;
    };
    const auto ext = [](quint64 blocks, quint32 exponent, quint32 features, quint32 high) {
        return superblock(1024,
                          fields({{4, little(blocks, 4)},
                                  {0x18, little(exponent, 4)},
                                  {0x60, little(features, 4)},
                                  {0x150, little(high, 4)}}));
    };
    row("ext4", "ext4", ext(1000, 2, 0x80, 0), 4096000);
    row("ext4 of many blocks", "ext4", ext(1, 2, 0x80, 1), ((1ULL << 32) + 1) * 4096);
    row("ext2 with something else there", "ext2", ext(1000, 0, 0, 7), 1024000);
    row("ext4 of impossible blocks", "ext4", ext(1000, 60, 0, 0), 0);
    row("xfs", "xfs", superblock(0, "XFSB" + big(4096, 4) + big(3000, 8)), 12288000);
    row("xfs without blocks", "xfs", superblock(0, "XFSB" + big(0, 4) + big(3000, 8)), 0);
    row("xfs of impossible size", "xfs", superblock(0, "XFSB" + big(4096, 4) + big(~0ULL, 8)), 0);
    row("btrfs", "btrfs", superblock((64 << 10) + 0xd1, little(77 << 20, 8)), 77 << 20);
    row("f2fs", "f2fs", superblock(1024 + 16, little(12, 4) + QByteArray(16, '\0') + little(5000, 8)),
        20480000);
    row("vfat", "vfat", superblock(0, fields({{0x0b, little(512, 2)}, {0x20, little(80000, 4)}})), 40960000);
    row("small vfat", "vfat", superblock(0, fields({{0x0b, little(512, 2)}, {0x13, little(2880, 2)}})),
        1474560);
    row("exfat", "exfat", superblock(0, fields({{72, little(80000, 8)}, {108, little(9, 1)}})), 40960000);
    row("exfat of impossible sectors", "exfat",
        superblock(0, fields({{72, little(80000, 8)}, {108, little(255, 1)}})), 0);
    row("ntfs", "ntfs", superblock(0, fields({{0x0b, little(512, 2)}, {0x28, little(80000, 8)}})), 40960000);
    row("swap", "swap", superblock(1028, little(99, 4) + QByteArray(3054, '\0') + "SWAPSPACE2"), 409600);
    row("swap of other pages", "swap", superblock(1028, little(99, 4)), 0);
    row("squashfs", "squashfs", superblock(40, little(3000001, 8)), 3000001);
    row("iso9660", "iso9660", iso(), 40 << 11);
    row("something else", "crypto_LUKS", QByteArray(8192, '\xff'), 0);
    row("nothing", "ext4", QByteArray(), 0);
}

void TstContentEnd::readsSuperblocks()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, disk);
    Seen seen(disk);
    QTEST(quint64(endOfFilesystem(seen.view, {type.constData(), size_t(type.size())})), "end");
}

void TstContentEnd::readsPartitionTables()
{
    const auto entry = [](quint64 type, quint64 first, quint64 count) {
        return little(0, 4) + little(type, 1) + little(0, 3) + little(first, 4) + little(count, 4);
    };
    const Seen mbr(superblock(
        446, entry(0x83, 2048, 1000) + entry(0, 1 << 20, 1) + entry(5, 9000, 1000) + entry(0x83, 3048, 100)));
    QCOMPARE(quint64(endOfMbr(mbr.view, 512)), 10000ULL * 512);
    QCOMPARE(quint64(endOfMbr(Seen(superblock(446, entry(7, 0xffffffff, 0xffffffff))).view, 4096)),
             2ULL * 0xffffffff * 4096);
    QCOMPARE(quint64(endOfMbr(Seen({}).view, 512)), 0ULL);
    for (const unsigned sectorSize : {512U, 4096U}) {
        Seen seen(gpt(sectorSize, 99999));
        QCOMPARE(quint64(endOfGpt(seen.view, sectorSize)), 100000ULL * sectorSize);
    }
}

void TstContentEnd::believesOnlyAnIntactGpt()
{
    const QByteArray good = gpt(512, 99999);
    for (const qsizetype at : {512, 512 + 12, 512 + 16, 512 + 24, 512 + 32, 512 + 91}) {
        Seen seen(changed(good, at, "\x7f"));
        QVERIFY2(endOfGpt(seen.view, 512) == 0, QByteArray::number(at));
    }
    for (const quint64 last : {~0ULL, ~0ULL - 1, 1ULL << 60}) {
        Seen seen(gpt(512, last));
        QCOMPARE(quint64(endOfGpt(seen.view, 512)), 0ULL);
    }
    Seen seen(good);
    QCOMPARE(quint64(endOfGpt(seen.view, 4096)), 0ULL);
}

QTEST_GUILESS_MAIN(TstContentEnd)
#include "tst_contentend.moc"
