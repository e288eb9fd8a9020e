// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsipeer.h"

namespace mooring::peer {

namespace {

constexpr quint32 loginTag = 1, textTag = 2, logoutTag = 3; // what the product numbers its requests

quint32 number(const QByteArray& bytes, int at, int width)
{
    quint32 value = 0;
    for (int i = 0; i < width; ++i)
        value = value << 8 | quint8(bytes[at + i]);
    return value;
}

} // namespace

QByteArray pdu(const QList<Field>& fields, const QByteArray& data)
{
    QByteArray bytes(48, '\0');
    const auto put = [&](const Field& field) {
        for (int i = 0; i < field.width; ++i)
            bytes[field.at + i] = char(field.value >> 8 * (field.width - 1 - i));
    };
    put({5, 3, quint64(data.size())});
    for (const Field& field : fields)
        put(field);
    bytes += data;
    while (bytes.size() % 4 != 0)
        bytes += '\0';
    return bytes;
}

QByteArray keys(const char* spaced)
{
    QByteArray text = QByteArray(spaced).replace(' ', '\0');
    return text.isEmpty() ? text : text + '\0';
}

QByteArray loginResponse(int flags, const QByteArray& text, int status, quint32 statSn)
{
    return pdu({{0, 1, 0x23},
                {1, 1, quint64(flags)},
                {14, 2, 1},
                {16, 4, loginTag},
                {24, 4, statSn},
                {28, 4, 1},
                {32, 4, 1},
                {36, 2, quint64(status)}},
               text);
}

QByteArray textResponse(int flags, quint32 transferTag, const QByteArray& text, quint32 statSn)
{
    return pdu(
        {{0, 1, 0x24}, {1, 1, quint64(flags)}, {16, 4, textTag}, {20, 4, transferTag}, {24, 4, statSn}},
        text);
}

QByteArray logoutResponse(int response, quint32 statSn)
{
    return pdu({{0, 1, 0x26},
                {1, 1, 0x80},
                {2, 1, quint64(response)},
                {16, 4, logoutTag},
                {24, 4, statSn},
                {40, 2, 2},
                {42, 2, 20}});
}

QByteArray ping(quint32 transferTag)
{
    return pdu({{0, 1, 0x20},
                {1, 1, 0x80},
                {8, 8, 0x0001000000000000},
                {16, 4, 0xffffffff},
                {20, 4, transferTag},
                {24, 4, 99}});
}

QByteArray asyncMessage(int event, int parameter1, int parameter2, int parameter3)
{
    return pdu({{0, 1, 0x32},
                {1, 1, 0x80},
                {16, 4, 0xffffffff},
                {24, 4, 25},
                {36, 1, quint64(event)},
                {38, 2, quint64(parameter1)},
                {40, 2, quint64(parameter2)},
                {42, 2, quint64(parameter3)}});
}

QByteArray reject(int reason)
{
    return pdu({{0, 1, 0x3f}, {1, 1, 0x80}, {2, 1, quint64(reason)}, {16, 4, 0xffffffff}},
               QByteArray(48, 'x'));
}

QByteArray Request::value(const QByteArray& key) const
{
    for (const QByteArray& pair : text.split('\0')) {
        if (pair.startsWith(key + '='))
            return pair.mid(key.size() + 1);
    }
    return {};
}

QList<Request> requests(const QByteArray& bytes)
{
    QList<Request> found;
    for (int at = 0; at + 48 <= bytes.size();) {
        const int length = int(number(bytes, at + 5, 3));
        Request request;
        request.opcode = bytes[at] & 0x3f;
        request.flags = quint8(bytes[at + 1]);
        request.taskTag = number(bytes, at + 16, 4);
        request.transferTag = number(bytes, at + 20, 4);
        request.expStatSn = number(bytes, at + 28, 4);
        request.text = bytes.mid(at + 48, length);
        request.bytes = bytes.mid(at, 48 + (length + 3) / 4 * 4);
        found.append(request);
        at += 48 + (length + 3) / 4 * 4;
    }
    return found;
}

} // namespace mooring::peer
