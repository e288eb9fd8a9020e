// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardcodes.h"

#include <QByteArray>
#include <QDeadlineTimer>

#include <mutex>

namespace mooring::pcsc {

// Says when pcscd may be asked again after it was not there. Where systemd listens for it, asking starts it:
// that is done once, and again only when something has changed about its socket or its PID file. Costs two
// stats. Thread-safe.
class ServiceGate
{
public:
    struct Settings
    {
        QByteArray socket = defaultSocket();
        QByteArray pidFile = "/run/pcscd/pcscd.pid";
        int settling = 3000; // ms: so long it may bind its socket before it listens
        int refusedPause = 2000; // ms until somebody who was refused asks again
    };
    ServiceGate()
        : ServiceGate(Settings())
    {
    }
    explicit ServiceGate(Settings settings);

    static QByteArray defaultSocket(); // where PC/SC Lite itself looks for it

    bool mayAsk() const;
    void asked(Code code); // how an attempt to reach it ended
    void lost(); // it was there and has gone: only another run of it is asked
    Code last() const; // `noService` before the first attempt
    const QByteArray& socket() const { return m_settings.socket; }

private:
    struct Traces // what tells one run of it from another; empty: not there
    {
        QByteArray socket, pidFile;
        bool operator==(const Traces&) const = default;
    };
    Traces traces() const;

    const Settings m_settings;
    mutable std::mutex m_mutex;
    Traces m_seen;
    QDeadlineTimer m_again; // until then it is asked again in any case
    QDeadlineTimer m_refused;
    Code m_last = noService;
    bool m_hasAsked = false;
};

} // namespace mooring::pcsc
