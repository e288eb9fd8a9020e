// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targettree.h"

#include <functional>
#include <thread>

namespace mooring {

// configfs tells nobody when it changes: looks every few seconds whether the names in it, or who is logged
// in, are still the same. Calls `changed` on its own thread.
class LioWatch
{
public:
    LioWatch(const QByteArray& root, std::function<void()> changed, int interval = 5000);
    LioWatch(const LioWatch&) = delete;
    LioWatch& operator=(const LioWatch&) = delete;
    ~LioWatch() = default; // stops and joins

    // The same for as long as a look would show the same groups, units, initiators and sessions. Reads no
    // more than their listings.
    static size_t fingerprint(const lio::TargetTree& tree);

private:
    std::jthread m_thread;
};

} // namespace mooring
