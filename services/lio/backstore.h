// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configfolder.h"

#include <QString>
#include <QStringList>

namespace mooring::lio {

// One storage object below target/core. What could not be read is empty.
struct Backstore
{
    QByteArray name; // "iblock_0/disk": its folder and that of its kind
    QByteArray path; // of the file or device; empty: memory
    QByteArray serial;
    QByteArray companyId; // 6 hexadecimal digits
    std::optional<quint64> size; // bytes, as far as the store itself tells
    std::optional<bool> isReadOnly;
    QString reservation; // token; empty: none
    QStringList reservationKeys;

    QByteArray plugin() const; // "iblock", "fileio", "pscsi", "rd_mcp", "user"
    QString kind() const; // as shown: the same, with "ramdisk"
    QByteArray savedName() const; // "/backstores/block/disk", as rtslib has it
    QByteArray scsiId() const; // "naa...."; empty where the device below has its own
    static Backstore read(const ConfigFolder& core, const QByteArray& name);
    static QByteArray readPath(const ConfigFolder& core, const QByteArray& name);
};

} // namespace mooring::lio
