// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/optionvalues.h"

#include "app/commandtable.h"
#include "services/core/cardchoices.h"
#include "services/core/rung.h"

namespace mooring::optionvalues {

// The documents' Flags are a DWORD; 0x form and decimal.
std::optional<Error> flags(const QByteArray& option, const QByteArray& value)
{
    bool ok = false;
    const quint64 number = value.toULongLong(&ok, 0);
    if (ok && number == 0)
        return {};
    Error error = refused(ok ? ErrorCode::FlagsNotZero : ErrorCode::InvalidArgument, option + ' ' + value);
    error.domain = ErrorDomain::Win32;
    error.number = 87;
    return error;
}

static std::optional<int> seconds(const QByteArray& value)
{
    bool ok = false;
    const int number = value.toInt(&ok, 10);
    if (!ok || number < 1 || number > 86400 || value[0] < '0' || value[0] > '9')
        return {};
    return number;
}

std::optional<Error> set(bool& flag)
{
    flag = true;
    return {};
}

std::optional<Error> setTimeout(CommandLine& line, const QByteArray& value)
{
    const std::optional<int> number = seconds(value);
    if (!number)
        return refused(ErrorCode::InvalidArgument, "--timeout " + value);
    line.options.deadline = *number * 1000;
    return {};
}

std::optional<Error> setProcesses(CommandLine& line, const QByteArray& value)
{
    const auto answer = fromToken<ProcessAnswer>(QString::fromUtf8(value));
    if (!answer)
        return refused(ErrorCode::InvalidArgument, "--processes " + value);
    line.options.processes = *answer;
    return {};
}

std::optional<Error> setOverlay(CommandLine& line, const QByteArray& value)
{
    if (value != "keep" && value != "discard" && value != "merge")
        return refused(ErrorCode::InvalidArgument, "--overlay " + value);
    line.options.choices.insert(QStringLiteral("overlay"), QString::fromLatin1(value));
    return {};
}

std::optional<Error> setDisposition(CommandLine& line, const QByteArray& value)
{
    if (value != "leave" && value != "reset" && value != "power-down" && value != "eject")
        return refused(ErrorCode::InvalidArgument, "--disposition " + value);
    if (value == "eject" && line.verb == Verb::Reconnect) // what is reconnected to stays
        return refused(ErrorCode::InvalidArgument, "--disposition " + value);
    line.options.choices.insert(dispositionChoice, QString::fromLatin1(value));
    return {};
}

std::optional<Error> setShare(CommandLine& line, const QByteArray& value)
{
    if (value != "shared" && value != "exclusive" && value != "direct")
        return refused(ErrorCode::InvalidArgument, "--share " + value);
    line.options.choices.insert(shareChoice, QString::fromLatin1(value));
    return {};
}

std::optional<Error> setSessions(CommandLine& line, const QByteArray& value)
{
    constexpr int most = 32;
    bool ok = false;
    line.sessions = value.toInt(&ok, 10);
    if (!ok || line.sessions < 1 || line.sessions > most)
        return refused(ErrorCode::InvalidArgument, "--sessions " + value);
    return {};
}

std::optional<Error> set(QByteArray& member, const QByteArray& value)
{
    member = value;
    return {};
}

std::optional<Error> setAutomatic(CommandLine& line, const char* word)
{
    const QString choice = QStringLiteral("automatic"), wanted = QLatin1String(word);
    if (line.options.choices.value(choice, wanted) != wanted)
        return refused(ErrorCode::InvalidArgument, "--keep-automatic --remove-automatic");
    line.options.choices.insert(choice, wanted);
    return {};
}

std::optional<Error> setSaved(CommandLine& line, const char* word)
{
    const QString choice = savedChoice, wanted = QLatin1String(word);
    if (line.options.choices.value(choice, wanted) != wanted)
        return refused(ErrorCode::InvalidArgument, "--keep-saved --remove-saved");
    line.options.choices.insert(choice, wanted);
    return {};
}

std::optional<Error> setLun(CommandLine& line, const QByteArray& value)
{
    constexpr quint64 most = 16383; // SAM-5, 4.7.7.4: flat space addressing
    bool ok = false;
    const quint64 number = value.toULongLong(&ok, 10);
    if (!ok || number > most)
        return refused(ErrorCode::InvalidArgument, "--lun " + value);
    line.lun = number;
    return {};
}

std::optional<Error> setLanguage(CommandLine& line, const QByteArray& value)
{
    if (value != "en" && value != "fr")
        return refused(ErrorCode::InvalidArgument, "--lang " + value);
    line.language = QString::fromLatin1(value);
    return {};
}

// Of the ladder, those that nothing here has yet.
static bool isUnbuiltRung(const QByteArray& value)
{
    return value == "quit" || value == "end" || value == "stop" || value == "end-holder";
}

std::optional<Error> setForce(CommandLine& line, const QByteArray& value)
{
    if (isUnbuiltRung(value))
        return refused(ErrorCode::NotSupportedHere, "--force " + value);
    if (!fromToken<Rung>(QString::fromUtf8(value)))
        return refused(ErrorCode::InvalidArgument, "--force " + value);
    line.options.force = QString::fromUtf8(value);
    return {};
}

} // namespace mooring::optionvalues
