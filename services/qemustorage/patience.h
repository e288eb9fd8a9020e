// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QDeadlineTimer>

#include <stop_token>

namespace mooring {

// Until when to wait, and who may end the waiting earlier.
struct Patience
{
    QDeadlineTimer deadline;
    std::stop_token stop;

    static Patience of(int milliseconds, std::stop_token stop = {});
    std::optional<Error> isOver(const QString& subject) const; // empty: it is not
    // Until the descriptor (-1: none) is ready for `events`, until it is over, or for `limit` ms; -1: no
    // limit.
    void wait(int descriptor, short events, int limit = -1) const;
};

} // namespace mooring
