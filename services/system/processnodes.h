// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/inventory.h"
#include "services/system/processnames.h"

namespace mooring {

// Makes the node of a process that uses something.
class ProcessNodes
{
public:
    ProcessNodes(const QByteArray& root, qint64 caller)
        : m_root(root)
        , m_names(root, caller)
    {
    }
    Resource node(const ProcessEntry& process, const QList<Need>& needs) const;
    // The processes that a look asks for by their ids: there as long as they live, whatever they use by now.
    void addNamed(Inventory& inventory) const;

private:
    void addFacts(Resource& node, const ProcessEntry& process, const CgroupNames& group) const;
    QByteArray m_root;
    ProcessNames m_names;
};

} // namespace mooring
