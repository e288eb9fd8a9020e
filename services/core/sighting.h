// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inventory.h"

#include <QHash>

namespace mooring {

// What one look of one or several providers showed of the things it was asked about, ready to be searched.
class Sighting
{
public:
    Sighting(QList<Inventory> inventories, const LookRequest& asked);

    const Inventory* of(const QString& provider) const; // null: it failed, or hangs
    const Resource* find(const QString& provider, const ResourceId& resource) const;
    QList<const Resource*> standingOn(const Key& key) const; // processes and unexplained holders too

private:
    void index(const QList<Resource>& resources, int inventory, const LookRequest& asked);

    QList<Inventory> m_inventories;
    struct Found
    {
        int inventory;
        const Resource* resource;
    };
    QMultiHash<ResourceId, Found> m_byId;
    QMultiHash<Key, const Resource*> m_byNeed;
};

} // namespace mooring
