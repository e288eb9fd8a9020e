// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"
#include "patience.h"
#include "services/system/childanswer.h"
#include "services/system/descriptor.h"

namespace mooring {

// What a daemon says, kept by the kernel and not by a file that could grow.
class DaemonLog
{
public:
    DaemonLog(const AttachmentFolder& folder, const QByteArray& name);
    QString lastLine(); // empties it; what is for information only is left out

private:
    Descriptor m_pipe;
};

// Starts the two daemons of an attachment so that they outlive this program, and ends them.
class Daemons
{
public:
    Daemons(QByteArray root, const KernelChild& child);

    // The program is searched on the PATH.
    struct Program
    {
        QByteArray name;
        QList<QByteArray> arguments;
    };
    Result<ProcessMark> start(const AttachmentFolder& folder, const QByteArray& name, const Program& program,
                              std::stop_token stop) const;
    std::optional<Error> awaitListening(const AttachmentFolder& folder, const ProcessMark& storage,
                                        const Patience& patience) const;
    // Which one was started and runs no more; empty: none.
    std::optional<Error> ended(const ProcessMark& storage, const ProcessMark& nbdfuse) const;
    std::optional<Error> awaitEnd(const ProcessMark& process, const QString& subject,
                                  const Patience& patience) const;
    // Only a recorded process, and only while its command line names our folder. Empty: it is gone.
    std::optional<Error> end(const AttachmentFolder& folder, const QByteArray& name) const;
    std::optional<Error> kill(const AttachmentFolder& folder, const QByteArray& name) const; // unasked

    static std::optional<Error> missingProgram(); // the first that is not installed
    static const char* packageOf(const QByteArray& program); // where Debian has it

private:
    std::optional<ProcessMark> ours(const AttachmentFolder& folder, const QByteArray& name) const;
    std::optional<Error> endBy(const AttachmentFolder& folder, const QByteArray& name,
                               std::initializer_list<int> numbers) const;
    QByteArray m_root;
    const KernelChild& m_child;
};

} // namespace mooring
