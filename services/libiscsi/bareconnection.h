// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wirewatch.h"

namespace mooring::iscsi {

// A connection whose logout the target refused or did not answer. libiscsi sends nothing more on it, yet the
// session is open (RFC 7143, 11.15.1): from here on the few PDUs that it still needs are our own. Does not
// own the socket, which must not block.
class BareConnection
{
public:
    BareConnection(int fd, const WireWatch& wire);

    bool sendLogout(); // false: it did not go out
    enum class Heard
    {
        Nothing,
        LogoutResponse,
        End
    };
    Heard read();
    quint8 response() const { return m_response; }

private:
    bool send(QByteArray header);
    bool receive(); // what is there; false: nothing will come any more
    Heard take(HeaderView header);

    int m_fd;
    quint32 m_cmdSn, m_expStatSn;
    bool m_headerDigest;
    quint32 m_task = 0xb0a7u; // any number that is not in use
    quint8 m_response = 0;
    QByteArray m_received;
};

} // namespace mooring::iscsi
