// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vocabulary.h"

namespace mooring {

bool keepsImageFile(Consequence consequence)
{
    switch (consequence) {
    case Consequence::ImageFileKept:
    case Consequence::OverlayKept:
    case Consequence::OverlayDiscarded:
    case Consequence::OverlayMerged:
    case Consequence::CopyKept:
    case Consequence::CopyDiscarded:
    case Consequence::OverlayNeeded:
    case Consequence::LeftoversCleared:
        return true;
    default:
        return false;
    }
}

// One long table: a code without an outcome does not compile.
Outcome outcomeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NoSuchResource:
    case ErrorCode::NoSuchOperation:
    case ErrorCode::IdentityChanged:
    case ErrorCode::ImageMissing:
    case ErrorCode::ImageNotAttached:
    case ErrorCode::ImageDeleted:
    case ErrorCode::MountPointMissing:
    case ErrorCode::TargetUnknown:
    case ErrorCode::ReaderUnknown:
    case ErrorCode::CardMissing:
    case ErrorCode::CardRemoved:
        return Outcome::NotFound;
    case ErrorCode::AmbiguousResource:
    case ErrorCode::FlagsNotZero:
    case ErrorCode::InvalidArgument:
    case ErrorCode::NothingGiven:
    case ErrorCode::NeedsConfirmation:
    case ErrorCode::WrongState:
    case ErrorCode::ImageIsDirectory:
    case ErrorCode::ImageNotAFile:
    case ErrorCode::IsoIsReadOnly:
    case ErrorCode::ImagePartOutside:
    case ErrorCode::NameNotIscsi:
    case ErrorCode::PortalInvalid:
    case ErrorCode::ExportUnknown:
    case ErrorCode::UnitIsController:
    case ErrorCode::LunNumberTaken:
        return Outcome::InvalidRequest;
    case ErrorCode::VerbNotOffered:
    case ErrorCode::NothingCanRelease:
    case ErrorCode::CommandMissing:
    case ErrorCode::NotSupportedHere:
    case ErrorCode::HostFolderCompressed:
    case ErrorCode::HostFolderEncrypted:
    case ErrorCode::ImageCutShort:
    case ErrorCode::ImageProtected:
        return Outcome::Unsupported;
    case ErrorCode::NoSessionToTarget:
    case ErrorCode::UnitNotInTarget:
        return Outcome::NotAssociated;
    case ErrorCode::NeedsAcceptance:
    case ErrorCode::InTheWay:
    case ErrorCode::CauseNotFound:
    case ErrorCode::Ring:
    case ErrorCode::IsProtected:
    case ErrorCode::PlanStale:
    case ErrorCode::PlanOverlaps:
    case ErrorCode::PlanBlocked:
    case ErrorCode::SomethingStandsOnIt:
    case ErrorCode::SwapDoesNotFit:
    case ErrorCode::ImageAlreadyAttached:
    case ErrorCode::MountPointUsed:
    case ErrorCode::ImageInUse:
    case ErrorCode::SessionHeldElsewhere:
    case ErrorCode::ReaderTaken:
    case ErrorCode::CardHeld:
    case ErrorCode::UnitBusy:
    case ErrorCode::TargetBusy:
        return Outcome::Busy;
    case ErrorCode::StillThere:
    case ErrorCode::SystemCallFailed:
    case ErrorCode::CommandFailed:
    case ErrorCode::LogNotWritable:
    case ErrorCode::OutputNotWritable:
    case ErrorCode::PredecessorFailed:
    case ErrorCode::ImageChanged:
    case ErrorCode::NoLoopDeviceFree:
    case ErrorCode::DeviceSizeWrong:
    case ErrorCode::CannotPutBack:
    case ErrorCode::NoRoom:
    case ErrorCode::MergeIncomplete:
    case ErrorCode::PortalUnreachable:
    case ErrorCode::NotIscsi:
    case ErrorCode::AnswerMalformed:
    case ErrorCode::TargetUnavailable:
    case ErrorCode::RedirectLoop:
    case ErrorCode::LoginRefused:
    case ErrorCode::LogoutRefused:
    case ErrorCode::ConnectionLost:
    case ErrorCode::LogoutRequested:
    case ErrorCode::CardWasReset:
    case ErrorCode::CardMute:
    case ErrorCode::CardNotEjected:
    case ErrorCode::CardFailed:
    case ErrorCode::InitiatorCameBack:
    case ErrorCode::SavedUnreadable:
        return Outcome::Failed;
    case ErrorCode::StillThereDeferred:
        return Outcome::Deferred;
    case ErrorCode::LookFailed:
    case ErrorCode::NeverAnswered:
    case ErrorCode::Interrupted:
    case ErrorCode::UnknownNumber:
        return Outcome::Unknown;
    case ErrorCode::DeadlinePassed:
    case ErrorCode::ProviderHung:
        return Outcome::TimedOut;
    case ErrorCode::StoppedByUser:
        return Outcome::Stopped;
    case ErrorCode::StopTooLate:
        return Outcome::TooLateToStop;
    case ErrorCode::PermissionDenied:
    case ErrorCode::ProcessesUnseen:
    case ErrorCode::ImageUnreadable:
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::SecretMissing:
    case ErrorCode::CardServiceRefused:
    case ErrorCode::TargetServerRefused:
        return Outcome::Denied;
    case ErrorCode::AuthenticationDismissed:
        return Outcome::AuthDismissed;
    case ErrorCode::OutOfMemory:
        return Outcome::OutOfMemory;
    case ErrorCode::AlreadyGone:
    case ErrorCode::NothingToPutBack:
    case ErrorCode::CardNotAttached:
    case ErrorCode::AutomaticLoginStays: // the session is gone all the same
        return Outcome::NothingToDo;
    case ErrorCode::SavedStays: // the running target is as wanted
        return Outcome::Partial;
    case ErrorCode::ServiceNotRunning:
    case ErrorCode::KeyringUnavailable:
    case ErrorCode::CardServiceNotRunning:
        return Outcome::ServiceUnavailable;
    case ErrorCode::ImageEmpty:
    case ErrorCode::ImageContentUnknown:
    case ErrorCode::IsoSizeWrong:
    case ErrorCode::ImageDamaged:
    case ErrorCode::ImageNotClosed:
    case ErrorCode::ImagePartMissing:
    case ErrorCode::ImagePartWrong:
        return Outcome::BadImage;
    case ErrorCode::ImageFormatNoProvider:
    case ErrorCode::ImageDifferencing:
        return Outcome::NoProvider;
    }
    return Outcome::Unknown;
}

} // namespace mooring
