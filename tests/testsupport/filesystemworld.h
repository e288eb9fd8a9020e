// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fixtureroot.h"
#include "services/filesystem/filesystembody.h"

namespace mooring {

// Answers what mooring-child would say; nothing is started.
class ScriptedChild final : public Child
{
public:
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options& options) override
    {
        calls += argv.mid(1);
        inputs += options.input;
        ChildResult result;
        result.out = answers.value(argv.value(1));
        result.exitCode = exitCodes.value(argv.value(1));
        if (during)
            during(options);
        return result;
    }
    using Child::run;
    QMap<QByteArray, QByteArray> answers;
    QMap<QByteArray, int> exitCodes;
    std::function<void(const Options&)> during; // what happens while it runs
    QList<QList<QByteArray>> calls;
    QList<QByteArray> inputs;
};

// A host with a root disk, and a loop device mounted at /srv.
inline const QByteArray rootLines = "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
                                    "21 20 0:20 / /proc rw - proc proc rw\n"
                                    "22 20 0:21 / /sys rw - sysfs sysfs rw\n"
                                    "23 22 0:22 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n"
                                    "33 23 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
                                    "24 20 0:5 / /dev rw - devtmpfs udev rw\n"
                                    "25 24 0:23 / /dev/pts rw - devpts devpts rw\n"
                                    "26 20 0:24 / /run rw - tmpfs tmpfs rw\n"
                                    "27 26 0:25 mnt:[3] /run/netns/x rw - nsfs nsfs rw\n"
                                    "28 20 0:26 / /tmp rw - tmpfs tmpfs rw\n"
                                    "29 20 8:2 / /boot rw - ext4 /dev/sda2 rw\n";

struct World
{
    FixtureRoot root;
    std::shared_ptr<ScriptedChild> child = std::make_shared<ScriptedChild>();
    Inventory look(const LookRequest& request = {}, const QByteArray& log = {}) const
    {
        FilesystemBody body(
            {root.path(), log, child, "mooring-child", 0, SurfaceFolders("/run/mooring/images")});
        return body.look(request, {});
    }
};

inline const Resource* find(const QList<Resource>& list, const char* id)
{
    for (const Resource& resource : list) {
        if (resource.id.text == QLatin1String(id))
            return &resource;
    }
    return nullptr;
}

inline QStringList ids(const QList<Resource>& list, Kind kind)
{
    QStringList result;
    for (const Resource& resource : list) {
        if (resource.kind == kind)
            result += resource.id.text;
    }
    result.sort();
    return result;
}

inline QList<QByteArray> needs(const Resource& resource)
{
    QList<QByteArray> result;
    for (const Need& need : resource.needs)
        result += token(need.how).toLatin1() + ' ' + need.on.value(0).text;
    return result;
}

inline QByteArray emptyScan() { return QByteArray("E\0\0\0\0", 5); }

} // namespace mooring
