// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace mooring {

// One block device as sysfs shows it. Reading never opens a device.
struct BlockDevice
{
    QByteArray name; // kernel name: loop0, loop0p1, vda ('!' as in sysfs)
    QByteArray disk; // name of the whole disk; empty for a whole disk
    unsigned major = 0, minor = 0;
    quint64 size = 0; // bytes
    bool readOnly = false;
    quint64 diskSeq = 0; // of the whole disk; 0: the kernel has none
    int partition = 0; // number; 0: whole disk
    quint64 start = 0; // bytes, of a partition
    QList<QByteArray> holders, slaves; // kernel names
    QByteArray devicePath() const; // "/dev/NAME", '!' turned to '/'
    QByteArray key() const; // "block:MAJ:MIN@DISKSEQ"
    bool operator==(const BlockDevice&) const = default;
};

// What /sys/block/loopN/loop says.
struct LoopDevice
{
    BlockDevice device;
    QByteArray backingFile; // path as the kernel has it, without the " (deleted)" mark
    bool deleted = false;
    quint64 offset = 0, sizeLimit = 0; // bytes
    bool autoclear = false, partScan = false, directIo = false;
    unsigned sectorSize = 0; // bytes, logical
    bool operator==(const LoopDevice&) const = default;
};

// sysfs below an injectable root ("/" on the real host). Errors name the source.
class BlockDevices
{
public:
    explicit BlockDevices(QByteArray root = "/");
    // All disks and their partitions whose whole disk passes `wanted` (kernel name), with those of their
    // holders that pass as well; at most 4 file reads a device.
    QList<BlockDevice> read(const std::function<bool(const QByteArray& disk)>& wanted = {},
                            QList<Error>* errors = nullptr) const;
    Result<BlockDevice> readOne(const QByteArray& name) const;
    QList<LoopDevice> readLoops(QList<Error>* errors = nullptr) const; // bound ones only, sorted by number
    std::optional<LoopDevice> readLoop(const QByteArray& name) const;
    QList<BlockDevice> partitions(const QByteArray& disk) const;
    QList<BlockDevice> partitions(const BlockDevice& disk) const; // of one just read

private:
    QByteArray m_root;
};

} // namespace mooring
