// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookscope.h"

#include <algorithm>

namespace mooring::lio {

namespace {

// What a backing file or device is known by.
bool isOfBacking(const QByteArray& key)
{
    const QList<QByteArray> kinds {"block:", "imagepath:", "file:", "fs:", "mount:"};
    return std::any_of(kinds.cbegin(), kinds.cend(),
                       [&key](const QByteArray& kind) { return key.startsWith(kind); });
}

bool isAsked(const LookRequest& request, const QList<Need>& needs)
{
    return std::any_of(needs.cbegin(), needs.cend(), [&request](const Need& need) {
        return std::any_of(need.on.cbegin(), need.on.cend(),
                           [&request](const Key& key) { return request.standingOn.contains(key); });
    });
}

bool isAsked(const LookRequest& request, const ExportBacking::Found& found)
{
    const bool isImage
        = found.image && (request.only.contains(found.image->id) || isAsked(request, found.image->needs));
    return isImage || (found.need && isAsked(request, QList<Need> {*found.need}));
}

} // namespace

LookScope::LookScope(const LookRequest& request, const TargetTree& tree, LookContext& context)
    : m_tree(tree)
    , m_context(context)
    , m_isAll(request.isFull())
{
    if (m_isAll)
        return;
    for (const ResourceId& id : request.only)
        addId(id);
    for (const Key& key : request.standingOn)
        addKey(key);
    if (m_isByBacking)
        addBacked(request);
}

void LookScope::addId(const ResourceId& resource)
{
    if (resource.kind() == Kind::Image)
        m_isByBacking = true;
    const auto id = LioId::parse(resource);
    if (!id)
        return;
    GroupScope& scope = m_groups[id->group];
    if (id->kind == Kind::ExportLun)
        scope.units.insert(*id->number);
    else if (id->kind == Kind::MappedLun)
        scope.acls[id->initiator].mapped.insert(*id->number);
    else if (id->kind == Kind::Initiator)
        scope.acls[id->initiator];
}

void LookScope::addKey(const Key& key)
{
    if (isOfBacking(key.text))
        m_isByBacking = true;
    if (key.text.startsWith("nexus:"))
        addNexus(key.text.mid(6));
    const ResourceId resource {QString::fromUtf8(key.text)};
    const auto id = LioId::parse(resource);
    if (!id)
        return;
    addId(resource);
    if (id->kind == Kind::Export)
        m_groups[id->group].isWhole = true;
    else if (id->kind == Kind::Initiator)
        m_groups[id->group].acls[id->initiator].isWhole = true;
}

// "INITIATOR>IQN".
void LookScope::addNexus(const QByteArray& text)
{
    const qsizetype at = text.indexOf('>');
    const QByteArray target = text.mid(at + 1);
    if (at <= 0 || !isFolderName(target))
        return;
    for (const GroupId& group : m_tree.groupsOf(target))
        m_groups[group].acls[text.left(at)];
}

QSet<QByteArray> LookScope::storesFor(const LookRequest& request) const
{
    QSet<QByteArray> stores;
    const QList<QByteArray> all = m_tree.backstores();
    if (all.isEmpty())
        return stores;
    const ConfigFolder core(m_tree.path() + "core");
    for (const QByteArray& name : all) {
        const QByteArray path = core ? Backstore::readPath(core, name) : QByteArray();
        if (!path.isEmpty() && isAsked(request, m_context.backing(path)))
            stores.insert(name);
    }
    return stores;
}

void LookScope::addBacked(const LookRequest& request)
{
    const QSet<QByteArray> stores = storesFor(request);
    if (stores.isEmpty())
        return;
    std::optional<Error> error;
    for (const GroupId& group : m_tree.groups(error)) {
        for (const quint64 number : m_tree.unitsOn(group, stores))
            m_groups[group].units.insert(number);
    }
}

QList<GroupId> LookScope::groups(std::optional<Error>& error) const
{
    return m_isAll ? m_tree.groups(error) : m_groups.keys();
}

GroupScope LookScope::of(const GroupId& group) const
{
    GroupScope scope = m_groups.value(group);
    scope.isWhole |= m_isAll;
    return scope;
}

} // namespace mooring::lio
