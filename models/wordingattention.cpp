// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording.h"

// What needs somebody, and what to do about it.
namespace mooring {

QString Wording::attention(AttentionReason reason, const QString& name, bool isLeftover, Kind kind)
{
    switch (reason) {
    case AttentionReason::Failed:
        if (isLeftover)
            return tr("What served %1 is gone. Reading and writing give errors or wait.").arg(name);
        if (kind == Kind::CardAttachment)
            return tr("Mooring no longer reaches the card in %1.").arg(name);
        return tr("%1 has failed. Reading and writing may give errors.").arg(name);
    case AttentionReason::Waiting:
        return tr("The target of %1 does not answer. Reading and writing wait; nothing has failed so far.")
            .arg(name);
    case AttentionReason::Deferred:
        return tr("%1 is still there until its last user closes it. Do not move or delete its image file.")
            .arg(name);
    case AttentionReason::Orphaned:
        if (isLeftover)
            return tr("%1 is no longer attached, and something is left of its attachment.").arg(name);
        return tr("%1 is attached and whoever attached it is gone.").arg(name);
    case AttentionReason::ImageDeleted:
        return tr("The image file of %1 has been deleted. What it holds is lost when it is detached.")
            .arg(name);
    case AttentionReason::DuplicateUuid:
        return tr("The UUID of %1 is present twice. Mounting by UUID may take the wrong one.").arg(name);
    case AttentionReason::Interrupted:
        return tr("%1: the program ended before this was finished.").arg(name);
    case AttentionReason::ProviderHung:
        return tr("%1 does not answer. What it shows may be out of date.").arg(name);
    case AttentionReason::DiffersFromSaved:
        return tr("%1 is exported otherwise than saved. When the target server next starts, it changes.")
            .arg(name);
    }
    return {};
}

QString Wording::nextStep(AttentionReason reason, bool isLeftover, Kind kind)
{
    switch (reason) {
    case AttentionReason::Failed:
        if (isLeftover)
            return tr("Clean it up, then attach the image again.");
        if (kind == Kind::IscsiSession)
            return tr("Reconnect it when the target answers, or close it.");
        if (kind == Kind::CardAttachment)
            return tr("Reconnect to it, or release it.");
        return tr("Save what you can, then detach it.");
    case AttentionReason::Waiting:
        return tr("Wait if the target may come back. Else detach it by force: its plan says what is lost.");
    case AttentionReason::Deferred:
        return tr("Close what uses it, or wait.");
    case AttentionReason::Orphaned:
        if (isLeftover)
            return tr("Clean it up.");
        return tr("Detach it if nobody needs it.");
    case AttentionReason::ImageDeleted:
        return tr("Copy the data to another place before you detach it.");
    case AttentionReason::DuplicateUuid:
        return tr("Detach one of the two.");
    case AttentionReason::Interrupted:
        return tr("Look at its steps, then finish it or put it back.");
    case AttentionReason::ProviderHung:
        return tr("Wait, or look again.");
    case AttentionReason::DiffersFromSaved:
        return tr("Compare it with the saved configuration, then save the one that is right.");
    }
    return {};
}

} // namespace mooring
