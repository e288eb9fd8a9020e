// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicelink.h"

#include "servicebus.h"

#include <QEventLoop>

#include <future>
#include <mutex>
#include <thread>
#include <unistd.h>
#include <vector>

namespace mooring {

namespace {
// At the end of a program the thread is to be out of Qt before Qt's own globals go; one that hangs in a bus
// is left behind.
constexpr auto farewell = std::chrono::milliseconds(500);
} // namespace

// The places where libdbus looks (dbus-launch(1), "autolaunch", is not one of ours).
bool hasSessionBus()
{
    const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || (!runtime.isEmpty() && ::access((runtime + "/bus").constData(), F_OK) == 0);
}

struct ServiceLink::Shared
{
    std::mutex mutex;
    ServiceBus* bus = nullptr;
    std::vector<std::function<void(ServiceBus&)>> early; // before the thread is there
    std::promise<void> ended;

    void post(std::function<void(ServiceBus&)> work)
    {
        const std::lock_guard guard(mutex);
        if (bus == nullptr)
            early.push_back(std::move(work));
        else
            QMetaObject::invokeMethod(
                bus, [at = bus, work = std::move(work)] { work(*at); }, Qt::QueuedConnection);
    }
    void open(ServiceBus& opened)
    {
        std::vector<std::function<void(ServiceBus&)>> waiting;
        {
            const std::lock_guard guard(mutex);
            bus = &opened;
            waiting.swap(early);
            for (auto& work : waiting)
                QMetaObject::invokeMethod(
                    bus, [at = bus, work = std::move(work)] { work(*at); }, Qt::QueuedConnection);
        }
    }
    void close()
    {
        const std::lock_guard guard(mutex);
        bus = nullptr;
    }
};

ServiceLink::ServiceLink(ServiceAddress address)
    : m_shared(std::make_shared<Shared>())
{
    std::thread([shared = m_shared, address = std::move(address)] {
        {
            QEventLoop loop; // this thread's own, not a nested one
            ServiceBus bus(address);
            QObject::connect(&bus, &ServiceBus::leaving, &loop, &QEventLoop::quit);
            shared->open(bus);
            loop.exec();
            shared->close();
        }
        shared->ended.set_value_at_thread_exit();
    }).detach();
}

std::shared_ptr<ServiceLink> ServiceLink::make(ServiceAddress address)
{
    return std::shared_ptr<ServiceLink>(new ServiceLink(std::move(address)));
}

ServiceLink::~ServiceLink()
{
    std::future<void> ended = m_shared->ended.get_future();
    m_shared->post([](ServiceBus& bus) { bus.leave(); });
    ended.wait_for(farewell);
}

void ServiceLink::post(std::function<void(ServiceBus&)> work) { m_shared->post(std::move(work)); }

} // namespace mooring
