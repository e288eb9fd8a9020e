// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsipdu.h"

namespace mooring::lab {

namespace {

constexpr qsizetype headerSize = 48;

qsizetype padded(qsizetype size) { return (size + 3) & ~qsizetype(3); }

} // namespace

QByteArray encoded(Pdu pdu, bool headerDigest)
{
    pdu.put(4, quint32(pdu.data.size())); // no additional headers: the first of the four bytes is 0
    QByteArray wire = pdu.header;
    if (headerDigest) {
        QByteArray digest(4, '\0');
        qToLittleEndian(crc32c(pdu.header), digest.data());
        wire += digest;
    }
    return wire + pdu.data + QByteArray(padded(pdu.data.size()) - pdu.data.size(), '\0');
}

std::optional<Pdu> takePdu(QByteArray& buffer, bool headerDigest)
{
    if (buffer.size() < headerSize)
        return {};
    Pdu pdu;
    pdu.header = buffer.left(headerSize);
    const qsizetype dataSize = pdu.get<quint32>(4) & 0xffffff;
    const qsizetype before = headerSize + pdu.get<quint8>(4) * 4 + (headerDigest ? 4 : 0);
    const qsizetype whole = before + padded(dataSize);
    if (buffer.size() < whole)
        return {};
    pdu.data = buffer.mid(before, dataSize);
    buffer.remove(0, whole);
    return pdu;
}

quint32 crc32c(const QByteArray& bytes)
{
    constexpr quint32 polynomial = 0x82f63b78; // reflected
    quint32 crc = ~quint32(0);
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? polynomial : 0);
    }
    return ~crc;
}

QList<TextKey> parsedText(const QByteArray& text)
{
    QList<TextKey> keys;
    for (const QByteArray& pair : text.split('\0')) {
        const auto equals = pair.indexOf('=');
        if (equals > 0)
            keys.append(TextKey {pair.left(equals), pair.mid(equals + 1)});
    }
    return keys;
}

QByteArray textOf(const QList<TextKey>& keys)
{
    QByteArray text;
    for (const TextKey& key : keys)
        text += key.name + '=' + key.value + '\0';
    return text;
}

QByteArray valueOf(const QList<TextKey>& keys, const QByteArray& name)
{
    for (const TextKey& key : keys)
        if (key.name == name)
            return key.value;
    return {};
}

} // namespace mooring::lab
