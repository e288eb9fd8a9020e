// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

extern "C" {
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>
}

namespace mooring::iscsi {

void prepareContext(iscsi_context* context, const SessionSettings& settings);

// One request that waits for its answer. Outlives its session when libiscsi may still call back with it.
struct Session::Call
{
    explicit Call(Session& owner)
        : session(&owner)
    {
    }
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    void answer(Result<QByteArray> result);
    void answer(const Error& error) { answer(Result<QByteArray>(mooring::fail(error))); }

    Session* session;
    Ended ended;
    Answered answered;
    scsi_task* task = nullptr;
    EventLoop::Clock::time_point sent = EventLoop::Clock::now();
};

// What libiscsi calls. A call without a session is one whose session was closed meanwhile.
struct Session::Sink
{
    static void loggedOut(iscsi_context*, int status, void*, void* session);
    static void scsiAnswered(iscsi_context*, int status, void*, void* call);
    static void pinged(iscsi_context*, int status, void*, void* call);
};

} // namespace mooring::iscsi
