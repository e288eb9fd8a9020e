// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chap.h"
#include "pdustream.h"
#include "portal.h"

#include <array>

namespace mooring::iscsi {

struct LoginOptions
{
    QByteArray initiatorName;
    QByteArray target; // empty: a discovery session
    std::array<char, 6> isid {}; // RFC 7143, 11.12.5
    std::optional<ChapCredentials> chap; // proves us to the target
    std::optional<ChapCredentials> mutualChap; // proves the target to us; only together with chap
    ChapChallenge challenge; // ours for mutualChap: randomChallenge()
    // Begins with operational negotiation: one round trip less, where the target asks for no proof (RFC 7143,
    // 6.3). Of no effect together with chap.
    bool skipsSecurity = false;
    QString subject; // of errors: the portal, or the target
};

struct Redirection
{
    Portal portal;
    bool permanent = false;
    bool operator==(const Redirection&) const = default;
};

// The login phase of a session with one connection (RFC 7143, 6.3 and 7.3.1): security negotiation,
// operational negotiation, full feature phase. What is negotiated fits a session that only reads.
class WireLogin
{
public:
    enum class State
    {
        Running,
        LoggedIn,
        Failed,
        Redirected
    };
    explicit WireLogin(LoginOptions options);

    void begin(); // the first request
    void take(const Pdu& response); // a Login Response
    QByteArray output() { return std::exchange(m_output, {}); }

    State state() const { return m_state; }
    const Error& error() const { return m_error; }
    const Redirection& redirection() const { return m_redirection; }
    bool isIscsi() const { return m_isIscsi; } // an answer was one to our request
    quint32 expStatSn() const { return m_expStatSn; }
    quint32 maxCmdSn() const { return m_maxCmdSn; }

    static constexpr quint32 kTaskTag = 1; // of every login request
    static constexpr quint32 kCmdSn = 1;
    static constexpr quint16 kConnection = 0;
    static constexpr size_t kMostData = 262144; // our MaxRecvDataSegmentLength: RFC 7143, 13.12

private:
    enum class Expected // the next answer
    {
        Method,
        Challenge,
        Proof,
        EndOfSecurity,
        Operational
    };
    struct Stage
    {
        quint8 current, next;
    };
    Stage stage() const;
    TextKeys names() const;
    TextKeys offer() const;
    TextKeys repliesTo(const TextKeys& keys) const;
    void send(const TextKeys& keys, bool transit);
    void request(QByteArrayView text, quint8 flags);
    bool takeHead(const HeaderView& header);
    void takeStatus(quint16 status, QByteArrayView data);
    void takeKeys(const TextKeys& keys, bool transited);
    void takeMethod(const TextKeys& keys, bool transited);
    void takeProof(const TextKeys& keys, bool transited);
    void takeOperational(const TextKeys& keys, bool transited);
    void leaveSecurity(bool transited);
    void fail(Error error);
    void malformed(const QString& why);

    LoginOptions m_options;
    std::optional<Chap> m_chap;
    Expected m_expected = Expected::Method;
    State m_state = State::Running;
    Error m_error;
    Redirection m_redirection;
    QByteArray m_output, m_text;
    quint32 m_expStatSn = 0, m_maxCmdSn = 0;
    int m_rounds = 0;
    bool m_asksTransit = false, m_isIscsi = false;
};

} // namespace mooring::iscsi
