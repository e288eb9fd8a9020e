// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/naming.h"

#include "services/core/imagereport.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <memory>

namespace mooring {

namespace {

// Several kinds share a device path: the one nearest to the device is meant, and of an image its device.
int rank(Kind kind)
{
    static const QList<Kind> order {
        Kind::VirtualDisk,    Kind::Disk,     Kind::Partition,   Kind::Mount,    Kind::Swap,
        Kind::Filesystem,     Kind::Image,    Kind::IscsiTarget, Kind::IscsiLun, Kind::IscsiSession,
        Kind::CardAttachment, Kind::Reader,   Kind::Card,        Kind::Export,   Kind::ExportLun,
        Kind::MappedLun,      Kind::Initiator};
    const qsizetype at = order.indexOf(kind);
    return at < 0 ? INT_MAX : static_cast<int>(at);
}

bool standsFor(const Resource& resource, const QByteArray& path)
{
    if (resource.id.key() == path)
        return true;
    const auto is = [&](Fact fact) { return resource.facts.value(fact).toByteArray() == path; };
    return is(Fact::Device) || is(Fact::MountPoint)
        || (resource.kind == Kind::VirtualDisk && (is(Fact::Path) || is(Fact::Overlay)));
}

QList<QByteArray> shortNames(const Resource& resource)
{
    const bool isOfTarget = resource.kind == Kind::Export || resource.kind == Kind::ExportLun
        || resource.kind == Kind::MappedLun || resource.kind == Kind::Initiator;
    const QByteArray key = isOfTarget ? resource.id.key() : QByteArray();
    const QByteArray target = decodeBytes(resource.facts.value(Fact::TargetName).toString());
    const qsizetype at = target.isEmpty() ? -1 : key.indexOf('/' + target);
    if (at < 0)
        return {};
    const QByteArray server = key.startsWith("tgt@") ? "tgt" : key.left(at);
    const QByteArray rest = key.mid(at + 1 + target.size());
    QList<QByteArray> names {key, server + '/' + target + rest};
    if (rest.startsWith(',')) // the tag of a portal group
        names << server + '/' + target + (rest.contains('/') ? rest.mid(rest.indexOf('/')) : QByteArray());
    return names;
}

template <class Keep> void keepIfAny(QList<Topology::Node>& nodes, Keep keep)
{
    if (std::ranges::any_of(nodes, keep))
        nodes.removeIf([&](Topology::Node node) { return !keep(node); });
}

QByteArray realPath(const QByteArray& path)
{
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.constData(), nullptr), &std::free);
    return {real.get()};
}

} // namespace

Naming::Naming(Topology topology, QByteArray workingDirectory)
    : m_topology(std::move(topology))
    , m_workingDirectory(std::move(workingDirectory))
{
}

QByteArray Naming::absolute(const QByteArray& path) const
{
    const QByteArray whole = path.startsWith('/') ? path : m_workingDirectory + '/' + path;
    QList<QByteArray> parts;
    for (const QByteArray& part : whole.split('/')) {
        if (part == ".." && !parts.isEmpty())
            parts.removeLast();
        else if (!part.isEmpty() && part != "." && part != "..")
            parts << part;
    }
    return '/' + parts.join('/');
}

QByteArray Naming::real(const QByteArray& path) const
{
    const QByteArray whole = path.startsWith('/') ? path : m_workingDirectory + '/' + path;
    const QByteArray real = realPath(whole);
    return real.isEmpty() ? absolute(path) : real;
}

Result<ResourceId> Naming::resolve(const QByteArray& word, std::optional<Verb> verb) const
{
    if (const std::optional<ResourceId> id = byId(word))
        return *id;
    QList<Topology::Node> found = byServer(word);
    if (found.isEmpty())
        found = byPath(absolute(word));
    if (found.isEmpty())
        found = byName(word);
    if (found.isEmpty())
        found = byPath(real(word));
    if (found.isEmpty() && word.toLower() != word) // names of iSCSI have no case: RFC 7143, 4.2.7.2
        found = byName(word.toLower());
    found = meant(found, verb);
    if (found.size() == 1)
        return m_topology.at(found.first()).id;
    if (const auto silent = found.isEmpty() ? whoIsSilent(word) : std::nullopt)
        return fail(*silent);
    Error error = errorOf(found.isEmpty() ? ErrorCode::NoSuchResource : ErrorCode::AmbiguousResource,
                          encodeBytes(word));
    QStringList candidates;
    for (const Topology::Node node : std::as_const(found))
        candidates << m_topology.at(node).id.text;
    error.text = candidates.join(u'\n');
    return fail(error);
}

// What is not seen may be there, with whoever did not answer.
std::optional<Error> Naming::whoIsSilent(const QByteArray& word) const
{
    const auto kind
        = fromToken<Kind>(QString::fromUtf8(word.left(std::max<qsizetype>(word.indexOf(':'), 0))));
    for (const SourceError& each : m_topology.errors()) {
        const bool mayHaveIt = !kind || each.kinds.isEmpty() || each.kinds.contains(*kind);
        if (each.error.code == ErrorCode::DeadlinePassed && mayHaveIt)
            return each.error;
    }
    return {};
}

// As printed, or with the bytes after the kind written as they are.
std::optional<ResourceId> Naming::byId(const QByteArray& word) const
{
    const ResourceId printed {QString::fromUtf8(word)};
    if (m_topology.find(printed))
        return printed;
    const qsizetype colon = word.indexOf(':');
    const auto kind = fromToken<Kind>(QString::fromUtf8(word.left(std::max<qsizetype>(colon, 0))));
    if (!kind)
        return {};
    const ResourceId plain = ResourceId::make(*kind, word.mid(colon + 1));
    if (*kind == Kind::Portal && !m_topology.find(plain))
        return portalCalled(encodeBytes(word.mid(colon + 1)));
    return m_topology.find(plain) ? std::optional(plain) : std::nullopt;
}

// By a name that a session over it was opened with.
std::optional<ResourceId> Naming::portalCalled(const QString& name) const
{
    for (Topology::Node node = 0; node < m_topology.size(); ++node) {
        const Resource& resource = m_topology.at(node);
        if (resource.kind == Kind::Portal
            && resource.facts.value(Fact::Portals).toString().split(QStringLiteral(", ")).contains(name))
            return resource.id;
    }
    return {};
}

// Without the number of its server's control, and of LIO without the portal group: "tgt/IQN/1", with or
// without its kind before it.
QList<Topology::Node> Naming::byServer(const QByteArray& word) const
{
    const qsizetype colon = word.indexOf(':');
    const auto kind = fromToken<Kind>(QString::fromUtf8(word.left(std::max<qsizetype>(colon, 0))));
    const QByteArray name = kind ? word.mid(colon + 1) : word;
    QList<Topology::Node> found;
    if (!name.startsWith("tgt") && !name.startsWith("lio/"))
        return found;
    for (Topology::Node node = 0; node < m_topology.size(); ++node) {
        const Resource& resource = m_topology.at(node);
        const bool isSession
            = resource.kind == Kind::Initiator && name.startsWith("tgt"); // LUNs have numbers, too
        if ((kind ? resource.kind == *kind : !isSession) && shortNames(resource).contains(name))
            found << node;
    }
    return found;
}

QList<Topology::Node> Naming::byPath(const QByteArray& path) const
{
    QList<Topology::Node> found;
    for (Topology::Node node = 0; !path.isEmpty() && node < m_topology.size(); ++node) {
        const Resource& resource = m_topology.at(node);
        if (rank(resource.kind) != INT_MAX && standsFor(resource, path))
            found << node;
    }
    return found;
}

QList<Topology::Node> Naming::byName(const QByteArray& word) const
{
    QList<Topology::Node> found;
    const QString name = encodeBytes(word);
    for (Topology::Node node = 0; node < m_topology.size(); ++node)
        if (rank(m_topology.at(node).kind) != INT_MAX && m_topology.at(node).name == name)
            found << node;
    return found;
}

QList<Topology::Node> Naming::meant(QList<Topology::Node> found, std::optional<Verb> verb) const
{
    if (verb) // not attached, whoever has it open
        found.removeIf([this](Topology::Node node) { return isOnlyOpen(m_topology.at(node)); });
    // a target that this host exports has the name of the one that it may be logged in to
    if (verb)
        found.removeIf([&](Topology::Node node) {
            return m_topology.at(node).kind == Kind::Export && !m_topology.verbs(node).contains(*verb);
        });
    const auto rankOf = [this](Topology::Node node) { return rank(m_topology.at(node).kind); };
    if (verb)
        keepIfAny(found, [&](Topology::Node node) { return m_topology.verbs(node).contains(*verb); });
    const auto best = std::ranges::min_element(found, {}, rankOf);
    if (best == found.end())
        return found;
    const int nearest = rankOf(*best);
    found.removeIf([&](Topology::Node node) { return rankOf(node) != nearest; });
    // of several mounts on one folder the topmost has the plain id
    keepIfAny(found, [this](Topology::Node node) {
        const Resource& resource = m_topology.at(node);
        return resource.kind == Kind::Mount
            && resource.id.key() == resource.facts.value(Fact::MountPoint).toByteArray();
    });
    return found;
}

} // namespace mooring
