// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

// A target's side of the wire, written down from RFC 7143 byte by byte; shares no code with the product.
namespace mooring::peer {

struct Field
{
    int at, width;
    quint64 value;
};
// 48 bytes with these fields, then the data with its length and padding.
QByteArray pdu(const QList<Field>& fields, const QByteArray& data = {});

// "A=1 B=2": each pair ended by a NUL
QByteArray keys(const char* spaced);

QByteArray loginResponse(int flags, const QByteArray& text = {}, int status = 0, quint32 statSn = 7);
QByteArray textResponse(int flags, quint32 transferTag, const QByteArray& text, quint32 statSn = 20);
QByteArray logoutResponse(int response = 0, quint32 statSn = 30);
QByteArray ping(quint32 transferTag);
QByteArray asyncMessage(int event, int parameter1 = 0, int parameter2 = 0, int parameter3 = 0);
QByteArray reject(int reason);

// A request, taken apart.
struct Request
{
    int opcode = -1, flags = 0;
    quint32 taskTag = 0, transferTag = 0, expStatSn = 0;
    QByteArray text, bytes;
    QByteArray value(const QByteArray& key) const; // empty: not there
};
QList<Request> requests(const QByteArray& bytes);

} // namespace mooring::peer
