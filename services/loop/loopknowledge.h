// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"
#include "services/system/blockdevices.h"

#include <QHash>

#include <mutex>

namespace mooring {

// What sysfs does not tell of an attachment.
struct LoopFacts
{
    QByteArray identity; // of the image file, MAJ:MIN:INO; empty: not known
    QByteArray literalPath; // a path that really ends like the kernel's mark of deleted files
    QString format; // token: raw, iso
    QByteArray checksum; // of an image that is being attached; empty: nobody asked for it
    Key keeper; // process: of the one that holds it open for its first user
    bool asked = false; // the kernel was asked for it
    bool detachAsked = false; // it goes when its last user closes
};

// Remembered for as long as the attachment lives, told apart by disk sequence. Thread-safe.
class LoopKnowledge
{
public:
    LoopFacts of(const BlockDevice& device) const;
    void change(const BlockDevice& device, const std::function<void(LoopFacts&)>& with);
    void keepOnly(const QList<LoopDevice>& present);

private:
    mutable std::mutex m_mutex;
    QHash<QByteArray, LoopFacts> m_facts; // by BlockDevice::key()
};

} // namespace mooring
