// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

// Images made byte by byte, for what qemu-img does not make: differencing and damaged ones. By the formats'
// documents, and with nothing of what reads them in the product.
namespace mooring::testsupport::forge {

QByteArray big(quint64 value, int width);
QByteArray little(quint64 value, int width);
QByteArray utf16(const QString& text, bool bigEndian);
QByteArray guid(const char* text); // as Windows stores it
// Writes `bytes` over those at `at`; the image grows when they do not fit in.
void put(QByteArray& image, qsizetype at, const QByteArray& bytes);
QByteArray changed(QByteArray image, qsizetype at, const QByteArray& bytes);

// VHD
enum VhdType
{
    Fixed = 2,
    Dynamic = 3,
    Differencing = 4
};
struct Locator
{
    QByteArray code, path; // "W2ru", and its bytes
};
struct Vhd
{
    VhdType type = Dynamic;
    quint64 size = 4 << 20;
    QByteArray identifier = QByteArray("0123456789abcdef");
    QByteArray creator = "win ";
    // differencing
    QByteArray parentIdentifier;
    quint32 parentTime = 0;
    QString parentName;
    QList<Locator> locators;
};
QByteArray vhd(const Vhd& disk);
QByteArray vhdFooter(const Vhd& disk);
void signVhdFooter(QByteArray& image, qsizetype at);
void signVhdHeader(QByteArray& image, qsizetype at);

// VHDX
struct VhdxPair
{
    QString key, value;
};
struct Vhdx
{
    quint64 size = 64 << 20;
    quint32 blockSize = 2 << 20, sectorSize = 512, flags = 0; // flags: 1 fixed, 2 has a parent
    QByteArray dataWriteGuid = guid("11111111-2222-3333-4444-555555555555");
    QByteArray logGuid = QByteArray(16, '\0');
    QList<VhdxPair> parent;
};
constexpr qsizetype vhdxHeader1 = 64 << 10, vhdxHeader2 = 128 << 10, vhdxRegions1 = 192 << 10,
                    vhdxRegions2 = 256 << 10, vhdxLog = 1 << 20, vhdxMetadata = 2 << 20, vhdxBlocks = 3 << 20;
QByteArray vhdx(const Vhdx& disk); // four mebibytes
void signVhdx(QByteArray& image); // headers and region tables

QByteArray dmg(quint64 sectors);
QByteArray iso(qsizetype size = 40 << 11, bool udf = false);
QByteArray qcow2(); // without a cluster of data, one mebibyte
QByteArray vdi(quint32 type = 1);
QByteArray sparseVmdk(const QByteArray& descriptor, quint64 sectors = 2048);
QByteArray vmdkText(const QByteArray& lines, const QByteArray& extents);

} // namespace mooring::testsupport::forge
