// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "savedunits.h"
#include "tgtresources.h"

#include <mutex>

namespace mooring::tgt {

// The nodes of targets as the look before made them: making them costs several times what tgtd takes to list
// them. They are the same as long as nothing is different that they were made of. Safe to use from any
// thread; what one look has, another does not wait for.
class TargetMemory
{
public:
    struct Nodes
    {
        QList<Resource> resources; // the target, its logical units, its initiators
        QList<Resource> images; // that back the units
    };
    // What the units stand on.
    struct Below
    {
        const ExportBacking& backing;
        const ServedFiles& files;
    };
    // Nodes of every target that `listing` has, in its order. `io`: by number of target.
    QList<Nodes> nodesOf(const Daemon& daemon, const QByteArray& listing, const Below& below,
                         const QHash<qint32, IoTimes>& io, const SavedTargets& saved);
    // Forgets each tgtd that is not among these.
    void keepOnly(const QList<Control>& controls);

private:
    struct Known
    {
        TargetText text; // its part of the listing
        bool offersProcess = false;
        IoTimes io;
        SavedUnits saved;
        QList<std::pair<QByteArray, std::optional<BlockDevice>>> devices; // by names in /dev
        QList<std::pair<QByteArray, std::optional<ServedFiles::Open>>> files; // by path
        Nodes nodes;
    };
    struct Seen
    {
        Daemon daemon;
        QByteArray listing; // holds the texts
        std::optional<ExportBacking> backing;
        QHash<QByteArray, Known> targets; // by name
    };
    static bool holds(const Known& known, const Known& now, const Below& below);
    static void make(Known& now, const Daemon& daemon, const Below& below);

    std::mutex m_mutex;
    QHash<QByteArray, Seen> m_seen; // by socket
};

} // namespace mooring::tgt
