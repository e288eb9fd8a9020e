// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "targetsconfdraft.h"
#include "targetsconfproof.h"

#include <functional>

namespace mooring::tgt {

// One change of the saved configuration: nothing is written before a reading of what would be written has
// shown that it says what it shall, and it is read again afterwards.
class ConfChange
{
public:
    ConfChange(QByteArray root, QByteArray main, QByteArray target);
    std::optional<Error> remove(quint64 lun, const QByteArray& path);
    std::optional<Error> add(const TargetsConf::Unit& unit);

private:
    using Is = ConfProof::Is;
    using Proof = std::function<Is(const ConfReading& after)>;
    ConfReading readingWith(const ConfDraft& draft) const;
    std::optional<Error> begin(const QByteArray& subject, ErrorCode withoutTarget) const;
    std::optional<Error> write(const ConfDraft& draft, const Proof& proof) const;
    Is isWithAdded(const ConfReading& after, const TargetsConf::Unit& unit) const;

    const QByteArray m_root, m_main, m_target;
    const ConfReading m_before;
};

} // namespace mooring::tgt
