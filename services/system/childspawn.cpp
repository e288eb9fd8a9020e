// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "childspawn.h"

#include "openfilelimit.h"

#include <array>
#include <csignal>
#include <unistd.h>
#include <vector>

namespace mooring {
namespace {

constexpr std::array kInherited = {"HOME",
                                   "USER",
                                   "LOGNAME",
                                   "TMPDIR",
                                   "XDG_RUNTIME_DIR",
                                   "XDG_STATE_HOME",
                                   "DBUS_SYSTEM_BUS_ADDRESS",
                                   "DBUS_SESSION_BUS_ADDRESS"};

QByteArray searchPath()
{
    const QByteArray own = qgetenv("PATH");
    // what root's tools need is often missing from an ordinary user's path
    return own.isEmpty() ? "/usr/bin:/bin:/usr/sbin:/sbin" : own + ":/usr/sbin:/sbin";
}

QList<QByteArray> environment()
{
    QList<QByteArray> result {"LC_ALL=C", "PATH=" + searchPath()};
    for (const char* name : kInherited) {
        if (qEnvironmentVariableIsSet(name))
            result.append(QByteArray(name) + '=' + qgetenv(name));
    }
    return result;
}

std::vector<char*> pointers(QList<QByteArray>& strings)
{
    std::vector<char*> result;
    for (QByteArray& string : strings)
        result.push_back(string.data());
    result.push_back(nullptr);
    return result;
}

} // namespace

ChildSpawn::ChildSpawn()
{
    posix_spawn_file_actions_init(&m_actions);
    posix_spawnattr_init(&m_attributes);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&m_attributes, &all);
    posix_spawnattr_setsigmask(&m_attributes, &none);
    posix_spawnattr_setflags(&m_attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

ChildSpawn::~ChildSpawn()
{
    posix_spawnattr_destroy(&m_attributes);
    posix_spawn_file_actions_destroy(&m_actions);
}

QByteArray ChildSpawn::findProgram(const QByteArray& name)
{
    if (name.contains('/'))
        return name;
    for (const QByteArray& folder : searchPath().split(':')) {
        QByteArray path = folder + '/' + name;
        if (!name.isEmpty() && folder.startsWith('/') && access(path.constData(), X_OK) == 0)
            return path;
    }
    return {};
}

int ChildSpawn::run(pid_t& pid, const QByteArray& program, QList<QByteArray> argv, int in, int out, int err)
{
    posix_spawn_file_actions_adddup2(&m_actions, in, 0);
    posix_spawn_file_actions_adddup2(&m_actions, out, 1);
    posix_spawn_file_actions_adddup2(&m_actions, err, 2);
    posix_spawn_file_actions_addclosefrom_np(&m_actions, 3);
    posix_spawn_file_actions_addchdir_np(&m_actions, "/");
    QList<QByteArray> variables = environment();
    const int result = posix_spawn(&pid, program.constData(), &m_actions, &m_attributes,
                                   pointers(argv).data(), pointers(variables).data());
    if (result == 0)
        restoreOpenFileLimit(pid);
    return result;
}

} // namespace mooring
