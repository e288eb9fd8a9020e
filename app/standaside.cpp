// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/standaside.h"

#include <algorithm>
#include <climits>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace mooring {

namespace {

void takeWhenClosed(int descriptor, const char* instead)
{
    if (fcntl(descriptor, F_GETFD) == 0)
        return;
    const int opened = open(instead, O_RDWR | O_CLOEXEC);
    if (opened >= 0 && opened != descriptor) {
        dup2(opened, descriptor);
        close(opened);
    }
}

void closeAllBut(QList<int> kept)
{
    std::sort(kept.begin(), kept.end());
    int next = STDERR_FILENO + 1;
    for (const int descriptor : std::as_const(kept)) {
        if (descriptor < next || fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
            continue;
        if (descriptor > next)
            close_range(static_cast<unsigned>(next), static_cast<unsigned>(descriptor) - 1, 0);
        next = descriptor + 1;
    }
    close_range(static_cast<unsigned>(next), ~0U, 0);
}

} // namespace

QByteArray workingDirectory()
{
    char path[PATH_MAX];
    return getcwd(path, sizeof path) != nullptr ? QByteArray(path) : QByteArray("/");
}

void standAside(QList<int> kept)
{
    if (chdir("/") != 0)
        std::perror("/");
    takeWhenClosed(STDIN_FILENO, "/dev/null");
    takeWhenClosed(STDOUT_FILENO, "/dev/full");
    takeWhenClosed(STDERR_FILENO, "/dev/full");
    closeAllBut(std::move(kept));
    std::signal(SIGPIPE, SIG_IGN);
}

void leave(int code)
{
    std::fflush(nullptr);
    _exit(code);
}

} // namespace mooring
