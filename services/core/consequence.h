// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// moc wants a namespace of its own for each file.
namespace mooring::consequences {
Q_NAMESPACE

// What a step does to the world beside its verb; one sentence each in models/wording.
enum class Consequence
{
    None,
    FilesystemLeavesTree,
    ImageFileKept,
    DeletedImageLost,
    ImageInMemoryLost,
    MemoryContentLost,
    SwapMovesToMemory,
    AskedToQuit,
    EndedUnsavedWorkLost,
    UnitStopped,
    AutomountStopped,
    AutomountStartedAgain,
    DeviceAppears,
    DeviceAppearsRenamed, // the name it had is taken
    MountAppears,
    SwapAppears,
    PathHiddenWritesMayGoOn,
    CardLeftAsItIs,
    CardReset,
    SessionClosed,
    SessionOpens,
    AutomaticLoginKept, // the session is closed and comes back when the service starts
    AutomaticLoginRemoved,
    LogicalUnitDeletedFileKept,
    MappingRemovedDeviceKept,
    StackClosed,
    OverlayAppears, // writes go to a file of their own
    CopyAppears, // of an image that its last writer did not close
    OverlayKept,
    OverlayDiscarded,
    OverlayMerged,
    CopyKept,
    CopyDiscarded,
    OverlayNeeded, // merging it was begun and not ended: the image is whole only with it
    LeftoversCleared,
    CardPoweredDown,
    CardEjected,
    CardShared, // connected to, others may as well
    CardHeldExclusively,
    ReaderHeldDirectly, // with or without a card
    TransactionHoldsOthers, // they wait until it ends
    TransactionEnds,
    TargetForgotten, // here only; nothing on the target changes
    TargetListed,
    LogicalUnitDeletedSavedRemoved, // as LogicalUnitDeletedFileKept, and the saved configuration forgets it
    MappingRemovedSavedRemoved, // as MappingRemovedDeviceKept, the same
    LogicalUnitAppears, // in a target
    HiddenFromInitiator,
    ShownToInitiator,
    InitiatorDisconnected, // it may log in again
    InitiatorMayNotLogIn, // its access control list is deleted, and its sessions are closed
    InitiatorMayLogIn,
    NobodyMayLogIn, // to a portal group
    LoginsAllowed,
};
Q_ENUM_NS(Consequence)

} // namespace mooring::consequences

namespace mooring {
using consequences::Consequence;
bool keepsImageFile(Consequence consequence); // a device goes, its image file stays
} // namespace mooring
