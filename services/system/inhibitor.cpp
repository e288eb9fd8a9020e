// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/inhibitor.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QUuid>

#include <mutex>
#include <thread>

namespace mooring {

namespace {

constexpr int answerWithin = 5000; // ms

QDBusUnixFileDescriptor inhibit(const QDBusConnection& bus, const QString& why, const QString& mode)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call << QStringLiteral("shutdown:sleep") << QStringLiteral("Mooring") << why << mode;
    const QDBusMessage answer = bus.call(call, QDBus::Block, answerWithin);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return {};
    return answer.arguments().constFirst().value<QDBusUnixFileDescriptor>();
}

// Only some may block; everybody may ask for a delay.
QDBusUnixFileDescriptor ask(const QString& why)
{
    const QString name = QUuid::createUuid().toString();
    QDBusUnixFileDescriptor held;
    {
        const QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SystemBus, name);
        if (bus.isConnected()) {
            held = inhibit(bus, why, QStringLiteral("block"));
            if (!held.isValid())
                held = inhibit(bus, why, QStringLiteral("delay"));
        }
    }
    QDBusConnection::disconnectFromBus(name);
    return held;
}

} // namespace

// Shared with the thread that asks: an answer that comes too late is dropped, and with it the lock.
struct Inhibitor::Lock
{
    std::mutex mutex;
    quint64 turn = 0; // grows with each hold() and letGo()
    bool wanted = false;
    QDBusUnixFileDescriptor held;
};

Inhibitor::Inhibitor()
    : m_lock(std::make_shared<Lock>())
{
}

Inhibitor::~Inhibitor() { letGo(); }

void Inhibitor::hold(const QString& why)
{
    const std::scoped_lock guard(m_lock->mutex);
    if (std::exchange(m_lock->wanted, true))
        return;
    std::thread([lock = m_lock, why, turn = ++m_lock->turn] {
        QDBusUnixFileDescriptor held = ask(why);
        const std::scoped_lock late(lock->mutex);
        if (lock->turn == turn)
            lock->held = held;
    }).detach();
}

void Inhibitor::letGo()
{
    const std::scoped_lock guard(m_lock->mutex);
    ++m_lock->turn;
    m_lock->wanted = false;
    m_lock->held = {};
}

bool Inhibitor::isHeld() const
{
    const std::scoped_lock guard(m_lock->mutex);
    return m_lock->held.isValid();
}

} // namespace mooring
