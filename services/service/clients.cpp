// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clients.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <algorithm>

namespace mooring {

Clients::Clients(QDBusConnection bus, uid_t user, int most)
    : m_bus(std::move(bus))
    , m_user(user)
    , m_most(most)
{
    m_watcher.setConnection(m_bus);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &Clients::left);
}

bool Clients::isHere(const QString& name) const { return m_clients.value(name).known; }

int Clients::count() const
{
    return static_cast<int>(std::count_if(m_clients.cbegin(), m_clients.cend(),
                                          [](const Client& client) { return client.known; }));
}

void Clients::admit(const QString& name, std::function<void(Verdict)> then)
{
    if (const auto found = m_clients.find(name); found != m_clients.end()) {
        if (found->known)
            then(Verdict::Welcome);
        else
            found->waiting.push_back(std::move(then));
        return;
    }
    if (m_clients.size() >= m_most)
        return then(Verdict::TooMany);
    m_clients[name].waiting.push_back(std::move(then));
    ask(name);
}

void Clients::ask(const QString& name)
{
    m_watcher.addWatchedService(name); // first: one that left before it is not known to the bus any more
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QStringLiteral("GetConnectionUnixUser"));
    call << name;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, name, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> user = *watcher;
        if (!user.isValid())
            return settle(name, Verdict::Gone);
        settle(name, user.value() == m_user ? Verdict::Welcome : Verdict::NotThisUser);
    });
}

void Clients::settle(const QString& name, Verdict verdict)
{
    const auto found = m_clients.find(name);
    if (found == m_clients.end())
        return;
    const auto waiting = std::exchange(found->waiting, {});
    found->known = verdict == Verdict::Welcome;
    if (found->known) {
        emit came();
    } else {
        m_clients.erase(found);
        m_watcher.removeWatchedService(name);
    }
    for (const auto& then : waiting)
        then(verdict);
}

void Clients::left(const QString& name)
{
    m_watcher.removeWatchedService(name);
    const bool wasKnown = m_clients.take(name).known;
    if (wasKnown)
        emit gone(name);
}

} // namespace mooring
