// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "candidates.h"

#include "alike.h"
#include "imagereport.h"

namespace mooring {

namespace {
constexpr int kHighestRank = 2;

int rankOf(const Resource& resource, bool isUser)
{
    if ((isUser && resource.kind == Kind::Process) || isOnlyOpen(resource))
        return 0;
    const bool isGeneric
        = (resource.kind == Kind::Disk || resource.kind == Kind::Partition) && !resource.release;
    if (!isGeneric)
        return kHighestRank;
    return resource.goes == Goes::ByRelease && resource.needs.isEmpty() ? 0 : 1;
}
} // namespace

Candidates::Candidates(const QList<Inventory>& inventories)
{
    qsizetype count = 0;
    for (const Inventory& inventory : inventories)
        count += inventory.resources.size() + inventory.users.size();
    m_all.reserve(static_cast<size_t>(count));
    m_byId.reserve(count);
    for (const Inventory& inventory : inventories) {
        for (const Resource& resource : inventory.resources)
            add({&resource, &inventory.provider, rankOf(resource, false)});
        for (const Resource& resource : inventory.users)
            add({&resource, &inventory.provider, rankOf(resource, true)});
    }
    offerKeys();
    yield();
}

std::vector<int> Candidates::winners() const
{
    std::vector<int> indices;
    indices.reserve(m_all.size());
    for (int i = 0; i < size(); ++i) {
        if (at(i).yieldsTo < 0)
            indices.push_back(i);
    }
    return indices;
}

int Candidates::offering(const Key& key) const
{
    const int index = m_byKey.value(key, -1);
    return index < 0 ? index : winnerFor(index);
}

int Candidates::winnerFor(int index) const
{
    while (at(index).yieldsTo >= 0)
        index = at(index).yieldsTo;
    return index;
}

int Candidates::add(const Candidate& candidate)
{
    const QString& id = candidate.resource->id.text;
    const auto known = m_byId.constFind(id);
    if (known == m_byId.cend()) {
        m_byId.insert(id, size());
        return append(candidate);
    }
    const int index = *known;
    Candidate less = candidate;
    Candidate& first = m_all[static_cast<size_t>(index)];
    if (candidate.rank > first.rank)
        std::swap(first, less);
    if (isToldByMany(first.resource->kind))
        m_alike.append({less.resource, index});
    if (less.rank < first.rank && isOnlyOpen(*less.resource)) { // it has something to tell all the same
        less.yieldsTo = index;
        append(less);
    }
    return index;
}

int Candidates::append(const Candidate& candidate)
{
    m_all.push_back(candidate);
    return size() - 1;
}

QList<std::pair<const Resource*, int>> Candidates::openAndAttached() const
{
    QList<std::pair<const Resource*, int>> result;
    for (const Candidate& candidate : m_all) {
        if (candidate.yieldsTo >= 0 && isOnlyOpen(*candidate.resource))
            result.append({candidate.resource, winnerFor(candidate.yieldsTo)});
    }
    return result;
}

void Candidates::replace(int index, const Resource* resource)
{
    m_all[static_cast<size_t>(index)].resource = resource;
}

void Candidates::offerKeys()
{
    qsizetype count = 0;
    for (const Candidate& candidate : m_all)
        count += candidate.resource->keys.size();
    m_byKey.reserve(count);
    for (int i = 0; i < size(); ++i) {
        for (const Key& key : at(i).resource->keys) {
            const qsizetype before = m_byKey.size();
            int& offering = m_byKey[key];
            if (m_byKey.size() > before)
                offering = i;
            else if (key.text.startsWith("nexus:"))
                m_alsoOffering[key].append(i);
            else if (at(offering).rank < at(i).rank)
                offering = i;
        }
    }
}

// Always to a higher rank, so following yieldsTo ends.
void Candidates::yield()
{
    for (Candidate& candidate : m_all) {
        if (candidate.rank == kHighestRank)
            continue;
        for (const Key& key : candidate.resource->keys) {
            const int best = m_byKey.value(key, -1);
            if (best >= 0 && at(best).rank > candidate.rank)
                candidate.yieldsTo = best;
        }
    }
}

} // namespace mooring
