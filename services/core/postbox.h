// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>

namespace mooring {

// Brings work from any thread to the thread of one object, and drops it once that object is gone. The
// receiver closes it first thing in its destructor; of() does that for an object that does not know about it.
class Postbox
{
public:
    explicit Postbox(QObject* receiver);
    static std::shared_ptr<Postbox> of(QObject* receiver); // to be called on the receiver's thread

    void post(std::function<void()> work);
    void close();

private:
    std::mutex m_mutex;
    QObject* m_receiver;
};

} // namespace mooring
