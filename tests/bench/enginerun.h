// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"

namespace mooring::bench {

// Drives the engine as the window does, and waits for it.
class EngineRun
{
public:
    explicit EngineRun(LocalEngine& engine)
        : m_engine(engine)
    {
    }
    void waitFor(const std::function<bool()>& there) const;
    void look() const; // for who uses what: before it nothing is said of users
    ImageReport inspect(const QByteArray& path) const;
    Plan attachPlan(const QByteArray& path) const;
    Plan detachPlan(const QByteArray& device) const; // once the disk is in the topology
    // From the confirmed plan to its ending, in ms: all that the engine does around its steps is in it.
    double run(const Plan& plan);
    const QByteArray& device() const { return m_device; } // that the last plan made

private:
    LocalEngine& m_engine;
    QByteArray m_device;
};

} // namespace mooring::bench
