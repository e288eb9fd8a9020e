// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lioid.h"
#include "services/core/result.h"

#include <QJsonArray>

namespace mooring::lio {

// The text of a saved configuration without one thing: a logical unit with every mapping of it, one mapping,
// or an initiator with its own. The same text when it has none such; an error when it is no JSON.
Result<QByteArray> savedWithout(const QByteArray& text, const LioId& gone);

// What stands in one of its lists, as it is written there.
struct SavedPiece
{
    QByteArray acl; // whose list it is; empty: the portal group's
    QByteArray list; // "luns", "mapped_luns"
    QByteArray text; // the element
    bool operator==(const SavedPiece&) const = default;
};
QJsonArray toJson(const QList<SavedPiece>& pieces);
QList<SavedPiece> piecesFrom(const QJsonArray& json);

// What savedWithout() takes out of the lists of units and of mappings; nothing of an initiator, whose entry
// may hold secrets.
QList<SavedPiece> savedPieces(const QByteArray& text, const LioId& gone);

// The text with them again, behind what their lists have now. What a list has under that number already
// stays as it is. An error when there is no such portal group or initiator.
Result<QByteArray> savedWith(const QByteArray& text, const GroupId& group, const QList<SavedPiece>& pieces);

} // namespace mooring::lio
