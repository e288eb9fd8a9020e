// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardcodes.h"
#include "readerstatus.h"

#include <QList>

#include <chrono>
#include <tl/expected.hpp>

// The one place that calls PC/SC Lite. No call of ours waits for the transaction of somebody else, except
// where it says so.
namespace mooring::pcsc {

template <class T> using Answer = tl::expected<T, Code>;

enum class Share : quint32
{
    Exclusive = 1,
    Shared = 2,
    Direct = 3 // shared as well, with or without a card
};

enum class Disposition : quint32
{
    Leave = 0,
    Reset = 1,
    PowerDown = 2,
    Eject = 3
};

// A connection to pcscd. Only cancel() may be called while another call is under way.
class Context
{
public:
    static Answer<Context> establish();
    Context(Context&& other) noexcept;
    Context& operator=(Context&& other) noexcept;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context(); // takes along what was connected by it, with Disposition::Leave

    Answer<QList<ReaderStatus>> readers() const; // all of them, as they are now
    // Until something else than `known` is there, a reader comes or goes, it is cancelled or the time is
    // over. Who uses a card never wakes it.
    Code waitForChange(const QList<ReaderStatus>& known, std::chrono::milliseconds limit) const;
    void cancel() const; // from any thread: the waiting ends with `cancelled`

    long id() const { return m_id; }

private:
    explicit Context(long id)
        : m_id(id)
    {
    }
    Answer<QList<QByteArray>> names() const;
    long m_id = 0;
};

struct Connected
{
    long handle = 0;
    quint32 protocol = 0;
};
// Waits without limit while anybody, this process included, holds a transaction.
Answer<Connected> connectCard(const Context& context, const QByteArray& reader, Share share);
Answer<quint32> reconnectCard(long handle, Share share, Disposition disposition); // the protocol
// Waits without limit where the disposition is not Leave and somebody else holds a transaction.
Code disconnectCard(long handle, Disposition disposition);
Code beginTransaction(long handle); // waits without limit while somebody else holds one
Code endTransaction(long handle, Disposition disposition);
Answer<CardStatus> statusOf(long handle); // sharingViolation: somebody else holds a transaction

} // namespace mooring::pcsc
