// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/fake/fakeprovider.h"
#include "services/service/servicehost.h"

#include <QEventLoop>

#include <future>
#include <thread>

namespace mooring {

// The service on a thread of this process, with the name taken. What is posted runs on that thread.
class ServedThread
{
public:
    using Make = std::function<ServedProviders()>;
    ServedThread(const QString& address, const Make& make, const ServiceLimits& limits = {},
                 uid_t user = geteuid())
    {
        std::promise<bool> ready;
        std::future<bool> isReady = ready.get_future();
        m_thread = std::thread([this, address, make, limits, user, &ready] {
            const QString name = QStringLiteral("served-%1").arg(++s_count);
            {
                QEventLoop loop;
                const QDBusConnection bus = QDBusConnection::connectToBus(address, name);
                ServiceHost host(bus, make(), limits, user);
                m_host = &host;
                m_loop = &loop;
                ready.set_value(host.takeName());
                loop.exec();
            }
            QDBusConnection::disconnectFromBus(name);
        });
        if (!isReady.get())
            qFatal("the service did not get its name");
    }
    ~ServedThread()
    {
        QMetaObject::invokeMethod(m_loop, &QEventLoop::quit, Qt::QueuedConnection);
        m_thread.join();
    }
    ServedThread(const ServedThread&) = delete;
    ServedThread& operator=(const ServedThread&) = delete;

    bool isQuiet() // asked there
    {
        bool quiet = false;
        QMetaObject::invokeMethod(
            m_host, [&] { quiet = m_host->isQuiet(); }, Qt::BlockingQueuedConnection);
        return quiet;
    }

private:
    static inline std::atomic<int> s_count = 0;
    ServiceHost* m_host = nullptr;
    QEventLoop* m_loop = nullptr;
    std::thread m_thread;
};

inline ServedProviders servedFakes(const QList<QPair<QString, std::shared_ptr<FakeBackend>>>& backends)
{
    ServedProviders providers;
    for (const auto& [name, backend] : backends)
        providers.push_back(std::make_unique<ServedProvider>(
            std::make_unique<FakeProvider>(backend, name, QList<Kind> {Kind::IscsiSession})));
    return providers;
}

} // namespace mooring
