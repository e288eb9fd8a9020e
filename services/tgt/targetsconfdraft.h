// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "targetsconfreading.h"
#include "targetsconftext.h"

namespace mooring::tgt {

Error savedStays(const QByteArray& file, const QByteArray& why);

// The changed text of one file, not written yet.
struct ConfDraft
{
    QByteArray path, before, after;
};

// Changes the units of one target. Drafts are guesses: what a reading makes of one shows whether it is right.
class ConfDrafting
{
public:
    using Units = QList<TargetsConf::Unit>;
    ConfDrafting(const ConfReading& reading, const TargetsConf::Target& target);
    // numbered: the units of the target that get their number written down.
    Result<ConfDraft> without(const TargetsConf::Unit& unit, const Units& numbered) const;
    Result<ConfDraft> with(const TargetsConf::Unit& unit, bool asLine, const Units& numbered) const;

private:
    struct Part // one way in which a store is written
    {
        TargetsConf::Unit unit;
        ConfPlace opening, closing;
        bool isBlock = false;
    };
    QList<ConfBlock> blocks() const;
    QList<Part> parts() const;
    QList<QByteArray> lines(const TargetsConf::Unit& unit) const;
    std::optional<Error> number(ConfText& text, int file, const QList<Part>& parts,
                                const Units& numbered) const;
    std::optional<Error> number(ConfText& text, const Part& part) const;

    const ConfReading& m_reading;
    const TargetsConf::Target& m_target;
};

} // namespace mooring::tgt
