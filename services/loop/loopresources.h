// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopknowledge.h"
#include "services/system/loopsurroundings.h"

namespace mooring {

// The nodes of one attachment: disk, its partitions, its image. Pure: everything it needs comes in here.
class LoopResources
{
public:
    using Surroundings = LoopSurroundings;
    LoopResources(LoopDevice loop, QList<BlockDevice> partitions, LoopFacts known,
                  const Surroundings& around);

    QByteArray path() const { return m_path; } // of the image, as the kernel has it now; may be empty
    bool isDeleted() const { return m_deleted; }
    Resource disk() const;
    QList<Resource> partitions() const;
    std::optional<Resource> image() const;

private:
    State state() const;
    bool isServed() const;
    bool isUsed() const;
    Release release() const;
    Facts facts() const;
    Facts imageFacts() const;
    QByteArray imageKey() const; // what tells the image apart, deleted ones too
    QByteArray imageName() const;

    LoopDevice m_loop;
    QList<BlockDevice> m_partitions;
    LoopFacts m_known;
    const Surroundings& m_around;
    QByteArray m_path;
    bool m_deleted = false;
};

} // namespace mooring
