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
    device.holders = namesIn(folder, "holders");
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

std::optional<BlockDevice> readPartition(const SysFolder& diskFolder, const BlockDevice& disk,
                                         const QByteArray& name)
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
    return device;
}

// "sda1" of "sda", "loop0p1" of "loop0": the number behind the disk's name; 0 when it is not its partition.
int partitionNumber(std::string_view name, std::string_view disk)
{
    if (disk.empty() || name.size() <= disk.size() || !name.starts_with(disk))
        return 0;
    std::string_view rest = name.substr(disk.size());
    const bool endsInDigit = disk.back() >= '0' && disk.back() <= '9';
    if (endsInDigit && rest.front() != 'p')
        return 0;
    rest.remove_prefix(endsInDigit ? 1 : 0);
    const bool digits
        = !rest.empty() && std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? static_cast<int>(leadingNumber(rest)) : 0;
}

// Partition names in a disk's own folder, in the order of their numbers.
QList<QByteArray> partitionsIn(const SysFolder& folder, const QByteArray& disk)
{
    std::vector<std::pair<int, QByteArray>> found;
    const std::string_view diskName(disk.constData(), static_cast<size_t>(disk.size()));
    folder.list([&](std::string_view name, unsigned char) {
        if (const int number = partitionNumber(name, diskName))
            found.emplace_back(number, bytes(name));
    });
    std::sort(found.begin(), found.end());
    QList<QByteArray> result;
    for (const auto& [number, name] : found)
        result.append(name);
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

// What stands on what is told twice by sysfs; the second telling need not be read.
void invertHolders(QList<BlockDevice>& devices)
{
    QHash<QByteArray, QList<QByteArray>> slaves;
    for (const BlockDevice& device : std::as_const(devices)) {
        for (const QByteArray& holder : device.holders)
            slaves[holder].append(device.name);
    }
    if (slaves.isEmpty())
        return;
    for (BlockDevice& device : devices) {
        device.slaves = slaves.value(device.name);
        std::sort(device.slaves.begin(), device.slaves.end());
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

void orderByNumber(QList<BlockDevice>& devices, qsizetype from)
{
    std::sort(devices.begin() + from, devices.end(),
              [](const BlockDevice& a, const BlockDevice& b) { return a.partition < b.partition; });
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
    : m_root(root.endsWith('/') ? std::move(root) : std::move(root) + '/')
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
        const std::optional<BlockDevice> disk = readDisk(folder, name);
        if (!disk)
            continue; // gone since the listing
        result.append(*disk);
        if (wanted)
            result.last().slaves = namesIn(folder, "slaves");
        const qsizetype first = result.size();
        const QList<QByteArray> parts = listed ? listed->value(name) : partitionsIn(folder, name);
        for (const QByteArray& part : parts) {
            if (const auto partition = readPartition(folder, *disk, part))
                result.append(*partition);
        }
        orderByNumber(result, first);
    }
    if (!wanted)
        invertHolders(result);
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
        found = readPartition(folder, *found, name);
    if (!found)
        return fail(errnoError(ENOENT, QString::fromUtf8("/dev/" + name), ErrorCode::NoSuchResource));
    if (whole)
        found->slaves = namesIn(folder, "slaves");
    return *found;
}

QList<BlockDevice> BlockDevices::partitions(const QByteArray& disk) const
{
    QList<BlockDevice> result;
    const SysFolder folder((m_root + "sys/block/" + disk).constData());
    const std::optional<BlockDevice> whole = readDisk(folder, disk);
    if (!whole)
        return result;
    for (const QByteArray& name : partitionsIn(folder, disk)) {
        if (const auto partition = readPartition(folder, *whole, name))
            result.append(*partition);
    }
    return result;
}

} // namespace mooring
