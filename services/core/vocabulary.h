// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "errorcode.h"
#include "fact.h"
#include "tokens.h"

#include <QObject>

// Every closed set of words in Mooring. A value's token (see token()) is what JSON, the activity log and the
// command line use; the sentence a person reads is made in models/wording.
namespace mooring {
Q_NAMESPACE

enum class Kind
{
    Portal,
    IscsiTarget,
    IscsiSession,
    IscsiLun,
    Disk,
    Partition,
    VirtualDisk,
    Image,
    Filesystem,
    Mount,
    Swap,
    Luks,
    VolumeGroup,
    LogicalVolume,
    ThinPool,
    MdArray,
    MdMember,
    Multipath,
    MultipathPath,
    Export,
    ExportLun,
    MappedLun,
    Initiator,
    Reader,
    Card,
    CardAttachment,
    Process,
    Unknown,
};
Q_ENUM_NS(Kind)

enum class State
{
    Attached,
    Idle,
    InUse,
    Mounted,
    LoggedIn,
    Reconnecting,
    Failed,
    Degraded,
    Deferred,
    Orphaned,
    Absent,
    Present,
    Shared,
    Exclusive,
    Mute,
    Unpowered,
    Refused,
    Disabled, // a portal group that nobody can log in to
    Looking,
    Unknown,
};
Q_ENUM_NS(State)

enum class Verb
{
    Detach,
    LogOut,
    Release,
    Reconnect,
    BeginTransaction,
    EndTransaction,
    Unmount,
    SwapOff,
    CloseLuks,
    Deactivate,
    StopArray,
    RemovePath,
    DeleteScsiDisk,
    Hide,
    Disconnect,
    RemoveInitiator,
    DisablePortalGroup,
    Flush,
    Hold,
    CleanUp,
    Attach,
    LogIn,
    AttachToReader,
    Mount,
    SwapOn,
    OpenLuks,
    Activate,
    Assemble,
    EndHold,
    AskToQuit,
    End,
    PutBack,
    Forget, // what is only remembered
    EnablePortalGroup,
};
Q_ENUM_NS(Verb)

// How an operation, a goal or a step ended.
enum class Outcome
{
    Done,
    NothingToDo,
    Partial,
    Deferred,
    Busy,
    NotAssociated,
    NotFound,
    TimedOut,
    Denied,
    AuthDismissed,
    InvalidRequest,
    Unsupported,
    NoProvider,
    BadImage,
    OutOfMemory,
    Stopped,
    TooLateToStop,
    ServiceUnavailable,
    Failed,
    Unknown,
};
Q_ENUM_NS(Outcome)

// The one way a node goes.
enum class Goes
{
    ByRelease, // through its own Resource::release; a node without one cannot be made to go
    WithItsBase, // when what it stands on goes: partition, a session's disk, card
    WithItsLastUser, // when nothing needs it any more: file system, image file, autoclear loop
};
Q_ENUM_NS(Goes)

enum class ComesBackWhen
{
    OnAccess,
    OnEvent,
    AtBoot
};
Q_ENUM_NS(ComesBackWhen)

// In which way a node uses what it needs; for processes, how the scan found them.
enum class How
{
    StandsOn, // plain dependence
    OpenFile, // a descriptor on a file of the file system
    OpenDevice, // a descriptor on the block device itself
    WorkingDirectory,
    RootDirectory,
    Executable,
    MappedFile, // mmap, the file may be deleted
    DeletedFile, // a descriptor on a file with no name left
    MountNamespace, // keeps a mount alive in a mount namespace of its own
    NestedMount,
    BackingFile,
    OverlayLayer,
    SwapArea,
    Member,
    NfsExport,
    ExclusiveClaim, // the kernel says the device is claimed; by whom is not known
    ServiceClient, // connected to the service that drives a reader; whether it holds a card is not known
    SeenBySession, // an initiator's session can see it, whether or not it sends anything
    Exported, // what is given to others comes from here
};
Q_ENUM_NS(How)

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

// What a look begun after the step has to show.
enum class Proof
{
    Gone,
    There,
    InState,
    AsTold
};
Q_ENUM_NS(Proof)

enum class BlockReason
{
    Process, // a process uses it and the plan has no answer for it
    ProcessOfOtherUser, // the same, but we may not signal it
    NoRelease, // a node nobody here can release
    CauseNotFound, // busy, and no scan can say why
    ProtectedBySystem, // needed by the running system
    Ring, // needs itself
    LeftOut, // an option keeps it
    NoCascade, // an option forbids releasing what stands on the goal
    NotReleasable, // swap off that memory cannot take, and the like: Blocker::error says why
    SeenByInitiator, // an initiator's session can see it
};
Q_ENUM_NS(BlockReason)

enum class CollateralReason
{
    GoesWithSharedBase,
    LosesRedundancy,
    LosesLastRedundancy,
    ComesBackOnAccess,
    ComesBackOnEvent,
    ComesBackAtBoot,
    ContentLost,
    ReturnsInDemoMode, // an initiator that is removed may log in all the same
};
Q_ENUM_NS(CollateralReason)

enum class ProtectedBy
{
    RootFilesystem,
    SystemDirectory,
    BootFilesystem,
    ActivityLog,
    SwapNeeded,
    BootSession
};
Q_ENUM_NS(ProtectedBy)

enum class ProcessAnswer
{
    Leave,
    Quit,
    End
};
Q_ENUM_NS(ProcessAnswer)

template <> inline constexpr bool isCamelCase<Outcome> = true; // by contract, as JSON has them
template <> inline constexpr bool isCamelCase<ErrorCode> = true;

Outcome outcomeOf(ErrorCode code);
bool keepsImageFile(Consequence consequence); // a device goes, its image file stays

} // namespace mooring
