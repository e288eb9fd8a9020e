// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sighting.h"

#include <QSet>

namespace mooring {

namespace {
// A look that was shared may hold ten thousand nodes beside the few that were asked for: for a few questions
// comparing is quicker than hashing everything.
template <class T> class Wanted
{
public:
    explicit Wanted(const QList<T>& values)
        : m_few(values.size() <= 4 ? values : QList<T>())
        , m_many(values.size() <= 4 ? QSet<T>() : QSet<T>(values.cbegin(), values.cend()))
    {
    }
    bool contains(const T& value) const
    {
        return m_few.contains(value) || (!m_many.isEmpty() && m_many.contains(value));
    }

private:
    QList<T> m_few;
    QSet<T> m_many;
};
} // namespace

Sighting::Sighting(QList<Inventory> inventories, const LookRequest& asked)
    : m_inventories(std::move(inventories))
{
    for (int i = 0; i < m_inventories.size(); ++i) {
        index(std::as_const(m_inventories)[i].resources, i, asked);
        index(std::as_const(m_inventories)[i].users, i, asked);
    }
}

void Sighting::index(const QList<Resource>& resources, int inventory, const LookRequest& asked)
{
    const Wanted<ResourceId> ids(asked.only);
    const Wanted<Key> keys(asked.standingOn);
    for (const Resource& resource : resources) {
        if (ids.contains(resource.id))
            m_byId.insert(resource.id, {inventory, &resource});
        for (const Need& need : resource.needs) {
            for (const Key& key : need.on) {
                if (keys.contains(key))
                    m_byNeed.insert(key, &resource);
            }
        }
    }
}

const Inventory* Sighting::of(const QString& provider) const
{
    for (const Inventory& inventory : m_inventories) {
        if (inventory.provider == provider)
            return &inventory;
    }
    return nullptr;
}

const Resource* Sighting::find(const QString& provider, const ResourceId& resource) const
{
    for (auto found = m_byId.constFind(resource); found != m_byId.cend() && found.key() == resource;
         ++found) {
        if (m_inventories[found->inventory].provider == provider)
            return found->resource;
    }
    return nullptr;
}

QList<const Resource*> Sighting::standingOn(const Key& key) const { return m_byNeed.values(key); }

} // namespace mooring
