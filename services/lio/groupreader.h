// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configfolder.h"
#include "portalgroup.h"

namespace mooring::lio {

// Reads one portal group, relative to its open folder.
class GroupReader
{
public:
    explicit GroupReader(const ConfigFolder& folder)
        : m_folder(folder)
    {
    }
    PortalGroup read(const GroupId& id, const GroupScope& scope) const;
    std::optional<TargetUnit> unit(quint64 number) const;
    QList<quint64> unitsOn(const QSet<QByteArray>& backstores) const;
    static std::optional<MappedUnit> mapped(const ConfigFolder& acl, quint64 number);

private:
    void readUnits(const GroupScope& scope, PortalGroup& group) const;
    void readAcls(const GroupScope& scope, PortalGroup& group) const;
    static NodeAcl readAcl(const ConfigFolder& folder, const QByteArray& name, const GroupScope& scope,
                           int& error);
    static bool readMapped(const ConfigFolder& folder, const GroupScope& scope, NodeAcl& acl, int& error);
    const ConfigFolder& m_folder;
};

} // namespace mooring::lio
