// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicebus.h"
#include "services/core/provider.h"

#include <QObject>

#include <deque>
#include <map>
#include <stop_token>

namespace mooring {

using StopCallback = std::stop_callback<std::function<void()>>;

// The steps of one provider of the service that are on their way, on the link's thread.
class RemoteRuns : public QObject
{
    Q_OBJECT
public:
    // Calls what it was given on the link's thread, unless whoever asked is gone by then.
    using OnStop
        = std::function<std::unique_ptr<StopCallback>(const std::stop_token&, std::function<void()> then)>;
    RemoteRuns(ServiceBus& bus, QString provider, OnStop onStop);

    void run(Step step, const std::stop_token& stop, Reply<StepResult> reply);
    void lost(); // the service went: how its jobs end is not known

private:
    struct Run
    {
        Step step;
        Reply<StepResult> reply;
        quint64 job = 0; // 0: the service has not answered yet
        bool sent = false, stop = false;
        std::unique_ptr<StopCallback> stopped;
    };
    using Told = std::pair<bool, QString>; // whether it is the end, and the text
    void sendRuns(); // as many as may be on their way at once
    void sendRun(quint64 number);
    std::map<quint64, Run>::node_type takeRun(quint64 number); // makes room for another one
    void runAnswered(quint64 number, const QDBusMessage& answer);
    void endRun(quint64 number, const std::optional<Error>& error); // none: not known
    void stopRun(quint64 number);
    void told(quint64 job, bool isEnd, const QString& text);

    ServiceBus& m_bus;
    const QString m_provider;
    const OnStop m_onStop;
    std::map<quint64, Run> m_runs;
    std::deque<quint64> m_unsent; // the first one next
    int m_sentRuns = 0;
    std::map<quint64, quint64> m_jobs; // job: number of the run
    std::map<quint64, std::vector<Told>> m_early; // what overtook the answer to Run
    int m_unanswered = 0; // calls of Run
    quint64 m_last = 0;
};

} // namespace mooring
