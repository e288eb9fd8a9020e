// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "madeopeners.h"
#include "qemuworld.h"

namespace mooring::testsupport {

inline const QByteArray machinesPath("/srv/web01.qcow2");
inline const MadeOpeners::File machinesDisk {machinesPath, "fe:00:78", MadeOpeners::writes};
inline const QByteArray machineLine("/usr/bin/qemu-system-x86_64|-name|guest=web01");
inline const ResourceId machinesImage = ResourceId::make(Kind::Image, machinesPath);

// A made-up host with a virtual machine that has an image open.
class OpenWorld : public QemuWorld
{
public:
    void machine(const QList<MadeOpeners::File>& files = {machinesDisk})
    {
        openers.start(4711, "qemu-system-x86_64", machineLine, files);
    }
    QStringList seen(const LookRequest& request = {})
    {
        QStringList ids;
        for (const Resource& resource : body.look(request, {}).resources)
            ids.append(resource.id.text);
        return ids;
    }
    MadeOpeners openers {*this};
};

} // namespace mooring::testsupport
