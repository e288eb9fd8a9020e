// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tgtlisting.h"
#include "tgtprotocol.h"

#include <QJsonObject>

namespace mooring::tgt {

// What it takes to make a logical unit of a target, anew or again as it was.
struct UnitRecipe
{
    QByteArray target; // its name: numbers are given anew when tgtd starts
    quint64 lun = 0;
    QByteArray path;
    QByteArray storeType; // empty: tgtd's default, rdwr
    QByteArray storeFlags;
    QByteArray type; // as tgtd tells it; empty: disk
    QByteArray scsiId, scsiSerial; // empty: as tgtd makes them up
    quint32 blockSize = 0; // bytes; 0: tgtd's default
    bool isReadOnly = false, isRemovable = false, isThin = false;
    QByteArray file; // fileMark() of what was exported; "another": the path had another one; empty: unknown
    bool inSaved = false; // the saved configuration forgets it, or gets it again

    static UnitRecipe of(const Target& target, const Unit& unit);
    static std::optional<UnitRecipe> fromData(const QJsonObject& data);
    QJsonObject data() const;

    // Why tgtd's protocol cannot say it; empty: it can.
    std::optional<Error> refusal() const;
    // `number`: that tgtd has for the target.
    Request making(qint32 number) const;
    Request
    shaping(qint32 number) const; // what can be told only of a unit that is there; parameters empty: nothing
    QList<QByteArray> command(const Control& control, qint32 number) const; // tgtadm's, that makes it
};

// Which SCSI peripheral device type a type of tgtd's is (usr/tgtadm.c, str_to_device_type); empty: none.
std::optional<quint32> deviceTypeOf(const QByteArray& type);

} // namespace mooring::tgt
