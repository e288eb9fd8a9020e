// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savedunits.h"

namespace mooring::tgt {

SavedTargets::SavedTargets(const QByteArray& root)
{
    const TargetsConf::Saved saved = TargetsConf(root).read();
    m_errors = saved.errors;
    for (const TargetsConf::Target& target : saved.targets) {
        SavedUnits& units = m_byTarget[target.name];
        units.file = target.file;
        for (const TargetsConf::Unit& unit : target.units) {
            units.backings.insert(unit.lun, unit.path);
            units.paths.insert(unit.path);
        }
    }
}

SavedUnits SavedTargets::of(const QByteArray& target) const
{
    SavedUnits units = m_byTarget.value(target);
    units.isUnreadable = !m_errors.isEmpty() && units.file.isEmpty();
    return units;
}

} // namespace mooring::tgt
