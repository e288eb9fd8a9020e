// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "patience.h"

#include "services/system/descriptor.h"

#include <algorithm>
#include <array>
#include <climits>
#include <poll.h>
#include <sys/eventfd.h>

namespace mooring {

Patience Patience::of(int milliseconds, std::stop_token stop)
{
    return {QDeadlineTimer(milliseconds), std::move(stop)};
}

std::optional<Error> Patience::isOver(const QString& subject) const
{
    if (stop.stop_requested())
        return errorOf(ErrorCode::StoppedByUser, subject);
    if (deadline.hasExpired())
        return errorOf(ErrorCode::DeadlinePassed, subject);
    return {};
}

void Patience::wait(int descriptor, short events, int limit) const
{
    const Descriptor stopped(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    const std::stop_callback wake(stop, [&stopped] { eventfd_write(stopped.get(), 1); });
    std::array<pollfd, 2> polled {{{descriptor, events, 0}, {stopped.get(), POLLIN, 0}}};
    qint64 time = deadline.isForever() ? -1 : deadline.remainingTime();
    if (limit >= 0)
        time = time < 0 ? limit : std::min<qint64>(time, limit);
    poll(polled.data(), polled.size(), static_cast<int>(std::min<qint64>(time, INT_MAX)));
}

} // namespace mooring
