// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servedfiles.h"
#include "services/core/inventory.h"
#include "services/system/exportbacking.h"
#include "services/system/ownaddresses.h"
#include "tgtlisting.h"
#include "tgtprotocol.h"

#include <QHash>

namespace mooring::tgt {

// What the saved configuration of a target has; by whom: its file.
struct SavedUnits
{
    QByteArray file; // empty: it has no such target
    bool isUnreadable = false;
    QHash<quint64, QByteArray> backings; // by LUN
    QSet<QByteArray> paths; // of the backings
    bool operator==(const SavedUnits&) const = default;
};

// When something was last read or written, by unit and by session, as far as looks have seen it.
struct IoTimes
{
    QHash<quint64, QDateTime> ofUnit;
    QHash<quint64, QDateTime> ofNexus;
    QHash<quint64, quint64> commandsOfUnit, commandsOfNexus;
    bool operator==(const IoTimes&) const = default;
};

// One tgtd as a look found it.
struct Daemon
{
    Control control;
    QByteArray process; // its key: process:PID@START; empty: not known
    OwnAddresses own;
    QList<QByteArray> portals, reachable; // ADDRESS:PORT
    bool operator==(const Daemon&) const = default;
};

// The nodes of one target of a tgtd: the target, its logical units, its initiators.
class TargetResources
{
public:
    TargetResources(const Daemon& daemon, const Target& target, const IoTimes& io, const SavedUnits& saved);

    static ResourceId idOf(const Control& control, const QByteArray& target);
    static ResourceId unitId(const Control& control, const QByteArray& target, quint64 lun);
    static ResourceId initiatorId(const Control& control, const QByteArray& target, quint64 nexus);

    Resource target(bool offersProcess) const;
    // Images: those that the units are backed by are added, each once.
    QList<Resource> units(const ExportBacking& backing, const ServedFiles& files,
                          QList<Resource>& images) const;
    QList<Resource> initiators() const;

private:
    Resource unit(const Unit& unit, const ExportBacking& backing, const ServedFiles& files,
                  QList<Resource>& images) const;
    Resource initiator(const Nexus& nexus) const;
    Facts unitFacts(const Unit& unit) const;
    Release detaching(const Unit& unit) const;
    Release disconnecting(const Nexus& nexus) const;
    QString savedWord(const Unit& unit) const;
    void addSaved(Resource& node, const Unit& unit) const;
    static void addServed(Resource& node, const Unit& unit, const ServedFiles& files);
    QList<Need> needsOf(const Nexus& nexus) const;
    Key keyOf(const Unit& unit) const;

    const Daemon& m_daemon;
    const Target& m_target;
    const IoTimes& m_io;
    const SavedUnits& m_saved;
};

} // namespace mooring::tgt
