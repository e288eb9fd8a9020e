// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconf.h"
#include "targetsconffiles.h"
#include "targetsconftree.h"

#include <QMap>

namespace mooring::tgt {

// All that bears the name of one target, or of one of its stores, joined: -MergeDuplicateBlocks.
struct ConfJoined
{
    QByteArray name;
    ConfPlace place; // of the first
    QList<ConfOption> options;
    QList<ConfBlock> blocks;

    void join(const ConfBlock& block);
    QList<QByteArray> values(const char* option) const;
    QByteArray value(const char* option) const; // empty: none
};

// What tgt-admin of tgt 1.0.85 makes of the blocks: add_targets(), process_options(), add_backing_direct().
// Where it gives up, or calls tgtadm with what that refuses, this is a fault.
class ConfUnits
{
public:
    ConfUnits(const QList<ConfFile>& files, const ConfBlock& all);
    ConfResult<QList<TargetsConf::Target>> targets() const;

private:
    std::optional<ConfFault> fault() const; // outside of targets
    QMap<QByteArray, ConfJoined> joined() const;
    ConfResult<TargetsConf::Target> target(const ConfJoined& from) const;
    const QList<ConfFile>& m_files;
    const ConfBlock& m_all;
    QByteArray m_driver; // by default
};

} // namespace mooring::tgt
