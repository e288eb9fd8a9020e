// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pdu.h"

#include <QByteArray>
#include <QMap>

#include <optional>

namespace mooring::iscsi {

// Reads what waits in a session's socket before libiscsi takes it, without taking it, because libiscsi keeps
// to itself how a target answered: the status of a login, the response to a logout, asynchronous messages.
// What is read is what waits at that moment; while one request alone is out, nothing can slip past.
class WireWatch
{
public:
    enum class Seen
    {
        Data, // whole PDUs; libiscsi may read now
        Partial, // a PDU of which more has to come before it can be judged
        Nothing,
        End, // the peer has closed
        Garbage, // no target sends such a thing
    };
    Seen look(int fd, bool isPatient); // patient: Partial rather than Data

    std::optional<quint16> loginStatus() const { return m_loginStatus; } // class and detail
    quint16 tsih() const { return m_tsih; }
    std::optional<quint8> logoutResponse() const { return m_logoutResponse; }
    void forgetLogout() { m_logoutResponse.reset(); }
    // Of what would be sent next: for whoever goes on where libiscsi does not.
    quint32 nextStatSn() const { return m_nextStatSn; }
    quint32 nextCmdSn() const { return m_nextCmdSn; }
    std::optional<quint8> asyncEvent() const { return m_asyncEvent; }
    const QMap<QByteArray, QByteArray>& loginKeys() const { return m_loginKeys; } // as the target answered
    bool hasHeaderDigest() const { return m_headerDigest; }

private:
    Seen walk(QByteArrayView waiting, bool isPatient);
    void take(HeaderView header, QByteArrayView pdu);
    void takeNumbers(HeaderView header);
    void takeKeys(QByteArrayView data);

    std::optional<quint16> m_loginStatus;
    quint16 m_tsih = 0;
    std::optional<quint8> m_logoutResponse, m_asyncEvent;
    quint32 m_nextStatSn = 0, m_nextCmdSn = 0;
    QMap<QByteArray, QByteArray> m_loginKeys;
    bool m_headerDigest = false;
    qsizetype m_skip = 0; // of the PDU that libiscsi has begun to read
    bool m_hasAnswer = false; // one PDU of a target was seen
};

} // namespace mooring::iscsi
