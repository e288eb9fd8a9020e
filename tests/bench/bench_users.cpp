// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "lab.h"
#include "services/core/host.h"
#include "services/filesystem/filesystemprovider.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSet>

using namespace mooring;
using namespace mooring::bench;

namespace {

constexpr int holders = 20, descriptors = 500; // 10,000 on the host

using Pids = QSet<qint64>;

QList<Key> keysOf(Host& host, const ResourceId& id)
{
    QEventLoop loop;
    QList<Key> keys;
    host.look({{id}, {}, false}, [&](const QList<Inventory>& inventories) {
        for (const Inventory& inventory : inventories)
            for (const Resource& resource : inventory.resources)
                if (resource.id == id)
                    keys += resource.keys;
        loop.quit();
    });
    loop.exec();
    return keys;
}

Pids seenByMooring(Host& host, const LookRequest& request)
{
    QEventLoop loop;
    Pids pids;
    host.look(request, [&](const QList<Inventory>& inventories) {
        for (const Inventory& inventory : inventories)
            for (const Resource& user : inventory.users)
                if (user.facts.contains(Fact::Pid))
                    pids.insert(user.facts[Fact::Pid].toLongLong());
        loop.quit();
    });
    loop.exec();
    return pids;
}

// Numbers in the output that are pids; `fuser` puts a letter behind each.
Pids pidsIn(const QByteArray& text)
{
    Pids pids;
    for (QByteArray word : text.simplified().split(' ')) {
        while (!word.isEmpty() && (word.back() < '0' || word.back() > '9'))
            word.chop(1);
        if (word.toLongLong() > 0)
            pids.insert(word.toLongLong());
    }
    return pids;
}

Pids seenByLsof(const QByteArray& mount) { return pidsIn(lab::run({"lsof", "-t", mount}).out); }

Pids seenByFuser(const QByteArray& mount) { return pidsIn(lab::run({"fuser", "-m", mount}).out); }

// Every third of them has something open in the mount as well.
std::vector<lab::RunningPtr> crowd(const lab::Lab& lab, const QByteArray& mount)
{
    const QByteArray outside = lab.writeFile("outside", "x");
    lab::Lab::must({"touch", mount + "/file"});
    std::vector<lab::RunningPtr> crowd;
    for (int i = 0; i < holders; ++i) {
        const QByteArray opens = i % 3 == 0 ? "exec 9<" + mount + "/file; " : QByteArray();
        const QByteArray script = opens + "for ((i = 10; i < " + QByteArray::number(10 + descriptors)
            + "; i++)); do exec {fd}<" + outside + "; done; echo ready; read -r _";
        crowd.push_back(std::make_unique<lab::Running>(lab::Argv {"bash", "-c", script}));
    }
    for (const lab::RunningPtr& one : crowd)
        if (one->readLine() != "ready")
            qFatal("bench: no crowd");
    return crowd;
}

void measure(Table& table)
{
    lab::Lab lab;
    const QByteArray mount = lab.mount(lab.attach(lab.ext4Image("disk.img")).device, "mnt");
    const std::vector<lab::RunningPtr> others = crowd(lab, mount);
    Host host;
    host.add(std::make_unique<FilesystemProvider>());
    const LookRequest request {{}, keysOf(host, ResourceId::make(Kind::Mount, mount)), true};
    const Pids ours = seenByMooring(host, request), lsof = seenByLsof(mount), fuser = seenByFuser(mount);
    table.atLeast("who uses a mount: found", double(ours.size()), (holders + 2) / 3, "processes");
    table.atMost("who uses a mount: found by lsof, not by us", double((Pids(lsof) -= ours).size()), 0,
                 "processes");
    table.atMost("who uses a mount: found by fuser, not by us", double((Pids(fuser) -= ours).size()), 0,
                 "processes");
    const SideBySide withLsof = sideBySide(
        11, [&] { seenByMooring(host, request); },
        [&] {
            lab::run({"lsof", mount});
        });
    const SideBySide withFuser = sideBySide(
        11, [&] { seenByMooring(host, request); },
        [&] {
            lab::run({"fuser", "-vm", mount});
        });
    table.note("who uses a mount, 10,000 descriptors on the host", withLsof.ours, "ms");
    table.note("lsof on the same mount", withLsof.theirs, "ms");
    table.note("fuser -vm on the same mount", withFuser.theirs, "ms");
    table.atMost("who uses a mount over lsof", withLsof.ratio(), 1, "times");
    table.atMost("who uses a mount over fuser -vm", withFuser.ratio(), 1, "times");
}

} // namespace

int main(int count, char** words)
{
    const QCoreApplication application(count, words);
    Table table;
    if (lab::Lab::unavailable().isEmpty())
        measure(table);
    else
        table.skip("who uses a mount", "needs root");
    return table.finish();
}
