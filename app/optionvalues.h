// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

// What the value of an option means; each fills its part of the line, or says what is wrong with the value.
namespace mooring::optionvalues {

std::optional<Error> flags(const QByteArray& option, const QByteArray& value);
std::optional<Error> set(bool& flag);
std::optional<Error> setTimeout(CommandLine& line, const QByteArray& value);
std::optional<Error> setProcesses(CommandLine& line, const QByteArray& value);
std::optional<Error> setOverlay(CommandLine& line, const QByteArray& value);
std::optional<Error> setDisposition(CommandLine& line, const QByteArray& value);
std::optional<Error> setShare(CommandLine& line, const QByteArray& value);
std::optional<Error> setSessions(CommandLine& line, const QByteArray& value);
std::optional<Error> set(QByteArray& member, const QByteArray& value);
std::optional<Error> setAutomatic(CommandLine& line, const char* word);
std::optional<Error> setSaved(CommandLine& line, const char* word);
std::optional<Error> setLun(CommandLine& line, const QByteArray& value);
std::optional<Error> setLanguage(CommandLine& line, const QByteArray& value);
std::optional<Error> setForce(CommandLine& line, const QByteArray& value);

} // namespace mooring::optionvalues
