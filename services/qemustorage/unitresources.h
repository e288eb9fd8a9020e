// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachmentlook.h"

namespace mooring {

// What stands below a disk that is a logical unit: the unit, its daemon's session, the target. Both go with
// the daemon, so with the disk.
class UnitResources
{
public:
    explicit UnitResources(const Attachment& attachment); // with a unit
    static QList<ResourceId> idsOf(const IscsiUnit& unit, qint64 storage); // session, unit
    static Key keyOf(const IscsiUnit& unit, qint64 storage); // of the unit: what the disk needs

    QList<Resource> all() const; // none where the daemon does not run
    void offerForce(Release& release) const; // of the disk

private:
    State state() const;
    QString portal() const; // by its address
    Resource target() const;
    Resource session() const;
    Resource logicalUnit() const;
    Facts facts() const;

    const Attachment& m_attachment;
    const IscsiUnit& m_unit;
};

} // namespace mooring
