// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scard.h"

#include <QDateTime>

#include <memory>
#include <mutex>

namespace mooring::pcsc {

// What a look tells of one attachment.
struct HeldCard
{
    QByteArray reader;
    quint64 number = 0; // tells it from an earlier one to the same reader
    Share share = Share::Shared;
    quint32 protocol = 0;
    QDateTime since; // UTC
    bool inTransaction = false;
    bool isBorrowed = false; // the handle belongs to somebody else in this process
    bool hadOthers = false; // the card was in use already when it was attached to
    std::optional<ErrorCode> lost; // CardWasReset, CardRemoved, ReaderUnknown, CardServiceNotRunning
    bool operator==(const HeldCard&) const = default;
};

// One connection to a card or reader that this process holds, in a context of its own, so that nothing that
// waits there holds up anything else. Thread-safe; one call at a time goes to PC/SC Lite.
class Attachment
{
public:
    // `context` empty: the handle is borrowed and never closed.
    Attachment(std::optional<Context> context, const Connected& connected, HeldCard card);
    ~Attachment(); // a handle of its own is let go with Disposition::Leave

    HeldCard card() const;
    bool check(); // looks how it is; true: that changed. Not while another call is under way.

    Answer<CardStatus> status();
    Code begin(); // waits while somebody else holds a transaction
    Code end(Disposition disposition);
    Code reconnect(Share share, Disposition disposition);
    Code release(Disposition disposition); // afterwards there is nothing to hold, unless it failed
    void replace(Context context, const Connected& connected, Share share); // by a fresh connection

private:
    void note(Code code);

    std::mutex m_calls; // held while a call is under way
    std::optional<Context> m_context;
    long m_handle = 0; // 0: released
    mutable std::mutex m_mutex; // of the rest
    HeldCard m_card;
};

// After such an answer to a disconnect there is no connection any more.
bool meansGone(Code code);

} // namespace mooring::pcsc
