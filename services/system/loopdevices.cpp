// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockdevices.h"
#include "sysfs.h"

#include <algorithm>
#include <climits>
#include <vector>

namespace mooring {
namespace {

constexpr std::string_view kDeletedMark = " (deleted)";

QByteArray bytes(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

} // namespace

std::optional<LoopDevice> BlockDevices::readLoop(const QByteArray& name) const
{
    const SysFolder folder((m_root + "sys/block/" + name).constData());
    const SysFolder loop("loop", folder.fd());
    if (!folder || !loop)
        return {};
    LoopDevice result;
    std::array<char, PATH_MAX + 1> buffer; // NOLINT: filled by the kernel
    errno = 0;
    std::string_view file = loop.read("backing_file", buffer);
    if (file.empty() && errno != ENAMETOOLONG)
        return {}; // let go of since the folder was opened; a path too long to be told is still attached
    result.deleted = file.ends_with(kDeletedMark);
    file.remove_suffix(result.deleted ? kDeletedMark.size() : 0);
    result.backingFile = bytes(file);
    result.offset = leadingNumber(loop.read("offset", buffer));
    result.sizeLimit = leadingNumber(loop.read("sizelimit", buffer));
    result.autoclear = leadingNumber(loop.read("autoclear", buffer)) != 0;
    result.partScan = leadingNumber(loop.read("partscan", buffer)) != 0;
    result.directIo = leadingNumber(loop.read("dio", buffer)) != 0;
    result.sectorSize = static_cast<unsigned>(leadingNumber(folder.read("queue/logical_block_size", buffer)));
    const auto device = readOne(name);
    if (!device)
        return {};
    result.device = *device;
    return result;
}

QList<LoopDevice> BlockDevices::readLoops(QList<Error>* errors) const
{
    std::vector<std::pair<quint64, QByteArray>> loops;
    const QByteArray path = m_root + "sys/block";
    const SysFolder block(path.constData());
    if (!block && errors) {
        errors->append(errnoError(errno, QString::fromUtf8(path), ErrorCode::LookFailed));
        errors->last().source = QStringLiteral("sysfs");
    }
    if (block) {
        block.list([&loops](std::string_view name, unsigned char) {
            if (name.starts_with("loop") && name.size() > 4)
                loops.emplace_back(leadingNumber(name.substr(4)), bytes(name));
        });
    }
    std::sort(loops.begin(), loops.end());
    QList<LoopDevice> result;
    for (const auto& [number, name] : loops) {
        if (const auto loop = readLoop(name))
            result.append(*loop);
    }
    return result;
}

} // namespace mooring
