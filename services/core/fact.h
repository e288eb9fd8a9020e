// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// moc wants a namespace of its own for each file.
namespace mooring::facts {
Q_NAMESPACE

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
    Atr, // text, hexadecimal: what the card answered to its reset (ISO/IEC 7816-3, 8)
    CardProtocols, // text: those that the ATR offers, "T=0, T=1"
    HistoricalBytes, // text, hexadecimal
    PossibleCards, // text, one a line: whose ATR looks like this
    CardProtocol, // text token: t0, t1, t15, raw
    ShareMode, // text token: shared, exclusive, direct
    InTransaction, // flag: ours holds a transaction
    UsbAddress, // text, BUS/DEVICE
    UsbId, // text, VENDOR:PRODUCT
    Remedy, // bytes, the command that ends a known conflict
    LastingRemedy, // text, a unified diff: the change of a file that keeps it from coming back
    Engine, // text: which server exports it, "tgt", "LIO"
    DemoMode, // flag: every initiator may log in
    AllowedInitiators, // text, names and addresses that may log in
    Accounts, // text, names only
    BackingStore, // text: how it is backed, "rdwr", "fileio", "iblock", ...
    Backing, // bytes, what backs it: a path, where there is one
    ScsiId,
    ScsiSerial, // text
    MappedNumbers, // text: as which LUN which initiators see it
    Address, // text, where an initiator is logged in from
    LoginKind, // text token: static, dynamic
    Commands, // number: that were served
    LastIo, // time: when it was last seen to be read or written
    Saved, // text token: saved, not-saved, different, unreadable
    SavedIn, // bytes, path of the saved configuration
};
Q_ENUM_NS(Fact)

} // namespace mooring::facts

namespace mooring {
using facts::Fact;
} // namespace mooring
