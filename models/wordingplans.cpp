// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

namespace mooring {

namespace {

// Goals that an option leaves out, or that have to stay for what it leaves out.
QString staying(const Plan& plan)
{
    QStringList names;
    for (const Goal& goal : plan.goals) {
        if (goal.leftOut)
            names.append(goal.name);
    }
    if (names.size() == 1)
        return Wording::tr("%1 stays: it is left out.").arg(names.first());
    return names.isEmpty()
        ? QString()
        : Wording::tr("%n chosen item(s) stay: they are left out.", nullptr, int(names.size()));
}

bool allProcessesOn(const QList<Blocker>& blockers, const QString& used)
{
    return std::all_of(blockers.begin(), blockers.end(), [&](const Blocker& blocker) {
        return blocker.kind == Kind::Process && blocker.usedName == used;
    });
}

} // namespace

QString Wording::planTitle(const Plan& plan)
{
    if (plan.goals.size() != 1)
        return manyTitle(plan.verb, int(plan.goals.size()), plan.host);
    const Goal& goal = plan.goals.first();
    if (goal.refused && goal.name.isEmpty()) // no thing that could be named
        return what(*goal.refused);
    if (plan.verb == Verb::LogOut && goal.kind == Kind::IscsiTarget)
        return tr("Close every iSCSI session to \"%1\" on %2?").arg(goal.name, plan.host);
    if (plan.verb == Verb::LogOut && goal.kind == Kind::Portal)
        return tr("Close every iSCSI session over the portal \"%1\" on %2?").arg(goal.name, plan.host);
    return oneTitle(plan.verb, goal.name, plan.host);
}

namespace {
bool runsSideBySide(const Plan& plan)
{
    for (qsizetype i = 1; i < plan.steps.size(); ++i) {
        if (!plan.steps[i].after.contains(plan.steps[i - 1].n))
            return true;
    }
    return false;
}
} // namespace

QString Wording::planSubtitle(const Plan& plan)
{
    QStringList sentences;
    const int count = int(plan.steps.size());
    if (count > 0 && plan.verb == Verb::PutBack) // the question tells how many
        sentences.append(tr("Nothing has been changed yet."));
    else if (count > 0)
        sentences.append({runsSideBySide(plan)
                              ? tr("%n step(s), in this order; those that do not wait for each "
                                   "other run side by side.",
                                   nullptr, count)
                              : tr("%n step(s), in this order.", nullptr, count),
                          tr("Nothing has been changed yet.")});
    else if (plan.isBlocked())
        sentences.append(blockedTitle(plan));
    else
        sentences.append(tr("There is nothing to do. Nothing has been changed."));
    const bool keeps = std::any_of(plan.steps.begin(), plan.steps.end(),
                                   [](const Step& step) { return keepsImageFile(step.consequence); });
    const auto lost = std::count_if(plan.steps.begin(), plan.steps.end(), [](const Step& step) {
        return step.consequence == Consequence::ImageInMemoryLost;
    });
    const auto all = std::count_if(plan.closure.begin(), plan.closure.end(), // one may be attached twice
                                   [](const ResourceId& id) { return id.kind() == Kind::Image; });
    const auto images = all - lost;
    if (keeps && images > 0)
        sentences.append(tr("The %n image file(s) are kept.", nullptr, int(images)));
    if (const QString stays = staying(plan); !stays.isEmpty())
        sentences.append(stays);
    return sentences.join(u' ');
}

QString Wording::blockedTitle(const Plan& plan)
{
    if (plan.blockers.isEmpty())
        return {};
    if (!plan.ring.isEmpty())
        return tr("Cannot start: there is no order in which these can be released.");
    const int count = int(plan.blockers.size());
    const QString used = plan.blockers.first().usedName;
    if (std::all_of(plan.blockers.begin(), plan.blockers.end(),
                    [](const Blocker& blocker) { return blocker.how == How::ServiceClient; }))
        return tr("Cannot start yet: %n program(s) may hold the card in %1.", nullptr, count).arg(used);
    if (allProcessesOn(plan.blockers, used))
        return tr("Cannot start yet: %n process(es) use %1.", nullptr, count).arg(used);
    return tr("Cannot start yet: %n thing(s) are in the way.", nullptr, count);
}

QString Wording::numbered(int n, const QString& step)
{
    return tr("%1. %2", "number, step").arg(QString::number(n), step);
}

QString Wording::irreversible() { return tr("This cannot be put back."); }

QString Wording::stale()
{
    return tr("Something has changed. This plan cannot be started; here is the new one.");
}

QString Wording::refreshed() { return tr("The plan has been brought up to date: something has changed."); }

// clang-format off
QString Wording::consequence(Consequence consequence)
{
    switch (consequence) {
    case Consequence::None: return {};
    case Consequence::FilesystemLeavesTree: return tr("Its files can no longer be reached there; they stay on the disk.");
    case Consequence::DeletedImageLost: return tr("The device goes, and with it the deleted image file: what it holds is lost.");
    case Consequence::ImageInMemoryLost: return tr("The device goes. Its image file exists in memory only and is lost.");
    case Consequence::MemoryContentLost: return tr("Its files exist in memory only: they are lost.");
    case Consequence::ImageFileKept: return tr("The device goes. The image file is kept.");
    case Consequence::SwapMovesToMemory: return tr("What is swapped out moves back to memory.");
    case Consequence::AskedToQuit: return tr("The program is asked to quit and can still save its work.");
    case Consequence::EndedUnsavedWorkLost: return tr("The program is ended at once. Its unsaved work is lost.");
    case Consequence::UnitStopped: return tr("The whole service is stopped, with all its processes.");
    case Consequence::AutomountStopped: return tr("It is no longer mounted by itself until the automount is started again.");
    case Consequence::AutomountStartedAgain: return tr("It is mounted by itself again when it is next used.");
    case Consequence::DeviceAppears: return tr("A new device appears.");
    case Consequence::DeviceAppearsRenamed: return tr("A new device appears, under another name: the old one is taken.");
    case Consequence::MountAppears: return tr("Its files can be reached there.");
    case Consequence::SwapAppears: return tr("The kernel swaps to it again.");
    case Consequence::PathHiddenWritesMayGoOn: return tr("The path is hidden; programs that have files open go on writing.");
    case Consequence::CardLeftAsItIs: return tr("The card is left as it is.");
    case Consequence::CardReset: return tr("The card is reset. Other programs have to connect to it again.");
    case Consequence::SessionClosed: return tr("The iSCSI session is closed and its disks go.");
    case Consequence::SessionOpens: return tr("An iSCSI session is opened. Its logical units can be read then.");
    case Consequence::AutomaticLoginKept: return tr("The iSCSI session is closed and its disks go. It is opened again when Mooring's service starts.");
    case Consequence::AutomaticLoginRemoved: return tr("The iSCSI session is closed and its disks go. It is no longer opened by itself.");
    case Consequence::LogicalUnitDeletedFileKept: return tr("Deletes the logical unit, keeps its backing file.");
    case Consequence::MappingRemovedDeviceKept: return tr("The mapping is removed. The device and its data are kept.");
    case Consequence::StackClosed: return tr("The layer above the device is closed. Its data is kept.");
    case Consequence::OverlayAppears: return tr("A new device appears. What is written to it goes to an overlay; the image file stays as it is.");
    case Consequence::CopyAppears: return tr("A copy of the image is made and attached. The image file stays as it is.");
    case Consequence::OverlayKept: return tr("The device goes. What was written is kept in the overlay; the image file is unchanged.");
    case Consequence::OverlayDiscarded: return tr("The device goes. What was written to it is thrown away; the image file is unchanged.");
    case Consequence::OverlayMerged: return tr("The device goes. What was written to it is merged into the image file.");
    case Consequence::CopyKept: return tr("The device goes. The copy and the image file are kept.");
    case Consequence::CopyDiscarded: return tr("The device goes, and the copy with it. The image file is unchanged.");
    case Consequence::OverlayNeeded: return tr("What is left of the attachment is cleared away. Merging was not finished: the overlay is kept, and the image file is whole only together with it.");
    case Consequence::LeftoversCleared: return tr("What is left of the attachment is cleared away. The image file is kept.");
    case Consequence::CardPoweredDown: return tr("The card is powered down. Other programs have to connect to it again.");
    case Consequence::CardEjected: return tr("The reader is told to eject the card. Few readers can.");
    case Consequence::CardShared: return tr("The card is connected to. Other programs can go on using it.");
    case Consequence::CardHeldExclusively: return tr("The card is connected to. No other program can use it meanwhile.");
    case Consequence::ReaderHeldDirectly: return tr("The reader is connected to, with or without a card. Other programs can go on using it.");
    case Consequence::TransactionHoldsOthers: return tr("Other programs that use the card wait until the transaction ends.");
    case Consequence::TransactionEnds: return tr("Other programs can use the card again.");
    case Consequence::TargetForgotten: return tr("It is no longer listed here. Nothing on the target changes.");
    case Consequence::TargetListed: return tr("It is listed here again. No session is opened.");
    case Consequence::LogicalUnitDeletedSavedRemoved: return tr("Deletes the logical unit, keeps its backing file. The saved configuration forgets it too.");
    case Consequence::MappingRemovedSavedRemoved: return tr("The mapping is removed. The device and its data are kept. The saved configuration forgets it too.");
    case Consequence::LogicalUnitAppears: return tr("Initiators of the target can see it.");
    case Consequence::HiddenFromInitiator: return tr("This initiator no longer sees it; others do.");
    case Consequence::ShownToInitiator: return tr("This initiator sees it again.");
    case Consequence::InitiatorDisconnected: return tr("Its session is closed. It may log in again at once.");
    case Consequence::InitiatorMayNotLogIn: return tr("Its entry is deleted and its sessions are closed.");
    case Consequence::InitiatorMayLogIn: return tr("It may log in again.");
    case Consequence::NobodyMayLogIn: return tr("Its sessions are closed, and nobody can log in.");
    case Consequence::LoginsAllowed: return tr("Initiators can log in again.");
    }
    return {};
}

QString Wording::protectedBy(ProtectedBy by, const QString& seed)
{
    const QString s = seed.isEmpty() ? tr("this item") : seed;
    switch (by) {
    case ProtectedBy::RootFilesystem: return tr("Protected: the root file system needs it (%1).").arg(s);
    case ProtectedBy::SystemDirectory: return tr("Protected: a directory of the system needs it (%1).").arg(s);
    case ProtectedBy::BootFilesystem: return tr("Protected: the boot file system needs it (%1).").arg(s);
    case ProtectedBy::ActivityLog: return tr("Protected: Mooring's own activity log lies on it (%1).").arg(s);
    case ProtectedBy::SwapNeeded: return tr("Protected: memory cannot take what is swapped out to it (%1).").arg(s);
    case ProtectedBy::BootSession: return tr("Protected: the host was started from it (%1).").arg(s);
    }
    return {};
}

QString Wording::collateral(const Collateral& item)
{
    switch (item.reason) {
    case CollateralReason::GoesWithSharedBase: return tr("%1 goes too: it stands on the same base.").arg(item.name);
    case CollateralReason::LosesRedundancy: return tr("%1 loses redundancy.").arg(item.name);
    case CollateralReason::LosesLastRedundancy: return tr("%1 loses its last redundancy: one more failure loses data.").arg(item.name);
    case CollateralReason::ComesBackOnAccess: return tr("%1 comes back when it is next used (%2).").arg(item.name, item.by);
    case CollateralReason::ComesBackOnEvent: return tr("%1 comes back by itself (%2).").arg(item.name, item.by);
    case CollateralReason::ContentLost:
        if (!item.by.isEmpty()) // a rung of force, under what still answers
            return tr("What was written to %1 and is not stored yet is lost; without force it would not be.").arg(item.name);
        return tr("What %1 holds is lost for good.").arg(item.name);
    case CollateralReason::ReturnsInDemoMode: return tr("Warning: %1 can log in again all the same: the target is in demo mode and lets every initiator in (%2).").arg(item.name, item.by);
    case CollateralReason::ComesBackAtBoot: return tr("%1 comes back when the host is next started (%2).").arg(item.name, item.by);
    }
    return {};
}
// clang-format on

} // namespace mooring
