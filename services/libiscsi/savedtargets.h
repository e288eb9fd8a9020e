// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "savedlogins.h"
#include "services/core/resource.h"

namespace mooring::iscsi {

// What a logout may do with the automatic login of its target; `kept` is what it means to keep it.
QList<ReleaseChoice> automaticChoices(const Release& release, Consequence kept, const QString& target);

// A target without a session. One that is logged in to automatically has its logins removed by a logout, one
// that is only listed is forgotten. `logins` are all of that target, at least one.
Resource savedTarget(const QList<SavedLogin>& logins);

} // namespace mooring::iscsi
