// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fstab.h"
#include "keptmounts.h"
#include "lookfilter.h"

namespace mooring {

// Makes the nodes of kind swap.
class SwapNodes
{
public:
    SwapNodes(const HostView& view, const KeptMounts& mounts, const QList<FstabLine>& fstab);
    QList<Resource> nodes(const LookFilter& filter) const;
    // Whether memory and the other swap areas can take what this one holds.
    static bool fits(const QList<SwapEntry>& swaps, const SwapEntry& swap, quint64 memory);

private:
    Resource node(const SwapEntry& swap) const;
    void standOn(Resource& node, const SwapEntry& swap) const;
    const HostView& m_view;
    const KeptMounts& m_mounts;
    const QList<FstabLine>& m_fstab;
};

Error swapDoesNotFit(const QByteArray& path);

} // namespace mooring
