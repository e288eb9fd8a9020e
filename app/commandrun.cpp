// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandrun.h"

#include "app/logcommand.h"
#include "app/lookcommand.h"
#include "app/operationcommand.h"
#include "app/registrycommand.h"

namespace mooring {

std::unique_ptr<CommandRun> makeCommandRun(const CommandContext& context)
{
    switch (context.line.command) {
    case Command::List:
    case Command::Show:
    case Command::Users:
    case Command::Plan:
        return std::make_unique<LookCommand>(context);
    case Command::Release:
    case Command::Attach:
    case Command::Mount:
    case Command::LogIn:
    case Command::Undo:
        return std::make_unique<OperationCommand>(context);
    case Command::Operations:
    case Command::Wait:
    case Command::StopOperation:
        return std::make_unique<RegistryCommand>(context);
    case Command::Log:
        return std::make_unique<LogCommand>(context);
    case Command::Browse: // needs nothing of what a run has
    case Command::Help:
    case Command::Version:
    case Command::NotYet:
        break;
    }
    return {};
}

} // namespace mooring
