// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backstore.h"
#include "portalgroup.h"
#include "services/core/error.h"

#include <QHash>

namespace mooring::lio {

// How the running state and the saved one go together.
enum class SavedState
{
    Saved,
    NotSaved,
    Different,
    Unreadable
};
QString token(SavedState state); // as Fact::Saved has it

// What rtslib has written to saveconfig.json (dump() of each class in rtslib's target.py and tcm.py), as far
// as it is to be compared.
class SavedConfig
{
public:
    static SavedConfig unreadable(); // there is a file, and nobody can tell what is in it
    static SavedConfig parse(const QByteArray& text, std::optional<Error>& fault);

    SavedState of(const PortalGroup& group) const;
    SavedState of(const GroupId& group, const TargetUnit& unit, const Backstore& store) const;
    SavedState of(const GroupId& group, const QByteArray& initiator, const MappedUnit& mapped) const;
    SavedState ofAcl(const GroupId& group, const QByteArray& initiator) const;

private:
    struct Mapped
    {
        quint64 unit = 0;
        bool isWriteProtected = false;
    };
    struct Group
    {
        bool isEnabled = false;
        QHash<quint64, QByteArray> units; // "/backstores/block/disk"
        QHash<QByteArray, QHash<quint64, Mapped>> acls;
    };
    friend class SavedParser;
    bool m_isReadable = true;
    QHash<GroupId, Group> m_groups;
    QHash<QByteArray, QByteArray> m_paths; // of "/backstores/block/disk"
};

} // namespace mooring::lio
