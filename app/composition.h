// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/localengine.h"
#include "app/settling.h"
#include "services/system/activitylog.h"
#include "services/system/inhibitor.h"

namespace mooring {

// Creates and connects everything below the window: the one place that knows which backends there are.
class Composition : public QObject
{
    Q_OBJECT
public:
    Composition();
    ~Composition() override;

    LocalEngine& engine() { return *m_engine; }
    ActivityLog& log() { return m_log; }
    // Looks what became of deferred operations of earlier programs, then calls `done`.
    void settle(std::function<void()> done) { m_settling.check(std::move(done)); }

private:
    void addProviders();
    void keepAwake();

    ActivityLog m_log;
    Host m_host;
    OperationRunner m_runner;
    Settling m_settling;
    Inhibitor m_inhibitor;
    std::unique_ptr<LocalEngine> m_engine;
};

} // namespace mooring
