// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzediscsi.h"
#include "must.h"
#include "services/libiscsi/lunscan.h"
#include "services/libiscsi/wiresession.h"

#include <QMap>

#include <cstdio>
#include <cstdlib>

using namespace mooring::iscsi;

namespace mooring::fuzz {
namespace {

struct Told
{
    WireSession::State state = WireSession::State::Running;
    Error error;
    int answers = 0;
    bool isRead = false;
    qsizetype units = 0;
    QByteArray sent;
    bool operator==(const Told&) const = default;
};

Told browse(bool withAccess, const QByteArray& bytes, qsizetype piece)
{
    LoginOptions options;
    options.initiatorName = "iqn.2026-11.lab:host";
    options.target = "iqn.2026-11.lab:t1";
    options.skipsSecurity = true;
    Told told;
    WireSession* at = nullptr;
    WireSession session(options, [&] {
        LunScan::run(*at, withAccess, [&](const Result<QList<LogicalUnit>>& units) {
            ++told.answers;
            told.isRead = units.has_value();
            if (units)
                told.units = units->size();
            at->logOut();
        });
    });
    at = &session;
    told.sent = session.output();
    for (qsizetype from = 0; from < bytes.size(); from += piece) {
        session.input(QByteArrayView(bytes).sliced(from, std::min(piece, bytes.size() - from)));
        told.sent += session.output();
    }
    session.closed();
    told.state = session.state();
    told.error = session.error();
    must(told.answers == (session.wasLoggedIn() ? 1 : 0), "units are told once, after a login only");
    return told;
}

// opcode, flags, status, task and length of PDUs: sequence numbers and offsets are right, the window is open.
QByteArray mended(const QByteArray& bytes)
{
    constexpr qsizetype head = 6;
    QByteArray stream;
    QMap<char, quint32> offsets; // by task
    for (qsizetype at = 0; at + head <= bytes.size();) {
        const bool isLogin = bytes[at] == 0x23, isData = bytes[at] == 0x25;
        const qsizetype length = static_cast<quint8>(bytes[at + 4]) << 8 | static_cast<quint8>(bytes[at + 5]);
        const QByteArray data = bytes.mid(at + head, length);
        QByteArray pdu(48, '\0');
        pdu[0] = bytes[at];
        pdu[1] = bytes[at + 1];
        pdu[3] = isLogin ? '\0' : bytes[at + 2];
        pdu[6] = char(data.size() >> 8);
        pdu[7] = char(data.size());
        pdu[19] = isLogin ? '\1' : bytes[at + 3];
        if (bytes[at] == 0x20)
            pdu.replace(16, 4, QByteArray(4, '\xff'));
        pdu[34] = '\1'; // MaxCmdSN
        if (isData) {
            quint32& offset = offsets[bytes[at + 3]];
            for (int byte = 0; byte < 4; ++byte)
                pdu[40 + byte] = char(offset >> (24 - 8 * byte));
            offset += quint32(data.size());
        }
        stream += pdu + data + QByteArray((4 - data.size() % 4) % 4, '\0');
        at += head + data.size();
    }
    return stream;
}

} // namespace

void judgeSession(const uint8_t* data, size_t size)
{
    const uint8_t mode = size > 0 ? data[0] : 0;
    const qsizetype piece = size > 1 && data[1] > 0 ? data[1] : 1;
    const QByteArray rest
        = size > 2 ? QByteArray(reinterpret_cast<const char*>(data) + 2, qsizetype(size - 2)) : QByteArray();
    const QByteArray bytes = (mode & 4) != 0 ? mended(rest) : rest;
    const Told whole = browse((mode & 1) != 0, bytes, std::max<qsizetype>(1, bytes.size()));
    must(whole.state != WireSession::State::Running, "ends");
    must((whole.state == WireSession::State::Failed) == (whole.error != Error()), "says why it failed");
    must(whole.units <= qsizetype(kMostLuns), "no more units than there can be");
    Told pieces = browse((mode & 1) != 0, bytes, piece);
    if (whole.state == WireSession::State::Failed) { // what was to be sent is dropped then
        must(pieces.sent.startsWith(whole.sent), "sends no less");
        pieces.sent = whole.sent;
    }
    must(whole == pieces, "the same in any pieces");
}

} // namespace mooring::fuzz
