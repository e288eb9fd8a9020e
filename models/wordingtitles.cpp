// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

namespace mooring {

// clang-format off
QString Wording::oneTitle(Verb verb, const QString& name, const QString& host)
{
    switch (verb) {
    case Verb::Detach: return tr("Detach \"%1\" on %2?").arg(name, host);
    case Verb::LogOut: return tr("Close the iSCSI session \"%1\" on %2?").arg(name, host);
    case Verb::Release: return tr("Release \"%1\" on %2?").arg(name, host);
    case Verb::Reconnect: return tr("Reconnect \"%1\" on %2?").arg(name, host);
    case Verb::BeginTransaction: return tr("Begin a transaction on \"%1\" on %2?").arg(name, host);
    case Verb::EndTransaction: return tr("End the transaction on \"%1\" on %2?").arg(name, host);
    case Verb::Unmount: return tr("Unmount \"%1\" on %2?").arg(name, host);
    case Verb::SwapOff: return tr("Stop swapping to \"%1\" on %2?").arg(name, host);
    case Verb::CloseLuks: return tr("Close LUKS \"%1\" on %2?").arg(name, host);
    case Verb::Deactivate: return tr("Deactivate \"%1\" on %2?").arg(name, host);
    case Verb::StopArray: return tr("Stop the array \"%1\" on %2?").arg(name, host);
    case Verb::RemovePath: return tr("Remove the path \"%1\" on %2?").arg(name, host);
    case Verb::DeleteScsiDisk: return tr("Delete the SCSI disk \"%1\" on %2?").arg(name, host);
    case Verb::Hide: return tr("Hide \"%1\" on %2?").arg(name, host);
    case Verb::Disconnect: return tr("Disconnect \"%1\" on %2?").arg(name, host);
    case Verb::RemoveInitiator: return tr("Remove the initiator \"%1\" on %2?").arg(name, host);
    case Verb::DisablePortalGroup: return tr("Disable the portal group \"%1\" on %2?").arg(name, host);
    case Verb::Flush: return tr("Flush \"%1\" on %2?").arg(name, host);
    case Verb::Hold: return tr("Keep \"%1\" from coming back on %2?").arg(name, host);
    case Verb::CleanUp: return tr("Clean up \"%1\" on %2?").arg(name, host);
    case Verb::Attach: return tr("Attach \"%1\" on %2?").arg(name, host);
    case Verb::LogIn: return tr("Open an iSCSI session to \"%1\" on %2?").arg(name, host);
    case Verb::AttachToReader: return tr("Attach to the reader \"%1\" on %2?").arg(name, host);
    case Verb::Mount: return tr("Mount \"%1\" on %2?").arg(name, host);
    case Verb::SwapOn: return tr("Swap to \"%1\" again on %2?").arg(name, host);
    case Verb::OpenLuks: return tr("Open LUKS \"%1\" on %2?").arg(name, host);
    case Verb::Activate: return tr("Activate \"%1\" on %2?").arg(name, host);
    case Verb::Assemble: return tr("Assemble \"%1\" on %2?").arg(name, host);
    case Verb::EndHold: return tr("Let \"%1\" come back on %2?").arg(name, host);
    case Verb::AskToQuit: return tr("Ask \"%1\" to quit on %2?").arg(name, host);
    case Verb::End: return tr("End \"%1\" on %2?").arg(name, host);
    case Verb::PutBack: return tr("Put \"%1\" back on %2?").arg(name, host);
    case Verb::Forget: return tr("Forget \"%1\" on %2?").arg(name, host);
    case Verb::EnablePortalGroup: return tr("Enable the portal group \"%1\" on %2?").arg(name, host);
    }
    return {};
}

QString Wording::manyTitle(Verb verb, int n, const QString& host)
{
    switch (verb) {
    case Verb::Detach: return tr("Detach %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::LogOut: return tr("Close %n chosen iSCSI session(s) on %1?", nullptr, n).arg(host);
    case Verb::Release: return tr("Release %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Reconnect: return tr("Reconnect %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::BeginTransaction: return tr("Begin transactions on %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::EndTransaction: return tr("End the transactions on %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Unmount: return tr("Unmount %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::SwapOff: return tr("Stop swapping to %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::CloseLuks: return tr("Close LUKS on %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Deactivate: return tr("Deactivate %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::StopArray: return tr("Stop %n chosen array(s) on %1?", nullptr, n).arg(host);
    case Verb::RemovePath: return tr("Remove %n chosen path(s) on %1?", nullptr, n).arg(host);
    case Verb::DeleteScsiDisk: return tr("Delete %n chosen SCSI disk(s) on %1?", nullptr, n).arg(host);
    case Verb::Hide: return tr("Hide %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Disconnect: return tr("Disconnect %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::RemoveInitiator: return tr("Remove %n chosen initiator(s) on %1?", nullptr, n).arg(host);
    case Verb::DisablePortalGroup: return tr("Disable %n chosen portal group(s) on %1?", nullptr, n).arg(host);
    case Verb::Flush: return tr("Flush %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Hold: return tr("Keep %n chosen item(s) from coming back on %1?", nullptr, n).arg(host);
    case Verb::CleanUp: return tr("Clean up %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Attach: return tr("Attach %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::LogIn: return tr("Open iSCSI sessions to %n chosen target(s) on %1?", nullptr, n).arg(host);
    case Verb::AttachToReader: return tr("Attach to %n chosen reader(s) on %1?", nullptr, n).arg(host);
    case Verb::Mount: return tr("Mount %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::SwapOn: return tr("Swap to %n chosen item(s) again on %1?", nullptr, n).arg(host);
    case Verb::OpenLuks: return tr("Open LUKS on %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Activate: return tr("Activate %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::Assemble: return tr("Assemble %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::EndHold: return tr("Let %n chosen item(s) come back on %1?", nullptr, n).arg(host);
    case Verb::AskToQuit: return tr("Ask %n chosen program(s) to quit on %1?", nullptr, n).arg(host);
    case Verb::End: return tr("End %n chosen program(s) on %1?", nullptr, n).arg(host);
    case Verb::PutBack: return tr("Put %n item(s) back on %1?", nullptr, n).arg(host);
    case Verb::Forget: return tr("Forget %n chosen item(s) on %1?", nullptr, n).arg(host);
    case Verb::EnablePortalGroup: return tr("Enable %n chosen portal group(s) on %1?", nullptr, n).arg(host);
    }
    return {};
}
// clang-format on

QString Wording::checked(Verb verb, Kind kind)
{
    switch (verb) {
    case Verb::Detach:
        return kind == Kind::VirtualDisk ? tr("Checked: no device uses the file any more.")
                                         : tr("Checked: it is no longer attached.");
    case Verb::Unmount:
        return tr("Checked: this mount is gone.");
    case Verb::SwapOff:
        return tr("Checked: the kernel no longer swaps to it.");
    case Verb::AskToQuit:
    case Verb::End:
        return tr("Checked: the process is gone.");
    case Verb::Attach:
    case Verb::LogIn:
    case Verb::AttachToReader:
    case Verb::Mount:
    case Verb::SwapOn:
    case Verb::OpenLuks:
    case Verb::Activate:
    case Verb::Assemble:
    case Verb::EndHold:
    case Verb::PutBack:
        return tr("Checked: it is there.");
    case Verb::LogOut:
    case Verb::Release:
    case Verb::CloseLuks:
    case Verb::Deactivate:
    case Verb::StopArray:
    case Verb::RemovePath:
    case Verb::DeleteScsiDisk:
    case Verb::Hide:
    case Verb::Disconnect:
    case Verb::RemoveInitiator:
    case Verb::CleanUp:
    case Verb::Forget:
        return tr("Checked: it is gone.");
    case Verb::BeginTransaction:
    case Verb::EndTransaction:
        return tr("As pcscd tells: no look can show it.");
    case Verb::Reconnect:
    case Verb::Flush:
    case Verb::Hold:
    case Verb::DisablePortalGroup:
    case Verb::EnablePortalGroup:
        return tr("Checked: it is as asked.");
    }
    return {};
}

} // namespace mooring
