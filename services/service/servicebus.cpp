// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicebus.h"

#include "services/core/serialize.h"
#include "wire.h"

#include <QDBusPendingCallWatcher>
#include <QJsonArray>
#include <QUuid>

#include <limits>

namespace mooring {

namespace {
// A look every now and then is not to start a program every time that ends at once.
constexpr qint64 failureLasts = 2000; // ms
constexpr int forEver = std::numeric_limits<int>::max(); // DBUS_TIMEOUT_INFINITE
} // namespace

ServiceBus::ServiceBus(ServiceAddress address)
    : m_address(std::move(address))
{
    m_patience.setSingleShot(true);
    connect(this, &ServiceBus::busLost, this, &ServiceBus::disconnected);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { settle(notRunning(QStringLiteral("it does not come up"))); });
}

ServiceBus::~ServiceBus() { dropBus(); }

void ServiceBus::leave() { emit leaving(); }

Error ServiceBus::notRunning(const QString& text) const
{
    Error error = errorOf(ErrorCode::ServiceNotRunning, wire::serviceName);
    error.domain = ErrorDomain::Dbus;
    error.text = text;
    return error;
}

bool ServiceBus::connectBus()
{
    if (!m_connection.isEmpty())
        return true;
    const QString name = QStringLiteral("mooring-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QDBusConnection bus = m_address.bus.isEmpty()
        ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)
        : QDBusConnection::connectToBus(m_address.bus, name);
    if (!bus.isConnected()) {
        m_failure = notRunning(bus.lastError().name() + QStringLiteral(": ") + bus.lastError().message());
        QDBusConnection::disconnectFromBus(name);
        return false;
    }
    m_connection = name;
    listen();
    return true;
}

void ServiceBus::listen()
{
    QDBusConnection bus(m_connection);
    m_watcher = std::make_unique<QDBusServiceWatcher>(wire::serviceName, bus,
                                                      QDBusServiceWatcher::WatchForOwnerChange);
    connect(m_watcher.get(), &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString& /*name*/, const QString& before, const QString& now) {
                vanished(before);
                appeared(now);
            });
    const auto hear = [this, &bus](const char* name, const char* signal) {
        bus.connect(wire::serviceName, wire::objectPath, wire::interfaceName, QLatin1String(name), this,
                    signal);
    };
    hear("Changed", SIGNAL(changed(QString)));
    hear("Progress", SIGNAL(progress(quint64, QString)));
    hear("Finished", SIGNAL(finished(quint64, QString)));
    hear("OperationChanged", SIGNAL(operationChanged(quint64, QString)));
    hear("StopRequested", SIGNAL(stopRequested(quint64, quint64)));
    bus.connect({}, QStringLiteral("/org/freedesktop/DBus/Local"),
                QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this,
                SIGNAL(busLost()));
}

void ServiceBus::dropBus()
{
    m_watcher.reset();
    if (!m_connection.isEmpty())
        QDBusConnection::disconnectFromBus(std::exchange(m_connection, QString()));
}

void ServiceBus::disconnected()
{
    dropBus();
    vanished(m_owner);
    settle(notRunning(QStringLiteral("the bus has gone")));
}

void ServiceBus::attend()
{
    if (!m_connection.isEmpty() || !connectBus())
        return;
    ask("GetNameOwner", {QString(wire::serviceName)}, [this](const QDBusMessage& answer) {
        if (answer.type() == QDBusMessage::ReplyMessage)
            appeared(answer.arguments().value(0).toString());
    });
}

void ServiceBus::whenFound(Found found)
{
    if (m_ready || m_starting)
        return found(true);
    if (!connectBus())
        return found(fail(*m_failure));
    ask("GetNameOwner", {QString(wire::serviceName)},
        [this, found = std::move(found)](const QDBusMessage& answer) {
            const bool isThere = answer.type() == QDBusMessage::ReplyMessage;
            if (isThere)
                appeared(answer.arguments().value(0).toString());
            found(isThere);
        });
}

void ServiceBus::whenReady(Ready ready)
{
    if (m_ready)
        return ready({});
    m_waiting.push_back(std::move(ready));
    if (m_starting)
        return;
    if (m_failure && m_failedAt.isValid() && m_failedAt.elapsed() < failureLasts)
        return settle(m_failure);
    begin();
}

void ServiceBus::begin()
{
    m_starting = true;
    if (!connectBus())
        return settle(m_failure);
    m_patience.start(m_address.patience);
    ++m_attempt;
    // Asked first: the bus does not start, and does not know, what runs and has no service file.
    ask("GetNameOwner", {QString(wire::serviceName)},
        [this, attempt = m_attempt](const QDBusMessage& answer) {
            if (answer.type() == QDBusMessage::ReplyMessage)
                appeared(answer.arguments().value(0).toString());
            else if (isWaiting(attempt))
                startByBus();
        });
}

// Still for that attempt, and nothing has come up.
bool ServiceBus::isWaiting(int attempt) const
{
    return attempt == m_attempt && m_starting && m_owner.isEmpty();
}

void ServiceBus::startByBus()
{
    ask("StartServiceByName", {QString(wire::serviceName), 0U},
        [this, attempt = m_attempt](const QDBusMessage& answer) {
            if (isWaiting(attempt) && answer.type() != QDBusMessage::ReplyMessage)
                startByItself(notRunning(answer.errorName() + QStringLiteral(": ") + answer.errorMessage()));
        }); // where it works the new owner is heard of
}

void ServiceBus::startByItself(const Error& why)
{
    if (m_address.program.isEmpty())
        return settle(why);
    const auto error = m_starter.start(m_address.program,
                                       [this, attempt = m_attempt](int code) { childEnded(attempt, code); });
    if (error)
        settle(error);
}

void ServiceBus::childEnded(int attempt, int code)
{
    if (!isWaiting(attempt) || code == 0)
        return; // or another one was faster: that one is waited for
    Error error = errorOf(ErrorCode::ServiceNotRunning, QString::fromLocal8Bit(m_address.program));
    error.domain = ErrorDomain::Exit;
    error.number = static_cast<quint32>(code);
    settle(error);
}

void ServiceBus::appeared(const QString& owner)
{
    if (owner.isEmpty() || owner == m_owner)
        return;
    m_owner = owner;
    ++m_turn;
    m_starting = true;
    if (!m_patience.isActive())
        m_patience.start(m_address.patience);
    askVersion();
}

void ServiceBus::askVersion()
{
    call("Version", {}, [this, turn = m_turn](const QDBusMessage& answer) {
        if (turn != m_turn)
            return;
        if (answer.type() != QDBusMessage::ReplyMessage)
            return settle(wire::errorOf(answer, wire::serviceName));
        if (answer.arguments().value(0).toUInt() == wire::version)
            return askProviders();
        Error error = errorOf(ErrorCode::NotSupportedHere, wire::serviceName);
        error.text = QStringLiteral("version %1").arg(answer.arguments().value(0).toUInt());
        settle(error);
    });
}

void ServiceBus::askProviders()
{
    call("Providers", {}, [this, turn = m_turn](const QDBusMessage& answer) {
        if (turn != m_turn)
            return;
        if (answer.type() != QDBusMessage::ReplyMessage)
            return settle(wire::errorOf(answer, wire::serviceName));
        const auto json = wire::objectOf(answer.arguments().value(0).toString()).value_or(QJsonObject {});
        m_providers.clear();
        const QJsonArray providers = json.value(QLatin1String("providers")).toArray();
        for (const auto item : providers)
            if (const Result<ProviderInfo> info = providerInfoFromJson(item.toObject()))
                m_providers.append(*info);
        m_ready = true;
        settle({});
    });
}

void ServiceBus::vanished(const QString& owner)
{
    if (owner.isEmpty() || owner != m_owner)
        return;
    m_owner.clear();
    ++m_turn;
    if (std::exchange(m_ready, false))
        emit went(); // one that was coming up may be followed by another: the patience decides
}

void ServiceBus::settle(const std::optional<Error>& error)
{
    m_starting = false;
    m_patience.stop();
    if (error) {
        if (m_failure != error || !m_failedAt.isValid() || m_failedAt.elapsed() >= failureLasts)
            m_failedAt.start();
        m_failure = error;
        emit failed();
    } else {
        m_failure.reset();
        emit came();
    }
    const std::vector<Ready> waiting = std::exchange(m_waiting, {});
    for (const Ready& ready : waiting)
        ready(error);
}

void ServiceBus::call(const char* method, const QVariantList& arguments, Answered answered)
{
    const QString owner = m_owner.isEmpty() ? QString(wire::serviceName) : m_owner;
    QDBusMessage message
        = QDBusMessage::createMethodCall(owner, wire::objectPath, wire::interfaceName, QLatin1String(method));
    message.setArguments(arguments);
    message.setAutoStartService(false); // begin() does
    send(message, [this, owner, answered = std::move(answered)](const QDBusMessage& answer) {
        if (wire::isGone(answer))
            vanished(owner); // the bus tells it later
        if (answered)
            answered(answer);
    });
}

void ServiceBus::ask(const char* method, const QVariantList& arguments, const Answered& answered)
{
    const QString bus = QStringLiteral("org.freedesktop.DBus");
    QDBusMessage message = QDBusMessage::createMethodCall(bus, QStringLiteral("/org/freedesktop/DBus"), bus,
                                                          QLatin1String(method));
    message.setArguments(arguments);
    send(message, answered);
}

void ServiceBus::send(const QDBusMessage& message, const Answered& answered)
{
    const QDBusConnection bus(m_connection);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message, forEver), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, answered] {
        watcher->deleteLater();
        answered(watcher->reply());
    });
}

} // namespace mooring
