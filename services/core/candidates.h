// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inventory.h"

#include <QHash>

#include <vector>

namespace mooring {

struct Candidate
{
    const Resource* resource = nullptr;
    const QString* provider = nullptr;
    int rank = 0; // how much its provider knows about it
    int yieldsTo = -1; // index of the candidate that stands for it
};

// All resources that ask for a place in a topology, and who gets which key. The same id twice: who knows
// more, else the first; what others tell of a target, a portal or a process is kept for it. The same key
// twice: a block device nobody in particular owns, a process found by a scan, and an image that was only seen
// open, yield to whoever else claims it. Points into the inventories, which must outlive it.
class Candidates
{
public:
    explicit Candidates(const QList<Inventory>& inventories);

    int size() const { return static_cast<int>(m_all.size()); }
    const Candidate& at(int index) const { return m_all[static_cast<size_t>(index)]; }
    std::vector<int> winners() const; // those that yield to nobody
    int winnerFor(int index) const;
    int offering(const Key& key) const; // index of a winner; -1: nobody
    QHash<Key, int> takeKeys() { return std::move(m_byKey); } // nobody is offering any more
    const QHash<Key, QList<int>>& alsoOffering() const { return m_alsoOffering; } // a nexus: by others
    int add(const Candidate& candidate); // its index, or that of the one with the same id
    // Images that are open in a program and attached as well: who was seen open, and the index of its winner.
    QList<std::pair<const Resource*, int>> openAndAttached() const;
    // Who tells of the same target, portal or process, and the index of the one that stands for it.
    const QList<std::pair<const Resource*, int>>& alike() const { return m_alike; }
    void replace(int index, const Resource* resource); // by one with the same id and keys

private:
    void offerKeys();
    void yield();
    int append(const Candidate& candidate);
    std::vector<Candidate> m_all;
    QList<std::pair<const Resource*, int>> m_alike;
    QHash<QString, int> m_byId;
    QHash<Key, int> m_byKey;
    QHash<Key, QList<int>> m_alsoOffering;
};

} // namespace mooring
