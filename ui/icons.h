// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/vocabulary.h"

#include <QIcon>

namespace mooring {

// The desktop's own icon of that name, else ours, which is drawn in the palette's text colour and so follows
// light and dark.
QIcon icon(const QString& name);
QIcon iconOf(Kind kind);
QIcon iconOf(State state);
QIcon iconOf(Outcome outcome);

} // namespace mooring
