// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scsianswers.h"

#include <limits>

namespace mooring::iscsi {

namespace {

constexpr int kMostPhysicalExponent = 15;

// Both numbers as they were given: the address of the last block, and the length of one.
Result<Capacity> capacityOf(quint64 lastBlock, quint32 blockLength, QLatin1String command)
{
    constexpr quint64 most = std::numeric_limits<quint64>::max();
    if (blockLength == 0 || lastBlock == most || lastBlock + 1 > most / blockLength)
        return fail(malformedAnswer(command));
    Capacity capacity;
    capacity.blockLength = blockLength;
    capacity.size = (lastBlock + 1) * blockLength;
    return capacity;
}

} // namespace

Error malformedAnswer(QLatin1String what)
{
    Error error = errorOf(ErrorCode::AnswerMalformed);
    error.text = what;
    return error;
}

QString safeText(QByteArrayView text)
{
    QByteArray shown = text.toByteArray().replace('\0', ' ').trimmed();
    for (char& c : shown) {
        if (c < 0x20 || c > 0x7e)
            c = '?';
    }
    return QString::fromLatin1(shown);
}

Result<Capacity> parseCapacity10(QByteArrayView data)
{
    constexpr size_t whole = 8;
    const QLatin1String command("READ CAPACITY (10)");
    const BigEndian bytes(data);
    if (bytes.size() < whole)
        return fail(malformedAnswer(command));
    if (bytes.u32(0) == 0xffffffff) {
        Capacity capacity;
        capacity.needs16 = true;
        return capacity;
    }
    return capacityOf(bytes.u32(0), bytes.u32(4), command);
}

Result<Capacity> parseCapacity16(QByteArrayView data)
{
    constexpr size_t least = 12;
    const QLatin1String command("READ CAPACITY (16)");
    const BigEndian bytes(data);
    if (bytes.size() < least)
        return fail(malformedAnswer(command));
    Result<Capacity> capacity = capacityOf(bytes.u64(0), bytes.u32(8), command);
    if (!capacity)
        return capacity;
    if ((bytes.u8(12) & 1) != 0) // PROT_EN
        capacity->protection = (bytes.u8(12) >> 1 & 7) + 1; // P_TYPE
    if (const int exponent = bytes.u8(13) & kMostPhysicalExponent; bytes.size() > 13)
        capacity->physicalBlockLength = quint64(capacity->blockLength) << exponent;
    capacity->thin = (bytes.u8(14) & 0x80) != 0;
    capacity->unmappedReadsZero = (bytes.u8(14) & 0x40) != 0;
    return capacity;
}

Result<Sense> parseSense(QByteArrayView data)
{
    constexpr size_t fixedKeyEnd = 3, descriptorEnd = 4, fixedHead = 8;
    const BigEndian bytes(data);
    const quint8 response = bytes.u8(0) & 0x7f;
    const bool isFixed = response == 0x70 || response == 0x71;
    const bool hasDescriptors = response == 0x72 || response == 0x73;
    if ((!isFixed && !hasDescriptors) || bytes.size() < (isFixed ? fixedKeyEnd : descriptorEnd))
        return fail(malformedAnswer(QLatin1String("sense data")));
    Sense sense;
    sense.deferred = (response & 1) != 0;
    if (hasDescriptors) {
        sense.key = bytes.u8(1) & 0xf;
        sense.code = bytes.u8(2);
        sense.qualifier = bytes.u8(3);
        return sense;
    }
    sense.key = bytes.u8(2) & 0xf;
    const size_t end = fixedHead + bytes.u8(7);
    sense.code = end > 12 ? bytes.u8(12) : quint8(0);
    sense.qualifier = end > 13 ? bytes.u8(13) : quint8(0);
    return sense;
}

Result<Sense> parseSenseSegment(QByteArrayView segment)
{
    const BigEndian bytes(segment);
    return parseSense(bytes.part(2, bytes.u16(0)));
}

} // namespace mooring::iscsi
