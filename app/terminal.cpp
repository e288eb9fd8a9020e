// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/terminal.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace mooring {

namespace {

int wakeUp = -1; // NOLINT: a signal handler can reach nothing else

void onSignal(int /*number*/)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(wakeUp, &byte, 1);
}

bool isYes(const QByteArray& line)
{
    const QByteArray word = line.trimmed().toLower();
    return word == "y" || word == "yes" || word == "o" || word == "oui";
}

} // namespace

bool Terminal::isThere() const { return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0; }

void Terminal::listen(std::function<void(bool yes)> answered)
{
    m_answered = std::move(answered);
    m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(m_input.get(), &QSocketNotifier::activated, m_input.get(), [this] { read(); });
}

void Terminal::read()
{
    char bytes[256];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    m_line.append(bytes, std::max<ssize_t>(count, 0));
    const qsizetype end = m_line.indexOf('\n');
    if (count > 0 && end < 0)
        return;
    m_input->setEnabled(false);
    const bool yes = end >= 0 && isYes(m_line.left(end));
    m_line.clear();
    if (const auto answered = std::exchange(m_answered, nullptr))
        answered(yes);
}

Interrupts::Interrupts(QObject* parent)
    : QObject(parent)
{
    if (pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[64];
        if (::read(m_ends[0], bytes, sizeof bytes) > 0)
            emit interrupted();
    });
    wakeUp = m_ends[1];
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        sigaction(number, &action, nullptr);
}

Interrupts::~Interrupts()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, SIG_DFL);
    wakeUp = -1;
    for (const int end : m_ends)
        if (end >= 0)
            close(end);
}

} // namespace mooring
