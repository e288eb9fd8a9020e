// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QJsonObject>

// What both ends of org.mooring.Mooring1 share; org.mooring.Mooring1.xml says what it means.
namespace mooring::wire {

inline constexpr QLatin1String serviceName {"org.mooring.Mooring1"};
inline constexpr QLatin1String objectPath {"/org/mooring/Mooring1"};
inline constexpr QLatin1String interfaceName {"org.mooring.Mooring1"};
inline constexpr uint version = 1;

inline constexpr QLatin1String invalidArguments {"org.freedesktop.DBus.Error.InvalidArgs"};
inline constexpr QLatin1String accessDenied {"org.freedesktop.DBus.Error.AccessDenied"};
inline constexpr QLatin1String limitsExceeded {"org.freedesktop.DBus.Error.LimitsExceeded"};
inline constexpr QLatin1String unknownMethod {"org.freedesktop.DBus.Error.UnknownMethod"};
inline constexpr QLatin1String timedOut {"org.freedesktop.DBus.Error.Timeout"};
inline constexpr QLatin1String unknownProvider {"org.mooring.Mooring1.Error.UnknownProvider"};
inline constexpr QLatin1String unknownJob {"org.mooring.Mooring1.Error.UnknownJob"};
inline constexpr QLatin1String unknownOperation {"org.mooring.Mooring1.Error.UnknownOperation"};
inline constexpr QLatin1String unanswered {"org.mooring.Mooring1.Error.Unanswered"};
inline constexpr QLatin1String leaving {"org.mooring.Mooring1.Error.Leaving"};

QString textOf(const QJsonObject& json);
std::optional<QJsonObject> objectOf(const QString& text); // empty: no JSON object

QString tokenOf(StopAnswer answer);
std::optional<StopAnswer> stopAnswerOf(const QString& token);

// An error answer as a value; domain dbus, the error's name and message in its text.
Error errorOf(const QDBusMessage& answer, const QString& subject);
bool isGone(const QDBusMessage& answer); // nobody is there any more: whether it was carried out is not known

void answer(const QDBusConnection& bus, const QDBusMessage& call, const QVariantList& values = {});
void refuse(const QDBusConnection& bus, const QDBusMessage& call, QLatin1String name, const QString& text);
void tell(const QDBusConnection& bus, const QString& whom, const char* signal, const QVariantList& values);

} // namespace mooring::wire
