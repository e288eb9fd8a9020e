// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "wording.h"

namespace mooring {

QString ErrorText::sentence() const
{
    QStringList parts {what, data, next};
    parts.removeAll(QString());
    return parts.join(u' ');
}

ErrorText Wording::error(const Error& error)
{
    return particular(error).value_or(
        ErrorText {what(error), meaning(error.code), next(error.code), errorDetails(error)});
}

// clang-format off
QString Wording::what(const Error& error)
{
    const QString s = error.subject.isEmpty() ? tr("this item") : error.subject;
    switch (error.code) {
    case ErrorCode::NoSuchResource: return tr("Nothing on this host is called %1.").arg(s);
    case ErrorCode::NoSuchOperation: return tr("The activity log knows no operation %1.").arg(s);
    case ErrorCode::AmbiguousResource: return tr("Several things on this host are called %1.").arg(s);
    case ErrorCode::VerbNotOffered: return tr("This cannot be done with %1.").arg(s);
    case ErrorCode::FlagsNotZero: return tr("The flags have to be 0; %1 was given.").arg(s);
    case ErrorCode::InvalidArgument: return tr("The argument is not valid: %1.").arg(s);
    case ErrorCode::NothingGiven: return tr("Nothing was chosen.");
    case ErrorCode::NeedsConfirmation: return tr("This has to be confirmed, and there is no terminal to ask on.");
    case ErrorCode::NeedsAcceptance: return tr("Other things are also affected, and that was not accepted: %1.").arg(s);
    case ErrorCode::InTheWay: return tr("Something is in the way: %1 is in use.").arg(s);
    case ErrorCode::CauseNotFound: return tr("The kernel says that %1 is in use, and the cause was not found.").arg(s);
    case ErrorCode::Ring: return tr("There is no order in which it can be released: %1 stands on itself.").arg(s);
    case ErrorCode::IsProtected: return tr("The running system needs %1.").arg(s);
    case ErrorCode::PlanStale: return tr("Something has changed since the plan for %1 was made.").arg(s);
    case ErrorCode::PlanOverlaps: return tr("An operation that is running already touches %1.").arg(s);
    case ErrorCode::PlanBlocked: return tr("The plan for %1 cannot start: something is in the way.").arg(s);
    case ErrorCode::NothingCanRelease: return tr("Nothing here knows how to release %1.").arg(s);
    case ErrorCode::IdentityChanged: return tr("Another thing is now found where %1 was.").arg(s);
    case ErrorCode::SomethingStandsOnIt: return tr("Something new uses %1.").arg(s);
    case ErrorCode::StillThere: return tr("Success was reported, yet %1 is still there.").arg(s);
    case ErrorCode::StillThereDeferred: return tr("It is not gone yet: %1 disappears when its last user closes it.").arg(s);
    case ErrorCode::LookFailed: return tr("What became of %1 could not be seen.").arg(s);
    case ErrorCode::NeverAnswered: return tr("No answer came about %1.").arg(s);
    case ErrorCode::DeadlinePassed: return tr("The time allowed for %1 has passed.").arg(s);
    case ErrorCode::ProviderHung: return tr("The part of the system in charge of %1 does not answer.").arg(s);
    case ErrorCode::StoppedByUser: return error.subject.isEmpty() ? tr("Stopped at your request.") : tr("Stopped at your request: %1.").arg(s);
    case ErrorCode::StopTooLate: return tr("It is too late to stop: the request about %1 has gone out.").arg(s);
    case ErrorCode::ProcessesUnseen: return tr("%n process(es) could not be looked into.", nullptr, error.text.toInt());
    case ErrorCode::PermissionDenied: return tr("Not authorised: %1 needs administrator rights.").arg(s);
    case ErrorCode::AuthenticationDismissed: return tr("Authentication was dismissed: %1.").arg(s);
    case ErrorCode::SystemCallFailed: return tr("The system refused the request about %1.").arg(s);
    case ErrorCode::CommandFailed: return tr("A command failed: %1.").arg(s);
    case ErrorCode::CommandMissing:
        return error.text.isEmpty() || error.domain != ErrorDomain::None ? tr("A program is missing on this host: %1.").arg(s)
                                    : tr("A program is missing on this host: %1 (Debian package %2).").arg(s, error.text);
    case ErrorCode::OutOfMemory: return tr("There is not enough memory for %1.").arg(s);
    case ErrorCode::OutputNotWritable: return tr("The answer could not be written to standard output.");
    case ErrorCode::LogNotWritable: return error.subject.isEmpty() ? tr("The activity log cannot be written.") : tr("The activity log cannot be written: %1.").arg(s);
    case ErrorCode::AlreadyGone: return tr("It is already gone: %1.").arg(s);
    case ErrorCode::PredecessorFailed: return tr("A step before it did not succeed: %1.").arg(s);
    case ErrorCode::ServiceNotRunning: return tr("A service is not running: %1.").arg(s);
    case ErrorCode::NotSupportedHere: return tr("This system does not support it: %1.").arg(s);
    case ErrorCode::SwapDoesNotFit: return tr("What is swapped out to %1 does not fit into memory and the other swap.").arg(s);
    case ErrorCode::WrongState: return tr("The present state of %1 does not allow this.").arg(s);
    case ErrorCode::Interrupted: return tr("The program ended before this was finished: %1.").arg(s);
    case ErrorCode::ImageMissing: return tr("There is no such file: %1.").arg(s);
    case ErrorCode::ImageIsDirectory: return tr("This is a folder, not an image: %1.").arg(s);
    case ErrorCode::ImageNotAFile: return tr("This is not a regular file: %1.").arg(s);
    case ErrorCode::ImageUnreadable: return tr("The file cannot be read: %1.").arg(s);
    case ErrorCode::ImageEmpty: return tr("The file is empty: %1.").arg(s);
    case ErrorCode::ImageContentUnknown: return tr("The content of the file is not known: %1.").arg(s);
    case ErrorCode::ImageFormatNoProvider: return tr("Nothing on this host can attach this format: %1.").arg(s);
    case ErrorCode::IsoSizeWrong: return tr("The size of the file is not that of an ISO image: %1.").arg(s);
    case ErrorCode::IsoIsReadOnly: return tr("An ISO image can only be attached read-only: %1.").arg(s);
    case ErrorCode::ImageAlreadyAttached: return tr("The image is attached already: %1.").arg(s);
    case ErrorCode::ImageNotAttached:
        return error.text.isEmpty() || error.domain != ErrorDomain::None ? tr("The image is not attached: %1.").arg(s)
                                    : tr("The image is not attached, %2 has it open: %1.").arg(s, error.text);
    case ErrorCode::ImageChanged: return tr("The image has changed since: %1.").arg(s);
    case ErrorCode::ImageDeleted: return tr("The image file has been deleted: %1.").arg(s);
    case ErrorCode::ImageDamaged: return tr("The image is damaged: %1.").arg(s);
    case ErrorCode::ImageDifferencing:
        return error.text.isEmpty() ? tr("\"%1\" is a differencing disk: it holds only the changes since its parent, which it does not name.").arg(s)
                                    : tr("\"%1\" is a differencing disk: it holds only the changes since its parent, %2.").arg(s, error.text);
    case ErrorCode::ImageProtected: return tr("The image is protected by a password: %1.").arg(s);
    case ErrorCode::ImageNotClosed: return tr("The image was not closed by its last writer: %1.").arg(s);
    case ErrorCode::ImagePartMissing: return tr("A file that the image needs is missing: %1.").arg(s);
    case ErrorCode::ImagePartWrong: return tr("A file that the image names is not the one it needs: %1.").arg(s);
    case ErrorCode::ImagePartOutside: return tr("The image names a file outside of its own folder: %1.").arg(s);
    case ErrorCode::ImageInUse:
        return error.text.isEmpty() || error.domain != ErrorDomain::None ? tr("Another program has the image open: %1.").arg(s)
                                    : tr("%2 has the image open: %1.").arg(s, error.text);
    case ErrorCode::NoRoom: return tr("There is not enough room for %1.").arg(s);
    case ErrorCode::MergeIncomplete: return tr("The overlay could not be merged as a whole: %1.").arg(s);
    case ErrorCode::ImageCutShort: return tr("The image file is cut short: %1.").arg(s);
    case ErrorCode::HostFolderCompressed: return tr("The image lies in a compressed folder: %1.").arg(s);
    case ErrorCode::HostFolderEncrypted: return tr("The image lies in an encrypted folder: %1.").arg(s);
    case ErrorCode::NoLoopDeviceFree: return tr("No loop device is free for %1.").arg(s);
    case ErrorCode::DeviceSizeWrong: return tr("The device has another size than the image: %1.").arg(s);
    case ErrorCode::MountPointMissing: return tr("The mount point is not there: %1.").arg(s);
    case ErrorCode::MountPointUsed: return tr("Something else is mounted there: %1.").arg(s);
    case ErrorCode::NothingToPutBack: return tr("There is nothing to put back.");
    case ErrorCode::CannotPutBack: return tr("It cannot be put back: %1.").arg(s);
    case ErrorCode::NameNotIscsi: case ErrorCode::PortalInvalid: case ErrorCode::PortalUnreachable: case ErrorCode::NotIscsi:
    case ErrorCode::AnswerMalformed: case ErrorCode::AuthenticationFailed: case ErrorCode::SecretMissing: case ErrorCode::TargetUnknown:
    case ErrorCode::TargetUnavailable: case ErrorCode::RedirectLoop: case ErrorCode::LoginRefused: case ErrorCode::LogoutRefused:
    case ErrorCode::ConnectionLost: case ErrorCode::LogoutRequested: case ErrorCode::SessionHeldElsewhere: case ErrorCode::NoSessionToTarget:
    case ErrorCode::KeyringUnavailable: case ErrorCode::AutomaticLoginStays:
        return iscsiError(error).what;
    case ErrorCode::CardServiceNotRunning: case ErrorCode::CardServiceRefused: case ErrorCode::ReaderUnknown: case ErrorCode::ReaderTaken:
    case ErrorCode::CardMissing: case ErrorCode::CardRemoved: case ErrorCode::CardWasReset: case ErrorCode::CardMute:
    case ErrorCode::CardHeld: case ErrorCode::CardNotEjected: case ErrorCode::CardNotAttached: case ErrorCode::CardFailed:
        return cardError(error).what;
    case ErrorCode::ExportUnknown: case ErrorCode::UnitNotInTarget: case ErrorCode::UnitBusy: case ErrorCode::UnitIsController: case ErrorCode::LunNumberTaken:
    case ErrorCode::TargetBusy: case ErrorCode::InitiatorCameBack: case ErrorCode::TargetServerRefused: case ErrorCode::SavedUnreadable:
    case ErrorCode::SavedStays: case ErrorCode::UnknownNumber:
        return exportError(error).what;
    }
    return {};
}

QString Wording::meaning(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NoSuchResource: case ErrorCode::NoSuchOperation: case ErrorCode::AmbiguousResource: case ErrorCode::VerbNotOffered:
    case ErrorCode::FlagsNotZero: case ErrorCode::InvalidArgument: case ErrorCode::NothingGiven:
    case ErrorCode::NeedsConfirmation: case ErrorCode::NeedsAcceptance: case ErrorCode::InTheWay:
    case ErrorCode::CauseNotFound: case ErrorCode::Ring: case ErrorCode::IsProtected:
    case ErrorCode::PlanStale: case ErrorCode::PlanOverlaps: case ErrorCode::PlanBlocked:
    case ErrorCode::NothingCanRelease: case ErrorCode::IdentityChanged: case ErrorCode::SomethingStandsOnIt:
    case ErrorCode::PermissionDenied: case ErrorCode::AuthenticationDismissed: case ErrorCode::CommandMissing:
    case ErrorCode::LogNotWritable: case ErrorCode::AlreadyGone: case ErrorCode::ServiceNotRunning:
    case ErrorCode::NotSupportedHere: case ErrorCode::SwapDoesNotFit: case ErrorCode::WrongState:
    case ErrorCode::ImageMissing: case ErrorCode::ImageIsDirectory: case ErrorCode::ImageNotAFile:
    case ErrorCode::ImageUnreadable: case ErrorCode::ImageEmpty: case ErrorCode::ImageContentUnknown:
    case ErrorCode::ImageFormatNoProvider: case ErrorCode::IsoSizeWrong: case ErrorCode::IsoIsReadOnly:
    case ErrorCode::ImageAlreadyAttached: case ErrorCode::ImageNotAttached: case ErrorCode::ImageChanged:
    case ErrorCode::NoLoopDeviceFree: case ErrorCode::MountPointMissing: case ErrorCode::MountPointUsed:
    case ErrorCode::NothingToPutBack: case ErrorCode::CannotPutBack: case ErrorCode::ImageDamaged: case ErrorCode::ImageProtected:
    case ErrorCode::ImagePartMissing: case ErrorCode::ImagePartWrong: case ErrorCode::ImageInUse: case ErrorCode::NoRoom:
        return tr("Nothing was changed.");
    case ErrorCode::ImageDifferencing:
        return tr("Attached alone it would show damaged data.");
    case ErrorCode::ImageNotClosed:
        return tr("A copy of it is attached, and what its log still holds is carried out there. The image file stays as it is.");
    case ErrorCode::ImagePartOutside:
        return tr("It was not opened.");
    case ErrorCode::MergeIncomplete:
        return tr("Nothing is lost: the overlay is kept and still holds everything that was written. Do not use the image file without it.");
    case ErrorCode::StoppedByUser:
        return tr("Nothing further was started.");
    case ErrorCode::PredecessorFailed:
        return tr("This step was not started. What was done before stays done.");
    case ErrorCode::StillThere: case ErrorCode::SystemCallFailed: case ErrorCode::CommandFailed:
    case ErrorCode::OutOfMemory: case ErrorCode::DeviceSizeWrong:
        return tr("It is as the list shows now. What was done before stays done.");
    case ErrorCode::StillThereDeferred:
        return tr("Do not move or delete its image file until then.");
    case ErrorCode::LookFailed: case ErrorCode::NeverAnswered: case ErrorCode::DeadlinePassed:
    case ErrorCode::ProviderHung: case ErrorCode::StopTooLate: case ErrorCode::Interrupted:
        return tr("Whether it was done is not known until the next look shows it.");
    case ErrorCode::OutputNotWritable:
        return tr("The list shows what is there now.");
    case ErrorCode::ImageDeleted:
        return tr("What it holds is lost when its device goes.");
    case ErrorCode::ProcessesUnseen:
        return tr("Any of them may be in the way.");
    case ErrorCode::ImageCutShort: return tr("What it holds reaches beyond its end; that part is missing. Unless you ask to write to it, it is attached read-only: writing may do more damage.");
    case ErrorCode::HostFolderCompressed: case ErrorCode::HostFolderEncrypted:
        return tr("It can be attached; other systems refuse to.");
    case ErrorCode::NameNotIscsi: case ErrorCode::PortalInvalid: case ErrorCode::PortalUnreachable: case ErrorCode::NotIscsi:
    case ErrorCode::AnswerMalformed: case ErrorCode::AuthenticationFailed: case ErrorCode::SecretMissing: case ErrorCode::TargetUnknown:
    case ErrorCode::TargetUnavailable: case ErrorCode::RedirectLoop: case ErrorCode::LoginRefused: case ErrorCode::LogoutRefused:
    case ErrorCode::ConnectionLost: case ErrorCode::LogoutRequested: case ErrorCode::SessionHeldElsewhere: case ErrorCode::NoSessionToTarget:
    case ErrorCode::KeyringUnavailable: case ErrorCode::AutomaticLoginStays:
        return iscsiError(errorOf(code)).data;
    case ErrorCode::CardServiceNotRunning: case ErrorCode::CardServiceRefused: case ErrorCode::ReaderUnknown: case ErrorCode::ReaderTaken:
    case ErrorCode::CardMissing: case ErrorCode::CardRemoved: case ErrorCode::CardWasReset: case ErrorCode::CardMute:
    case ErrorCode::CardHeld: case ErrorCode::CardNotEjected: case ErrorCode::CardNotAttached: case ErrorCode::CardFailed:
        return cardError(errorOf(code)).data;
    case ErrorCode::ExportUnknown: case ErrorCode::UnitNotInTarget: case ErrorCode::UnitBusy: case ErrorCode::UnitIsController: case ErrorCode::LunNumberTaken:
    case ErrorCode::TargetBusy: case ErrorCode::InitiatorCameBack: case ErrorCode::TargetServerRefused: case ErrorCode::SavedUnreadable:
    case ErrorCode::SavedStays: case ErrorCode::UnknownNumber:
        return exportError(errorOf(code)).data;
    }
    return {};
}

QString Wording::next(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NoSuchResource: return tr("Look at the list for its present name.");
    case ErrorCode::NoSuchOperation: return tr("Look at the log for its number.");
    case ErrorCode::AmbiguousResource: return tr("Give its whole identifier.");
    case ErrorCode::VerbNotOffered: return tr("Look at what it offers.");
    case ErrorCode::FlagsNotZero: return tr("Leave the flags out.");
    case ErrorCode::InvalidArgument: return tr("Correct it and try again.");
    case ErrorCode::NothingGiven: return tr("Choose something first.");
    case ErrorCode::NeedsConfirmation: return tr("Look at the plan, then give --yes.");
    case ErrorCode::NeedsAcceptance: return tr("Look at the plan, then accept what is also affected (mooringctl: --accept-collateral).");
    case ErrorCode::InTheWay: case ErrorCode::SomethingStandsOnIt: case ErrorCode::PlanBlocked:
        return tr("Close what uses it, or leave it out, then look again.");
    case ErrorCode::CauseNotFound:
        return tr("It may be a process that you may not see, or one that just ended. Look again, or as an administrator.");
    case ErrorCode::Ring: return tr("Unmount one of its members by hand.");
    case ErrorCode::IsProtected: return tr("It cannot be released while the system runs.");
    case ErrorCode::PlanStale: case ErrorCode::IdentityChanged: return tr("Look at the new plan.");
    case ErrorCode::PlanOverlaps: return tr("Wait until it has ended.");
    case ErrorCode::NothingCanRelease: return tr("Release it with the program that made it.");
    case ErrorCode::StillThere: return tr("Look at who uses it, then try again.");
    case ErrorCode::StillThereDeferred: return tr("You will be told.");
    case ErrorCode::LookFailed: case ErrorCode::NeverAnswered: case ErrorCode::DeadlinePassed:
    case ErrorCode::StopTooLate: case ErrorCode::Interrupted:
        return tr("Look again.");
    case ErrorCode::ProviderHung: return tr("Wait, or look again. Everything else goes on.");
    case ErrorCode::StoppedByUser: return tr("Start again, or put back what was done.");
    case ErrorCode::ProcessesUnseen: return tr("An administrator may see them.");
    case ErrorCode::PermissionDenied: case ErrorCode::AuthenticationDismissed:
        return tr("Ask an administrator, or start Mooring as one.");
    case ErrorCode::SystemCallFailed: case ErrorCode::CommandFailed: case ErrorCode::WrongState:
        return tr("Look at the details, then try again.");
    case ErrorCode::CommandMissing: return tr("Install it, then try again.");
    case ErrorCode::OutOfMemory: return tr("Close programs, then try again.");
    case ErrorCode::LogNotWritable: return tr("Make room or make its folder writable, then try again.");
    case ErrorCode::AlreadyGone: return tr("There is nothing left to do.");
    case ErrorCode::PredecessorFailed: return tr("Look at the step that failed.");
    case ErrorCode::ServiceNotRunning: return tr("Start it, then try again.");
    case ErrorCode::NotSupportedHere: return tr("Use a system that supports it.");
    case ErrorCode::SwapDoesNotFit: return tr("Free memory or add other swap first.");
    case ErrorCode::ImageMissing: return tr("Check its name.");
    case ErrorCode::ImageIsDirectory: case ErrorCode::ImageNotAFile: case ErrorCode::ImageEmpty:
        return tr("Choose an image file.");
    case ErrorCode::ImageUnreadable: return tr("Check its permissions.");
    case ErrorCode::ImageContentUnknown: return tr("If it is a raw image all the same, say so (--format raw).");
    case ErrorCode::ImageFormatNoProvider: return tr("Convert it to another format first, with qemu-img for example.");
    case ErrorCode::IsoSizeWrong: return tr("It may be incomplete: copy it again.");
    case ErrorCode::IsoIsReadOnly: return tr("Attach it read-only.");
    case ErrorCode::ImageAlreadyAttached: return tr("Use the device that is there, or detach it first.");
    case ErrorCode::ImageNotAttached: return tr("There is nothing to detach.");
    case ErrorCode::ImageChanged: return tr("Attach it by hand if that is what you want.");
    case ErrorCode::ImageDeleted: return tr("Copy the data to another place first.");
    case ErrorCode::ImageDamaged: return tr("Copy it again, or repair it with the program that made it.");
    case ErrorCode::ImageDifferencing: return tr("Merge it in Hyper-V first, or with the program that made it.");
    case ErrorCode::ImageProtected: return tr("Remove the password with the program that made it.");
    case ErrorCode::ImageNotClosed: return tr("Close it with the program that wrote to it if you need the image file itself.");
    case ErrorCode::ImagePartMissing: return tr("Put it beside the image, then try again.");
    case ErrorCode::ImagePartWrong: return tr("Look at the details, then put the right file in its place.");
    case ErrorCode::ImagePartOutside: return tr("If you trust the image, allow it (mooringctl: --allow-outside).");
    case ErrorCode::ImageInUse: return tr("Close it there, then try again.");
    case ErrorCode::NoRoom: return tr("Make room, then try again.");
    case ErrorCode::MergeIncomplete: return tr("Look at the details. Attach the overlay, then merge it again.");
    case ErrorCode::ImageCutShort: return tr("Copy the image again from where it came from.");
    case ErrorCode::HostFolderCompressed: case ErrorCode::HostFolderEncrypted:
        return tr("Move it to an ordinary folder if another system has to read it.");
    case ErrorCode::NoLoopDeviceFree: return tr("Detach an image that nobody needs, then try again.");
    case ErrorCode::DeviceSizeWrong: return tr("Detach it and look at the image.");
    case ErrorCode::MountPointMissing: return tr("Make the folder, then try again.");
    case ErrorCode::MountPointUsed: return tr("Unmount it, or choose another place.");
    case ErrorCode::OutputNotWritable: return tr("Give it an output that can be written.");
    case ErrorCode::NothingToPutBack: return tr("Everything is as it was.");
    case ErrorCode::CannotPutBack: return tr("Do it by hand with the commands in the activity log.");
    case ErrorCode::NameNotIscsi: case ErrorCode::PortalInvalid: case ErrorCode::PortalUnreachable: case ErrorCode::NotIscsi:
    case ErrorCode::AnswerMalformed: case ErrorCode::AuthenticationFailed: case ErrorCode::SecretMissing: case ErrorCode::TargetUnknown:
    case ErrorCode::TargetUnavailable: case ErrorCode::RedirectLoop: case ErrorCode::LoginRefused: case ErrorCode::LogoutRefused:
    case ErrorCode::ConnectionLost: case ErrorCode::LogoutRequested: case ErrorCode::SessionHeldElsewhere: case ErrorCode::NoSessionToTarget:
    case ErrorCode::KeyringUnavailable: case ErrorCode::AutomaticLoginStays:
        return iscsiError(errorOf(code)).next;
    case ErrorCode::CardServiceNotRunning: case ErrorCode::CardServiceRefused: case ErrorCode::ReaderUnknown: case ErrorCode::ReaderTaken:
    case ErrorCode::CardMissing: case ErrorCode::CardRemoved: case ErrorCode::CardWasReset: case ErrorCode::CardMute:
    case ErrorCode::CardHeld: case ErrorCode::CardNotEjected: case ErrorCode::CardNotAttached: case ErrorCode::CardFailed:
        return cardError(errorOf(code)).next;
    case ErrorCode::ExportUnknown: case ErrorCode::UnitNotInTarget: case ErrorCode::UnitBusy: case ErrorCode::UnitIsController: case ErrorCode::LunNumberTaken:
    case ErrorCode::TargetBusy: case ErrorCode::InitiatorCameBack: case ErrorCode::TargetServerRefused: case ErrorCode::SavedUnreadable:
    case ErrorCode::SavedStays: case ErrorCode::UnknownNumber:
        return exportError(errorOf(code)).next;
    }
    return {};
}
// clang-format on

} // namespace mooring
