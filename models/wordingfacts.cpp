// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

namespace mooring {

// clang-format off
QString Wording::fact(Fact fact)
{
    switch (fact) {
    case Fact::Device: return tr("Device");
    case Fact::Path: return tr("Image file");
    case Fact::Size: return tr("Size");
    case Fact::OnDisk: return tr("On disk");
    case Fact::SectorSize: return tr("Sector size");
    case Fact::ReadOnly: return tr("Read-only");
    case Fact::Autoclear: return tr("Goes with its last user");
    case Fact::DirectIo: return tr("Direct I/O");
    case Fact::Deleted: return tr("Image file deleted");
    case Fact::Offset: return tr("Offset in the image");
    case Fact::SizeLimit: return tr("Size limit in the image");
    case Fact::Format: return tr("Format");
    case Fact::Subformat: return tr("Kind of image");
    case Fact::Condition: return tr("Condition");
    case Fact::Parts: return tr("Other files it needs");
    case Fact::Overlay: return tr("Overlay");
    case Fact::OverlayKind: return tr("Writing");
    case Fact::Checksum: return tr("SHA-256 checksum");
    case Fact::ChecksumBefore: return tr("SHA-256 checksum before");
    case Fact::Daemons: return tr("Served by");
    case Fact::LockedBy: return tr("Open in");
    case Fact::PartitionTable: return tr("Partition table");
    case Fact::PartitionNumber: return tr("Partition number");
    case Fact::PartitionStart: return tr("Start of the partition");
    case Fact::DeviceNumber: return tr("Device number");
    case Fact::Inode: return tr("Device and inode of the image");
    case Fact::FilesystemType: return tr("File system");
    case Fact::Label: return tr("Label");
    case Fact::Uuid: return tr("UUID");
    case Fact::Serial: return tr("Serial number");
    case Fact::Model: return tr("Model");
    case Fact::Wwn: return tr("WWN");
    case Fact::MountPoint: return tr("Mounted on");
    case Fact::MountPoints: return tr("Mounted on", "several places");
    case Fact::MountRoot: return tr("Mounted folder");
    case Fact::MountOptions: return tr("Mount options");
    case Fact::SuperOptions: return tr("File system options");
    case Fact::Namespace: return tr("Mount namespace");
    case Fact::AutomountUnit: return tr("Automount unit");
    case Fact::FstabLine: return tr("Line in fstab");
    case Fact::SwapUsed: return tr("Swap used");
    case Fact::SwapPriority: return tr("Swap priority");
    case Fact::Pid: return tr("PID");
    case Fact::ParentPid: return tr("Parent PID");
    case Fact::Uid: return tr("User number");
    case Fact::User: return tr("User");
    case Fact::Command: return tr("Program");
    case Fact::CommandLine: return tr("Command line");
    case Fact::Since: return tr("Since");
    case Fact::How: return tr("How");
    case Fact::UsedPath: return tr("Path in use");
    case Fact::Unit: return tr("systemd unit");
    case Fact::Container: return tr("Container");
    case Fact::VmName: return tr("Virtual machine");
    case Fact::InMemory: return tr("In memory only");
    case Fact::OwnSession: return tr("Your own session");
    case Fact::Uninterruptible: return tr("Waiting in the kernel");
    case Fact::SystemImage: return tr("System image of");
    case Fact::HostFolder: return tr("Folder of the image");
    case Fact::Protected: return tr("Protected");
    case Fact::StaysAttached: return tr("Stays attached");
    case Fact::AttachedBy: return tr("Attached by");
    case Fact::Evidence: return tr("Evidence");
    case Fact::Exports: return tr("Exported over NFS");
    case Fact::TargetName: return tr("Target");
    case Fact::TargetAlias: return tr("Alias");
    case Fact::Portal: return tr("Portal");
    case Fact::Portals: return tr("Portals");
    case Fact::PortalGroup: return tr("Portal group");
    case Fact::LocalAddress: return tr("Local address");
    case Fact::InitiatorName: return tr("Initiator name");
    case Fact::SessionNumber: return tr("SID");
    case Fact::Isid: return tr("ISID");
    case Fact::Tsih: return tr("TSIH");
    case Fact::HeldBy: return tr("Held by");
    case Fact::Startup: return tr("Automatic login");
    case Fact::Authentication: return tr("Authentication");
    case Fact::HeaderDigest: return tr("Header digest");
    case Fact::DataDigest: return tr("Data digest");
    case Fact::NegotiatedLengths: return tr("Negotiated lengths");
    case Fact::RoundTrip: return tr("Round trip");
    case Fact::RecoveryTimeout: return tr("Recovery timeout");
    case Fact::WhyLost: return tr("Why it failed");
    case Fact::LunNumber: return tr("LUN");
    case Fact::DeviceType: return tr("Kind of device");
    case Fact::Vendor: return tr("Vendor");
    case Fact::Revision: return tr("Revision");
    case Fact::AccessState: return tr("ALUA state");
    case Fact::Reservation: return tr("Reservation");
    case Fact::ReservationKeys: return tr("Reservation keys");
    case Fact::Atr: return tr("ATR");
    case Fact::CardProtocols: return tr("Protocols offered");
    case Fact::HistoricalBytes: return tr("Historical bytes");
    case Fact::PossibleCards: return tr("Possibly");
    case Fact::CardProtocol: return tr("Protocol in use");
    case Fact::ShareMode: return tr("Sharing");
    case Fact::InTransaction: return tr("Transaction");
    case Fact::UsbAddress: return tr("USB device");
    case Fact::UsbId: return tr("USB identifier");
    case Fact::Remedy: return tr("Remedy");
    case Fact::LastingRemedy: return tr("Lasting remedy");
    case Fact::Engine: return tr("Target server");
    case Fact::DemoMode: return tr("Demo mode");
    case Fact::AllowedInitiators: return tr("May log in");
    case Fact::Accounts: return tr("Accounts");
    case Fact::BackingStore: return tr("Backing store");
    case Fact::Backing: return tr("Backed by");
    case Fact::ScsiId: return tr("SCSI identifier");
    case Fact::ScsiSerial: return tr("SCSI serial number");
    case Fact::MappedNumbers: return tr("Mapped as");
    case Fact::Address: return tr("Address");
    case Fact::LoginKind: return tr("Login");
    case Fact::Commands: return tr("Commands served");
    case Fact::LastIo: return tr("Last read or write");
    case Fact::Saved: return tr("Saved configuration");
    case Fact::SavedIn: return tr("Saved in");
    }
    return {};
}

QString Wording::column(Column column)
{
    switch (column) {
    case Column::Name: return tr("Name");
    case Column::State: return tr("State");
    case Column::InUseBy: return tr("In use by");
    case Column::Size: return tr("Size");
    case Column::MountedOn: return tr("Mounted on");
    case Column::Device: return tr("Device");
    case Column::Kind: return tr("Kind");
    case Column::Filesystem: return tr("FS", "column: file system");
    case Column::Serial: return tr("Serial/WWN");
    case Column::Backend: return tr("Backend");
    case Column::OnDisk: return tr("On disk");
    case Column::Format: return tr("Format");
    case Column::Access: return tr("Access");
    case Column::StaysAttached: return tr("Stays attached");
    case Column::AttachedBy: return tr("Attached by");
    case Column::Since: return tr("Since");
    case Column::Path: return tr("Path");
    case Column::Lun: return tr("LUN");
    case Column::Portal: return tr("Portal");
    case Column::HeldBy: return tr("Held by");
    case Column::AutomaticLogin: return tr("Automatic login");
    case Column::SessionNumber: return tr("SID");
    case Column::RoundTrip: return tr("Round trip");
    case Column::Wwn: return tr("WWN");
    case Column::Reservation: return tr("Reservation");
    case Column::PossibleCard: return tr("Possibly", "column: which card");
    case Column::ShareMode: return tr("Sharing");
    case Column::Atr: return tr("ATR");
    case Column::CardProtocol: return tr("Protocol");
    case Column::Usb: return tr("USB");
    case Column::Initiators: return tr("Initiators");
    case Column::LastIo: return tr("Last I/O");
    case Column::BackingStore: return tr("Backing store");
    case Column::Saved: return tr("Saved");
    case Column::DeviceIdentifier: return tr("Device identifier");
    case Column::Address: return tr("Address");
    case Column::What: return tr("What");
    case Column::Consequence: return tr("Consequence");
    case Column::NextStep: return tr("Next step");
    case Column::Started: return tr("Started");
    case Column::Action: return tr("Action");
    case Column::Object: return tr("Object");
    case Column::Result: return tr("Result");
    case Column::Duration: return tr("Duration");
    case Column::By: return tr("By");
    case Column::Host: return tr("Host");
    }
    return {};
}
// clang-format on

QString Wording::comesBackLabel() { return tr("Comes back"); }

QString Wording::comesBack(const ComesBack& back)
{
    switch (back.when) {
    case ComesBackWhen::OnAccess:
        return tr("when it is next used (%1)").arg(back.by);
    case ComesBackWhen::OnEvent:
        return tr("by itself (%1)").arg(back.by);
    case ComesBackWhen::AtBoot:
        return tr("at the next start of the host (%1)").arg(back.by);
    }
    return {};
}

QString Wording::labelled(const QString& label, const QString& value)
{
    return tr("%1: %2", "label, value").arg(label, value);
}

QString Wording::provider(const ProviderInfo& provider)
{
    switch (provider.availability) {
    case Availability::Ok:
        return tr("%1: ok").arg(provider.name);
    case Availability::Absent:
        return tr("%1: not there").arg(provider.name);
    case Availability::Refused:
        return tr("%1: refused").arg(provider.name);
    case Availability::Hung:
        return tr("%1: does not answer").arg(provider.name);
    }
    return {};
}

QString Wording::providerWhy(const ProviderInfo& provider)
{
    QStringList sentences;
    if (provider.why)
        sentences.append(Wording::what(*provider.why));
    switch (provider.availability) {
    case Availability::Ok:
        break;
    case Availability::Absent:
        sentences.append(
            tr("What it would show cannot be seen on this host. Install or start it, then look again."));
        break;
    case Availability::Refused:
        sentences.append(tr("You may not see what it shows. Start Mooring as an administrator to see it."));
        break;
    case Availability::Hung:
        sentences.append(
            tr("What it showed last is marked as being looked at. Everything else goes on. It is asked "
               "again by itself."));
        break;
    }
    return sentences.join(u' ');
}

QString Wording::actingAs(const QString& user, bool privileged)
{
    return privileged ? tr("acting as administrator (%1)").arg(user)
                      : tr("acting as an ordinary user (%1)").arg(user);
}

} // namespace mooring
