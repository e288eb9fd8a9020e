// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalgroup.h"

#include <algorithm>

namespace mooring::lio {

const NodeAcl* PortalGroup::acl(const QByteArray& initiator) const
{
    const auto found = std::find_if(acls.cbegin(), acls.cend(), [&initiator](const NodeAcl& each) {
        return each.initiator == initiator;
    });
    return found == acls.cend() ? nullptr : &*found;
}

QHash<quint64, QList<quint64>> PortalGroup::numbersSeenByUnit() const
{
    QHash<quint64, std::optional<quint64>> unitOf; // by number; empty: several
    const auto see = [&unitOf](quint64 number, quint64 unit) {
        const auto known = unitOf.constFind(number);
        if (known == unitOf.constEnd())
            unitOf.insert(number, unit);
        else if (*known != unit)
            unitOf[number].reset();
    };
    for (const NodeAcl& each : acls) {
        for (const MappedUnit& mapped : each.mapped) {
            if (mapped.unit)
                see(mapped.number, *mapped.unit);
        }
    }
    if (isInDemoMode || unitOf.isEmpty()) { // who is not named sees all of them as they are
        for (const quint64 number : numbers)
            see(number, number);
    }
    QHash<quint64, QList<quint64>> numbersOf;
    for (auto seen = unitOf.cbegin(); seen != unitOf.cend(); ++seen) {
        if (*seen)
            numbersOf[**seen].append(seen.key());
    }
    return numbersOf;
}

} // namespace mooring::lio
