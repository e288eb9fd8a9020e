// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scdaemon.h"

namespace mooring::pcsc {

bool isScdaemon(const ProcessEntry& process) { return process.command == "scdaemon"; }

QList<QByteArray> scdaemonRemedy() { return {"gpgconf", "--kill", "scdaemon"}; }

namespace {
// Without its own driver for readers it is a client of pcscd, as others are (scdaemon(1), --disable-ccid).
// The line can stand anywhere in the file, and the file need not be there.
QString sharing()
{
    return QStringLiteral("--- ~/.gnupg/scdaemon.conf\n"
                          "+++ ~/.gnupg/scdaemon.conf\n"
                          "@@ -0,0 +1 @@\n"
                          "+disable-ccid");
}
} // namespace

void tellRemedy(Resource& node, const ProcessEntry& process, quint32 user)
{
    if (!isScdaemon(process))
        return;
    node.facts.insert(Fact::Remedy, scdaemonRemedy().join(' '));
    node.facts.insert(Fact::LastingRemedy, sharing());
    if (node.release && node.release->verb == Verb::AskToQuit && process.uid == user)
        node.release->command = scdaemonRemedy();
}

bool asksScdaemon(const Step& step)
{
    return step.verb == Verb::AskToQuit && step.command == scdaemonRemedy();
}

StepResult askScdaemon(const Step& step, Child& child, std::stop_token stop)
{
    const Result<ChildResult> result = child.run(scdaemonRemedy(), std::move(stop));
    if (!result)
        return {.error = result.error()};
    if (result->exitCode == 0 && result->signal == 0)
        return {};
    Error error = errorOf(ErrorCode::CommandFailed, step.name);
    error.domain = ErrorDomain::Exit;
    error.number = static_cast<quint32>(result->exitCode);
    error.text = QString::fromLocal8Bit(result->err).trimmed();
    return {.error = error};
}

} // namespace mooring::pcsc
