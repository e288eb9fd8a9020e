// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "consequence.h"
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

} // namespace mooring
