// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remoteruns.h"
#include "servicebus.h"
#include "serviceprovider.h"

#include <QObject>

#include <map>
#include <mutex>

namespace mooring {

class RemoteProvider;

// What a ServiceProvider and its part on the link's thread share.
struct ServiceProviderState
{
    ServiceProviderState(ProviderInfo expected, const std::shared_ptr<Provider>& other)
        : hasStandIn(other != nullptr)
        , standIn(other)
        , info(std::move(expected))
    {
    }
    void tellChanged();

    const bool hasStandIn;
    const std::weak_ptr<Provider> standIn; // the ServiceProvider's: not to end on the link's thread
    std::mutex mutex; // of the two below
    ProviderInfo info;
    bool isServed = false; // the service is running, and has told
    std::mutex watching; // held while it is told, so that nobody is told who is gone
    std::function<void()> changed;
    RemoteProvider* remote = nullptr; // of the link's thread
};

// What one ServiceProvider asks of the service, on the link's thread: its looks, and by RemoteRuns its steps.
class RemoteProvider : public QObject
{
    Q_OBJECT
public:
    RemoteProvider(ServiceBus& bus, std::weak_ptr<ServiceLink> link,
                   std::shared_ptr<ServiceProviderState> state);

    void look(const LookRequest& request, const std::stop_token& stop, Reply<Inventory> reply);
    RemoteRuns& runs() { return m_runs; }

private:
    struct Look
    {
        LookRequest request;
        std::stop_token stop;
        Reply<Inventory> reply;
        bool sent = false, again = false;
        std::unique_ptr<StopCallback> stopped;
    };
    std::unique_ptr<StopCallback> onStop(const std::stop_token& stop, std::function<void()> then);
    void beginLook(quint64 number);
    void sendLook(quint64 number);
    void lookByStandIn(quint64 number, Provider& standIn);
    void endLook(quint64 number, const QList<SourceError>& errors); // with nothing
    void lookAnswered(quint64 number, const QDBusMessage& answer);
    void failLook(quint64 number, const Error& error);
    void stopLook(quint64 number);
    void serviceCame();
    void serviceWent();
    void serviceFailed();

    ServiceBus& m_bus;
    std::weak_ptr<ServiceLink> m_link;
    std::shared_ptr<ServiceProviderState> m_state;
    const QString m_name;
    std::map<quint64, Look> m_looks;
    RemoteRuns m_runs;
    quint64 m_last = 0;
};

} // namespace mooring
