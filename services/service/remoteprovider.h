// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicebus.h"
#include "serviceprovider.h"

#include <QObject>

#include <deque>
#include <map>
#include <mutex>

namespace mooring {

class RemoteProvider;

// What a ServiceProvider and its part on the link's thread share.
struct ServiceProviderState
{
    ServiceProviderState(ProviderInfo expected, LookWithoutService look)
        : lookWithoutService(look)
        , info(std::move(expected))
    {
    }
    const LookWithoutService lookWithoutService;
    std::mutex mutex; // of info
    ProviderInfo info;
    std::mutex watching; // held while it is told, so that nobody is told who is gone
    std::function<void()> changed;
    RemoteProvider* remote = nullptr; // of the link's thread
};

// The looks and steps of one ServiceProvider that are on their way, on the link's thread.
class RemoteProvider : public QObject
{
    Q_OBJECT
public:
    RemoteProvider(ServiceBus& bus, std::weak_ptr<ServiceLink> link,
                   std::shared_ptr<ServiceProviderState> state);

    void look(const LookRequest& request, const std::stop_token& stop, Reply<Inventory> reply);
    void run(Step step, const std::stop_token& stop, Reply<StepResult> reply);

private:
    using StopCallback = std::stop_callback<std::function<void()>>;
    struct Look
    {
        LookRequest request;
        Reply<Inventory> reply;
        bool sent = false, again = false;
        std::unique_ptr<StopCallback> stopped;
    };
    struct Run
    {
        Step step;
        Reply<StepResult> reply;
        quint64 job = 0; // 0: the service has not answered yet
        bool sent = false, stop = false;
        std::unique_ptr<StopCallback> stopped;
    };
    using Told = std::pair<bool, QString>; // whether it is the end, and the text
    std::unique_ptr<StopCallback> onStop(const std::stop_token& stop,
                                         void (RemoteProvider::*then)(quint64 number), quint64 number);
    void beginLook(quint64 number);
    void sendLook(quint64 number);
    void endLook(quint64 number, const QList<SourceError>& errors); // with nothing
    void lookAnswered(quint64 number, const QDBusMessage& answer);
    void failLook(quint64 number, const Error& error);
    void stopLook(quint64 number);
    void sendRuns(); // as many as may be on their way at once
    void sendRun(quint64 number);
    std::map<quint64, Run>::node_type takeRun(quint64 number); // makes room for another one
    void runAnswered(quint64 number, const QDBusMessage& answer);
    void endRun(quint64 number, const std::optional<Error>& error); // none: not known
    void stopRun(quint64 number);
    void told(quint64 job, bool isEnd, const QString& text);
    void serviceCame();
    void serviceWent();
    void serviceFailed();
    void tellChanged();

    ServiceBus& m_bus;
    std::weak_ptr<ServiceLink> m_link;
    std::shared_ptr<ServiceProviderState> m_state;
    const QString m_name;
    std::map<quint64, Look> m_looks;
    std::map<quint64, Run> m_runs;
    std::deque<quint64> m_unsent; // runs, the first one next
    int m_sentRuns = 0;
    std::map<quint64, quint64> m_jobs; // job: number of the run
    std::map<quint64, std::vector<Told>> m_early; // what overtook the answer to Run
    int m_unanswered = 0; // calls of Run
    quint64 m_last = 0;
};

} // namespace mooring
