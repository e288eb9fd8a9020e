// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scsianswers.h"

namespace mooring::iscsi {

// Standard INQUIRY data: SPC-4, 6.4.2.
struct Inquiry
{
    quint8 qualifier = 0; // 0: a unit is there; 1: may come; 3: there can be none
    quint8 deviceType = 0; // 0 disk, 1 tape, 5 optical, 0xc controller, 0xd enclosure, ...
    bool removable = false;
    quint8 version = 0;
    int targetPortGroups = 0; // TPGS: 1 implicit, 2 explicit, 3 both
    bool protection = false;
    QString vendor, product, revision;
    bool operator==(const Inquiry&) const = default;
};
Result<Inquiry> parseInquiry(QByteArrayView data);

enum class VpdPage : quint8 // SPC-4, 7.8
{
    Supported = 0x00,
    UnitSerialNumber = 0x80,
    DeviceIdentification = 0x83,
};
Result<QList<quint8>> parseSupportedPages(QByteArrayView data);
Result<QString> parseSerial(QByteArrayView data);

enum class Association : quint8 // SPC-4, 7.8.6.1
{
    LogicalUnit = 0,
    TargetPort = 1,
    TargetDevice = 2,
};

enum class DesignatorType : quint8 // SPC-4, 7.8.6.1
{
    Vendor = 0,
    T10 = 1,
    Eui64 = 2,
    Naa = 3,
    RelativeTargetPort = 4,
    TargetPortGroup = 5,
    LogicalUnitGroup = 6,
    Md5 = 7,
    ScsiName = 8,
    Uuid = 10,
};

struct Designator
{
    DesignatorType type = DesignatorType::Vendor;
    Association association = Association::LogicalUnit;
    quint8 codeSet = 0; // 1 binary, 2 ASCII, 3 UTF-8
    QByteArray value;
    bool operator==(const Designator&) const = default;
};
// A designator that is cut off is left out.
Result<QList<Designator>> parseDesignators(QByteArrayView data);

// The unit's best name, as the kernel writes it in `wwid`: naa., eui. or t10. and what identifies it; an SCSI
// name string as it is. NAA 6, 5, 3, 2, then EUI, T10, SCSI name. Empty: it has none.
QString bestName(const QList<Designator>& designators);
// The port of the target that was asked: SPC-4, 7.8.6.7 and 7.8.6.8.
std::optional<quint16> relativeTargetPort(const QList<Designator>& designators);
std::optional<quint16> targetPortGroup(const QList<Designator>& designators);

} // namespace mooring::iscsi
