// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

// What goes wrong with targets that this host exports.
namespace mooring {

namespace {

QString exportWhat(const Error& error, const QString& s)
{
    switch (error.code) {
    case ErrorCode::ExportUnknown:
        return Wording::tr("This host exports no such target: %1.").arg(s);
    case ErrorCode::UnitNotInTarget:
        return Wording::tr("The logical unit is not in the target: %1.").arg(s);
    case ErrorCode::UnitBusy:
        return Wording::tr("Commands of an initiator are under way: %1.").arg(s);
    case ErrorCode::UnitIsController:
        return Wording::tr("This logical unit is the target itself, not a disk: %1.").arg(s);
    case ErrorCode::LunNumberTaken:
        return Wording::tr("The target has another logical unit with this number: %1.").arg(s);
    case ErrorCode::TargetBusy:
        return Wording::tr("Initiators are logged in to the target: %1.").arg(s);
    case ErrorCode::InitiatorCameBack:
        return Wording::tr("The initiator has logged in again: %1.").arg(s);
    case ErrorCode::TargetServerRefused:
        return Wording::tr("The target server belongs to another user: %1.").arg(s);
    case ErrorCode::SavedUnreadable:
        return error.text.isEmpty()
            ? Wording::tr("The saved configuration cannot be understood: %1.").arg(s)
            : Wording::tr("The saved configuration cannot be understood: %1 (%2).").arg(s, error.text);
    case ErrorCode::SavedStays:
        return Wording::tr("The saved configuration could not be changed: %1.").arg(s);
    case ErrorCode::UnknownNumber:
        return Wording::tr("An answer came that nobody has defined: %1.").arg(error.number);
    default:
        return {};
    }
}

QString exportMeaning(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InitiatorCameBack:
        return Wording::tr("What was removed is gone, yet the initiator is connected.");
    case ErrorCode::SavedUnreadable:
        return Wording::tr("It is left as it is.");
    case ErrorCode::SavedStays:
        return Wording::tr(
            "The target in service is as wanted. When the target server next starts, the file counts.");
    case ErrorCode::UnknownNumber:
        return Wording::tr("Whether it was done is not known until the next look shows it.");
    default:
        return Wording::tr("Nothing was changed.");
    }
}

QString exportNext(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ExportUnknown:
        return Wording::tr("Look at the targets that are there.");
    case ErrorCode::UnitNotInTarget:
        return Wording::tr("Look at the logical units that are there.");
    case ErrorCode::UnitBusy:
    case ErrorCode::TargetBusy:
        return Wording::tr("Have the initiator let go of it, then try again.");
    case ErrorCode::UnitIsController:
        return Wording::tr("Choose one of its disks.");
    case ErrorCode::LunNumberTaken:
        return Wording::tr("Choose another number.");
    case ErrorCode::InitiatorCameBack:
        return Wording::tr("Disable the portal group, or let only named initiators log in.");
    case ErrorCode::TargetServerRefused:
        return Wording::tr("Do it as that user, or as an administrator.");
    case ErrorCode::SavedUnreadable:
    case ErrorCode::SavedStays:
        return Wording::tr("Correct the file by hand.");
    default:
        return Wording::tr("Look at the details, then try again.");
    }
}

} // namespace

ErrorText Wording::exportError(const Error& error)
{
    return {exportWhat(error, error.subject), exportMeaning(error.code), exportNext(error.code), {}};
}

} // namespace mooring
