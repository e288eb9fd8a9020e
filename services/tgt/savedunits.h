// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconf.h"
#include "tgtresources.h"

namespace mooring::tgt {

// What targets.conf says of each target, read once for a look.
class SavedTargets
{
public:
    explicit SavedTargets(const QByteArray& root);
    SavedUnits of(const QByteArray& target) const;
    const QList<Error>& errors() const { return m_errors; }

private:
    QHash<QByteArray, SavedUnits> m_byTarget;
    QList<Error> m_errors;
};

} // namespace mooring::tgt
