// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postbox.h"

namespace mooring {

Postbox::Postbox(QObject* receiver)
    : m_receiver(receiver)
{
}

std::shared_ptr<Postbox> Postbox::of(QObject* receiver)
{
    auto box = std::make_shared<Postbox>(receiver);
    QObject::connect(
        receiver, &QObject::destroyed, receiver, [box] { box->close(); }, Qt::DirectConnection);
    return box;
}

void Postbox::post(std::function<void()> work)
{
    // The lock is held while the event is queued, so that close() cannot fall between.
    const std::lock_guard guard(m_mutex);
    if (m_receiver != nullptr)
        QMetaObject::invokeMethod(m_receiver, std::move(work), Qt::QueuedConnection);
}

void Postbox::close()
{
    const std::lock_guard guard(m_mutex);
    m_receiver = nullptr;
}

} // namespace mooring
