// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/reporter.h"
#include "app/terminal.h"
#include "models/engine.h"
#include "services/service/operationregistry.h"

namespace mooring {

// What a command works with.
struct CommandContext
{
    CommandLine line;
    Engine& engine;
    const Reporter& report;
    Terminal& terminal;
    QByteArray workingDirectory; // the caller's
    OperationRegistry* operations = nullptr; // of this user's programs; null: there is no bus
};

// One command from its look to its exit code. finished() comes once, and never from within start().
class CommandRun : public QObject
{
    Q_OBJECT
public:
    explicit CommandRun(CommandContext context)
        : m_line(std::move(context.line))
        , m_engine(context.engine)
        , m_report(context.report)
        , m_terminal(context.terminal)
        , m_workingDirectory(std::move(context.workingDirectory))
        , m_operations(context.operations)
    {
    }
    virtual void start() = 0;
    virtual void interrupt() { end(exitCode(Outcome::Stopped)); }

signals:
    void finished(int exitCode);

protected:
    void end(int code)
    {
        if (!std::exchange(m_ended, true))
            QMetaObject::invokeMethod(
                this, [this, code] { emit finished(code); }, Qt::QueuedConnection);
    }
    bool hasEnded() const { return m_ended; }

    const CommandLine m_line;
    Engine& m_engine;
    const Reporter& m_report;
    Terminal& m_terminal;
    const QByteArray m_workingDirectory;
    OperationRegistry* const m_operations;

private:
    bool m_ended = false;
};

std::unique_ptr<CommandRun>
makeCommandRun(const CommandContext& context); // null for help, version and browse

} // namespace mooring
