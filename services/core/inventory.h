// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

namespace mooring {

// What a look is asked for. Both lists empty: everything.
struct LookRequest
{
    QList<ResourceId> only; // these, present or not ...
    QList<Key> standingOn; // ... and whatever has a need on one of these keys
    bool users = false; // also who uses it: processes and unexplained holders (Inventory::users)
    bool isFull() const { return only.isEmpty() && standingOn.isEmpty(); }
    bool operator==(const LookRequest&) const = default;
};

// One source of a look that could not be read. Absence of these kinds proves nothing then.
struct SourceError
{
    Error error;
    QList<Kind> kinds; // empty: all of this provider's
    bool operator==(const SourceError&) const = default;
};

// Everything one provider saw at one moment. Immutable once handed over.
struct Inventory
{
    QString provider;
    LookRequest request; // what it answers
    quint64 look = 0; // set by Host: number of the look, growing; a look's begin is before its number is
                      // given to anyone
    QList<Resource> resources;
    QList<Resource> users; // Kind::Process and Kind::Unknown holders; only when request.users
    QList<SourceError> errors;
    bool isComplete(Kind kind) const; // no error concerns this kind
    bool operator==(const Inventory&) const = default;
};

} // namespace mooring
