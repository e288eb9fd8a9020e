// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backstore.h"

#include <QHash>

namespace mooring::lio {

namespace {

constexpr qsizetype kVendorDigits = 25; // behind "6" and the company's six

// A number behind `word`, up to the next blank.
std::optional<quint64> numberBehind(const QByteArray& info, const QByteArray& word)
{
    const qsizetype at = info.lastIndexOf(word);
    bool isNumber = false;
    const QByteArray text = info.mid(at + word.size(), 24);
    const quint64 number = text.left(text.simplified().indexOf(' ')).trimmed().toULongLong(&isNumber);
    return at >= 0 && isNumber ? std::optional<quint64>(number) : std::nullopt;
}

// "PAGES/PAGE_SIZE: 32*4096" of a disk in memory (rd_show_configfs_dev_params()).
std::optional<quint64> memorySize(const QByteArray& info)
{
    const qsizetype at = info.indexOf("PAGES/PAGE_SIZE: ");
    if (at < 0)
        return {};
    const QList<QByteArray> factors = info.mid(at + 17, 48).split(' ').first().split('*');
    bool isCount = false, isSize = false;
    const quint64 pages = factors[0].toULongLong(&isCount);
    const quint64 size = factors.value(1).toULongLong(&isSize);
    return isCount && isSize ? std::optional<quint64>(pages * size) : std::nullopt;
}

// "TCM FILEIO ID: 0        File: /a b  Size: 7  Mode: O_DSYNC Async: 0" (fd_show_configfs_dev_params() in
// drivers/target/target_core_file.c).
QByteArray fileIn(const QByteArray& info)
{
    const qsizetype at = info.indexOf("        File: ");
    const qsizetype end = info.lastIndexOf("  Size: ");
    return at >= 0 && end > at ? info.mid(at + 14, end - at - 14) : QByteArray();
}

// core_scsi3_pr_dump_type() in drivers/target/target_core_pr.c.
QString reservationIn(const QByteArray& text)
{
    static const QHash<QByteArray, QString> tokens {
        {"Write Exclusive Access", QStringLiteral("write-exclusive")},
        {"Exclusive Access", QStringLiteral("exclusive-access")},
        {"Write Exclusive Access, Registrants Only", QStringLiteral("write-exclusive-registrants-only")},
        {"Exclusive Access, Registrants Only", QStringLiteral("exclusive-access-registrants-only")},
        {"Write Exclusive Access, All Registrants", QStringLiteral("write-exclusive-all-registrants")},
        {"Exclusive Access, All Registrants", QStringLiteral("exclusive-access-all-registrants")},
    };
    const QByteArray before = "SPC-3 Reservation Type: ";
    return text.startsWith(before) ? tokens.value(text.mid(before.size())) : QString();
}

// "iSCSI Node: iqn...,i,0x00023d000001 Key: 0x00000000abcd1234 PRgen: 0x00000000", one a line.
QStringList keysIn(const QByteArray& registrations)
{
    QStringList keys;
    for (const QByteArray& line : registrations.split('\n')) {
        const qsizetype at = line.indexOf(" Key: 0x");
        if (at >= 0)
            keys.append(QString::fromLatin1(line.mid(at + 8, 16)));
    }
    keys.removeDuplicates();
    return keys;
}

QByteArray behindColon(const QByteArray& text) { return text.mid(text.indexOf(": ") + 2).trimmed(); }

} // namespace

QByteArray Backstore::plugin() const
{
    const QByteArray folder = name.left(name.indexOf('/'));
    return folder.left(folder.lastIndexOf('_'));
}

QString Backstore::kind() const
{
    return plugin() == "rd_mcp" ? QStringLiteral("ramdisk") : QString::fromUtf8(plugin());
}

// bs_params in rtslib's tcm.py.
QByteArray Backstore::savedName() const
{
    QByteArray word = plugin();
    if (word == "iblock")
        word = "block";
    else if (word == "rd_mcp")
        word = "ramdisk";
    return "/backstores/" + word + name.mid(name.indexOf('/'));
}

// From the serial's hexadecimal digits (spc_gen_naa_6h_vendor_specific() in
// drivers/target/target_core_spc.c).
QByteArray Backstore::scsiId() const
{
    if (serial.isEmpty() || plugin() == "pscsi")
        return {};
    QByteArray digits;
    for (const char each : serial.toLower()) {
        const bool isHex = (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
        if (isHex && digits.size() < kVendorDigits)
            digits.append(each);
    }
    return "naa.6" + (companyId.isEmpty() ? QByteArray("001405") : companyId)
        + digits.leftJustified(kVendorDigits, '0');
}

QByteArray Backstore::readPath(const ConfigFolder& core, const QByteArray& name)
{
    const ConfigFolder folder(name, core.fd());
    if (!folder)
        return {};
    const QByteArray path = folder.text("udev_path");
    return path.isEmpty() && name.startsWith("fileio_") ? fileIn(folder.whole("info")) : path;
}

Backstore Backstore::read(const ConfigFolder& core, const QByteArray& name)
{
    Backstore store;
    store.name = name;
    const ConfigFolder folder(name, core.fd());
    if (!folder)
        return store;
    const QByteArray info = folder.text("info");
    store.path = folder.text("udev_path");
    if (const QByteArray file = fileIn(info); store.plugin() == "fileio" && !file.isEmpty())
        store.path = file;
    store.size = store.plugin() == "rd_mcp" ? memorySize(info) : numberBehind(info, " Size: ");
    if (const auto flag = numberBehind(info, "  readonly: ")) // iblock_show_configfs_dev_params()
        store.isReadOnly = *flag != 0;
    store.serial = behindColon(folder.text("wwn/vpd_unit_serial")); // "T10 VPD Unit Serial Number: ..."
    const QByteArray company = folder.text("wwn/company_id"); // "0x001405", since Linux 5.7
    if (company.startsWith("0x") && company.size() == 8)
        store.companyId = company.mid(2).toLower();
    store.reservation = reservationIn(folder.text("pr/res_pr_type"));
    if (!store.reservation.isEmpty())
        store.reservationKeys = keysIn(folder.whole("pr/res_pr_registered_i_pts"));
    return store;
}

} // namespace mooring::lio
