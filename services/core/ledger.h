// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inventory.h"

#include <vector>

namespace mooring {

// What is known of the host by now: each provider's last words, and how a new answer changes them. Each call
// says whether anything is different. Absence counts only where the answer is complete; otherwise the old
// node is kept in state Unknown.
class Ledger
{
public:
    void add(const QString& provider);
    bool accept(const Inventory& answer);
    bool unanswered(const QString& provider, const LookRequest& request); // a look that failed
    bool setLooking(const QString& provider); // it does not answer: what it showed is being looked for
    bool doubt(const QString& provider, const ResourceId& resource); // a step on it ended without a trace
    bool dropUsers();
    QList<Inventory> inventories() const;

private:
    Inventory* page(const QString& provider);
    std::vector<Inventory> m_pages;
};

} // namespace mooring
