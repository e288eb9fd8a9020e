// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal.h"
#include "services/core/lane.h"
#include "session.h"

namespace mooring::iscsi {

// From a portal's name to a session that is logged in: looks the name up off the loop, tries its addresses in
// turn, and follows redirects (RFC 7143, 11.13.5). Lives on the loop's thread. Errors: those of
// Session::logIn(), RedirectLoop, PortalInvalid.
class LoginRun : public std::enable_shared_from_this<LoginRun>
{
public:
    using Done = std::function<void(Result<std::unique_ptr<Session>>)>;
    static std::shared_ptr<LoginRun> make(EventLoop& loop, std::shared_ptr<Lane> lookups,
                                          SessionSettings settings, Done done);
    void start(const Portal& portal);
    void stop(const Error& why); // answers with it; nothing when it has ended

private:
    LoginRun(EventLoop& loop, std::shared_ptr<Lane> lookups, SessionSettings settings, Done done);
    void tryNext();
    void ended(const std::optional<Error>& error);
    void end(Result<std::unique_ptr<Session>> result);

    EventLoop& m_loop;
    std::shared_ptr<Lane> m_lookups;
    SessionSettings m_settings;
    Done m_done;
    std::unique_ptr<Session> m_session;
    QList<Portal> m_addresses; // still to be tried
    int m_redirects = 0;
};

} // namespace mooring::iscsi
