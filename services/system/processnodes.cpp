// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processnodes.h"

#include <algorithm>
#include <cstring>
#include <unistd.h>

namespace mooring {

namespace {
// What other programs were given on their command line is not for our answers and files: the secret in
// iscsi://USER%SECRET@PORTAL (libiscsi), and password=SECRET of many.
QByteArray withoutSecrets(QByteArray line)
{
    static const QByteArray hidden("***");
    const auto endOf = [&line](qsizetype from, const char* ends) {
        qsizetype at = from;
        while (at < line.size() && std::strchr(ends, line[at]) == nullptr) // also at the end of an argument
            ++at;
        return at;
    };
    for (qsizetype at = 0; (at = line.indexOf("iscsi://", at)) >= 0; at += 8) {
        const qsizetype end = endOf(at + 8, "/");
        const qsizetype host = line.lastIndexOf('@', end - 1), secret = line.indexOf('%', at);
        if (secret >= 0 && secret < host)
            line.replace(secret + 1, host - secret - 1, hidden);
    }
    for (qsizetype at = 0; (at = line.indexOf("password=", at)) >= 0; at += 9)
        line.replace(at + 9, endOf(at + 9, ", ") - at - 9, hidden);
    return line;
}
} // namespace

Resource ProcessNodes::node(const ProcessEntry& process, const QList<Need>& needs) const
{
    const CgroupNames group = cgroupNames(process.cgroup);
    Resource node;
    node.kind = Kind::Process;
    node.id = ResourceId::make(Kind::Process, process.key().mid(8));
    node.name = QString::fromUtf8(process.command);
    node.incarnation = QString::number(process.startTicks);
    node.keys = {Key {process.key()}};
    node.needs = needs;
    node.state = State::InUse;
    node.verbs = {Verb::AskToQuit, Verb::End};
    Release release;
    release.verb = Verb::AskToQuit;
    const QByteArray pid = QByteArray::number(process.pid);
    release.command = {"sh", "-c", "kill -TERM " + pid + "; kill -HUP " + pid};
    release.consequence = Consequence::AskedToQuit;
    release.reversible = false;
    if (group.isService()) {
        release.command = {"systemctl", "stop", group.unit.toUtf8()};
        release.consequence = Consequence::UnitStopped;
    }
    if (geteuid() != 0 && process.uid != geteuid()) {
        Error error;
        error.code = ErrorCode::PermissionDenied;
        error.subject = node.name;
        release.refused = error;
    }
    node.release = release;
    addFacts(node, process, group);
    return node;
}

void ProcessNodes::addFacts(Resource& node, const ProcessEntry& process, const CgroupNames& group) const
{
    Facts& facts = node.facts;
    facts[Fact::Pid] = process.pid;
    facts[Fact::ParentPid] = process.parent;
    facts[Fact::Uid] = static_cast<qint64>(process.uid);
    facts[Fact::User] = m_names.user(process.uid);
    facts[Fact::Command] = node.name;
    facts[Fact::CommandLine] = withoutSecrets(process.commandLine);
    if (const QDateTime since = m_names.since(process.startTicks); since.isValid())
        facts[Fact::Since] = since;
    if (!node.needs.isEmpty()) {
        facts[Fact::How] = token(node.needs.first().how);
        facts[Fact::UsedPath] = node.needs.first().evidence;
    }
    if (!group.unit.isEmpty())
        facts[Fact::Unit] = group.unit;
    if (!group.container.isEmpty())
        facts[Fact::Container] = group.container;
    if (const QString guest = virtualMachineName(process.commandLine); !guest.isEmpty())
        facts[Fact::VmName] = guest;
    if (m_names.isOwnSession(process))
        facts[Fact::OwnSession] = true;
    if (process.state == 'D')
        facts[Fact::Uninterruptible] = true;
}

void ProcessNodes::addNamed(Inventory& inventory) const
{
    for (const ResourceId& id : std::as_const(inventory.request.only)) {
        const auto isTold = [&id](const Resource& user) { return user.id == id; };
        if (id.kind() != Kind::Process || std::ranges::any_of(inventory.users, isTold))
            continue;
        const auto process = Processes::read(m_root, id.key().split('@').value(0).toLongLong());
        if (process && process->key() == id.text.toUtf8()) // else its number is another's by now
            inventory.users.append(node(*process, {}));
    }
}

} // namespace mooring
