// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "liobody.h"

#include "backstorenodes.h"
#include "exportnodes.h"
#include "initiatornodes.h"
#include "lookscope.h"
#include "services/core/wanted.h"

namespace mooring {

using namespace lio;

namespace {

Error lookFailed(const QString& text)
{
    Error error = errorOf(ErrorCode::LookFailed, QStringLiteral("configfs"));
    error.source = error.subject;
    error.text = text;
    return error;
}

// There is no room to list them all: whoever is not in it may be logged in all the same.
SourceError moreSessions(const PortalGroup& group)
{
    Error error = lookFailed(QStringLiteral("dynamic_sessions"));
    error.subject = encodeBytes(group.id.name());
    return {error, {Kind::Initiator}};
}

SourceError unread(const PortalGroup& group)
{
    Error error = errnoError(group.error, encodeBytes(group.id.name()), ErrorCode::LookFailed);
    error.source = QStringLiteral("configfs");
    if (group.inode == 0)
        return {error, {}};
    return {error, {Kind::ExportLun, Kind::MappedLun, Kind::Initiator}};
}

} // namespace

LioBody::LioBody(const LioProvider::Options& options)
    : m_root(options.root)
    , m_tree(options.root)
    , m_saved(options.root)
    , m_steps(m_tree, m_saved, options)
{
}

void LioBody::readGroups(const LookRequest& request, const std::stop_token& stop, LookContext& context,
                         Inventory& inventory) const
{
    const auto add = [&](const Resource& resource) {
        if (isWanted(request, resource))
            inventory.resources.append(resource);
    };
    const LookScope scope(request, m_tree, context);
    std::optional<Error> error;
    const QList<GroupId> groups = scope.groups(error);
    if (error)
        inventory.errors.append({*error, {}});
    for (const GroupId& id : groups) {
        if (stop.stop_requested()) {
            inventory.errors.append({lookFailed({}), {}});
            break;
        }
        const auto group = m_tree.read(id, scope.of(id));
        if (!group)
            continue; // gone since the listing
        if (group->error != 0)
            inventory.errors.append(unread(*group));
        if (group->inode == 0)
            continue;
        const ExportNodes exports(*group, context);
        add(exports.group());
        for (const Resource& unit : exports.units())
            add(unit);
        InitiatorNodes(*group, context).each(add);
        if (group->mayHaveMoreSessions)
            inventory.errors.append(moreSessions(*group));
    }
    for (const Resource& store :
         asksForBackstores(request) ? backstoreNodes(m_tree, context) : QList<Resource>())
        add(store);
    for (const Resource& image : context.images())
        add(image);
}

Inventory LioBody::look(const LookRequest& request, std::stop_token stop)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("lio");
    inventory.request = request;
    if (!m_tree.isThere())
        return inventory;
    LookContext context(m_tree, m_root, m_saved.view(), m_history);
    readGroups(request, stop, context, inventory);
    for (const Error& error : context.errors())
        inventory.errors.append({error, {Kind::Image}});
    if (context.saved().fault) // of no kind: what runs is seen all the same
        inventory.errors.append({*context.saved().fault, {Kind::Unknown}});
    if (request.isFull())
        m_history.forgetBefore(context.now());
    return inventory;
}

StepResult LioBody::run(const Step& step, std::stop_token stop, const std::function<void(Progress)>& progress)
{
    return m_steps.run(step, std::move(stop), progress);
}

} // namespace mooring
