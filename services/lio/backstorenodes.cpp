// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backstorenodes.h"

#include <algorithm>

namespace mooring::lio {

namespace {

QByteArray keyOf(const QByteArray& name) { return "lio/" + name; }

Resource nodeOf(const Backstore& store, const Need& need)
{
    Resource node;
    node.kind = Kind::Unknown;
    node.id = ResourceId::make(node.kind, keyOf(store.name));
    node.name = QStringLiteral("LIO backstore ") + encodeBytes(store.name);
    node.keys = {Key {"backstore:" + store.name}};
    node.needs = {need};
    node.state = State::InUse;
    node.facts = {{Fact::Engine, QStringLiteral("LIO")},
                  {Fact::BackingStore, store.kind()},
                  {Fact::Backing, store.path}};
    return node;
}

} // namespace

bool asksForBackstores(const LookRequest& request)
{
    const auto isOfBacking
        = [](const Key& key) { return key.text.startsWith("block:") || key.text.startsWith("imagepath:"); };
    const auto isOne = [](const ResourceId& id) {
        return id.kind() == Kind::Image || (id.kind() == Kind::Unknown && id.key().startsWith("lio/"));
    };
    return request.isFull() || std::any_of(request.only.cbegin(), request.only.cend(), isOne)
        || std::any_of(request.standingOn.cbegin(), request.standingOn.cend(), isOfBacking);
}

QList<Resource> backstoreNodes(const TargetTree& tree, LookContext& context)
{
    QList<Resource> nodes;
    const ConfigFolder core(tree.path() + "core");
    for (const QByteArray& adapter : core ? core.folders() : QList<QByteArray>()) {
        const ConfigFolder stores(adapter, core.fd());
        for (const QByteArray& each : stores ? stores.folders() : QList<QByteArray>()) {
            const Backstore& store = context.backstore(adapter + '/' + each);
            const ExportBacking::Found found
                = store.path.isEmpty() ? ExportBacking::Found() : context.backing(store.path);
            if (found.need)
                nodes.append(nodeOf(store, *found.need));
        }
    }
    return nodes;
}

} // namespace mooring::lio
