// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostview.h"

#include "services/system/wholefile.h"

#include <algorithm>

namespace mooring {

namespace {

QByteArray lineValue(const QByteArray& text, const QByteArray& key)
{
    const qsizetype at = text.startsWith(key) ? 0 : text.indexOf('\n' + key) + 1;
    if (at == 0 && !text.startsWith(key))
        return {};
    const qsizetype from = at + key.size();
    return text.mid(from, text.indexOf('\n', from) - from);
}

// udev writes awkward bytes of labels as "\x20".
QString udevDecoded(const QByteArray& text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.mid(i, 2) == "\\x" && i + 3 < text.size()) {
            result += QByteArray::fromHex(text.mid(i + 2, 2));
            i += 3;
        } else {
            result += text[i];
        }
    }
    return QString::fromUtf8(result);
}

QList<QByteArray> names(const QByteArray& path)
{
    QList<QByteArray> result;
    if (const SysFolder folder(path.constData()); folder)
        folder.list([&](std::string_view name, unsigned char) {
            result += QByteArray(name.data(), static_cast<qsizetype>(name.size()));
        });
    return result;
}

QList<Kind> kindsOf(const QString& source)
{
    return source == QLatin1String("swaps") ? QList<Kind> {Kind::Swap}
                                            : QList<Kind> {Kind::Mount, Kind::Filesystem};
}

} // namespace

HostView::HostView(QByteArray root)
    : m_root(root.endsWith('/') ? std::move(root) : root + '/')
{
    const Mounts mounts(m_root);
    QList<Error> errors;
    m_namespaces = mounts.namespaces(nullptr, &errors);
    auto swaps = mounts.swaps();
    if (swaps)
        m_swaps = *std::move(swaps);
    else
        errors += swaps.error();
    for (const Error& error : std::as_const(errors))
        m_errors += SourceError {error, kindsOf(error.source)};
}

const MountEntry* HostView::rootMount() const { return mountOf(own().mounts, "/"); }

const DeviceIdentity& HostView::device(DeviceNumber number) const
{
    const QByteArray text = number.text();
    const auto known = m_devices.constFind(text);
    if (known != m_devices.constEnd())
        return *known;
    const QByteArray folder = m_root + "sys/dev/block/" + text + '/';
    DeviceIdentity identity;
    if (const auto uevent = wholeFile(folder + "uevent")) {
        identity.name = lineValue(*uevent, "DEVNAME=");
        QByteArray sequence = lineValue(*uevent, "DISKSEQ=");
        if (sequence.isEmpty())
            sequence = wholeFile(folder + (uevent->contains("PARTN=") ? "../diskseq" : "diskseq"))
                           .value_or("0")
                           .trimmed();
        identity.key = "block:" + text + '@' + sequence;
    }
    return *m_devices.insert(text, identity);
}

DeviceNumber HostView::numberOf(const QByteArray& devicePath) const
{
    QByteArray name = devicePath.startsWith("/dev/") ? devicePath.mid(5) : devicePath;
    name.replace('/', '!');
    return DeviceNumber::fromText(
        wholeFile(m_root + "sys/class/block/" + name + "/dev").value_or(QByteArray()).trimmed());
}

ProbedNames HostView::probed(DeviceNumber number) const
{
    if (!m_udev)
        m_udev.emplace((m_root + "run/udev/data").constData());
    const auto text = wholeFile('b' + number.text(), m_udev->fd());
    if (!text)
        return {};
    const auto value
        = [&](const char* key) { return udevDecoded(lineValue(*text, QByteArray("E:") + key + '=')); };
    ProbedNames names {value("ID_FS_LABEL_ENC"), value("ID_FS_UUID_ENC"), value("ID_MODEL_ENC").trimmed(),
                       value("ID_SERIAL_SHORT"), value("ID_WWN")};
    if (names.label.isEmpty())
        names.label = value("ID_FS_LABEL");
    if (names.uuid.isEmpty())
        names.uuid = value("ID_FS_UUID");
    return names;
}

const QList<SysfsSuperblock>& HostView::superblocks() const
{
    if (m_superblocks)
        return *m_superblocks;
    m_superblocks.emplace();
    const QByteArray base = m_root + "sys/fs/";
    const QList<QByteArray> types = names(base);
    for (const QByteArray& type : types) {
        if (type == "cgroup" || type == "fuse" || type == "bpf" || type == "pstore" || type == "selinux")
            continue;
        const QList<QByteArray> entries = names(base + type);
        for (const QByteArray& entry : entries) {
            SysfsSuperblock block {type, {}, {}};
            if (type == "btrfs") {
                block.uuid = entry;
                readBtrfs(base + "btrfs/" + entry + "/devices", block);
            } else if (const DeviceNumber number = numberOf(entry); number != DeviceNumber()) {
                block.devices += number;
                *m_superblocks += block;
            }
        }
    }
    return *m_superblocks;
}

void HostView::readBtrfs(const QByteArray& folder, SysfsSuperblock block) const
{
    const QList<QByteArray> members = names(folder);
    for (const QByteArray& member : members)
        block.devices += numberOf(member);
    std::sort(block.devices.begin(), block.devices.end());
    if (!block.devices.isEmpty())
        *m_superblocks += block;
}

QList<DeviceNumber> HostView::btrfsDevices(const QByteArray& source) const
{
    DeviceNumber number = numberOf(source);
    if (number == DeviceNumber()) { // a name that udev made: /dev/mapper/x -> ../dm-0
        std::array<char, 256> target {};
        const ssize_t length = ::readlink((m_root + source.mid(1)).constData(), target.data(), target.size());
        const QByteArray link(target.data(), std::max<qsizetype>(length, 0));
        number = numberOf(link.mid(link.lastIndexOf('/') + 1));
    }
    for (const SysfsSuperblock& block : superblocks()) {
        if (block.type == "btrfs" && block.devices.contains(number))
            return block.devices;
    }
    return number == DeviceNumber() ? QList<DeviceNumber>() : QList<DeviceNumber> {number};
}

QByteArray HostView::bootId() const
{
    if (!m_bootId)
        m_bootId = wholeFile(m_root + "proc/sys/kernel/random/boot_id").value_or(QByteArray()).trimmed();
    return *m_bootId;
}

quint64 HostView::memoryForSwap() const
{
    const QByteArray text = wholeFile(m_root + "proc/meminfo").value_or(QByteArray());
    return lineValue(text, "MemAvailable:").trimmed().split(' ').value(0).toULongLong() * 1024;
}

} // namespace mooring
