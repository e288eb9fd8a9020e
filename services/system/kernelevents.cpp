// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernelevents.h"

#include "descriptor.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <linux/netlink.h>
#include <poll.h>
#include <string_view>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace mooring {
namespace {

constexpr int kPause = 20; // ms between two calls
constexpr unsigned kKernelGroup = 1; // the kernel's own messages; 2 would be udev's

Descriptor openUevents()
{
    Descriptor socket(
        ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT));
    sockaddr_nl address {};
    address.nl_family = AF_NETLINK;
    address.nl_groups = kKernelGroup;
    if (socket && bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        socket.reset();
    return socket;
}

bool isOf(const QList<QByteArray>& subsystems, std::string_view message)
{
    constexpr std::string_view kField = "SUBSYSTEM=";
    while (!message.empty()) {
        const std::string_view field = message.substr(0, message.find('\0'));
        if (field.starts_with(kField)) {
            const std::string_view name = field.substr(kField.size());
            return subsystems.contains(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())));
        }
        message.remove_prefix(std::min(field.size() + 1, message.size()));
    }
    return false;
}

// Reads everything that waits; messages that were lost count as a change.
bool devicesChanged(int socket, const QList<QByteArray>& subsystems)
{
    bool changed = false;
    std::array<char, 65536> buffer; // NOLINT: filled by the kernel
    for (;;) {
        const ssize_t count = recv(socket, buffer.data(), buffer.size(), 0);
        if (count < 0 && errno == ENOBUFS)
            changed = true;
        else if (count < 0 && errno != EINTR)
            return changed;
        else if (count > 0)
            changed = isOf(subsystems, {buffer.data(), static_cast<size_t>(count)}) || changed;
    }
}

} // namespace

class KernelEvents::Thread
{
public:
    Thread(std::function<void()> changed, const QList<QByteArray>& polled, QList<QByteArray> subsystems)
        : m_changed(std::move(changed))
        , m_subsystems(std::move(subsystems))
        , m_stop(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
        , m_uevents(openUevents())
    {
        for (const QByteArray& path : polled)
            m_files.emplace_back(open(path.constData(), O_RDONLY | O_CLOEXEC));
        m_thread = std::thread([this] { listen(); });
    }
    ~Thread()
    {
        eventfd_write(m_stop.get(), 1);
        m_thread.join();
    }
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;

private:
    void listen()
    {
        std::vector<pollfd> polled {{m_stop.get(), POLLIN, 0}, {m_uevents.get(), POLLIN, 0}};
        for (const Descriptor& file : m_files)
            polled.push_back({file.get(), POLLPRI, 0});
        for (;;) {
            if (poll(polled.data(), polled.size(), -1) < 0)
                continue; // interrupted
            if (polled[0].revents != 0)
                return;
            bool changed = polled[1].revents != 0 && devicesChanged(m_uevents.get(), m_subsystems);
            for (size_t i = 2; i < polled.size(); ++i)
                changed = changed || (polled[i].revents & POLLPRI) != 0;
            if (!changed)
                continue;
            m_changed();
            if (poll(polled.data(), 1, kPause) > 0)
                return;
        }
    }

    std::function<void()> m_changed;
    QList<QByteArray> m_subsystems;
    Descriptor m_stop;
    Descriptor m_uevents;
    std::vector<Descriptor> m_files;
    std::thread m_thread;
};

KernelEvents::KernelEvents(std::function<void()> changed, QList<QByteArray> polled,
                           QList<QByteArray> subsystems)
    : m_thread(std::make_unique<Thread>(std::move(changed), polled, std::move(subsystems)))
{
}

KernelEvents::~KernelEvents() = default;

} // namespace mooring
