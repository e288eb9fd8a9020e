// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandtable.h"

#include "app/optionvalues.h"
#include "services/core/cardchoices.h"
#include "services/core/rung.h"

#include <algorithm>
#include <array>

namespace mooring {

namespace {

constexpr std::array commands {
    CommandSpec {"list", Command::List, 0, 1},
    CommandSpec {"show", Command::Show, 1, 1},
    CommandSpec {"users", Command::Users, 1, 1},
    CommandSpec {"plan", Command::Plan, 2, anyNumber},
    CommandSpec {"detach", Command::Release, 1, anyNumber, Verb::Detach},
    CommandSpec {"logout", Command::Release, 1, anyNumber, Verb::LogOut},
    CommandSpec {"release", Command::Release, 1, anyNumber, Verb::Release},
    CommandSpec {"transaction", Command::Release, 2, anyNumber, Verb::BeginTransaction},
    CommandSpec {"reconnect", Command::Release, 1, anyNumber, Verb::Reconnect},
    CommandSpec {"unmount", Command::Release, 1, anyNumber, Verb::Unmount},
    CommandSpec {"swap-off", Command::Release, 1, anyNumber, Verb::SwapOff},
    CommandSpec {"clean-up", Command::Release, 1, anyNumber, Verb::CleanUp},
    CommandSpec {"forget", Command::Release, 1, anyNumber, Verb::Forget},
    CommandSpec {"hide", Command::Release, 1, anyNumber, Verb::Hide},
    CommandSpec {"disconnect", Command::Release, 1, anyNumber, Verb::Disconnect},
    CommandSpec {"remove-initiator", Command::Release, 1, anyNumber, Verb::RemoveInitiator},
    CommandSpec {"disable", Command::Release, 1, anyNumber, Verb::DisablePortalGroup},
    CommandSpec {"attach", Command::Attach, 1, 1, Verb::Attach},
    CommandSpec {"mount", Command::Mount, 1, 2, Verb::Mount},
    CommandSpec {"login", Command::LogIn, 1, 1, Verb::LogIn},
    CommandSpec {"browse", Command::Browse, 1, anyNumber},
    CommandSpec {"operations", Command::Operations, 0, 0},
    CommandSpec {"wait", Command::Wait, 1, 1},
    CommandSpec {"stop-operation", Command::StopOperation, 1, 1},
    CommandSpec {"log", Command::Log, 0, 0},
    CommandSpec {"undo", Command::Undo, 1, 1, Verb::PutBack},
    CommandSpec {"help", Command::Help, 0, anyNumber},
    CommandSpec {"version", Command::Version, 0, 0},
};

const QList<QByteArray> notYet
    = QByteArray("close-luks deactivate stop-array remove-path "
                 "delete-scsi-disk flush hold swap-on open-luks activate assemble log-in attach-to-reader")
          .split(' ');

bool changes(const CommandLine& line)
{
    return line.command == Command::Plan || line.command == Command::Release || line.command == Command::Undo;
}

bool starts(const CommandLine& line) { return line.isOperation(); }

bool attaches(const CommandLine& line) { return line.command == Command::Attach; }

bool treatsCards(const CommandLine& line)
{
    return changes(line)
        && (line.verb == Verb::Release || line.verb == Verb::Reconnect || line.verb == Verb::EndTransaction);
}

bool logsIn(const CommandLine& line) { return line.command == Command::LogIn; }

bool browses(const CommandLine& line) { return line.command == Command::Browse; }

bool authenticates(const CommandLine& line) { return logsIn(line) || browses(line); }

bool provesItself(const CommandLine& line) { return authenticates(line) || attaches(line); }

bool always(const CommandLine& /*line*/) { return true; }

using namespace optionvalues;
using Line = CommandLine;
using Value = const QByteArray&;

const std::array options {
    OptionSpec {"--json", false, always, [](Line& line, Value) { return set(line.json); }},
    OptionSpec {"--lang", true, always, setLanguage},
    OptionSpec {"--yes", false, starts, [](Line& line, Value) { return set(line.yes); }},
    OptionSpec {"--accept-collateral", false, starts,
                [](Line& line, Value) { return set(line.acceptCollateral); }},
    OptionSpec {"--no-cascade", false, changes,
                [](Line& line, Value) -> std::optional<Error> {
                    line.options.cascade = false;
                    return {};
                }},
    OptionSpec {"--leave-out", true, changes,
                [](Line& line, Value value) -> std::optional<Error> {
                    line.leaveOut << value;
                    return {};
                }},
    OptionSpec {"--timeout", true,
                [](const Line& line) {
                    return starts(line) || changes(line) || browses(line) || line.command == Command::Wait;
                },
                setTimeout},
    OptionSpec {"--processes", true, changes, setProcesses},
    OptionSpec {"--flags", true, always, [](Line&, Value value) { return flags("--flags", value); }},
    OptionSpec {"--provider-flags", true, always,
                [](Line&, Value value) { return flags("--provider-flags", value); }},
    OptionSpec {"--force", true, changes, setForce},
    OptionSpec {"--overlay", true, changes, setOverlay},
    OptionSpec {"--disposition", true, treatsCards, setDisposition},
    OptionSpec {"--share", true, attaches, setShare},
    OptionSpec {"--portal", true, logsIn, [](Line& line, Value value) { return set(line.portal, value); }},
    OptionSpec {"--sessions", true, logsIn, setSessions},
    OptionSpec {"--chap-user", true, provesItself,
                [](Line& line, Value value) { return set(line.chap.user, value); }},
    OptionSpec {"--chap-secret-file", true, provesItself,
                [](Line& line, Value value) { return set(line.chap.secretFile, value); }},
    OptionSpec {"--mutual-user", true, authenticates,
                [](Line& line, Value value) { return set(line.mutualChap.user, value); }},
    OptionSpec {"--mutual-secret-file", true, authenticates,
                [](Line& line, Value value) { return set(line.mutualChap.secretFile, value); }},
    OptionSpec {"--header-digest", false, logsIn, [](Line& line, Value) { return set(line.headerDigest); }},
    OptionSpec {"--automatic", false, logsIn, [](Line& line, Value) { return set(line.automatic); }},
    OptionSpec {"--remember", false, logsIn, [](Line& line, Value) { return set(line.remember); }},
    OptionSpec {"--remember-secret", false, logsIn,
                [](Line& line, Value) { return set(line.rememberSecret); }},
    OptionSpec {"--keep-automatic", false, changes,
                [](Line& line, Value) { return setAutomatic(line, "keep"); }},
    OptionSpec {"--remove-automatic", false, changes,
                [](Line& line, Value) { return setAutomatic(line, "remove"); }},
    OptionSpec {"--keep-saved", false, changes, [](Line& line, Value) { return setSaved(line, "keep"); }},
    OptionSpec {"--remove-saved", false, changes, [](Line& line, Value) { return setSaved(line, "remove"); }},
    OptionSpec {"--backing", true, attaches,
                [](Line& line, Value value) { return set(line.backing, value); }},
    OptionSpec {"--lun", true, attaches, setLun},
    OptionSpec {"--read-only", false,
                [](const Line& line) { return attaches(line) || line.command == Command::Mount; },
                [](Line& line, Value) { return set(line.readOnly); }},
    OptionSpec {"--forensic", false, [](const Line& line) { return line.command == Command::Mount; },
                [](Line& line, Value) { return set(line.forensic); }},
    OptionSpec {"--read-write", false, attaches, [](Line& line, Value) { return set(line.readWrite); }},
    OptionSpec {"--until-unused", false, attaches, [](Line& line, Value) { return set(line.untilUnused); }},
    OptionSpec {"--format", true, attaches,
                [](Line& line, Value value) -> std::optional<Error> {
                    line.format = QString::fromUtf8(value);
                    return {};
                }},
};

// Of attach alone, before those above: an overlay is made, or what became of one is chosen.
const std::array attachOptions {
    OptionSpec {"--overlay", false, attaches, [](Line& line, Value) { return set(line.overlay); }},
    OptionSpec {"--allow-outside", false, attaches, [](Line& line, Value) { return set(line.outside); }},
    OptionSpec {"--checksum", false, attaches, [](Line& line, Value) { return set(line.checksum); }},
};

template <class Table> const OptionSpec* find(const Table& table, const QByteArray& name)
{
    const auto found = std::ranges::find(table, QByteArrayView(name), &OptionSpec::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace

const CommandSpec* commandSpec(const QByteArray& word)
{
    const auto found = std::ranges::find(commands, QByteArrayView(word), &CommandSpec::word);
    return found == commands.end() ? nullptr : &*found;
}

const OptionSpec* optionSpec(const QByteArray& name, bool attaches)
{
    const OptionSpec* own = find(attachOptions, name);
    const OptionSpec* common = find(options, name);
    return own != nullptr && (attaches || common == nullptr) ? own : common;
}

bool isNotYet(const QByteArray& word) { return notYet.contains(word); }

Error refused(ErrorCode code, const QByteArray& subject) { return errorOf(code, encodeBytes(subject)); }

} // namespace mooring
