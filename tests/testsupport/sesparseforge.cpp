// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sesparseforge.h"

#include "imageforge.h"

namespace mooring::testsupport::forge {

namespace {

constexpr qsizetype sector = 512, grain = 8 * sector, table = 64 * sector, grainsOfTable = table / 8;
constexpr qsizetype directorySize = 1; // sectors

QByteArray header(qsizetype diskSize, qsizetype tables)
{
    const qsizetype grains = seSparseDirectory / sector + directorySize + tables * table / sector;
    QByteArray bytes = little(0xcafebabe, 8) + little(0x0000000200000001, 8);
    for (const quint64 number : {quint64(diskSize / sector), quint64(8), quint64(64)})
        bytes += little(number, 8);
    bytes.resize(sector, '\0');
    put(bytes, 80, little(seSparseState / sector, 8) + little(1, 8));
    put(bytes, 128, little(seSparseDirectory / sector, 8) + little(directorySize, 8));
    put(bytes, 144,
        little(seSparseDirectory / sector + directorySize, 8) + little(quint64(tables * table / sector), 8));
    put(bytes, 192, little(quint64(grains), 8));
    return bytes;
}

quint64 entryOfZeros(qsizetype index)
{
    constexpr quint64 unallocated = 0, unmapped = 1ULL << 60, zeros = 2ULL << 60;
    return index % 3 == 0 ? unallocated : index % 3 == 1 ? unmapped : zeros;
}

quint64 entryOfGrain(quint64 number) { return 3ULL << 60 | (number & 0xfff) << 48 | number >> 12; }

} // namespace

QByteArray seSparse(const QByteArray& disk)
{
    const qsizetype tables = (disk.size() / grain + grainsOfTable - 1) / grainsOfTable;
    QByteArray image = header(disk.size(), tables);
    put(image, seSparseState, little(0xcafecafe, 8).leftJustified(sector, '\0'));
    const qsizetype tablesAt = seSparseDirectory + directorySize * sector;
    image.resize(tablesAt + tables * table, '\0');
    for (qsizetype at = 0; at < tables; ++at) // the last one first
        put(image, seSparseDirectory + 8 * at, little(1ULL << 60 | quint64(tables - 1 - at), 8));
    QByteArray grains;
    const QByteArray zeros(grain, '\0');
    for (qsizetype at = disk.size() / grain - 1; at >= 0; --at) {
        const QByteArray content = disk.mid(at * grain, grain);
        const quint64 entry
            = content == zeros ? entryOfZeros(at) : entryOfGrain(quint64(grains.size() / grain));
        put(image, tablesAt + (tables - 1 - at / grainsOfTable) * table + at % grainsOfTable * 8,
            little(entry, 8));
        grains += content == zeros ? QByteArray() : content;
    }
    return image + grains;
}

QByteArray seSparseText(qsizetype diskSize, const QByteArray& extentName)
{
    return vmdkText({}, "RW " + QByteArray::number(diskSize / sector) + " SESPARSE \"" + extentName + '"')
        .replace("monolithicFlat", "seSparse");
}

} // namespace mooring::testsupport::forge
