// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fstab.h"
#include "keptmounts.h"
#include "lookfilter.h"

namespace mooring {

// Makes the nodes of kind mount.
class MountNodes
{
public:
    MountNodes(const HostView& view, const KeptMounts& mounts, const QList<FstabLine>& fstab);
    QList<Resource> nodes(const LookFilter& filter) const;
    static QList<ComesBack> comesBackFromFstab(const QList<FstabLine>& fstab, const QByteArray& target);

private:
    Resource bare(const KeptMount& mount) const; // id, keys and needs: enough to decide whether it is wanted
    void complete(Resource& node, const KeptMount& mount) const;
    void addFacts(Resource& node, const KeptMount& mount) const;
    void addComesBack(Resource& node, const KeptMount& mount) const;
    Release release(const Resource& node, const KeptMount& mount) const;
    QJsonObject recipe(const Resource& node, const KeptMount& mount) const;
    bool isReversible(const KeptMount& mount) const;
    const HostView& m_view;
    const KeptMounts& m_mounts;
    const QList<FstabLine>& m_fstab;
};

QString unitOfPath(const QByteArray& path, const QString& suffix); // "/srv/a b" -> "srv-a\x20b.automount"

} // namespace mooring
