// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "child.h"

#include <QMap>

#include <memory>

namespace mooring {

struct DeviceNumber
{
    unsigned major = 0, minor = 0;
    QByteArray text() const { return QByteArray::number(major) + ':' + QByteArray::number(minor); }
    static DeviceNumber fromText(const QByteArray& text);
    bool operator==(const DeviceNumber&) const = default;
    bool operator<(const DeviceNumber& other) const
    {
        return major != other.major ? major < other.major : minor < other.minor;
    }
};

// Whose users are looked for.
struct ProcessTargets
{
    struct Mount
    {
        quint64 id = 0;
        DeviceNumber device;
        QByteArray path;
    };
    QList<Mount> mounts; // files seen through these
    QList<DeviceNumber> superblocks; // any file of these, through whichever mount
    QList<DeviceNumber> nodes; // openers of these block devices
    bool isEmpty() const { return mounts.isEmpty() && superblocks.isEmpty() && nodes.isEmpty(); }
};

struct ProcessUse
{
    How how = How::OpenFile;
    quint64 mountId = 0; // 0: not known
    DeviceNumber device; // of the superblock (btrfs: of the subvolume)
    DeviceNumber node; // the block device, with How::OpenDevice
    QByteArray path;
    bool operator==(const ProcessUse&) const = default;
};

struct ProcessEntry
{
    qint64 pid = 0;
    quint64 startTicks = 0;
    qint64 parent = 0, session = 0;
    quint32 uid = 0; // effective
    char state = '?'; // as in proc(5)
    QByteArray command, commandLine, cgroup;
    QList<ProcessUse> uses;
    QByteArray key() const; // "process:PID@START"
    QString label() const; // "COMMAND (PID)"
    bool operator==(const ProcessEntry&) const = default;
};

struct ProcessScan
{
    QList<ProcessEntry> processes; // only those that use something
    QMap<quint32, int> unseen; // uid -> how many processes may not be looked into
};

// Finds out which processes use something, in a child that may be abandoned. This program and the child are
// left out.
class Processes
{
public:
    explicit Processes(std::shared_ptr<Child> child, QByteArray kernelChild = kernelChildPath());
    Result<ProcessScan> scan(const ProcessTargets& targets, std::stop_token stop = {}) const;

    static QByteArray request(const ProcessTargets& targets);
    static Result<ProcessScan> parse(const QByteArray& answer);
    // Who it is, without its uses; empty when there is none (a zombie counts as none).
    static std::optional<ProcessEntry> read(const QByteArray& root, qint64 pid);

private:
    std::shared_ptr<Child> m_child;
    QByteArray m_kernelChild;
};

} // namespace mooring
