// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopknowledge.h"

#include <QSet>

namespace mooring {

LoopFacts LoopKnowledge::of(const BlockDevice& device) const
{
    const std::lock_guard lock(m_mutex);
    return m_facts.value(device.key());
}

void LoopKnowledge::change(const BlockDevice& device, const std::function<void(LoopFacts&)>& with)
{
    const std::lock_guard lock(m_mutex);
    with(m_facts[device.key()]);
}

void LoopKnowledge::keepOnly(const QList<LoopDevice>& present)
{
    QSet<QByteArray> keys;
    for (const LoopDevice& loop : present)
        keys.insert(loop.device.key());
    const std::lock_guard lock(m_mutex);
    m_facts.removeIf([&keys](const auto& entry) { return !keys.contains(entry.key()); });
}

} // namespace mooring
