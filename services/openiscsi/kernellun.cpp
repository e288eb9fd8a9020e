// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernellun.h"

#include "services/system/wholefile.h"
#include "sysattributes.h"

#include <algorithm>
#include <sys/stat.h>

namespace mooring {
namespace {

constexpr qsizetype kPageHeader = 4; // of a VPD page, and of a designator in it (SPC-4, 7.8.1, 7.8.6.1)
constexpr int kEui64 = 2, kNaa = 3; // designator types (SPC-4, table 597)

int byteAt(const QByteArray& page, qsizetype at) { return static_cast<uchar>(page[at]); }

// What is there of a page after its header.
QByteArray payload(const QByteArray& page, int code)
{
    if (page.size() < kPageHeader || byteAt(page, 1) != code)
        return {};
    return page.mid(kPageHeader, byteAt(page, 2) * 256 + byteAt(page, 3));
}

QByteArray onlyName(const SysFolder& folder, const char* prefix)
{
    QByteArray found;
    folder.list([&](std::string_view text, unsigned char) {
        const QByteArray name(text.data(), static_cast<qsizetype>(text.size()));
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        const qsizetype skip = qstrlen(prefix);
        const bool isPlain
            = skip == 0 || (name.size() > skip && std::all_of(name.begin() + skip, name.end(), isDigit));
        if (name.startsWith(prefix) && isPlain && (found.isEmpty() || name < found))
            found = name;
    });
    return found;
}

quint64 inodeOf(int folder)
{
    struct stat status
    {
    };
    return fstat(folder, &status) == 0 ? status.st_ino : 0;
}

QByteArray wwnOf(const SysAttributes& attributes)
{
    QByteArray told = attributes.text("wwid");
    if (told.startsWith("naa.") || told.startsWith("eui."))
        return told;
    return KernelLun::wwnIn(wholeFile("vpd_pg83", attributes.fd()).value_or(QByteArray()));
}

} // namespace

std::optional<quint64> KernelLun::numberIn(const QByteArray& name)
{
    const QList<QByteArray> parts = name.split(':');
    if (parts.size() != 4)
        return {};
    quint64 number = 0;
    for (const QByteArray& part : parts) {
        bool isNumber = false;
        number = part.toULongLong(&isNumber);
        if (!isNumber)
            return {};
    }
    // scsilun_to_int() keeps the bits that say how the number is written (SAM-5, 4.7.5): flat space
    return number <= 0xffff && (number & 0xc000) == 0x4000 ? number & 0x3fff : number;
}

QByteArray KernelLun::serialIn(const QByteArray& page) { return payload(page, 0x80).trimmed(); }

QByteArray KernelLun::wwnIn(const QByteArray& page)
{
    const QByteArray designators = payload(page, 0x83);
    QByteArray eui;
    for (qsizetype at = 0; at + kPageHeader <= designators.size();) {
        const int type = byteAt(designators, at + 1) & 0x0f;
        const bool ofUnit = (byteAt(designators, at + 1) & 0x30) == 0;
        const qsizetype length = byteAt(designators, at + 3);
        const QByteArray value = designators.mid(at + kPageHeader, length);
        at += kPageHeader + length;
        if (!ofUnit || value.size() != length || length == 0)
            continue;
        if (type == kNaa)
            return "naa." + value.toHex();
        if (type == kEui64 && eui.isEmpty())
            eui = "eui." + value.toHex();
    }
    return eui;
}

std::optional<KernelLun> KernelLun::read(const QByteArray& name, int targetFolder,
                                         const BlockDevices& devices)
{
    const auto number = numberIn(name);
    const SysAttributes attributes(name, targetFolder);
    if (!number || !attributes)
        return {};
    KernelLun lun;
    lun.number = *number;
    lun.inode = inodeOf(attributes.fd());
    lun.type = static_cast<int>(attributes.number("type").value_or(-1));
    lun.vendor = attributes.text("vendor");
    lun.model = attributes.text("model");
    lun.revision = attributes.text("rev");
    lun.state = attributes.text("state");
    lun.access = attributes.text("access_state");
    lun.serial = serialIn(wholeFile("vpd_pg80", attributes.fd()).value_or(QByteArray()));
    lun.wwn = wwnOf(attributes);
    if (const SysFolder block("block", attributes.fd()); block) {
        if (const QByteArray device = onlyName(block, ""); !device.isEmpty()) {
            if (const auto found = devices.readOne(device))
                lun.disk = *found;
            lun.device = lun.disk ? lun.disk->devicePath() : "/dev/" + device;
        }
    } else if (const SysFolder tape("scsi_tape", attributes.fd()); tape) {
        if (const QByteArray device = onlyName(tape, "st"); !device.isEmpty())
            lun.device = "/dev/" + device;
    }
    return lun;
}

} // namespace mooring
