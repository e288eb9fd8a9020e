// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "usbholders.h"

#include "services/system/sysfs.h"

#include <algorithm>
#include <unistd.h>

namespace mooring::pcsc {

namespace {

QByteArray linkAt(int folder, const std::string& name)
{
    std::array<char, 64> target {}; // a longer one is none of ours
    const ssize_t length = readlinkat(folder, name.c_str(), target.data(), target.size());
    return {target.data(), static_cast<qsizetype>(std::max<ssize_t>(length, 0))};
}

void lookInto(const QByteArray& root, qint64 pid, const QList<QByteArray>& nodes, UsbHolders& found)
{
    const QByteArray folder = root + "/proc/" + QByteArray::number(pid) + "/fd";
    const SysFolder files(folder.constData());
    if (!files) {
        found.unseen += errno == EACCES || errno == EPERM ? 1 : 0;
        return;
    }
    files.list([&](std::string_view name, unsigned char) {
        const QByteArray target = linkAt(files.fd(), std::string(name));
        if (nodes.contains(target) && !found.holders[target].contains(pid))
            found.holders[target].append(pid);
    });
}

} // namespace

UsbHolders usbHolders(const QByteArray& root, const QList<QByteArray>& nodes)
{
    UsbHolders found;
    const SysFolder all((root + "/proc").constData());
    if (!all || nodes.isEmpty())
        return found;
    QList<qint64> processes;
    all.list([&processes](std::string_view name, unsigned char) {
        if (name.front() >= '0' && name.front() <= '9')
            processes.append(static_cast<qint64>(leadingNumber(name)));
    });
    std::sort(processes.begin(), processes.end());
    for (const qint64 pid : std::as_const(processes))
        lookInto(root, pid, nodes, found);
    return found;
}

} // namespace mooring::pcsc
