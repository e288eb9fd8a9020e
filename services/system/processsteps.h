// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "child.h"
#include "services/core/provider.h"

#include <memory>

namespace mooring {

// Asks a process to quit, or ends it: by a signal after a look at its start time, a service by stopping its
// unit. Blocks until it is gone or the stop comes.
class ProcessSteps
{
public:
    struct Settings
    {
        QByteArray root = "/"; // of procfs
        std::shared_ptr<Child> child = std::make_shared<Child>();
        QByteArray kernelChild = kernelChildPath();
    };
    using ProgressSink = std::function<void(Progress)>;
    ProcessSteps(Settings settings, std::stop_token stop, ProgressSink progress)
        : m_settings(std::move(settings))
        , m_stop(std::move(stop))
        , m_progress(std::move(progress))
    {
    }
    static bool takes(const Step& step);
    StepResult run(const Step& step) const;

private:
    StepResult endProcess(const Step& step, const QList<QByteArray>& signalNumbers) const;
    StepResult stopService(const Step& step) const;
    std::optional<Error> waitUntilGone(qint64 pid, quint64 startTicks, const QString& name) const;

    Settings m_settings;
    std::stop_token m_stop;
    ProgressSink m_progress;
};

} // namespace mooring
