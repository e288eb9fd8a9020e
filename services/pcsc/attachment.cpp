// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachment.h"

namespace mooring::pcsc {

namespace {

std::optional<ErrorCode> lossBy(Code code)
{
    if (meansServiceGone(code) || code == invalidHandle)
        return ErrorCode::CardServiceNotRunning;
    if (code == cardReset)
        return ErrorCode::CardWasReset;
    if (code == cardRemoved)
        return ErrorCode::CardRemoved;
    if (code == readerUnavailable || code == unknownReader)
        return ErrorCode::ReaderUnknown;
    return {};
}

} // namespace

bool meansGone(Code code)
{
    return code == success || code == invalidHandle || code == readerUnavailable || code == cardRemoved
        || meansServiceGone(code);
}

Attachment::Attachment(std::optional<Context> context, const Connected& connected, HeldCard card)
    : m_context(std::move(context))
    , m_handle(connected.handle)
    , m_card(std::move(card))
{
    m_card.protocol = connected.protocol;
    m_card.isBorrowed = !m_context;
}

Attachment::~Attachment()
{
    if (m_handle != 0 && m_context)
        disconnectCard(m_handle, Disposition::Leave);
}

HeldCard Attachment::card() const
{
    const std::lock_guard guard(m_mutex);
    return m_card;
}

// Somebody else's transaction says nothing about our connection.
void Attachment::note(Code code)
{
    const std::lock_guard guard(m_mutex);
    if (code == success)
        m_card.lost.reset();
    else if (const auto loss = lossBy(code))
        m_card.lost = loss;
    if (m_card.lost && m_card.lost != ErrorCode::CardWasReset)
        m_card.inTransaction = false;
}

bool Attachment::check()
{
    const std::unique_lock calls(m_calls, std::try_to_lock);
    if (!calls || m_handle == 0)
        return false;
    const HeldCard before = card();
    const auto status = statusOf(m_handle);
    note(status ? success : status.error());
    if (status) {
        const std::lock_guard guard(m_mutex);
        m_card.protocol = status->protocol;
    }
    return card() != before;
}

Answer<CardStatus> Attachment::status()
{
    const std::lock_guard calls(m_calls);
    return m_handle == 0 ? tl::unexpected(invalidHandle) : statusOf(m_handle);
}

Code Attachment::begin()
{
    const std::lock_guard calls(m_calls);
    const Code code = m_handle == 0 ? invalidHandle : beginTransaction(m_handle);
    note(code);
    const std::lock_guard guard(m_mutex);
    m_card.inTransaction = m_card.inTransaction || code == success;
    return code;
}

Code Attachment::end(Disposition disposition)
{
    const std::lock_guard calls(m_calls);
    const Code code = m_handle == 0 ? invalidHandle : endTransaction(m_handle, disposition);
    note(code);
    const std::lock_guard guard(m_mutex);
    m_card.inTransaction = m_card.inTransaction && !meansGone(code);
    return code;
}

Code Attachment::reconnect(Share share, Disposition disposition)
{
    const std::lock_guard calls(m_calls);
    const Answer<quint32> protocol
        = m_handle == 0 ? tl::unexpected(invalidHandle) : reconnectCard(m_handle, share, disposition);
    note(protocol ? success : protocol.error());
    if (!protocol)
        return protocol.error();
    const std::lock_guard guard(m_mutex);
    // pcscd 1.9.9 keeps the lock of who was exclusive, and everybody else goes on waiting
    if (m_card.share == Share::Exclusive && share != Share::Exclusive && !m_card.inTransaction)
        endTransaction(m_handle, Disposition::Leave);
    m_card.hadOthers = m_card.hadOthers && share != Share::Exclusive; // it would have been refused
    m_card.protocol = *protocol;
    m_card.share = share;
    return success;
}

Code Attachment::release(Disposition disposition)
{
    const std::lock_guard calls(m_calls);
    if (m_handle == 0)
        return invalidHandle;
    const Code code = m_context ? disconnectCard(m_handle, disposition) : success;
    if (!meansGone(code))
        return code;
    m_handle = 0;
    m_context.reset();
    return code;
}

void Attachment::replace(Context context, const Connected& connected, Share share)
{
    const std::lock_guard calls(m_calls);
    m_context.emplace(std::move(context));
    m_handle = connected.handle;
    const std::lock_guard guard(m_mutex);
    m_card.share = share;
    m_card.protocol = connected.protocol;
    m_card.isBorrowed = false;
    m_card.inTransaction = false;
    m_card.lost.reset();
}

} // namespace mooring::pcsc
