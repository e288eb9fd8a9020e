// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace mooring {

struct CommandSpec
{
    QByteArrayView word;
    Command command;
    int fewest, most; // operands; most -1: any number
    Verb verb = Verb::Detach;
};

constexpr int anyNumber = -1;

struct OptionSpec
{
    QByteArrayView name;
    bool takesValue;
    bool (*fits)(const CommandLine&); // which commands know it
    std::optional<Error> (*apply)(CommandLine&, const QByteArray& value);
};

const CommandSpec* commandSpec(const QByteArray& word); // null: no such command
const OptionSpec* optionSpec(const QByteArray& name, bool attaches); // of attach some are others
bool isNotYet(const QByteArray& word); // named by the contract, not built yet

Error refused(ErrorCode code, const QByteArray& subject);

} // namespace mooring
