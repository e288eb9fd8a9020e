// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace mooring {

// Keeps the host from sleeping and shutting down while something runs, by logind's word on the system bus.
// Without a bus or without logind nothing happens. Calls return at once; the talking is done on a thread of
// its own, so that a dead bus holds nobody up.
class Inhibitor
{
public:
    Inhibitor();
    ~Inhibitor();
    Inhibitor(const Inhibitor&) = delete;
    Inhibitor& operator=(const Inhibitor&) = delete;

    void hold(const QString& why); // until letGo(); a second call while held changes nothing
    void letGo();
    bool isHeld() const; // logind has agreed

private:
    struct Lock;
    std::shared_ptr<Lock> m_lock;
};

} // namespace mooring
