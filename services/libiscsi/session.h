// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bareconnection.h"
#include "chap.h"
#include "eventloop.h"
#include "scsicommands.h"
#include "wirewatch.h"

#include <QByteArray>
#include <QDateTime>

#include <deque>
#include <memory>

struct iscsi_context;

namespace mooring::iscsi {

struct SessionSettings
{
    QByteArray target; // its iSCSI name
    QByteArray address; // numeric, "192.0.2.1:3260" or "[2001:db8::1]:3260"
    QByteArray initiator;
    quint64 isid = 0; // 48 bits (RFC 7143, 11.12.5)
    std::optional<ChapCredentials> chap, mutualChap; // ours, and what the target has to prove
    bool headerDigest = false;
};

// One session with one connection to one target: one libiscsi context. Lives on its loop's thread, and so do
// all its answers. libiscsi's own reconnecting and timeouts are off: whoever asks keeps the deadlines and
// calls close(). Each request is answered exactly once, at the latest by close(); destroying it closes it.
class Session final : public ScsiCommands
{
public:
    enum class State
    {
        New,
        LoggingIn,
        LoggedIn,
        LoggingOut,
        Lost, // by itself: whyLost() says how
        Closed,
    };
    using Ended = std::function<void(std::optional<Error>)>;

    Session(EventLoop& loop, SessionSettings settings);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Errors: PortalUnreachable, NotIscsi, AuthenticationFailed, SecretMissing, TargetUnknown,
    // TargetUnavailable, LoginRefused, ConnectionLost. A redirect (RFC 7143, 11.13.5, class 1) ends with
    // LoginRefused and redirectedTo().
    void logIn(Ended ended);
    // Errors: LogoutRefused with the target's response, ConnectionLost.
    void logOut(Ended ended);
    void command(quint16 lun, const QByteArray& cdb, quint32 length, Answered answered) override;
    // NOP-Out with an answer asked for (RFC 7143, 11.18): measures the round trip.
    void ping(Ended ended);

    // Drops the connection; whatever waits is answered with `why`. Safe from within an answer.
    void close(const Error& why);

    // As when the connection broke: it is Lost, and whenLost() is told.
    void lose(const Error& why) { fail(why); }
    // A logout was refused or not answered: only another one can be asked for.
    bool isBare() const { return m_bare.has_value(); }

    // When it comes down by itself. Called once.
    void whenLost(std::function<void()> lost) { m_whenLost = std::move(lost); }

    bool isOpen() const override { return m_state == State::LoggedIn; }
    Error whyClosed() const override { return m_whyLost.value_or(errorOf(ErrorCode::ConnectionLost)); }
    State state() const { return m_state; }
    const std::optional<Error>& whyLost() const { return m_whyLost; }
    const SessionSettings& settings() const { return m_settings; }
    QByteArray redirectedTo() const { return m_redirectedTo; }
    QByteArray localAddress() const { return m_localAddress; }
    std::optional<std::chrono::microseconds> roundTrip() const { return m_roundTrip; }
    const WireWatch& wire() const { return m_wire; } // what the target said of the session
    bool isLogoutSent() const { return m_logoutSent; }

private:
    struct Call;
    struct Sink; // libiscsi's callbacks

    void start(const std::function<int(Call*)>& send, std::unique_ptr<Call> call);
    void connected(int status);
    void loginEnded(int status);
    void logoutEnded(int status);
    void ready(uint32_t events);
    void serve(uint32_t events, bool hasEnded);
    void readBare();
    void judgeLogout(quint8 response);
    void waitForTheRest();
    void update(); // what to wait for now
    void fail(Error why);
    void answerAll(const Error& why);
    void finish(Call* call, std::optional<Error> error, QByteArray data = {});
    Error libraryError(ErrorCode code) const;
    Error whyLoginFailed() const;
    QString subject() const;

    EventLoop& m_loop;
    SessionSettings m_settings;
    State m_state = State::New;
    iscsi_context* m_context = nullptr;
    int m_fd = -1;
    int m_depth = 0; // how deep inside of libiscsi we are
    bool m_closing = false;
    bool m_logoutSent = false;
    WireWatch m_wire;
    std::deque<std::unique_ptr<Call>> m_calls;
    Ended m_loginEnded, m_logoutEnded;
    std::optional<BareConnection> m_bare; // after a first logout that did not end it
    std::optional<Error> m_whyLost;
    std::function<void()> m_whenLost;
    QByteArray m_redirectedTo, m_localAddress;
    std::optional<std::chrono::microseconds> m_roundTrip;
    EventLoop::Timer m_retry = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace mooring::iscsi
