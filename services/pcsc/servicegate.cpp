// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servicegate.h"

#include <sys/stat.h>

namespace mooring::pcsc {

namespace {

QByteArray identity(const QByteArray& path)
{
    struct stat info
    {
    };
    if (stat(path.constData(), &info) != 0)
        return {};
    const auto number = [](auto value) { return QByteArray::number(static_cast<qint64>(value)); };
    return number(info.st_dev) + ':' + number(info.st_ino) + ':' + number(info.st_ctim.tv_sec) + '.'
        + number(info.st_ctim.tv_nsec);
}

} // namespace

ServiceGate::ServiceGate(Settings settings)
    : m_settings(std::move(settings))
    , m_again(0)
    , m_refused(0)
{
}

QByteArray ServiceGate::defaultSocket()
{
    const QByteArray named = qgetenv("PCSCLITE_CSOCK_NAME");
    return named.isEmpty() ? QByteArray("/run/pcscd/pcscd.comm") : named;
}

ServiceGate::Traces ServiceGate::traces() const
{
    return {identity(m_settings.socket), identity(m_settings.pidFile)};
}

// A PID file that went is no sign that somebody came.
bool ServiceGate::mayAsk() const
{
    const std::lock_guard guard(m_mutex);
    const Traces now = traces();
    if (now.socket.isEmpty())
        return false;
    if (m_last == refused)
        return m_refused.hasExpired();
    const bool isAnother
        = now.socket != m_seen.socket || (!now.pidFile.isEmpty() && now.pidFile != m_seen.pidFile);
    return m_last == success || !m_hasAsked || !m_again.hasExpired() || isAnother;
}

void ServiceGate::asked(Code code)
{
    const std::lock_guard guard(m_mutex);
    const Traces now = traces();
    if (now != m_seen)
        m_again.setRemainingTime(m_settings.settling);
    m_seen = now;
    m_last = code;
    m_hasAsked = true;
    if (code == refused)
        m_refused.setRemainingTime(m_settings.refusedPause);
}

void ServiceGate::lost()
{
    const std::lock_guard guard(m_mutex);
    m_last = noService;
    m_again.setRemainingTime(0);
}

Code ServiceGate::last() const
{
    const std::lock_guard guard(m_mutex);
    return m_last;
}

} // namespace mooring::pcsc
