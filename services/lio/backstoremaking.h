// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configchange.h"
#include "targettree.h"

namespace mooring::lio {

// The storage object for a file or block device: the one that there is, else a new one, made as rtslib makes
// them (FileIOStorageObject and BlockStorageObject in its tcm.py).
class BackstoreMaking
{
public:
    BackstoreMaking(const TargetTree& tree, const KernelChild& child, ConfigChange& change)
        : m_tree(tree)
        , m_child(child)
        , m_change(change)
    {
    }
    Result<QByteArray> storeFor(const QByteArray& path, const std::stop_token& stop);

private:
    Result<QByteArray> make(const QByteArray& path, const QByteArray& control, bool isDevice);
    Result<QByteArray> controlFor(const QByteArray& path, const std::stop_token& stop) const;
    QByteArray freeName(const QByteArray& plugin, const QByteArray& path) const;

    const TargetTree& m_tree;
    const KernelChild& m_child;
    ConfigChange& m_change;
};

} // namespace mooring::lio
