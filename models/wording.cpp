// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

namespace mooring {

// clang-format off
QString Wording::kind(Kind kind)
{
    switch (kind) {
    case Kind::Portal: return tr("Portal");
    case Kind::IscsiTarget: return tr("iSCSI target");
    case Kind::IscsiSession: return tr("iSCSI session");
    case Kind::IscsiLun: return tr("Logical unit (LUN)");
    case Kind::Disk: return tr("Disk");
    case Kind::Partition: return tr("Partition", "kind of resource");
    case Kind::VirtualDisk: return tr("Virtual disk");
    case Kind::Image: return tr("Disk image");
    case Kind::Filesystem: return tr("File system");
    case Kind::Mount: return tr("Mount point");
    case Kind::Swap: return tr("Swap area");
    case Kind::Luks: return tr("LUKS encryption");
    case Kind::VolumeGroup: return tr("Volume group");
    case Kind::LogicalVolume: return tr("Logical volume");
    case Kind::ThinPool: return tr("Thin pool");
    case Kind::MdArray: return tr("MD array");
    case Kind::MdMember: return tr("Member of an MD array");
    case Kind::Multipath: return tr("Multipath device");
    case Kind::MultipathPath: return tr("Path of a multipath device");
    case Kind::Export: return tr("Exported target");
    case Kind::ExportLun: return tr("Exported logical unit");
    case Kind::MappedLun: return tr("Mapped LUN");
    case Kind::Initiator: return tr("Initiator");
    case Kind::Reader: return tr("Smart card reader");
    case Kind::Card: return tr("Smart card");
    case Kind::CardAttachment: return tr("Mooring's attachment");
    case Kind::Process: return tr("Process");
    case Kind::Unknown: return tr("Unknown item");
    }
    return {};
}

QString Wording::state(State state)
{
    switch (state) {
    case State::Attached: return tr("attached");
    case State::Idle: return tr("idle");
    case State::InUse: return tr("in use");
    case State::Mounted: return tr("mounted");
    case State::LoggedIn: return tr("session open");
    case State::Reconnecting: return tr("reconnecting");
    case State::Failed: return tr("failed");
    case State::Degraded: return tr("degraded");
    case State::Deferred: return tr("waiting to be detached");
    case State::Orphaned: return tr("orphaned");
    case State::Absent: return tr("absent");
    case State::Present: return tr("present");
    case State::Shared: return tr("shared");
    case State::Exclusive: return tr("exclusive");
    case State::Mute: return tr("does not answer");
    case State::Unpowered: return tr("without power");
    case State::Refused: return tr("refused");
    case State::Disabled: return tr("disabled");
    case State::Looking: return tr("looking…");
    case State::Unknown: return tr("unknown");
    }
    return {};
}

QString Wording::state(State state, Kind kind)
{
    if (state == State::Absent && kind == Kind::IscsiTarget)
        return tr("no session");
    if (state == State::Absent && kind == Kind::Reader)
        return tr("no card");
    return Wording::state(state);
}

QString Wording::how(How how)
{
    switch (how) {
    case How::StandsOn: return tr("stands on it");
    case How::OpenFile: return tr("open file");
    case How::OpenDevice: return tr("open device");
    case How::WorkingDirectory: return tr("working directory");
    case How::RootDirectory: return tr("root directory");
    case How::Executable: return tr("running program");
    case How::MappedFile: return tr("mapped file");
    case How::DeletedFile: return tr("deleted file, still open");
    case How::MountNamespace: return tr("mounted in another namespace");
    case How::NestedMount: return tr("mounted inside");
    case How::BackingFile: return tr("image file");
    case How::OverlayLayer: return tr("overlay layer");
    case How::SwapArea: return tr("swap area");
    case How::Member: return tr("member");
    case How::NfsExport: return tr("NFS export");
    case How::ExclusiveClaim: return tr("claimed, by whom is not known");
    case How::ServiceClient: return tr("connected to pcscd, may hold a card");
    case How::SeenBySession: return tr("can see it");
    case How::Exported: return tr("exported");
    }
    return {};
}

QString Wording::outcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Done: return tr("done");
    case Outcome::NothingToDo: return tr("nothing to do");
    case Outcome::Partial: return tr("partly done");
    case Outcome::Deferred: return tr("not gone yet");
    case Outcome::Busy: return tr("busy");
    case Outcome::NotAssociated: return tr("not associated");
    case Outcome::NotFound: return tr("not found");
    case Outcome::TimedOut: return tr("timed out");
    case Outcome::Denied: return tr("not authorised");
    case Outcome::AuthDismissed: return tr("authentication dismissed");
    case Outcome::InvalidRequest: return tr("invalid request");
    case Outcome::Unsupported: return tr("not supported");
    case Outcome::NoProvider: return tr("no provider");
    case Outcome::BadImage: return tr("bad image");
    case Outcome::OutOfMemory: return tr("out of memory");
    case Outcome::Stopped: return tr("stopped");
    case Outcome::TooLateToStop: return tr("too late to stop");
    case Outcome::ServiceUnavailable: return tr("service not available");
    case Outcome::Failed: return tr("failed");
    case Outcome::Unknown: return tr("result unknown");
    }
    return {};
}

QString Wording::domain(ErrorDomain domain)
{
    switch (domain) {
    case ErrorDomain::None: return QStringLiteral("Mooring");
    case ErrorDomain::Cim: return QStringLiteral("CIM");
    case ErrorDomain::Vds: return QStringLiteral("VDS");
    case ErrorDomain::Win32: return QStringLiteral("Win32");
    case ErrorDomain::Hresult: return QStringLiteral("HRESULT");
    case ErrorDomain::Scard: return QStringLiteral("PC/SC");
    case ErrorDomain::Iscsi: return QStringLiteral("iSCSI");
    case ErrorDomain::Libiscsi: return QStringLiteral("libiscsi");
    case ErrorDomain::Openiscsi: return QStringLiteral("open-iscsi");
    case ErrorDomain::Tgt: return QStringLiteral("tgt");
    case ErrorDomain::Errno: return QStringLiteral("errno");
    case ErrorDomain::Qmp: return QStringLiteral("QMP");
    case ErrorDomain::Dbus: return QStringLiteral("D-Bus");
    case ErrorDomain::Exit: return QStringLiteral("exit");
    }
    return {};
}

QString Wording::view(View view)
{
    switch (view) {
    case View::NeedsAttention: return tr("Needs attention");
    case View::Everything: return tr("Everything");
    case View::IscsiTargets: return tr("iSCSI targets (initiator)");
    case View::ExportedLuns: return tr("Exported LUNs");
    case View::VirtualDisks: return tr("Virtual disks");
    case View::SmartCards: return tr("Smart cards");
    case View::Activity: return tr("Activity");
    }
    return {};
}

QString Wording::group(RowGroup group, int count)
{
    switch (group) {
    case RowGroup::None: return {};
    case RowGroup::SystemImages: return tr("System images (%n)", nullptr, count);
    case RowGroup::System: return tr("Needed by the running system (%n)", nullptr, count);
    }
    return {};
}

QString Wording::filter(Chip chip)
{
    switch (chip) {
    case Chip::InUse: return tr("In use");
    case Chip::Free: return tr("Free", "filter: nobody uses it");
    case Chip::Orphaned: return tr("Orphaned");
    case Chip::Failed: return tr("Failed");
    case Chip::SystemImages: return tr("System images");
    }
    return {};
}

QString Wording::processAnswer(ProcessAnswer answer)
{
    switch (answer) {
    case ProcessAnswer::Leave: return tr("Leave running");
    case ProcessAnswer::Quit: return tr("Ask to quit");
    case ProcessAnswer::End: return tr("End now");
    }
    return {};
}

QString Wording::section(PlanSection section)
{
    switch (section) {
    case PlanSection::Refused: return tr("Cannot be done");
    case PlanSection::InTheWay: return tr("In the way");
    case PlanSection::AlsoAffected: return tr("Also affected");
    case PlanSection::Steps: return tr("Steps");
    }
    return {};
}
// clang-format on

QString Wording::access(bool readOnly) { return readOnly ? tr("read-only") : tr("read and write"); }

QString Wording::accessible(const QString& name, const QString& kind, const QString& state,
                            const QString& inUseBy)
{
    if (inUseBy.isEmpty())
        return tr("%1, %2, %3", "name, kind, state").arg(name, kind, state);
    return tr("%1, %2, %3, in use by %4", "name, kind, state, users").arg(name, kind, state, inUseBy);
}

} // namespace mooring
