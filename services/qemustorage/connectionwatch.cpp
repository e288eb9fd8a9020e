// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionwatch.h"

#include "attachment.h"

#include <chrono>

namespace mooring {
namespace {

constexpr std::chrono::seconds kAgain {2};

} // namespace

ConnectionWatch::ConnectionWatch(QByteArray root, QByteArray base, std::function<void()> changed)
    : m_root(std::move(root))
    , m_base(std::move(base))
    , m_changed(std::move(changed))
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

ConnectionWatch::States ConnectionWatch::states() const
{
    States states;
    QList<Error> errors; // the look tells them
    const QList<AttachmentFolder> folders = AttachmentFolder::in(m_base, errors);
    for (const AttachmentFolder& folder : folders) {
        const auto record = folder.record();
        const ProcessMark storage = folder.daemon(AttachmentFolder::storage);
        if (record && record->unit && storage.find(m_root))
            states.insert(folder.path(), unitConnectionOf(m_root, storage.pid));
    }
    return states;
}

void ConnectionWatch::run(const std::stop_token& stop)
{
    States known = states();
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_awake.wait_for(lock, stop, kAgain, [] { return false; });
        if (stop.stop_requested())
            return;
        const States now = states();
        if (std::exchange(known, now) != now)
            m_changed();
    }
}

} // namespace mooring
