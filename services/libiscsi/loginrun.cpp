// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginrun.h"

#include "addresses.h"

namespace mooring::iscsi {

namespace {

constexpr int mostRedirects = 4; // in a row; whoever sends further sends in a circle

} // namespace

std::shared_ptr<LoginRun> LoginRun::make(EventLoop& loop, std::shared_ptr<Lane> lookups,
                                         SessionSettings settings, Done done)
{
    return std::shared_ptr<LoginRun>(
        new LoginRun(loop, std::move(lookups), std::move(settings), std::move(done)));
}

LoginRun::LoginRun(EventLoop& loop, std::shared_ptr<Lane> lookups, SessionSettings settings, Done done)
    : m_loop(loop)
    , m_lookups(std::move(lookups))
    , m_settings(std::move(settings))
    , m_done(std::move(done))
{
}

void LoginRun::start(const Portal& portal)
{
    m_lookups->post([self = shared_from_this(), portal] {
        const Result<QList<Portal>> addresses = addressesOf(portal);
        self->m_loop.post([self, addresses] {
            if (!self->m_done)
                return;
            if (!addresses)
                return self->end(mooring::fail(addresses.error()));
            self->m_addresses = *addresses;
            self->tryNext();
        });
    });
}

void LoginRun::tryNext()
{
    m_settings.address = portalText(m_addresses.takeFirst());
    m_session = std::make_unique<Session>(m_loop, m_settings);
    m_session->logIn([weak = weak_from_this()](const std::optional<Error>& error) {
        if (const auto self = weak.lock()) // not from within the session's own answer
            self->m_loop.later([self, error] { self->ended(error); });
    });
}

void LoginRun::ended(const std::optional<Error>& error)
{
    if (!m_done)
        return;
    if (!error)
        return end(std::move(m_session));
    if (const QByteArray address = m_session->redirectedTo(); !address.isEmpty()) {
        const Result<Portal> portal = parsePortal(address);
        if (!portal)
            return end(mooring::fail(portal.error()));
        if (++m_redirects > mostRedirects)
            return end(mooring::fail(errorOf(ErrorCode::RedirectLoop, error->subject)));
        return start(*portal);
    }
    if (error->code == ErrorCode::PortalUnreachable && !m_addresses.isEmpty())
        return tryNext();
    end(mooring::fail(*error));
}

void LoginRun::stop(const Error& why) { end(mooring::fail(why)); }

void LoginRun::end(Result<std::unique_ptr<Session>> result)
{
    const auto self = shared_from_this();
    const Done done = std::exchange(m_done, nullptr);
    m_loop.later([self, former = std::shared_ptr<Session>(std::move(m_session))] {});
    if (done)
        done(std::move(result));
}

} // namespace mooring::iscsi
