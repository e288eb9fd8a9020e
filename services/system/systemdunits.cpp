// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemdunits.h"

#include <QDBusObjectPath>
#include <QDBusVariant>

#include <atomic>
#include <chrono>
#include <thread>

namespace mooring {

namespace {

constexpr int callTimeout = 10000; // ms; the jobs themselves are waited for separately
const QString systemd = QStringLiteral("org.freedesktop.systemd1");
const QString managerPath = QStringLiteral("/org/freedesktop/systemd1");
const QString managerInterface = QStringLiteral("org.freedesktop.systemd1.Manager");

QString ownName()
{
    static std::atomic<int> next = 0;
    return QStringLiteral("mooring-systemd-%1").arg(++next);
}

ErrorCode codeOf(const QString& name)
{
    if (name.endsWith(QLatin1String(".AccessDenied"))
        || name.endsWith(QLatin1String(".InteractiveAuthorizationRequired")))
        return ErrorCode::PermissionDenied;
    if (name.contains(QLatin1String(".Spawn."))) // the bus would start it, and systemd cannot be started so
        return ErrorCode::ServiceNotRunning;
    for (const char* gone :
         {".ServiceUnknown", ".NoServer", ".Disconnected", ".FileNotFound", ".NameHasNoOwner"}) {
        if (name.endsWith(QLatin1String(gone)))
            return ErrorCode::ServiceNotRunning;
    }
    if (name.endsWith(QLatin1String(".NoReply")) || name.endsWith(QLatin1String(".Timeout")))
        return ErrorCode::DeadlinePassed;
    return name.endsWith(QLatin1String(".NoSuchUnit")) ? ErrorCode::AlreadyGone : ErrorCode::CommandFailed;
}

Error busError(const QString& name, const QString& text, const QString& unit)
{
    Error error;
    error.code = codeOf(name);
    error.subject = unit;
    error.domain = ErrorDomain::Dbus;
    error.text = name + QStringLiteral(": ") + text;
    return error;
}

} // namespace

SystemdUnits::SystemdUnits()
    : m_name(ownName())
    , m_bus(QDBusConnection::connectToBus(QDBusConnection::SystemBus, m_name))
{
}

SystemdUnits::~SystemdUnits() { QDBusConnection::disconnectFromBus(m_name); }

QDBusMessage SystemdUnits::call(const QString& path, const QString& interface, const QString& method,
                                const QVariantList& arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(systemd, path, interface, method);
    message.setArguments(arguments);
    return m_bus.call(message, QDBus::Block, callTimeout);
}

Result<QString> SystemdUnits::activeState(const QString& unit)
{
    const QDBusMessage found = call(managerPath, managerInterface, QStringLiteral("GetUnit"), {unit});
    if (found.type() == QDBusMessage::ErrorMessage)
        return fail(busError(found.errorName(), found.errorMessage(), unit));
    const auto path = found.arguments().value(0).value<QDBusObjectPath>().path();
    const QDBusMessage state
        = call(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"),
               {QStringLiteral("org.freedesktop.systemd1.Unit"), QStringLiteral("ActiveState")});
    if (state.type() == QDBusMessage::ErrorMessage)
        return fail(busError(state.errorName(), state.errorMessage(), unit));
    return state.arguments().value(0).value<QDBusVariant>().variant().toString();
}

Result<void> SystemdUnits::change(const char* method, const QString& unit, bool active, std::stop_token stop)
{
    if (!m_bus.isConnected())
        return fail(busError(QStringLiteral("org.freedesktop.DBus.Error.NoServer"),
                             m_bus.lastError().message(), unit));
    const QDBusMessage answer
        = call(managerPath, managerInterface, QString::fromLatin1(method), {unit, QStringLiteral("replace")});
    if (answer.type() == QDBusMessage::ErrorMessage)
        return fail(busError(answer.errorName(), answer.errorMessage(), unit));
    // The answer only means that a job was queued.
    while (!stop.stop_requested()) {
        const Result<QString> state = activeState(unit);
        if (!state && state.error().code != ErrorCode::AlreadyGone)
            return fail(state.error());
        const QString word = state.value_or(QStringLiteral("inactive"));
        const bool failed = word == QLatin1String("failed");
        if (active ? word == QLatin1String("active") : failed || word == QLatin1String("inactive"))
            return {};
        if (active && failed)
            return fail(busError(QStringLiteral("failed"), word, unit));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    Error error;
    error.code = ErrorCode::DeadlinePassed;
    error.subject = unit;
    return fail(error);
}

} // namespace mooring
