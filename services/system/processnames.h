// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "processes.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

namespace mooring {

// What a control group says about a process.
struct CgroupNames
{
    QString unit; // the systemd unit of this host that it runs in
    bool ofUser = false; // a unit of a user's own manager, which the system's manager cannot stop
    QString container; // short id or name
    bool isService() const
    {
        return !ofUser && container.isEmpty() && unit.endsWith(QLatin1String(".service"));
    }
    bool operator==(const CgroupNames&) const = default;
};
CgroupNames cgroupNames(const QByteArray& cgroup); // text of /proc/PID/cgroup, v1 or v2

// The guest's name in a QEMU command line; empty for any other program.
QString virtualMachineName(const QByteArray& commandLine);

// Turns what a scan found into what a person knows. Made anew for each look; reads procfs below `root`.
class ProcessNames
{
public:
    ProcessNames(QByteArray root, qint64 caller);
    QString user(quint32 uid) const;
    QDateTime since(quint64 startTicks) const; // UTC
    // Ending it would end the session the caller lives in: it is an ancestor, or its login's or desktop's
    // base.
    bool isOwnSession(const ProcessEntry& process) const;

private:
    bool holdsSession(const ProcessEntry& process) const;
    QByteArray m_root;
    qint64 m_bootTime = 0; // seconds
    QSet<qint64> m_ancestors;
    QString m_ownUnit;
    quint32 m_ownUid = 0;
    mutable QHash<quint32, QString> m_users;
};

} // namespace mooring
