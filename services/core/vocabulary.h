// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QMetaEnum>
#include <QObject>
#include <QString>

#include <optional>

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
};
Q_ENUM_NS(ErrorCode)

// What is known about a resource. The comment names the QVariant type: bytes = QByteArray (a path as the
// kernel has it), text = QString, size = quint64 in bytes, time = QDateTime in UTC, number = qint64, flag =
// bool, list = QStringList.
enum class Fact
{
    Device, // bytes, /dev/...
    Path, // bytes, of the image file
    Size, // size, of the device
    OnDisk, // size, allocated by the image file
    SectorSize, // size
    ReadOnly, // flag
    Autoclear, // flag
    DirectIo, // flag
    Deleted, // flag, the image file has no name left
    Offset,
    SizeLimit, // size, inside the image file
    Format, // text token: raw, iso, vhd, vhdx, vmdk, vdi, qcow2
    Subformat, // text: fixed, dynamic, monolithicSparse, ...
    Condition, // text token, of an image: clean, unclean, damaged, incomplete, protected
    Parts, // bytes, one a line: every other file that the image needs
    Overlay, // bytes, path of the file that takes the writes
    OverlayKind, // text token: overlay, copy
    Checksum, // text, SHA-256 of the image file in hexadecimal
    ChecksumBefore, // the same, before it was attached
    Daemons, // text: the programs that serve it, with their PIDs
    LockedBy, // text token: readers, writer
    PartitionTable, // text: gpt, dos
    PartitionNumber, // number
    PartitionStart, // size
    DeviceNumber, // text, MAJ:MIN
    Inode, // text, DEV:INO of the image file
    FilesystemType, // text
    Label,
    Uuid,
    Serial,
    Model,
    Wwn, // text
    MountPoint, // bytes
    MountPoints, // bytes, one a line (filesystem and devices: where it can be seen)
    MountRoot, // bytes, the folder of the file system that is mounted
    MountOptions,
    SuperOptions, // text
    Namespace, // text, number of the mount namespace when it is not ours
    AutomountUnit,
    FstabLine, // text
    SwapUsed,
    SwapPriority, // size, number
    Pid,
    ParentPid,
    Uid, // number
    User,
    Command,
    CommandLine, // text, text, bytes
    Since, // time
    How, // text token of How
    UsedPath, // bytes, the path by which a process uses something
    Unit,
    Container,
    VmName, // text
    InMemory, // flag, of a file system: what it holds exists in memory only
    OwnSession, // flag, ending it ends the caller's own session
    Uninterruptible, // flag, in D state
    SystemImage, // text, who put it there: snapd
    HostFolder, // text: compressed, encrypted, network
    Protected, // text token of ProtectedBy
    StaysAttached, // text token: until-detached, until-unused
    AttachedBy, // text
    Evidence, // text
    Exports, // text
    TargetName, // text, the iSCSI name
    TargetAlias, // text
    Portal, // text, ADDRESS:PORT
    Portals, // text, several of them
    PortalGroup, // number, the target portal group tag
    LocalAddress, // text, ADDRESS:PORT of this side
    InitiatorName, // text
    SessionNumber, // number, the kernel's SID
    Isid, // text, 12 hexadecimal digits
    Tsih, // number
    HeldBy, // text token: kernel, mooring, or the name and PID of another program
    Startup, // text token: manual, automatic, onboot
    Authentication, // text token: none, chap, mutual-chap
    HeaderDigest,
    DataDigest, // text token: none, crc32c
    NegotiatedLengths, // text
    RoundTrip, // number, microseconds
    RecoveryTimeout, // number, seconds
    WhyLost, // text token of ErrorCode: what ended a session that failed
    LunNumber, // number
    DeviceType, // text token: disk, tape, optical, controller, enclosure, other
    Vendor,
    Revision, // text
    AccessState, // text token: active-optimized, active-non-optimized, standby, unavailable, offline,
                 // transitioning
    Reservation, // text token: write-exclusive, exclusive-access, ...
    ReservationKeys, // text, hexadecimal
};
Q_ENUM_NS(Fact)

// "CamelCase" -> "camel-case", "NFSExport" -> "nfs-export".
QString kebab(const char* camelCase);

// Every token of one enumeration, by its value: made once, so that token() only shares a string.
class Tokens
{
public:
    enum class Style
    {
        Kebab,
        CamelCase
    };
    Tokens(const QMetaEnum& meta, Style style);
    QString token(int value) const { return m_tokens.value(value); }
    std::optional<int> value(const QString& token) const;

private:
    QList<QString> m_tokens;
    QHash<QString, int> m_values;
};

template <class Enum> const Tokens& tokensOf()
{
    constexpr bool isCamel = std::is_same_v<Enum, Outcome> || std::is_same_v<Enum, ErrorCode>;
    static const Tokens tokens(QMetaEnum::fromType<Enum>(),
                               isCamel ? Tokens::Style::CamelCase : Tokens::Style::Kebab);
    return tokens;
}

// The value's word; empty for a number outside the enumeration. Outcome and ErrorCode are camelCase by
// contract, everything else kebab-case.
template <class Enum> QString token(Enum value) { return tokensOf<Enum>().token(static_cast<int>(value)); }

// The value whose token this is; empty for an unknown word.
template <class Enum> std::optional<Enum> fromToken(const QString& word)
{
    const std::optional<int> value = tokensOf<Enum>().value(word);
    return value ? std::optional<Enum>(static_cast<Enum>(*value)) : std::nullopt;
}

Outcome outcomeOf(ErrorCode code);
bool keepsImageFile(Consequence consequence); // a device goes, its image file stays

} // namespace mooring
