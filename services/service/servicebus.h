// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicelink.h"
#include "services/core/providerinfo.h"
#include "services/core/result.h"
#include "servicestart.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QElapsedTimer>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace mooring {

// The client's end of org.mooring.Mooring1, on the thread of its ServiceLink: finds the service or starts it,
// calls it, and hands on what it says.
class ServiceBus : public QObject
{
    Q_OBJECT
public:
    explicit ServiceBus(ServiceAddress address);
    ~ServiceBus() override;

    // Once the service is there; with an Error when it cannot be had.
    using Ready = std::function<void(const std::optional<Error>&)>;
    void whenReady(Ready ready);
    // Whether the service is there, or is coming up; it is not started. An Error when there is no bus.
    using Found = std::function<void(const Result<bool>&)>;
    void whenFound(Found found);
    void attend(); // connects, without starting the service, to hear when it comes
    bool isReady() const { return m_ready; }
    const QList<ProviderInfo>& providers() const { return m_providers; } // as last told
    const std::optional<Error>& failure() const { return m_failure; } // why it cannot be had

    using Answered = std::function<void(const QDBusMessage& answer)>;
    void call(const char* method, const QVariantList& arguments, Answered answered);

    void leave(); // emits leaving(): the end of this thread

signals:
    void came(); // the service is there, its providers() are known
    void went(); // it is not any more: whatever it had begun will not be told
    void failed(); // it cannot be had
    void changed(const QString& provider);
    void progress(quint64 job, const QString& text);
    void finished(quint64 job, const QString& text);
    void operationChanged(quint64 operation, const QString& text);
    void stopRequested(quint64 operation, quint64 request);
    void leaving();
    void busLost();

private:
    void disconnected();
    bool connectBus();
    void listen();
    void dropBus();
    void begin();
    void startByBus();
    void startByItself(const Error& why);
    void childEnded(int attempt, int code);
    bool isWaiting(int attempt) const;
    void appeared(const QString& owner);
    void vanished(const QString& owner);
    void askVersion();
    void askProviders();
    void settle(const std::optional<Error>& error);
    void ask(const char* method, const QVariantList& arguments, const Answered& answered); // the bus
    void send(const QDBusMessage& message, const Answered& answered);
    Error notRunning(const QString& text) const;

    const ServiceAddress m_address;
    QString m_connection; // name of the connection; empty: none
    std::unique_ptr<QDBusServiceWatcher> m_watcher;
    std::vector<Ready> m_waiting;
    bool m_starting = false, m_ready = false;
    QString m_owner; // the service's unique name; empty: none
    int m_turn = 0; // grows with each service that comes or goes
    int m_attempt = 0; // grows with each begin()
    QList<ProviderInfo> m_providers;
    std::optional<Error> m_failure;
    QElapsedTimer m_failedAt;
    QTimer m_patience;
    ServiceStarter m_starter;
};

} // namespace mooring
