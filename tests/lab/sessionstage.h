// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scriptedtarget.h"
#include "services/libiscsi/session.h"

#include <future>

namespace mooring::lab {

using iscsi::ChapCredentials;
using iscsi::EventLoop;
using iscsi::Session;
using iscsi::SessionSettings;

constexpr auto patience = std::chrono::seconds(10);
inline const QByteArray first = "iqn.2026-11.lab:s1";

// Sessions of one loop, for a test on another thread.
class Initiator
{
public:
    template <class Work> auto here(Work work)
    {
        std::promise<decltype(work())> result;
        auto future = result.get_future();
        m_loop.post([&] { result.set_value(work()); });
        return future.get();
    }

    ~Initiator()
    {
        here([this] {
            m_sessions.clear();
            return 0;
        });
    }

    int add(const SessionSettings& settings)
    {
        return here([&] {
            m_sessions.push_back(std::make_unique<Session>(m_loop, settings));
            return int(m_sessions.size()) - 1;
        });
    }

    // The error, or none; NeverAnswered when nothing came in time.
    template <class Ask> std::optional<Error> ask(int session, Ask request)
    {
        auto result = std::make_shared<std::promise<std::optional<Error>>>();
        auto future = result->get_future();
        m_loop.post([this, session, request, result] {
            request(*m_sessions[size_t(session)],
                    [result](std::optional<Error> error) { result->set_value(std::move(error)); });
        });
        if (future.wait_for(patience) != std::future_status::ready)
            return errorOf(ErrorCode::NeverAnswered);
        return future.get();
    }
    std::optional<Error> logIn(int session)
    {
        return ask(session, [](Session& each, auto ended) { each.logIn(ended); });
    }
    std::optional<Error> logOut(int session)
    {
        return ask(session, [](Session& each, auto ended) { each.logOut(ended); });
    }
    std::optional<Error> ping(int session)
    {
        return ask(session, [](Session& each, auto ended) { each.ping(ended); });
    }
    Result<QByteArray> command(int session, quint16 lun, const QByteArray& cdb, quint32 length)
    {
        auto answer = std::make_shared<Result<QByteArray>>();
        const auto error = ask(session, [=](Session& each, auto ended) {
            each.command(lun, cdb, length, [=](Result<QByteArray> data) {
                *answer = std::move(data);
                ended({});
            });
        });
        return error ? Result<QByteArray>(fail(*error)) : *answer;
    }
    Session::State state(int session)
    {
        return here([&] { return m_sessions[size_t(session)]->state(); });
    }
    std::optional<ErrorCode> whyLost(int session)
    {
        return here([&] {
            const auto& why = m_sessions[size_t(session)]->whyLost();
            return why ? std::optional(why->code) : std::nullopt;
        });
    }
    Session& at(int session) { return *m_sessions[size_t(session)]; } // within here() only

    EventLoop m_loop;

private:
    std::vector<std::unique_ptr<Session>> m_sessions;
};

inline SessionSettings settingsFor(const QByteArray& target, const QByteArray& address, quint64 isid = 1)
{
    SessionSettings settings;
    settings.target = target;
    settings.address = address;
    settings.initiator = "iqn.2026-11.org.mooring:test";
    settings.isid = isid;
    return settings;
}

inline ErrorCode codeOf(const std::optional<Error>& error)
{
    return error ? error->code : ErrorCode::NothingGiven;
}

inline Misdeed closing()
{
    Misdeed misdeed;
    misdeed.kind = Misdeed::Close;
    return misdeed;
}

inline Misdeed bytes(const QByteArray& instead)
{
    Misdeed misdeed;
    misdeed.kind = Misdeed::Bytes;
    misdeed.bytes = instead;
    return misdeed;
}

inline QByteArray inquiry() { return QByteArray::fromHex("12000000ff00"); }

} // namespace mooring::lab
