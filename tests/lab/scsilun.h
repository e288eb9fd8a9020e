// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

#include <optional>

namespace mooring::lab {

// What a logical unit says to a command. Fixed-format sense data, where there is any: SPC-4, 4.5.3.
struct ScsiAnswer
{
    quint8 status = 0; // 2: CHECK CONDITION
    QByteArray data;
    QByteArray sense;
    bool ignoresLength = false; // sends all of `data`, also what was not asked for
};
ScsiAnswer checkCondition(quint8 key, quint8 code, quint8 qualifier);

struct LunSpec
{
    quint16 number = 1; // below 16,384
    quint64 blocks = 131072;
    quint32 blockSize = 512;
    quint8 deviceType = 0;
    bool isReadOnly = false;
    QByteArray vendor = "MOORING", product = "SCRIPTED LUN", revision = "1";
    QByteArray serial = "lab-serial";
    quint64 wwn = 0x3000000000000001; // NAA 3, locally assigned
    QList<quint64> reservationKeys;
    std::optional<quint64> holder = {}; // of the reservation, by key: Write Exclusive
    QMap<QByteArray, ScsiAnswer> answers = {}; // as Script::answers, for this LUN alone
};

// What a READ finds there: the block's number, over and over.
QByteArray blockContent(const LunSpec& lun, quint64 block);

// As one well-behaved target answers. No `lun`: one that does not exist. SPC-4 and SBC-3 section by command.
ScsiAnswer answerOf(const QList<LunSpec>& luns, const LunSpec* lun, const QByteArray& cdb);

// The longest match.
const ScsiAnswer* scriptedAnswer(const QMap<QByteArray, ScsiAnswer>& answers, const QByteArray& cdb);

// Of the LUN field of a PDU: SAM-5, 4.7. None: on another bus, or addressed in a way nobody uses.
std::optional<quint16> lunNumber(quint64 field);
quint64 lunField(quint16 number);

} // namespace mooring::lab
