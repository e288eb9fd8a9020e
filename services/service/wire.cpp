// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include <QJsonDocument>

namespace mooring::wire {

namespace {
ErrorCode codeOf(const QString& name)
{
    if (name == accessDenied)
        return ErrorCode::PermissionDenied;
    if (name == invalidArguments)
        return ErrorCode::InvalidArgument;
    if (name == unknownOperation)
        return ErrorCode::NoSuchOperation;
    if (name == unknownProvider || name == unknownMethod)
        return ErrorCode::NotSupportedHere;
    if (name.endsWith(QLatin1String(".NoMemory")))
        return ErrorCode::OutOfMemory;
    if (name.endsWith(QLatin1String(".Timeout")) || name.endsWith(QLatin1String(".TimedOut")))
        return ErrorCode::DeadlinePassed;
    return name == limitsExceeded ? ErrorCode::CommandFailed : ErrorCode::ServiceNotRunning;
}
} // namespace

QString textOf(const QJsonObject& json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

std::optional<QJsonObject> objectOf(const QString& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QString tokenOf(StopAnswer answer)
{
    switch (answer) {
    case StopAnswer::Stopping:
        return QStringLiteral("stopping");
    case StopAnswer::TooLate:
        return QStringLiteral("too-late");
    case StopAnswer::AlreadyEnded:
        break;
    }
    return QStringLiteral("already-ended");
}

std::optional<StopAnswer> stopAnswerOf(const QString& token)
{
    for (const StopAnswer answer : {StopAnswer::Stopping, StopAnswer::TooLate, StopAnswer::AlreadyEnded})
        if (token == tokenOf(answer))
            return answer;
    return {};
}

Error errorOf(const QDBusMessage& answer, const QString& subject)
{
    Error error = mooring::errorOf(codeOf(answer.errorName()), subject);
    error.domain = ErrorDomain::Dbus;
    error.text = answer.errorName() + QStringLiteral(": ") + answer.errorMessage();
    return error;
}

bool isGone(const QDBusMessage& answer)
{
    for (const char* gone : {".NoReply", ".ServiceUnknown", ".Disconnected", ".NameHasNoOwner"})
        if (answer.errorName().endsWith(QLatin1String(gone)))
            return true;
    return false;
}

void answer(const QDBusConnection& bus, const QDBusMessage& call, const QVariantList& values)
{
    if (call.isReplyRequired())
        bus.send(call.createReply(values));
}

void refuse(const QDBusConnection& bus, const QDBusMessage& call, QLatin1String name, const QString& text)
{
    if (call.isReplyRequired())
        bus.send(call.createErrorReply(name, text));
}

void tell(const QDBusConnection& bus, const QString& whom, const char* signal, const QVariantList& values)
{
    const QString member = QLatin1String(signal);
    QDBusMessage message = whom.isEmpty()
        ? QDBusMessage::createSignal(objectPath, interfaceName, member)
        : QDBusMessage::createTargetedSignal(whom, objectPath, interfaceName, member);
    message.setArguments(values);
    bus.send(message);
}

} // namespace mooring::wire
