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
    ProcessNodes(m_options.root, m_options.caller).addNamed(inventory);
    return inventory;
}

StepResult FilesystemBody::run(const Step& step, std::stop_token stop,
                               const std::function<void(Progress)>& progress)
{
    return FilesystemSteps(m_options, stop, progress).run(step);
}

} // namespace mooring
