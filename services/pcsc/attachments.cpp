// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachments.h"

#include "patientcall.h"

namespace mooring::pcsc {

namespace {
constexpr std::chrono::seconds lastPatience(2);
} // namespace

bool Attachments::reserve(const QByteArray& reader)
{
    const std::lock_guard guard(m_mutex);
    if (m_isClosed || m_all.contains(reader) || m_reserved.contains(reader))
        return false;
    m_reserved.insert(reader);
    return true;
}

void Attachments::cancel(const QByteArray& reader)
{
    const std::lock_guard guard(m_mutex);
    m_reserved.remove(reader);
}

Attachments::Pointer Attachments::add(std::optional<Context> context, const Connected& connected,
                                      HeldCard card)
{
    std::unique_lock lock(m_mutex);
    const QByteArray reader = card.reader;
    card.number = ++m_last;
    card.since = QDateTime::currentDateTimeUtc();
    m_reserved.remove(reader);
    auto attachment = std::make_shared<Attachment>(std::move(context), connected, std::move(card));
    if (!m_isClosed)
        m_all.insert(reader, attachment);
    lock.unlock(); // one that came too late is let go here
    return attachment;
}

void Attachments::remove(const Pointer& attachment)
{
    const std::lock_guard guard(m_mutex);
    const QByteArray reader = attachment->card().reader;
    if (m_all.value(reader) == attachment)
        m_all.remove(reader);
}

Attachments::Pointer Attachments::find(const QByteArray& reader) const
{
    const std::lock_guard guard(m_mutex);
    return m_all.value(reader);
}

QList<HeldCard> Attachments::held() const
{
    const std::lock_guard guard(m_mutex);
    QList<HeldCard> cards;
    for (const Pointer& attachment : m_all)
        cards.append(attachment->card());
    return cards;
}

bool Attachments::check()
{
    std::unique_lock lock(m_mutex);
    const QList<Pointer> all = m_all.values();
    lock.unlock();
    bool hasChanged = false;
    for (const Pointer& attachment : all)
        hasChanged = attachment->check() || hasChanged;
    return hasChanged;
}

void Attachments::releaseAll()
{
    std::unique_lock lock(m_mutex);
    m_isClosed = true;
    const QList<Pointer> all = std::exchange(m_all, {}).values();
    lock.unlock();
    if (all.isEmpty())
        return;
    Waiting waiting;
    waiting.limit = lastPatience;
    patientCall<bool>(
        [all] {
            for (const Pointer& attachment : all)
                attachment->release(Disposition::Leave);
            return true;
        },
        [](bool) {}, waiting);
}

} // namespace mooring::pcsc
