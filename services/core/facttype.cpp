// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "facttype.h"

namespace mooring {

// No default: a fact that is forgotten here does not compile.
FactType factType(Fact fact)
{
    switch (fact) {
    case Fact::Device:
    case Fact::Path:
    case Fact::Parts:
    case Fact::Overlay:
    case Fact::MountPoint:
    case Fact::MountPoints:
    case Fact::MountRoot:
    case Fact::UsedPath:
    case Fact::Remedy:
    case Fact::Backing:
    case Fact::SavedIn:
    case Fact::CommandLine:
        return FactType::Bytes;
    case Fact::Size:
    case Fact::OnDisk:
    case Fact::SectorSize:
    case Fact::Offset:
    case Fact::SizeLimit:
    case Fact::PartitionStart:
    case Fact::SwapUsed:
        return FactType::Size;
    case Fact::PartitionNumber:
    case Fact::SwapPriority:
    case Fact::Pid:
    case Fact::ParentPid:
    case Fact::Uid:
    case Fact::PortalGroup:
    case Fact::SessionNumber:
    case Fact::Tsih:
    case Fact::RoundTrip:
    case Fact::RecoveryTimeout:
    case Fact::LunNumber:
    case Fact::Commands:
        return FactType::Number;
    case Fact::ReadOnly:
    case Fact::Autoclear:
    case Fact::DirectIo:
    case Fact::Deleted:
    case Fact::InMemory:
    case Fact::OwnSession:
    case Fact::Uninterruptible:
    case Fact::InTransaction:
    case Fact::DemoMode:
        return FactType::Flag;
    case Fact::Since:
    case Fact::LastIo:
        return FactType::Time;
    case Fact::Format:
    case Fact::Subformat:
    case Fact::Condition:
    case Fact::OverlayKind:
    case Fact::Checksum:
    case Fact::ChecksumBefore:
    case Fact::Daemons:
    case Fact::LockedBy:
    case Fact::PartitionTable:
    case Fact::DeviceNumber:
    case Fact::Inode:
    case Fact::FilesystemType:
    case Fact::Label:
    case Fact::Uuid:
    case Fact::Serial:
    case Fact::Model:
    case Fact::Wwn:
    case Fact::MountOptions:
    case Fact::SuperOptions:
    case Fact::Namespace:
    case Fact::AutomountUnit:
    case Fact::FstabLine:
    case Fact::User:
    case Fact::Command:
    case Fact::How:
    case Fact::Unit:
    case Fact::Container:
    case Fact::VmName:
    case Fact::SystemImage:
    case Fact::HostFolder:
    case Fact::Protected:
    case Fact::StaysAttached:
    case Fact::AttachedBy:
    case Fact::Evidence:
    case Fact::Exports:
    case Fact::TargetName:
    case Fact::TargetAlias:
    case Fact::Portal:
    case Fact::Portals:
    case Fact::LocalAddress:
    case Fact::InitiatorName:
    case Fact::Isid:
    case Fact::HeldBy:
    case Fact::Startup:
    case Fact::Authentication:
    case Fact::HeaderDigest:
    case Fact::DataDigest:
    case Fact::NegotiatedLengths:
    case Fact::WhyLost:
    case Fact::DeviceType:
    case Fact::Vendor:
    case Fact::Revision:
    case Fact::AccessState:
    case Fact::Reservation:
    case Fact::ReservationKeys:
    case Fact::Atr:
    case Fact::CardProtocols:
    case Fact::HistoricalBytes:
    case Fact::PossibleCards:
    case Fact::LastingRemedy:
    case Fact::CardProtocol:
    case Fact::ShareMode:
    case Fact::UsbAddress:
    case Fact::UsbId:
    case Fact::Engine:
    case Fact::AllowedInitiators:
    case Fact::Accounts:
    case Fact::BackingStore:
    case Fact::ScsiId:
    case Fact::ScsiSerial:
    case Fact::MappedNumbers:
    case Fact::Address:
    case Fact::LoginKind:
    case Fact::Saved:
        break;
    }
    return FactType::Text;
}

} // namespace mooring
