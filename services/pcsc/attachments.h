// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachment.h"

#include <QMap>
#include <QSet>

namespace mooring::pcsc {

// Everything that this process is attached to, one attachment a reader: a second connection of whoever holds
// a transaction would wait for himself. Thread-safe.
class Attachments
{
public:
    using Pointer = std::shared_ptr<Attachment>;

    // Takes the reader's place before the connection is tried; false: it is taken.
    bool reserve(const QByteArray& reader);
    void cancel(const QByteArray& reader); // what reserve() took
    Pointer add(std::optional<Context> context, const Connected& connected, HeldCard card); // reserved before
    void remove(const Pointer& attachment);

    Pointer find(const QByteArray& reader) const; // null: none
    QList<HeldCard> held() const;
    bool check(); // true: one of them is not what it was

    // Lets go of all of them with Disposition::Leave, and accepts no more. What does not answer in time is
    // left to the end of this process.
    void releaseAll();

private:
    mutable std::mutex m_mutex;
    QMap<QByteArray, Pointer> m_all;
    QSet<QByteArray> m_reserved;
    quint64 m_last = 0;
    bool m_isClosed = false;
};

} // namespace mooring::pcsc
