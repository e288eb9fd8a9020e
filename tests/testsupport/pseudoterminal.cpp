// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pseudoterminal.h"

#include <QElapsedTimer>

#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mooring::lab {

namespace {
std::vector<char*> pointers(Argv& words)
{
    std::vector<char*> list;
    for (QByteArray& word : words)
        list.push_back(word.data());
    list.push_back(nullptr);
    return list;
}
} // namespace

PseudoTerminal::PseudoTerminal(const Argv& argv, const Argv& environment)
{
    Argv words = argv, settings = environment;
    const std::vector<char*> arguments = pointers(words), extra = pointers(settings);
    m_pid = forkpty(&m_terminal, nullptr, nullptr, nullptr);
    if (m_pid != 0)
        return;
    for (char* setting : extra)
        if (setting != nullptr)
            putenv(setting);
    execv(arguments[0], arguments.data());
    _exit(127);
}

PseudoTerminal::~PseudoTerminal()
{
    if (m_pid > 0) {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
    close(m_terminal);
}

bool PseudoTerminal::read(int timeout)
{
    pollfd watched {m_terminal, POLLIN, 0};
    if (poll(&watched, 1, timeout) != 1)
        return false;
    char bytes[4096];
    const ssize_t count = ::read(m_terminal, bytes, sizeof bytes);
    if (count > 0)
        m_screen.append(bytes, count);
    return count > 0;
}

bool PseudoTerminal::waitFor(const QByteArray& text, int timeout)
{
    QElapsedTimer clock;
    clock.start();
    while (!m_screen.contains(text)) {
        const int left = timeout - int(clock.elapsed());
        if (left <= 0 || !read(left))
            return m_screen.contains(text);
    }
    return true;
}

void PseudoTerminal::type(const QByteArray& keys) const
{
    if (::write(m_terminal, keys.constData(), size_t(keys.size())) != keys.size())
        qFatal("the terminal takes no keys");
}

int PseudoTerminal::waitEnd(int timeout)
{
    QElapsedTimer clock;
    clock.start();
    int status = 0;
    while (waitpid(m_pid, &status, WNOHANG) == 0) {
        if (clock.elapsed() > timeout)
            return -1;
        read(20);
    }
    m_pid = -1;
    while (read(0)) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace mooring::lab
