// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsipdu.h"

namespace mooring::lab {

// The initiator's end of one connection, PDU by PDU, blocking: for what no ready-made initiator does.
class RawInitiator
{
public:
    explicit RawInitiator(quint16 port);
    ~RawInitiator();
    RawInitiator(const RawInitiator&) = delete;
    RawInitiator& operator=(const RawInitiator&) = delete;

    bool isConnected() const { return m_descriptor >= 0; }
    // Straight to the operational stage; "": a discovery session. The answer to it.
    std::optional<Pdu> login(const QByteArray& target, quint8 isid = 1, const QList<TextKey>& more = {});
    std::optional<Pdu> ask(Pdu request); // numbered by this; the next PDU that comes
    std::optional<Pdu> logout();
    std::optional<Pdu> command(quint16 lun, const QByteArray& cdb, quint32 expected = 4096);
    std::optional<Pdu> textRequest(const QByteArray& text, quint32 targetTag = noTag);

    void send(const Pdu& pdu); // as it is
    std::optional<Pdu> receive(int timeout = 10000); // none: nothing came, or the end
    QByteArray receiveBytes(qsizetype most, int timeout = 10000); // less: the end, or nothing more came
    bool isAtEnd(int timeout = 10000); // the target closed it

private:
    bool readMore(int timeout);
    int m_descriptor;
    bool m_hasEnded = false;
    QByteArray m_buffer;
    quint32 m_commandSn = 1, m_tag = 0;
};

} // namespace mooring::lab
