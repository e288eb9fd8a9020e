// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"
#include "services/core/providerinfo.h"
#include "services/core/topology.h"

#include <QObject>

#include <vector>

namespace mooring {

// What each view shows, as data: its roots, its rows, its columns.
namespace tree {
Q_NAMESPACE

enum class View
{
    NeedsAttention,
    Everything,
    IscsiTargets,
    ExportedLuns,
    VirtualDisks,
    SmartCards,
    Activity,
};
Q_ENUM_NS(View)

enum class Column
{
    Name,
    State,
    InUseBy,
    Size,
    MountedOn,
    Device,
    Kind,
    Filesystem,
    Serial,
    Backend,
    OnDisk,
    Format,
    Access,
    StaysAttached,
    AttachedBy,
    Since,
    Path,
    Lun,
    Portal,
    HeldBy,
    AutomaticLogin,
    SessionNumber,
    RoundTrip,
    Wwn,
    Reservation,
    PossibleCard,
    ShareMode,
    Atr,
    CardProtocol,
    Usb,
    Initiators,
    LastIo,
    BackingStore,
    Saved,
    DeviceIdentifier,
    Address,
    What,
    Consequence,
    NextStep,
    Started,
    Action,
    Object,
    Result,
    Duration,
    By,
    Host,
};
Q_ENUM_NS(Column)

// A row that stands for several.
enum class RowGroup
{
    None,
    SystemImages, // loops that a package service attached; folded
    System, // what the running host itself needs; last
};
Q_ENUM_NS(RowGroup)

enum class Chip
{
    InUse,
    Free,
    Orphaned,
    Failed,
    SystemImages,
};
Q_ENUM_NS(Chip)

enum class AttentionReason
{
    Failed,
    Waiting, // for a target that is gone
    Deferred,
    Orphaned,
    ImageDeleted,
    DuplicateUuid,
    Interrupted, // an operation whose program ended before it did
    ProviderHung,
    DiffersFromSaved, // what is exported, from what the target server starts with
};
Q_ENUM_NS(AttentionReason)

enum class PlanSection
{
    Refused, // goals that cannot be part of the plan
    InTheWay,
    AlsoAffected,
    Steps,
};
Q_ENUM_NS(PlanSection)

} // namespace tree

using tree::AttentionReason;
using tree::Chip;
using tree::Column;
using tree::PlanSection;
using tree::RowGroup;
using tree::View;

struct ColumnSpec
{
    Column column = Column::Name;
    bool hiddenAtFirst = false;
    bool alignRight = false;
    bool elideMiddle = false;
    bool operator==(const ColumnSpec&) const = default;
};

QList<View> views(); // in the order of the navigation
QList<ColumnSpec> columns(View view);
QByteArray viewIcon(View view); // freedesktop icon names, or our own
QByteArray kindIcon(Kind kind);
QByteArray stateIcon(State state);

// What rows are made from. Operations: those that were interrupted.
struct TreeInput
{
    Topology topology;
    QList<ProviderInfo> providers;
    QList<OperationRecord> interrupted;
};

// Which rows a view has: parents before their children, children in order. Pure; may be made on any thread.
struct TreeShape
{
    struct Row
    {
        Topology::Node node = -1; // -1: a group, or attention rows without a node
        int parent = -1; // index into rows
        RowGroup group = RowGroup::None;
        std::optional<AttentionReason> reason;
        int extra = -1; // index into TreeInput::providers (ProviderHung) or ::interrupted
    };
    std::vector<Row> rows;
};
TreeShape shapeOf(View view, const TreeInput& input);

// What needs somebody: one entry per thing, the most urgent first.
struct Attention
{
    AttentionReason reason = AttentionReason::Failed;
    Topology::Node node = -1;
    int extra = -1;
};
QList<Attention> attentionOf(const TreeInput& input);

// Operations that ended without an account: their program died. One that a later operation on the same thing
// made up for does not count.
QList<OperationRecord> interruptedIn(const QList<OperationRecord>& newestFirst);

// Who uses a node, itself and all that stands on it: processes and unexplained holders, each once.
struct NodeUser
{
    Topology::Node node = 0;
    const Need* need = nullptr; // by which it does, among others; lives as long as the topology
};
QList<NodeUser> usersBelow(const Topology& topology, Topology::Node node);
// "bash (4711)", "2 processes", "/mnt/data", "open in VM web01"
QString inUseBy(const Topology& topology, Topology::Node node);
// Which programs have the image open that a node is or is told with: "open in VM web01"; empty: none is seen.
QString openElsewhere(const Topology& topology, Topology::Node node);

// Rows that tell of a resource: its own, or where it has none those of what it is told with (an attached
// image's virtual disk, what a process uses).
QList<ResourceId> rowsFor(const Topology& topology, const ResourceId& id);

} // namespace mooring
