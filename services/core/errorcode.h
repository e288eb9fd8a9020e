// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// moc wants a namespace of its own for each file.
namespace mooring::errors {
Q_NAMESPACE

enum class ErrorDomain
{
    None,
    Cim,
    Vds,
    Win32,
    Hresult,
    Scard,
    Iscsi,
    Libiscsi,
    Openiscsi,
    Tgt,
    Errno,
    Qmp,
    Dbus,
    Exit
};
Q_ENUM_NS(ErrorDomain)

// Why something was refused or failed: one sentence each in models/wording. outcomeOf() gives its Outcome.
enum class ErrorCode
{
    // requests
    NoSuchResource,
    NoSuchOperation, // in the activity log
    AmbiguousResource,
    VerbNotOffered,
    FlagsNotZero,
    InvalidArgument,
    NothingGiven,
    NeedsConfirmation,
    NeedsAcceptance,
    // plans
    InTheWay,
    CauseNotFound,
    Ring,
    IsProtected,
    PlanStale,
    PlanOverlaps,
    PlanBlocked,
    NothingCanRelease,
    // carrying out
    IdentityChanged,
    SomethingStandsOnIt,
    StillThere,
    StillThereDeferred,
    LookFailed,
    NeverAnswered,
    DeadlinePassed,
    ProviderHung,
    StoppedByUser,
    StopTooLate,
    PermissionDenied,
    ProcessesUnseen, // text: how many
    AuthenticationDismissed,
    SystemCallFailed,
    CommandFailed,
    CommandMissing,
    OutOfMemory,
    LogNotWritable,
    OutputNotWritable, // of the command line
    AlreadyGone,
    PredecessorFailed,
    ServiceNotRunning,
    NotSupportedHere,
    SwapDoesNotFit,
    WrongState,
    Interrupted,
    // images
    ImageMissing,
    ImageIsDirectory,
    ImageNotAFile,
    ImageUnreadable,
    ImageEmpty,
    ImageContentUnknown,
    ImageFormatNoProvider,
    IsoSizeWrong,
    IsoIsReadOnly,
    ImageAlreadyAttached,
    ImageNotAttached,
    ImageChanged,
    ImageDeleted,
    ImageDamaged, // text: the fault
    ImageDifferencing, // text: the parent, when it is named
    ImageProtected, // by a password
    ImageNotClosed, // by its last writer
    ImagePartMissing, // subject: another file that it needs
    ImagePartWrong, // the same; text: the problem
    ImagePartOutside, // the same, outside of the image's own folder
    ImageCutShort, // a warning: what it holds ends behind the end of the file; text: by how many bytes
    ImageInUse, // by another program; text: which, when that is known
    NoRoom,
    MergeIncomplete, // subject: the overlay
    HostFolderCompressed,
    HostFolderEncrypted,
    NoLoopDeviceFree,
    DeviceSizeWrong,
    MountPointMissing,
    MountPointUsed,
    NothingToPutBack,
    CannotPutBack,
    // iSCSI
    NameNotIscsi, // no IQN, EUI or NAA name, or over 223 bytes
    PortalInvalid,
    PortalUnreachable, // no TCP connection; errno says why
    NotIscsi, // the server speaks something else
    AnswerMalformed, // it broke the protocol; text: the fault
    AuthenticationFailed, // CHAP, either side
    SecretMissing, // the target asks for CHAP and none was given
    TargetUnknown, // the portal does not know such a target
    TargetUnavailable, // it knows it and has no room or is not ready
    RedirectLoop,
    LoginRefused, // number: status class and detail (RFC 7143, 11.13.5)
    LogoutRefused, // number: the Logout response, 1 to 3 (RFC 7143, 11.15.1)
    ConnectionLost,
    LogoutRequested, // by the target (async event 1)
    NoSessionToTarget, // of this host
    KeyringUnavailable, // text: its own words
    AutomaticLoginStays, // it could not be removed
    SessionHeldElsewhere, // subject: the session; text: the program that holds it

    // smart cards; subject: the reader, number: PC/SC Lite's
    CardServiceNotRunning, // no pcscd
    CardServiceRefused, // by polkit
    ReaderUnknown,
    ReaderTaken, // another program drives it, so pcscd does not have it; text: which
    CardMissing, // none in the reader
    CardRemoved, // while it was used
    CardWasReset, // by another program
    CardMute,
    CardHeld, // exclusively, or by another program in a way that does not fit
    CardNotEjected, // told to, and still there
    CardNotAttached, // this service has no attachment to it
    CardFailed, // everything else

    // exported targets
    ExportUnknown, // subject: a target that this host does not export
    UnitNotInTarget, // subject: the logical unit
    UnitBusy, // commands are under way
    UnitIsController, // tgt's LUN 0: the target itself
    LunNumberTaken, // subject: the number
    TargetBusy, // sessions are open
    InitiatorCameBack, // subject: the initiator
    TargetServerRefused, // another user's
    SavedUnreadable, // subject: the file; text: the fault and where
    SavedStays, // subject: the file; the saved configuration could not be changed
    UnknownNumber, // number: one that the documents do not define
};
Q_ENUM_NS(ErrorCode)

} // namespace mooring::errors

namespace mooring {
using errors::ErrorCode;
using errors::ErrorDomain;
} // namespace mooring
