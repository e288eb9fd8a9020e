// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <stop_token>

namespace mooring {

// Stops and starts units of the system's systemd, and waits until they are. A connection of its own, so that
// it can be used on any worker thread; DBUS_SYSTEM_BUS_ADDRESS is respected.
class SystemdUnits
{
public:
    SystemdUnits();
    ~SystemdUnits();
    SystemdUnits(const SystemdUnits&) = delete;
    SystemdUnits& operator=(const SystemdUnits&) = delete;
    Result<void> stop(const QString& unit, std::stop_token stop)
    {
        return change("StopUnit", unit, false, stop);
    }
    Result<void> start(const QString& unit, std::stop_token stop)
    {
        return change("StartUnit", unit, true, stop);
    }

private:
    Result<void> change(const char* method, const QString& unit, bool active, std::stop_token stop);
    Result<QString> activeState(const QString& unit);
    QDBusMessage call(const QString& path, const QString& interface, const QString& method,
                      const QVariantList& arguments);
    QString m_name;
    QDBusConnection m_bus;
};

} // namespace mooring
