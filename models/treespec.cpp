// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "treespec.h"

namespace mooring {

QList<View> views()
{
    return {View::NeedsAttention, View::Everything, View::IscsiTargets, View::ExportedLuns,
            View::VirtualDisks,   View::SmartCards, View::Activity};
}

// clang-format off
QList<ColumnSpec> columns(View view)
{
    switch (view) {
    case View::NeedsAttention:
        return {{.column = Column::What}, {.column = Column::Since}, {.column = Column::Consequence}, {.column = Column::NextStep}};
    case View::Everything:
        return {{.column = Column::Name, .elideMiddle = true}, {.column = Column::State}, {.column = Column::InUseBy},
                {.column = Column::Size, .alignRight = true}, {.column = Column::MountedOn}, {.column = Column::Device},
                {.column = Column::Kind, .hiddenAtFirst = true}, {.column = Column::Filesystem, .hiddenAtFirst = true},
                {.column = Column::Serial, .hiddenAtFirst = true}, {.column = Column::Backend, .hiddenAtFirst = true}};
    case View::IscsiTargets:
        return {{.column = Column::Name, .elideMiddle = true}, {.column = Column::State}, {.column = Column::InUseBy},
                {.column = Column::Size, .alignRight = true}, {.column = Column::Lun, .alignRight = true},
                {.column = Column::Device}, {.column = Column::MountedOn}, {.column = Column::Portal},
                {.column = Column::HeldBy}, {.column = Column::AutomaticLogin},
                {.column = Column::SessionNumber, .hiddenAtFirst = true, .alignRight = true},
                {.column = Column::RoundTrip, .hiddenAtFirst = true, .alignRight = true},
                {.column = Column::Wwn, .hiddenAtFirst = true, .elideMiddle = true},
                {.column = Column::Reservation, .hiddenAtFirst = true}};
    case View::ExportedLuns:
        return {{.column = Column::Name, .elideMiddle = true}, {.column = Column::State}, {.column = Column::Initiators, .elideMiddle = true},
                {.column = Column::LastIo}, {.column = Column::Size, .alignRight = true},
                {.column = Column::Lun, .alignRight = true}, {.column = Column::BackingStore, .elideMiddle = true},
                {.column = Column::Access}, {.column = Column::Saved},
                {.column = Column::DeviceIdentifier, .hiddenAtFirst = true, .elideMiddle = true},
                {.column = Column::Address, .hiddenAtFirst = true}};
    case View::VirtualDisks:
        return {{.column = Column::Name, .elideMiddle = true}, {.column = Column::State}, {.column = Column::InUseBy},
                {.column = Column::MountedOn}, {.column = Column::Size, .alignRight = true},
                {.column = Column::OnDisk, .alignRight = true}, {.column = Column::Format}, {.column = Column::Device},
                {.column = Column::Access}, {.column = Column::StaysAttached},
                {.column = Column::AttachedBy, .hiddenAtFirst = true}, {.column = Column::Since, .hiddenAtFirst = true},
                {.column = Column::Path, .hiddenAtFirst = true, .elideMiddle = true}};
    case View::SmartCards:
        return {{.column = Column::Name, .elideMiddle = true}, {.column = Column::State}, {.column = Column::InUseBy},
                {.column = Column::PossibleCard}, {.column = Column::ShareMode}, {.column = Column::Since},
                {.column = Column::Atr, .hiddenAtFirst = true}, {.column = Column::CardProtocol, .hiddenAtFirst = true},
                {.column = Column::Usb, .hiddenAtFirst = true}};
    case View::Activity:
        return {{.column = Column::Started}, {.column = Column::Action}, {.column = Column::Object, .elideMiddle = true},
                {.column = Column::Result}, {.column = Column::Duration, .alignRight = true}, {.column = Column::By},
                {.column = Column::Host}};
    }
    return {};
}

QByteArray viewIcon(View view)
{
    switch (view) {
    case View::NeedsAttention: return "dialog-warning";
    case View::Everything: return "computer";
    case View::IscsiTargets: return "mooring-target";
    case View::ExportedLuns: return "mooring-export";
    case View::VirtualDisks: return "drive-virtual";
    case View::SmartCards: return "mooring-card";
    case View::Activity: return "document-open-recent";
    }
    return {};
}

QByteArray kindIcon(Kind kind)
{
    switch (kind) {
    case Kind::Portal: case Kind::IscsiTarget: case Kind::Export: return "network-server";
    case Kind::IscsiSession: case Kind::MappedLun: return "network-wired";
    case Kind::IscsiLun: case Kind::Disk: case Kind::ExportLun: return "drive-harddisk";
    case Kind::Partition: case Kind::LogicalVolume: return "drive-partition";
    case Kind::VirtualDisk: return "drive-virtual";
    case Kind::Image: return "application-x-raw-disk-image";
    case Kind::Filesystem: case Kind::ThinPool: case Kind::VolumeGroup: return "drive-multidisk";
    case Kind::Mount: return "folder";
    case Kind::Swap: return "media-flash";
    case Kind::Luks: return "drive-encrypted";
    case Kind::MdArray: case Kind::MdMember: case Kind::Multipath: case Kind::MultipathPath: return "drive-multidisk";
    case Kind::Initiator: return "computer";
    case Kind::Reader: return "smartcard-reader";
    case Kind::Card: case Kind::CardAttachment: return "smartcard";
    case Kind::Process: return "application-x-executable";
    case Kind::Unknown: return "dialog-question";
    }
    return {};
}

QByteArray stateIcon(State state)
{
    switch (state) {
    case State::Attached: case State::Idle: case State::LoggedIn: case State::Present: return "emblem-ok";
    case State::InUse: case State::Mounted: case State::Shared: case State::Exclusive: return "emblem-important";
    case State::Reconnecting: case State::Looking: return "view-refresh";
    case State::Failed: case State::Mute: return "dialog-error";
    case State::Degraded: case State::Deferred: case State::Orphaned: return "dialog-warning";
    case State::Absent: case State::Unpowered: return "emblem-unmounted";
    case State::Refused: case State::Disabled: return "emblem-locked";
    case State::Unknown: return "dialog-question";
    }
    return {};
}
// clang-format on

} // namespace mooring
