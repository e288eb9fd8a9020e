// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtdaemons.h"

#include "services/system/sysfs.h"

#include <algorithm>
#include <sys/stat.h>

namespace mooring::tgt {
namespace {

bool isNumber(const QByteArray& text)
{
    return !text.isEmpty()
        && std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
}

// PREFIX.N in the prefix's folder; both are in memory or belong to whoever set the variable.
void addNamed(const QByteArray& prefix, QList<Control>& controls)
{
    const qsizetype slash = prefix.lastIndexOf('/');
    if (slash < 0)
        return;
    const QByteArray folder = prefix.left(slash + 1);
    const QByteArray name = prefix.mid(slash + 1) + '.';
    const SysFolder files(folder.constData());
    if (!files)
        return;
    files.list([&](std::string_view entry, unsigned char /*type*/) {
        const QByteArray file(entry.data(), static_cast<qsizetype>(entry.size()));
        struct stat status = {};
        if (!file.startsWith(name) || !isNumber(file.mid(name.size()))
            || ::fstatat(files.fd(), file.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0
            || !S_ISSOCK(status.st_mode))
            return;
        const QByteArray number = file.mid(name.size());
        const bool isTaken = std::any_of(controls.cbegin(), controls.cend(),
                                         [&](const Control& each) { return each.name == number; });
        const Control control {isTaken ? folder + file : number, folder + file};
        if (!std::any_of(controls.cbegin(), controls.cend(),
                         [&](const Control& each) { return each.socket == control.socket; }))
            controls.append(control);
    });
}

} // namespace

QList<Control> controls(const QByteArray& root, const QByteArray& environment)
{
    QList<Control> result;
    if (environment.startsWith('/'))
        addNamed(environment, result);
    addNamed(root + (root.endsWith('/') ? "" : "/") + "run/tgtd/socket", result);
    std::sort(result.begin(), result.end(), [](const Control& a, const Control& b) {
        return a.name.size() != b.name.size() ? a.name.size() < b.name.size() : a.name < b.name;
    });
    return result;
}

} // namespace mooring::tgt
