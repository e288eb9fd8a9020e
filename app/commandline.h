// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secretfile.h"
#include "services/core/plan.h"

namespace mooring {

enum class Command
{
    Help,
    Version,
    List,
    Show,
    Users,
    Plan,
    Release, // detach, unmount, swap-off: CommandLine::verb
    Attach,
    Mount,
    LogIn,
    Browse,
    Operations,
    Wait,
    StopOperation,
    Log,
    Undo,
    NotYet, // named by the contract, not built yet
};

// What mooringctl was asked for. Operands are bytes as the shell handed them over.
struct CommandLine
{
    Command command = Command::Help;
    QString word; // the command as typed
    Verb verb = Verb::Detach; // of Plan and Release
    QList<QByteArray> operands;
    QString language; // empty: by locale
    PlanOptions options;
    QList<QByteArray> leaveOut; // ids or short forms
    QString format;
    QByteArray portal; // of login
    QByteArray backing; // of attach to a target: a file or a device
    std::optional<quint64> lun;
    int sessions = 1;
    ChapOptions chap, mutualChap;
    bool headerDigest = false;
    bool automatic = false;
    bool remember = false;
    bool rememberSecret = false;
    bool json = false;
    bool yes = false;
    bool acceptCollateral = false;
    bool readOnly = false;
    bool readWrite = false;
    bool untilUnused = false;
    bool overlay = false;
    bool outside = false; // files outside of the image's folder may be opened
    bool checksum = false;
    bool forensic = false; // mount: nothing at all is written, no journal is replayed

    bool isOperation() const; // --json tells it event by event
};

// Fills `line` as far as the arguments (without the program's name) can be understood; the first thing that
// cannot is the error. Flags other than 0 are refused here, so before any look.
std::optional<Error> parseCommandLine(const QList<QByteArray>& arguments, CommandLine& line);

int exitCode(Outcome outcome);

} // namespace mooring
