// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backstore.h"
#include "iohistory.h"
#include "savedfile.h"
#include "services/system/exportbacking.h"
#include "services/system/ownaddresses.h"
#include "targettree.h"

namespace mooring::lio {

// What the nodes of one look share: each thing is read once, and only when a node asks for it.
class LookContext
{
public:
    LookContext(const TargetTree& tree, QByteArray root, SavedFile::View saved, IoHistory& history);

    const SavedFile::View& saved() const { return m_saved; }
    const QDateTime& now() const { return m_now; }
    const Backstore& backstore(const QByteArray& name);
    const ExportBacking::Found& backing(const QByteArray& path);
    const OwnAddresses& own() const { return m_own; }
    std::optional<QDateTime> lastIo(const ResourceId& id, quint64 inode, quint64 counter);
    const QList<Error>& errors() const { return m_errors; } // of what backs them
    // What `backing` gave as image, each once.
    QList<Resource> images() const;

private:
    const TargetTree& m_tree;
    QByteArray m_root;
    SavedFile::View m_saved;
    IoHistory& m_history;
    QDateTime m_now;
    std::optional<ConfigFolder> m_core;
    std::optional<ExportBacking> m_backing;
    QList<Error> m_errors;
    QHash<QByteArray, Backstore> m_stores;
    QHash<QByteArray, ExportBacking::Found> m_found;
    OwnAddresses m_own = OwnAddresses::read();
};

} // namespace mooring::lio
