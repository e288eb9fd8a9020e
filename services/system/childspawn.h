// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <spawn.h>

namespace mooring {

// How a child begins: a session of its own, all signals as by default, working directory /, LC_ALL=C, and no
// descriptor but the three given.
class ChildSpawn
{
public:
    ChildSpawn();
    ~ChildSpawn();
    ChildSpawn(const ChildSpawn&) = delete;
    ChildSpawn& operator=(const ChildSpawn&) = delete;

    static QByteArray findProgram(const QByteArray& name); // empty when there is none
    int run(pid_t& pid, const QByteArray& program, QList<QByteArray> argv, int in, int out,
            int err); // errno

private:
    posix_spawn_file_actions_t m_actions {};
    posix_spawnattr_t m_attributes {};
};

} // namespace mooring
