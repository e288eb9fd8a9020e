// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconfreading.h"

namespace mooring::tgt {

// Whether one reading says what another does, but for one unit of one target: with the same numbers for all
// others, and with the same of everything else that is written, known or not.
class ConfProof
{
public:
    enum class Is
    {
        Right,
        Renumbered,
        Wrong
    };
    ConfProof(const ConfReading& full, QByteArray target, TargetsConf::Unit unit);
    Is without(const ConfReading& less) const; // less: without the unit

    // The units of the target that have another number in `less`.
    QList<TargetsConf::Unit> renumbered(const ConfReading& less) const;

private:
    QSet<QByteArray> said(const ConfReading& reading) const;
    const ConfReading& m_full;
    const QByteArray m_target;
    const TargetsConf::Unit m_unit;
};

bool saysTheSame(const ConfReading& one, const ConfReading& other);

} // namespace mooring::tgt
