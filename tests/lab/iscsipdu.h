// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <optional>

namespace mooring::lab {

// RFC 7143, 11.2.1.2 and 11.2.1.3
enum class Opcode : quint8
{
    NopOut = 0x00,
    Command = 0x01,
    TaskManagement = 0x02,
    Login = 0x03,
    Text = 0x04,
    DataOut = 0x05,
    Logout = 0x06,
    NopIn = 0x20,
    Response = 0x21,
    TaskManagementResponse = 0x22,
    LoginResponse = 0x23,
    TextResponse = 0x24,
    DataIn = 0x25,
    LogoutResponse = 0x26,
    Async = 0x32,
    Reject = 0x3f
};

constexpr quint32 noTag = 0xffffffff;

// One PDU: its basic header segment and its data, without digests and padding. RFC 7143, 11.2.
struct Pdu
{
    QByteArray header = QByteArray(48, '\0');
    QByteArray data;

    Pdu() = default;
    explicit Pdu(Opcode opcode, quint8 flags = 0x80)
    {
        put(0, quint8(opcode));
        put(1, flags);
    }

    template <class T> T get(int offset) const { return qFromBigEndian<T>(header.constData() + offset); }
    template <class T> Pdu& put(int offset, T value)
    {
        qToBigEndian(value, header.data() + offset);
        return *this;
    }

    Opcode opcode() const { return Opcode(get<quint8>(0) & 0x3f); }
    bool isImmediate() const { return get<quint8>(0) & 0x40; }
    quint8 flags() const { return get<quint8>(1); }
    quint32 tag() const { return get<quint32>(16); } // of the initiator's task
    quint32 targetTag() const { return get<quint32>(20); }
};

// As on the wire, the length of its data put in; with a CRC32C of the header on demand.
QByteArray encoded(Pdu pdu, bool headerDigest);

// Takes the first whole PDU off the buffer. Its additional headers are dropped, its digest is not compared.
std::optional<Pdu> takePdu(QByteArray& buffer, bool headerDigest);

quint32 crc32c(const QByteArray& bytes); // RFC 7143, 13.1

// The text of Login and Text PDUs: RFC 7143, 6.1. Names may come again.
struct TextKey
{
    QByteArray name, value;
};
QList<TextKey> parsedText(const QByteArray& text);
QByteArray textOf(const QList<TextKey>& keys);
QByteArray valueOf(const QList<TextKey>& keys, const QByteArray& name); // empty: none

} // namespace mooring::lab
