// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

namespace mooring {

// clang-format off
QString Wording::verb(Verb verb)
{
    switch (verb) {
    case Verb::Detach: return tr("Detach");
    case Verb::LogOut: return tr("Close iSCSI session");
    case Verb::Release: return tr("Release");
    case Verb::Reconnect: return tr("Reconnect");
    case Verb::BeginTransaction: return tr("Begin transaction");
    case Verb::EndTransaction: return tr("End transaction");
    case Verb::Unmount: return tr("Unmount");
    case Verb::SwapOff: return tr("Swap off");
    case Verb::CloseLuks: return tr("Close LUKS");
    case Verb::Deactivate: return tr("Deactivate");
    case Verb::StopArray: return tr("Stop array");
    case Verb::RemovePath: return tr("Remove path");
    case Verb::DeleteScsiDisk: return tr("Delete SCSI disk");
    case Verb::Hide: return tr("Hide");
    case Verb::Disconnect: return tr("Disconnect");
    case Verb::RemoveInitiator: return tr("Remove initiator");
    case Verb::DisablePortalGroup: return tr("Disable portal group");
    case Verb::Flush: return tr("Flush");
    case Verb::Hold: return tr("Hold");
    case Verb::CleanUp: return tr("Clean up");
    case Verb::Attach: return tr("Attach");
    case Verb::LogIn: return tr("Open iSCSI session");
    case Verb::AttachToReader: return tr("Attach to reader");
    case Verb::Mount: return tr("Mount");
    case Verb::SwapOn: return tr("Swap on");
    case Verb::OpenLuks: return tr("Open LUKS");
    case Verb::Activate: return tr("Activate");
    case Verb::Assemble: return tr("Assemble");
    case Verb::EndHold: return tr("End hold");
    case Verb::AskToQuit: return tr("Ask to quit");
    case Verb::End: return tr("End");
    case Verb::PutBack: return tr("Put back");
    case Verb::Forget: return tr("Forget");
    case Verb::EnablePortalGroup: return tr("Enable portal group");
    }
    return {};
}

QString Wording::step(Verb verb, const QString& name)
{
    switch (verb) {
    case Verb::Detach: return tr("Detach %1").arg(name);
    case Verb::LogOut: return tr("Close the iSCSI session %1").arg(name);
    case Verb::Release: return tr("Release %1").arg(name);
    case Verb::Reconnect: return tr("Reconnect %1").arg(name);
    case Verb::BeginTransaction: return tr("Begin a transaction on %1").arg(name);
    case Verb::EndTransaction: return tr("End the transaction on %1").arg(name);
    case Verb::Unmount: return tr("Unmount %1").arg(name);
    case Verb::SwapOff: return tr("Stop swapping to %1").arg(name);
    case Verb::CloseLuks: return tr("Close LUKS %1").arg(name);
    case Verb::Deactivate: return tr("Deactivate %1").arg(name);
    case Verb::StopArray: return tr("Stop the array %1").arg(name);
    case Verb::RemovePath: return tr("Remove the path %1").arg(name);
    case Verb::DeleteScsiDisk: return tr("Delete the SCSI disk %1").arg(name);
    case Verb::Hide: return tr("Hide %1").arg(name);
    case Verb::Disconnect: return tr("Disconnect %1").arg(name);
    case Verb::RemoveInitiator: return tr("Remove the initiator %1").arg(name);
    case Verb::DisablePortalGroup: return tr("Disable the portal group %1").arg(name);
    case Verb::Flush: return tr("Flush %1").arg(name);
    case Verb::Hold: return tr("Keep %1 from coming back").arg(name);
    case Verb::CleanUp: return tr("Clean up %1").arg(name);
    case Verb::Attach: return tr("Attach %1").arg(name);
    case Verb::LogIn: return tr("Open an iSCSI session to %1").arg(name);
    case Verb::AttachToReader: return tr("Attach to the reader %1").arg(name);
    case Verb::Mount: return tr("Mount %1").arg(name);
    case Verb::SwapOn: return tr("Swap to %1 again").arg(name);
    case Verb::OpenLuks: return tr("Open LUKS %1").arg(name);
    case Verb::Activate: return tr("Activate %1").arg(name);
    case Verb::Assemble: return tr("Assemble %1").arg(name);
    case Verb::EndHold: return tr("Let %1 come back").arg(name);
    case Verb::AskToQuit: return tr("Ask %1 to quit").arg(name);
    case Verb::End: return tr("End %1").arg(name);
    case Verb::PutBack: return tr("Put %1 back").arg(name);
    case Verb::Forget: return tr("Forget %1").arg(name);
    case Verb::EnablePortalGroup: return tr("Enable the portal group %1").arg(name);
    }
    return {};
}

QString Wording::inProgress(Verb verb, const QString& name)
{
    switch (verb) {
    case Verb::Detach: return tr("Detaching %1").arg(name);
    case Verb::LogOut: return tr("Closing the iSCSI session %1").arg(name);
    case Verb::Release: return tr("Releasing %1").arg(name);
    case Verb::Reconnect: return tr("Reconnecting %1").arg(name);
    case Verb::BeginTransaction: return tr("Beginning a transaction on %1").arg(name);
    case Verb::EndTransaction: return tr("Ending the transaction on %1").arg(name);
    case Verb::Unmount: return tr("Unmounting %1").arg(name);
    case Verb::SwapOff: return tr("Moving the swap of %1 to memory").arg(name);
    case Verb::CloseLuks: return tr("Closing LUKS %1").arg(name);
    case Verb::Deactivate: return tr("Deactivating %1").arg(name);
    case Verb::StopArray: return tr("Stopping the array %1").arg(name);
    case Verb::RemovePath: return tr("Removing the path %1").arg(name);
    case Verb::DeleteScsiDisk: return tr("Deleting the SCSI disk %1").arg(name);
    case Verb::Hide: return tr("Hiding %1").arg(name);
    case Verb::Disconnect: return tr("Disconnecting %1").arg(name);
    case Verb::RemoveInitiator: return tr("Removing the initiator %1").arg(name);
    case Verb::DisablePortalGroup: return tr("Disabling the portal group %1").arg(name);
    case Verb::Flush: return tr("Flushing %1").arg(name);
    case Verb::Hold: return tr("Keeping %1 from coming back").arg(name);
    case Verb::CleanUp: return tr("Cleaning up %1").arg(name);
    case Verb::Attach: return tr("Attaching %1").arg(name);
    case Verb::LogIn: return tr("Opening an iSCSI session to %1").arg(name);
    case Verb::AttachToReader: return tr("Attaching to the reader %1").arg(name);
    case Verb::Mount: return tr("Mounting %1").arg(name);
    case Verb::SwapOn: return tr("Swapping to %1 again").arg(name);
    case Verb::OpenLuks: return tr("Opening LUKS %1").arg(name);
    case Verb::Activate: return tr("Activating %1").arg(name);
    case Verb::Assemble: return tr("Assembling %1").arg(name);
    case Verb::EndHold: return tr("Letting %1 come back").arg(name);
    case Verb::AskToQuit: return tr("Asking %1 to quit").arg(name);
    case Verb::End: return tr("Ending %1").arg(name);
    case Verb::PutBack: return tr("Putting %1 back").arg(name);
    case Verb::Forget: return tr("Forgetting %1").arg(name);
    case Verb::EnablePortalGroup: return tr("Enabling the portal group %1").arg(name);
    }
    return {};
}

QString Wording::goalDone(Verb verb, const QString& name)
{
    switch (verb) {
    case Verb::Detach: return tr("%1: detached.").arg(name);
    case Verb::LogOut: return tr("%1: iSCSI session closed.").arg(name);
    case Verb::Release: return tr("%1: released.").arg(name);
    case Verb::Reconnect: return tr("%1: reconnected.").arg(name);
    case Verb::BeginTransaction: return tr("%1: transaction begun.").arg(name);
    case Verb::EndTransaction: return tr("%1: transaction ended.").arg(name);
    case Verb::Unmount: return tr("%1: unmounted.").arg(name);
    case Verb::SwapOff: return tr("%1: no longer used for swap.").arg(name);
    case Verb::CloseLuks: return tr("%1: LUKS closed.").arg(name);
    case Verb::Deactivate: return tr("%1: deactivated.").arg(name);
    case Verb::StopArray: return tr("%1: array stopped.").arg(name);
    case Verb::RemovePath: return tr("%1: path removed.").arg(name);
    case Verb::DeleteScsiDisk: return tr("%1: SCSI disk deleted.").arg(name);
    case Verb::Hide: return tr("%1: hidden.").arg(name);
    case Verb::Disconnect: return tr("%1: disconnected.").arg(name);
    case Verb::RemoveInitiator: return tr("%1: initiator removed.").arg(name);
    case Verb::DisablePortalGroup: return tr("%1: portal group disabled.").arg(name);
    case Verb::Flush: return tr("%1: flushed.").arg(name);
    case Verb::Hold: return tr("%1: kept from coming back.").arg(name);
    case Verb::CleanUp: return tr("%1: cleaned up.").arg(name);
    case Verb::Attach: return tr("%1: attached.").arg(name);
    case Verb::LogIn: return tr("%1: iSCSI session open.").arg(name);
    case Verb::AttachToReader: return tr("%1: attached to the reader.").arg(name);
    case Verb::Mount: return tr("%1: mounted.").arg(name);
    case Verb::SwapOn: return tr("%1: used for swap again.").arg(name);
    case Verb::OpenLuks: return tr("%1: LUKS open.").arg(name);
    case Verb::Activate: return tr("%1: activated.").arg(name);
    case Verb::Assemble: return tr("%1: assembled.").arg(name);
    case Verb::EndHold: return tr("%1: may come back.").arg(name);
    case Verb::AskToQuit: return tr("%1: has quit.").arg(name);
    case Verb::End: return tr("%1: ended.").arg(name);
    case Verb::PutBack: return tr("%1: put back.").arg(name);
    case Verb::Forget: return tr("%1: forgotten.").arg(name);
    case Verb::EnablePortalGroup: return tr("%1: portal group enabled.").arg(name);
    }
    return {};
}
// clang-format on

QString Wording::verbWithDots(Verb verb) { return Wording::verb(verb) + QChar(0x2026); }

} // namespace mooring
