// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "usernodes.h"

#include "claims.h"
#include "nfsexports.h"
#include "nodekeys.h"
#include "services/system/processnames.h"
#include "services/system/processnodes.h"

#include <QDeadlineTimer>
#include <QSet>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace mooring {

namespace {

constexpr int kProbeLimit = 3000, kLookAgain = 10; // ms

// Who looks at each device that came or changed, to see what it holds; another Mooring among them.
bool isProber(const ProcessEntry& process)
{
    static const QSet<QByteArray> commands {"(udev-worker)", "systemd-udevd", "udisksd", "mooring-child"};
    static const QSet<QString> units {QStringLiteral("systemd-udevd.service"),
                                      QStringLiteral("udisks2.service")};
    return process.uid == 0
        && (commands.contains(process.command) || units.contains(cgroupNames(process.cgroup).unit));
}

// One of them, or a program of theirs, has a device open. That is not worth to be told: a moment later it is
// over.
bool isProbing(const ProcessScan& scan, const QByteArray& root)
{
    return std::any_of(scan.processes.begin(), scan.processes.end(), [&root](const ProcessEntry& process) {
        if (std::none_of(process.uses.begin(), process.uses.end(),
                         [](const ProcessUse& use) { return use.how == How::OpenDevice; }))
            return false;
        return isProber(process) || isProber(Processes::read(root, process.parent).value_or(ProcessEntry()));
    });
}

Resource unknownHolder(const Resource& of)
{
    Resource node;
    node.kind = Kind::Unknown;
    node.id = ResourceId::make(Kind::Unknown, "holder-of-" + of.id.text.toUtf8());
    node.name = of.name;
    node.state = State::Unknown;
    node.needs = {Need {{of.keys.first()}, 1, How::ExclusiveClaim, {}}};
    node.facts[Fact::How] = token(How::ExclusiveClaim);
    return node;
}

} // namespace

UserNodes::UserNodes(const FilesystemOptions& options, const HostView& view, const KeptMounts& mounts,
                     const LookFilter& filter)
    : m_options(options)
    , m_view(view)
    , m_mounts(mounts)
    , m_filter(filter)
    , m_targets(view, mounts, filter)
{
    for (const KeptMount& mount : mounts.all())
        m_byId.insert(mount.entry->id, &mount);
}

void UserNodes::addTo(Inventory& inventory, std::stop_token stop)
{
    scan(inventory, stop);
    addNamespaceUsers();
    if (!m_users.empty())
        addProcesses(inventory);
    addExports(inventory);
    addUnexplainedSuperblocks(inventory);
    QSet<QByteArray> opened;
    const auto& devices = m_targets.devices();
    for (auto it = devices.begin(); it != devices.end(); ++it) {
        if (isNeeded(Key {it->key()}) || isNeeded(filesystemKey(it.key())))
            opened += it.key().text();
    }
    Claims claims(m_view, m_targets, std::move(opened));
    const auto held = claims.unexplained(m_options, stop);
    if (!held)
        inventory.errors += SourceError {held.error(), {Kind::Unknown}};
    for (const BlockDevice& device : held.value_or(QList<BlockDevice>())) {
        Resource of;
        of.keys = {Key {device.key()}};
        of.name = encodeBytes(device.devicePath());
        of.id.text = of.name;
        inventory.users += unknownHolder(of);
    }
}

void UserNodes::scan(Inventory& inventory, std::stop_token stop)
{
    const Processes processes(m_options.child, m_options.kernelChild);
    auto found = processes.scan(m_targets.asked(), stop);
    for (const QDeadlineTimer limit(kProbeLimit);
         found && isProbing(*found, m_options.root) && !limit.hasExpired() && !stop.stop_requested();) {
        QThread::msleep(kLookAgain);
        found = processes.scan(m_targets.asked(), stop);
    }
    if (!found) {
        inventory.errors += SourceError {found.error(), {Kind::Process, Kind::Unknown}};
        return;
    }
    for (const ProcessEntry& process : found->processes)
        place(process, inventory);
    int unseen = 0;
    for (const int count : found->unseen)
        unseen += count;
    if (unseen == 0)
        return;
    Error error;
    error.code = ErrorCode::ProcessesUnseen;
    error.source = error.subject = QStringLiteral("processes");
    error.text = QString::number(unseen);
    if (::geteuid() == 0) { // nobody may see more
        error.domain = ErrorDomain::Errno;
        error.number = EACCES;
    }
    // Any of them may be in the way, but a process that was named can still be seen to be gone.
    inventory.errors += SourceError {error, {Kind::Unknown}};
}

void UserNodes::place(const ProcessEntry& process, Inventory& inventory)
{
    for (const ProcessUse& use : process.uses) {
        if (const auto key = keyOf(use, inventory))
            need(process, Need {{*key}, 1, use.how, use.path});
    }
}

std::optional<Key> UserNodes::keyOf(const ProcessUse& use, Inventory& inventory)
{
    if (use.how == How::OpenDevice) {
        const auto device = m_targets.devices().constFind(use.node);
        return device == m_targets.devices().constEnd() ? std::nullopt : std::optional(Key {device->key()});
    }
    if (const KeptMount* mount = m_byId.value(use.mountId))
        return mount->protectedBy ? std::nullopt
                                  : std::optional(mountKey(mount->space->inode, mount->entry->id));
    const Key key = filesystemKey(use.device);
    const bool known = m_mounts.firstOf(use.device)
        || std::any_of(inventory.resources.begin(), inventory.resources.end(),
                       [&key](const Resource& resource) { return resource.keys.contains(key); });
    if (known || !m_targets.devices().contains(use.device))
        return known ? std::optional(key) : std::nullopt;
    Resource hidden = FilesystemNodes(m_view, m_mounts).hidden(use.device, {});
    if (m_filter.wants(hidden))
        inventory.resources += hidden;
    return key;
}

void UserNodes::need(const ProcessEntry& process, const Need& need)
{
    User& user = m_users[process.pid];
    user.process = process;
    if (!user.needs.contains(need))
        user.needs += need;
}

void UserNodes::addNamespaceUsers()
{
    QHash<qint64, std::optional<ProcessEntry>> read;
    for (const KeptMount* mount : m_targets.mounts()) {
        if (mount->space->own || mount->follows)
            continue;
        const Need kept {{mountKey(mount->space->inode, mount->entry->id)},
                         1,
                         How::MountNamespace,
                         mount->entry->mountPoint};
        for (const qint64 pid : mount->space->pids) {
            if (!read.contains(pid))
                read.insert(pid, Processes::read(m_view.root(), pid));
            if (const auto& process = read[pid])
                need(*process, kept);
        }
    }
}

void UserNodes::addProcesses(Inventory& inventory) const
{
    const ProcessNodes nodes(m_options.root, m_options.caller);
    for (const auto& [pid, user] : m_users) {
        Resource node = nodes.node(user.process, user.needs);
        if (m_filter.wants(node))
            inventory.users += node;
    }
}

bool UserNodes::isNeeded(const Key& key) const
{
    return std::any_of(m_users.begin(), m_users.end(), [&key](const auto& user) {
        const QList<Need>& needs = user.second.needs;
        return std::any_of(needs.begin(), needs.end(),
                           [&key](const Need& need) { return need.on.contains(key); });
    });
}

void UserNodes::addUnexplainedSuperblocks(Inventory& inventory) const
{
    for (const Resource& resource : std::as_const(inventory.resources)) {
        if (resource.kind == Kind::Filesystem && resource.state == State::Orphaned
            && !isNeeded(resource.keys.first()))
            inventory.users += unknownHolder(resource);
    }
}

void UserNodes::addExports(Inventory& inventory) const
{
    const QList<NfsExport> exports = readNfsExports(m_view.root());
    for (const NfsExport& exported : exports) {
        const KeptMount* mount = m_mounts.showing(m_view.own(), exported.path);
        if (!mount || mount->protectedBy)
            continue;
        Resource node;
        node.kind = Kind::Unknown;
        node.id = ResourceId::make(Kind::Unknown, "nfs-export-" + exported.path);
        node.name = QStringLiteral("NFS export %1 to %2")
                        .arg(encodeBytes(exported.path), encodeBytes(exported.clients.join(' ')));
        node.state = State::Shared;
        node.needs
            = {Need {{mountKey(mount->space->inode, mount->entry->id)}, 1, How::NfsExport, exported.path}};
        node.facts[Fact::How] = token(How::NfsExport);
        node.facts[Fact::UsedPath] = exported.path;
        node.facts[Fact::Exports] = encodeBytes(exported.clients.join(' '));
        if (m_filter.wants(node))
            inventory.users += node;
    }
}

} // namespace mooring
