// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesystembody.h"

#include "disknodes.h"
#include "filesystemnodes.h"
#include "mountnodes.h"
#include "services/system/processnodes.h"
#include "services/system/wholefile.h"
#include "steps.h"
#include "swapnodes.h"
#include "usernodes.h"

#include <algorithm>

namespace mooring {

FilesystemBody::FilesystemBody(FilesystemOptions options)
    : m_options(std::move(options))
{
}

Inventory FilesystemBody::look(const LookRequest& request, std::stop_token stop)
{
    const HostView view(m_options.root);
    const KeptMounts mounts(view, m_options.activityLog, m_options.surfaces);
    const LookFilter filter(request, view);
    const QList<FstabLine> fstab
        = parseFstab(wholeFile(m_options.root + "/etc/fstab").value_or(QByteArray()));
    Inventory inventory;
    inventory.provider = QStringLiteral("filesystem");
    inventory.request = request;
    inventory.errors = view.errors();
    inventory.resources = DiskNodes(view).nodes(filter, inventory.errors);
    inventory.resources += FilesystemNodes(view, mounts).nodes(filter);
    inventory.resources += MountNodes(view, mounts, fstab).nodes(filter);
    inventory.resources += SwapNodes(view, mounts, fstab).nodes(filter);
    if (request.users)
        UserNodes(m_options, view, mounts, filter).addTo(inventory, stop);
    addNamedProcesses(inventory);
    return inventory;
}

// A process asked for by name is there as long as it lives, whether or not it still uses anything.
void FilesystemBody::addNamedProcesses(Inventory& inventory) const
{
    for (const ResourceId& id : inventory.request.only) {
        const bool listed = std::any_of(inventory.users.begin(), inventory.users.end(),
                                        [&id](const Resource& user) { return user.id == id; });
        if (id.kind() != Kind::Process || listed)
            continue;
        const auto process = Processes::read(m_options.root, id.key().split('@').value(0).toLongLong());
        if (process && "process:" + id.key() == process->key())
            inventory.users += ProcessNodes(m_options.root, m_options.caller).node(*process, {});
    }
}

StepResult FilesystemBody::run(const Step& step, std::stop_token stop,
                               const std::function<void(Progress)>& progress)
{
    return FilesystemSteps(m_options, stop, progress).run(step);
}

} // namespace mooring
