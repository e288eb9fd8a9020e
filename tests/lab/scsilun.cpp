// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scsilun.h"

#include <QtEndian>

#include <algorithm>

namespace mooring::lab {

namespace {

constexpr quint8 illegalRequest = 5;

template <class T> QByteArray big(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

template <class T> T at(const QByteArray& cdb, int offset)
{
    return qFromBigEndian<T>(cdb.constData() + offset);
}

QByteArray bytes(std::initializer_list<int> values)
{
    QByteArray all;
    for (const int value : values)
        all.append(char(value));
    return all;
}

QByteArray field(const QByteArray& text, int size) { return text.left(size).leftJustified(size, ' '); }

ScsiAnswer invalidField() { return checkCondition(illegalRequest, 0x24, 0); }

QByteArray standardInquiry(const LunSpec* lun)
{
    if (!lun) // SPC-4, 6.4.2: no device can be there
        return bytes({0x7f, 0, 5, 0x12, 31, 0, 0, 2}) + field("MOORING", 8) + field("", 16) + field("1", 4);
    constexpr int implicitAlua = 0x10;
    return bytes({lun->deviceType, 0, 5, 0x12, 31, implicitAlua, 0, 2}) + field(lun->vendor, 8)
        + field(lun->product, 16) + field(lun->revision, 4);
}

QByteArray designator(int codeSet, int type, const QByteArray& value)
{
    return bytes({codeSet, type, 0, int(value.size())}) + value;
}

// SPC-4, 7.8.6: NAA, T10 vendor, relative target port, target port group
QByteArray identification(const LunSpec& lun)
{
    constexpr int binary = 1, ascii = 2, ofPort = 0x10;
    return designator(binary, 3, big(lun.wwn))
        + designator(ascii, 1, field(lun.vendor, 8) + lun.product + ' ' + lun.serial)
        + designator(binary, ofPort | 4, big(quint32(1))) + designator(binary, ofPort | 5, big(quint32(1)));
}

ScsiAnswer inquiry(const LunSpec* lun, const QByteArray& cdb)
{
    const bool isVitalData = cdb[1] & 1;
    if (!isVitalData)
        return cdb[2] ? invalidField() : ScsiAnswer {.data = standardInquiry(lun)};
    if (!lun)
        return invalidField();
    QByteArray page;
    switch (quint8(cdb[2])) {
    case 0x00:
        page = bytes({0x00, 0x80, 0x83});
        break;
    case 0x80:
        page = lun->serial;
        break;
    case 0x83:
        page = identification(*lun);
        break;
    default:
        return invalidField();
    }
    return {.data = bytes({lun->deviceType, cdb[2]}) + big(quint16(page.size())) + page};
}

ScsiAnswer reportLuns(const QList<LunSpec>& luns)
{
    QByteArray list = big(quint32(luns.size() * 8)) + QByteArray(4, '\0');
    for (const LunSpec& lun : luns)
        list += big(lunField(lun.number));
    return {.data = list};
}

ScsiAnswer capacity10(const LunSpec& lun)
{
    const quint64 last = std::min<quint64>(lun.blocks - 1, 0xffffffff);
    return {.data = big(quint32(last)) + big(lun.blockSize)};
}

ScsiAnswer serviceActionIn(const LunSpec& lun, const QByteArray& cdb)
{
    constexpr int readCapacity16 = 0x10;
    if ((cdb[1] & 0x1f) != readCapacity16)
        return invalidField();
    return {.data = big(lun.blocks - 1) + big(lun.blockSize) + QByteArray(20, '\0')};
}

// SPC-4, 6.27: one group, all formats supported, active and optimized, of one port
ScsiAnswer portGroups(const QByteArray& cdb)
{
    constexpr int reportGroups = 0x0a;
    if ((cdb[1] & 0x1f) != reportGroups)
        return invalidField();
    return {.data = big(quint32(12)) + bytes({0, 0x0f, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1})};
}

// SPC-4, 6.15
ScsiAnswer reserveIn(const LunSpec& lun, const QByteArray& cdb)
{
    constexpr int readKeys = 0, readReservation = 1, capabilities = 2, writeExclusive = 1;
    const QByteArray generation = big(quint32(1));
    switch (cdb[1] & 0x1f) {
    case readKeys: {
        QByteArray keys;
        for (const quint64 key : lun.reservationKeys)
            keys += big(key);
        return {.data = generation + big(quint32(keys.size())) + keys};
    }
    case readReservation:
        if (!lun.holder)
            return {.data = generation + big(quint32(0))};
        return {.data = generation + big(quint32(16)) + big(*lun.holder)
                    + bytes({0, 0, 0, 0, 0, writeExclusive, 0, 0})};
    case capabilities:
        return {.data = bytes({0, 8, 0x10, 0x80, 0xea, 0x01, 0, 0})};
    default:
        return invalidField();
    }
}

ScsiAnswer modeSense(const LunSpec& lun, bool isLong)
{
    const int writeProtected = lun.isReadOnly ? 0x80 : 0;
    return {.data = isLong ? bytes({0, 6, 0, writeProtected, 0, 0, 0, 0}) : bytes({3, 0, writeProtected, 0})};
}

ScsiAnswer readBlocks(const LunSpec& lun, quint64 first, quint32 count)
{
    constexpr quint64 most = 16 << 20; // of memory here
    if (count * quint64(lun.blockSize) > most)
        return invalidField();
    if (first + count > lun.blocks)
        return checkCondition(illegalRequest, 0x21, 0); // LOGICAL BLOCK ADDRESS OUT OF RANGE
    QByteArray all;
    for (quint64 block = first; block < first + count; ++block)
        all += blockContent(lun, block);
    return {.data = all};
}

ScsiAnswer answerOfDisk(const LunSpec& lun, const QByteArray& cdb)
{
    switch (quint8(cdb[0])) {
    case 0x00: // TEST UNIT READY
    case 0x1b: // START STOP UNIT
    case 0x1e: // PREVENT ALLOW MEDIUM REMOVAL
    case 0x35: // SYNCHRONIZE CACHE(10)
    case 0x91: // SYNCHRONIZE CACHE(16)
        return {};
    case 0x03:
        return {.data = bytes({0x70, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})};
    case 0x1a:
        return modeSense(lun, false);
    case 0x25:
        return capacity10(lun);
    case 0x28:
        return readBlocks(lun, at<quint32>(cdb, 2), at<quint16>(cdb, 7));
    case 0x5a:
        return modeSense(lun, true);
    case 0x5e:
        return reserveIn(lun, cdb);
    case 0x88:
        return readBlocks(lun, at<quint64>(cdb, 2), at<quint32>(cdb, 10));
    case 0x9e:
        return serviceActionIn(lun, cdb);
    case 0xa3:
        return portGroups(cdb);
    default:
        return checkCondition(illegalRequest, 0x20, 0); // INVALID COMMAND OPERATION CODE
    }
}

} // namespace

ScsiAnswer checkCondition(quint8 key, quint8 code, quint8 qualifier)
{
    return {.status = 2,
            .sense = bytes({0x70, 0, key, 0, 0, 0, 0, 10, 0, 0, 0, 0, code, qualifier, 0, 0, 0, 0})};
}

QByteArray blockContent(const LunSpec& lun, quint64 block) { return big(block).repeated(lun.blockSize / 8); }

ScsiAnswer answerOf(const QList<LunSpec>& luns, const LunSpec* lun, const QByteArray& cdb)
{
    constexpr quint8 inquiryCode = 0x12, reportLunsCode = 0xa0;
    if (quint8(cdb[0]) == inquiryCode)
        return inquiry(lun, cdb);
    if (quint8(cdb[0]) == reportLunsCode)
        return reportLuns(luns);
    if (!lun)
        return checkCondition(illegalRequest, 0x25, 0); // LOGICAL UNIT NOT SUPPORTED
    return answerOfDisk(*lun, cdb);
}

const ScsiAnswer* scriptedAnswer(const QMap<QByteArray, ScsiAnswer>& answers, const QByteArray& cdb)
{
    const ScsiAnswer* best = nullptr;
    qsizetype size = 0;
    for (auto answer = answers.begin(); answer != answers.end(); ++answer) {
        if (answer.key().size() <= size || !cdb.startsWith(answer.key()))
            continue;
        size = answer.key().size();
        best = &answer.value();
    }
    return best;
}

std::optional<quint16> lunNumber(quint64 field)
{
    constexpr quint16 flatSpace = 0x4000, fewest = 256;
    const auto first = quint16(field >> 48);
    if (first < fewest)
        return first;
    return first >= flatSpace && first < 2 * flatSpace ? std::optional<quint16>(first & (flatSpace - 1))
                                                       : std::nullopt;
}

quint64 lunField(quint16 number)
{
    constexpr quint16 flatSpace = 0x4000, fewest = 256;
    return quint64(number < fewest ? number : number | flatSpace) << 48;
}

} // namespace mooring::lab
