// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockdevices.h"

#include "sysfs.h"

#include <QHash>

#include <algorithm>

namespace mooring {
namespace {

constexpr quint64 kSector = 512; // sysfs counts in these whatever the device's own block size

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

QList<QByteArray> namesIn(const SysFolder& device, const char* folder)
{
    QList<QByteArray> result;
    if (const SysFolder links(folder, device.fd()); links)
        links.list([&result](std::string_view name, unsigned char) { result.append(bytes(name)); });
    std::sort(result.begin(), result.end());
    return result;
}

void applyUevent(std::string_view text, BlockDevice& device)
{
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.starts_with("MAJOR="))
            device.major = static_cast<unsigned>(leadingNumber(line.substr(6)));
        else if (line.starts_with("MINOR="))
            device.minor = static_cast<unsigned>(leadingNumber(line.substr(6)));
        else if (line.starts_with("DISKSEQ="))
            device.diskSeq = leadingNumber(line.substr(8));
        else if (line.starts_with("PARTN="))
            device.partition = static_cast<int>(leadingNumber(line.substr(6)));
    }
}

// What disks and partitions have in common: three small files.
bool readCommon(const SysFolder& folder, BlockDevice& device)
{
    std::array<char, 4096> buffer; // NOLINT: filled by the kernel
    const std::string_view uevent = folder.read("uevent", buffer);
    if (uevent.empty())
        return false;
    applyUevent(uevent, device);
    device.size = leadingNumber(folder.read("size", buffer)) * kSector;
    device.readOnly = leadingNumber(folder.read("ro", buffer)) != 0;
    return true;
}

std::optional<BlockDevice> readDisk(const SysFolder& folder, const QByteArray& name)
{
    BlockDevice device;
    device.name = name;
    if (!folder || !readCommon(folder, device))
        return {};
    return device;
}

enum class Holders
{
    Read,
    Leave
};

std::optional<BlockDevice> readPartition(const SysFolder& diskFolder, const BlockDevice& disk,
                                         const QByteArray& name, Holders holders)
{
    BlockDevice device;
    device.name = name;
    device.disk = disk.name;
    const SysFolder folder(name.constData(), diskFolder.fd());
    if (!folder || !readCommon(folder, device) || device.partition == 0)
        return {};
    std::array<char, 32> buffer; // NOLINT: filled by the kernel
    device.start = leadingNumber(folder.read("start", buffer)) * kSector;
    device.readOnly = device.readOnly || disk.readOnly;
    device.diskSeq = disk.diskSeq;
    if (holders == Holders::Read)
        device.holders = namesIn(folder, "holders");
    return device;
}

// Appends them in the order of their numbers.
void readPartitions(const SysFolder& diskFolder, const BlockDevice& disk, const QList<QByteArray>& names,
                    Holders holders, QList<BlockDevice>& into)
{
    const qsizetype first = into.size();
    for (const QByteArray& name : names) {
        if (const auto partition = readPartition(diskFolder, disk, name, holders))
            into.append(*partition);
    }
    std::sort(into.begin() + first, into.end(),
              [](const BlockDevice& a, const BlockDevice& b) { return a.partition < b.partition; });
}

// "sda1" of "sda", "loop0p1" of "loop0".
bool isPartitionName(std::string_view name, std::string_view disk)
{
    if (disk.empty() || name.size() <= disk.size() || !name.starts_with(disk))
        return false;
    std::string_view rest = name.substr(disk.size());
    const bool endsInDigit = disk.back() >= '0' && disk.back() <= '9';
    if (endsInDigit && rest.front() != 'p')
        return false;
    rest.remove_prefix(endsInDigit ? 1 : 0);
    return !rest.empty()
        && std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Partition names in a disk's own folder.
QList<QByteArray> partitionsIn(const SysFolder& folder, const QByteArray& disk)
{
    QList<QByteArray> result;
    const std::string_view diskName(disk.constData(), static_cast<size_t>(disk.size()));
    folder.list([&](std::string_view name, unsigned char) {
        if (isPartitionName(name, diskName))
            result.append(bytes(name));
    });
    return result;
}

QByteArray diskOfPartition(const QByteArray& name, const std::function<bool(const QByteArray&)>& isDisk)
{
    QByteArray disk = name;
    while (!disk.isEmpty() && disk.back() >= '0' && disk.back() <= '9')
        disk.chop(1);
    if (disk.size() == name.size())
        return {};
    if (disk.endsWith('p') && isDisk(disk.chopped(1)))
        disk.chop(1);
    return isDisk(disk) ? disk : QByteArray();
}

// Disks that stand on nothing, so that there is no need to list what is below them.
bool isBottom(const QByteArray& disk)
{
    constexpr std::array kBottom {"sd",  "vd",   "xvd", "nvme", "mmcblk", "loop",
                                  "ram", "zram", "sr",  "nbd",  "fd"};
    return std::any_of(kBottom.begin(), kBottom.end(),
                       [&disk](const char* prefix) { return disk.startsWith(prefix); });
}

// What stands on what is told twice by sysfs; with the devices at hand the second telling need not be read.
void invertSlaves(QList<BlockDevice>& devices)
{
    QHash<QByteArray, QList<QByteArray>> holders;
    for (const BlockDevice& device : std::as_const(devices)) {
        for (const QByteArray& slave : device.slaves)
            holders[slave].append(device.name);
    }
    if (holders.isEmpty())
        return;
    for (BlockDevice& device : devices) {
        device.holders = holders.value(device.name);
        std::sort(device.holders.begin(), device.holders.end());
    }
}

std::vector<QByteArray> names(const SysFolder& folder)
{
    std::vector<QByteArray> result;
    folder.list([&result](std::string_view name, unsigned char) { result.push_back(bytes(name)); });
    std::sort(result.begin(), result.end());
    return result;
}

// Partitions by their disks, from /sys/class/block: one listing instead of one for every disk. Empty when the
// root has no such folder.
std::optional<QHash<QByteArray, QList<QByteArray>>> partitionsByDisk(const QByteArray& root,
                                                                     const std::vector<QByteArray>& disks)
{
    const SysFolder all((root + "sys/class/block").constData());
    if (!all)
        return {};
    const auto isDisk
        = [&disks](const QByteArray& name) { return std::binary_search(disks.begin(), disks.end(), name); };
    QHash<QByteArray, QList<QByteArray>> result;
    for (const QByteArray& name : names(all)) {
        if (isDisk(name))
            continue;
        if (const QByteArray disk = diskOfPartition(name, isDisk); !disk.isEmpty())
            result[disk].append(name);
    }
    return result;
}

} // namespace

QByteArray BlockDevice::devicePath() const
{
    QByteArray path = "/dev/" + name;
    return path.replace('!', '/');
}

QByteArray BlockDevice::key() const
{
    return "block:" + QByteArray::number(major) + ':' + QByteArray::number(minor) + '@'
        + QByteArray::number(diskSeq);
}

BlockDevices::BlockDevices(QByteArray root)
    : m_root(root.endsWith('/') ? std::move(root) : root + '/')
{
}

QList<BlockDevice> BlockDevices::read(const std::function<bool(const QByteArray& disk)>& wanted,
                                      QList<Error>* errors) const
{
    QList<BlockDevice> result;
    const QByteArray path = m_root + "sys/block";
    const SysFolder block(path.constData());
    if (!block) {
        Error error = errnoError(errno, QString::fromUtf8(path), ErrorCode::LookFailed);
        error.source = QStringLiteral("sysfs");
        if (errors)
            errors->append(error);
        return result;
    }
    const std::vector<QByteArray> disks = names(block);
    const auto listed = partitionsByDisk(m_root, disks);
    result.reserve(static_cast<qsizetype>(disks.size()));
    for (const QByteArray& name : disks) {
        if (wanted && !wanted(name))
            continue;
        const SysFolder folder(name.constData(), block.fd());
        std::optional<BlockDevice> disk = readDisk(folder, name);
        if (!disk)
            continue; // gone since the listing
        if (!isBottom(name))
            disk->slaves = namesIn(folder, "slaves");
        result.append(*disk);
        const QList<QByteArray> parts = listed ? listed->value(name) : partitionsIn(folder, name);
        if (!parts.isEmpty())
            readPartitions(folder, *disk, parts, Holders::Leave, result);
    }
    invertSlaves(result);
    return result;
}

Result<BlockDevice> BlockDevices::readOne(const QByteArray& name) const
{
    const QByteArray block = m_root + "sys/block/";
    const auto isDisk = [&block](const QByteArray& disk) {
        return !disk.isEmpty() && access((block + disk).constData(), F_OK) == 0;
    };
    const bool whole = isDisk(name);
    const QByteArray diskName = whole ? name : diskOfPartition(name, isDisk);
    const SysFolder folder((block + diskName).constData());
    std::optional<BlockDevice> found;
    if (!name.isEmpty() && !name.contains('/') && !diskName.isEmpty())
        found = readDisk(folder, diskName);
    if (found && !whole)
        found = readPartition(folder, *found, name, Holders::Read);
    if (!found)
        return fail(errnoError(ENOENT, QString::fromUtf8("/dev/" + name), ErrorCode::NoSuchResource));
    if (whole) {
        found->holders = namesIn(folder, "holders");
        if (!isBottom(name))
            found->slaves = namesIn(folder, "slaves");
    }
    return *found;
}

QList<BlockDevice> BlockDevices::partitions(const QByteArray& disk) const
{
    const SysFolder folder((m_root + "sys/block/" + disk).constData());
    const std::optional<BlockDevice> whole = readDisk(folder, disk);
    return whole ? partitions(*whole) : QList<BlockDevice>();
}

QList<BlockDevice> BlockDevices::partitions(const BlockDevice& disk) const
{
    QList<BlockDevice> result;
    const SysFolder folder((m_root + "sys/block/" + disk.name).constData());
    if (folder)
        readPartitions(folder, disk, partitionsIn(folder, disk.name), Holders::Read, result);
    return result;
}

} // namespace mooring
