// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/standaside.h"

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

} // namespace

QByteArray workingDirectory()
{
    char path[PATH_MAX];
    return getcwd(path, sizeof path) != nullptr ? QByteArray(path) : QByteArray("/");
}

void standAside()
{
    if (chdir("/") != 0)
        std::perror("/");
    takeWhenClosed(STDIN_FILENO, "/dev/null");
    takeWhenClosed(STDOUT_FILENO, "/dev/full");
    takeWhenClosed(STDERR_FILENO, "/dev/full");
    close_range(STDERR_FILENO + 1, ~0U, 0);
    std::signal(SIGPIPE, SIG_IGN);
}

void leave(int code)
{
    std::fflush(nullptr);
    _exit(code);
}

} // namespace mooring
