// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"
#include "services/core/result.h"

#include <QByteArray>
#include <QList>

namespace mooring {

// How a child process ended. Times out and stops are the caller's: see Child::run.
struct ChildResult
{
    int exitCode = 0; // when it exited by itself
    int signal = 0; // when it was killed
    QByteArray out, err;
    bool abandoned = false; // did not end after stop and grace: still waiting in the kernel, as pid
    qint64 pid = 0;
    bool truncated = false; // said more than outputLimit and was therefore told to end
    bool operator==(const ChildResult&) const = default;
};

// Runs one child: argv without a shell, LC_ALL=C, working directory /, no stray descriptors, posix_spawn and
// a pidfd. Blocks the calling worker thread, never longer than the stop token plus `grace` allow: then the
// child is killed, and when it cannot die (uninterruptible) it is abandoned and reaped in the background. The
// seam "command": tests subclass it.
class Child
{
public:
    struct Options
    {
        QByteArray input;
        std::function<void(qint64 pid, int elapsed)>
            waiting; // about every 250 ms while it runs; elapsed in ms
        int grace = 500; // ms between SIGTERM and SIGKILL, and again before it is abandoned
        qsizetype outputLimit = 64 << 20; // bytes; more is dropped and the child killed
    };
    virtual ~Child() = default;
    virtual Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token stop,
                                    const Options& options);
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token stop = {})
    {
        return run(argv, stop, Options());
    }
};

// Mooring's own small program for system calls that can hang: `mooring-child VERB ARGS`. Exit status 0, or
// the errno; see services/system/kernelchild/. Found beside the running program or in ../libexec/mooring.
QByteArray kernelChildPath();

// The answer of mooring-child as an Error, empty for success.
std::optional<Error> kernelChildError(const Result<ChildResult>& result, const QString& subject);

} // namespace mooring
