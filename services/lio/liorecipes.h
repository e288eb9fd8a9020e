// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalgroup.h"
#include "savededit.h"

// How each thing goes and how it comes back: what an administrator would type, and what Mooring needs to do
// it. In `data` of a recipe and in the arguments of a step that attaches:
//   a logical unit: "lun", "backstore" ("iblock_0/disk") or "backing" (a path), "link", "pathGroup"
//   a mapping:      "unit" (of the group), "link", "writeProtected"
//   an initiator:   "depth", "tag", "attributes" {name: value}
// and where the saved configuration has forgotten it: "savedText", see toJson() of SavedPiece
namespace mooring::lio::recipes {

QByteArray shellPath(const GroupId& group); // "/iscsi/IQN/tpg1", as targetcli has it
QByteArray shellPath(const GroupId& group, const QByteArray& initiator);

// What brings `node` back.
QJsonObject recipe(Verb verb, const Resource& node, Consequence consequence, const QList<QByteArray>& command,
                   const QJsonObject& data);
QJsonObject ofUnit(const GroupId& group, const TargetUnit& unit);
QJsonObject ofAcl(const GroupId& group, const QByteArray& initiator, const QJsonObject& data);
QJsonObject ofDisabled(const GroupId& group);

// The release's choice "saved": whether the saved configuration forgets it as well. Only for what is in it.
void offerSaved(Release& release, const ResourceId& id, Consequence removed);
// Last, for what an initiator's session can see.
void offerUnderInitiator(Release& release, const QByteArray& id);

// With what the saved configuration has lost by it, and that of a step which attaches.
QJsonObject withSaved(QJsonObject recipe, const QList<SavedPiece>& pieces);
QList<SavedPiece> savedIn(const QJsonObject& arguments);
bool forgetsSaved(const QJsonObject& arguments); // of a step for which "remove" was chosen

} // namespace mooring::lio::recipes
