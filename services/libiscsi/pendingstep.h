// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chap.h"
#include "services/core/plan.h"
#include "services/core/provider.h"
#include "session.h"

#include <memory>
#include <stop_token>

// What a step on a session waits with, on the loop's thread.
namespace mooring::iscsi {

// Answers once, whoever comes first: the target, or whoever asked and waits no longer.
struct Pending
{
    explicit Pending(Reply<StepResult> answer)
        : reply(std::move(answer))
    {
    }
    void answer(const std::optional<Error>& error, const QList<ResourceId>& created = {})
    {
        StepResult result;
        result.error = error;
        result.created = created;
        if (const auto end = std::exchange(ended, nullptr))
            end();
        reply.answer(result);
        stopped.reset();
    }
    Reply<StepResult> reply;
    std::function<void()> ended; // called once, right before the first answer
    std::shared_ptr<void> stopped; // what listens for the stop; ends with the answer
};

inline void whenStopped(EventLoop& loop, const std::stop_token& stop, const std::shared_ptr<Pending>& pending,
                        std::function<void()> act)
{
    auto call = [&loop, act = std::move(act)] { loop.post(act); };
    pending->stopped = std::make_shared<std::stop_callback<decltype(call)>>(stop, std::move(call));
}

inline std::optional<ChapCredentials> credentials(const QJsonObject& arguments, const char* user,
                                                  const char* secret)
{
    const QString name = arguments.value(QLatin1String(user)).toString();
    if (name.isEmpty())
        return {};
    const QJsonObject secrets = arguments.value(secretArguments).toObject();
    return ChapCredentials {decodeBytes(name), decodeBytes(secrets.value(QLatin1String(secret)).toString())};
}

inline bool isDigestMissing(const Session& session)
{
    return session.settings().headerDigest && !session.wire().hasHeaderDigest();
}

// Nobody wants it any more.
inline void dismiss(EventLoop& loop, std::unique_ptr<Session> session)
{
    const std::shared_ptr<Session> unwanted = std::move(session);
    unwanted->logOut([&loop, unwanted](const std::optional<Error>&) {
        loop.later([unwanted] {}); // it is on the stack
    });
}

// The target took the session, and turned down the digest that was asked for.
inline void turnDown(EventLoop& loop, std::unique_ptr<Session> session,
                     const std::shared_ptr<Pending>& pending)
{
    const std::shared_ptr<Session> refused = std::move(session);
    refused->logOut([&loop, refused, pending](const std::optional<Error>&) {
        Error error = errorOf(ErrorCode::NotSupportedHere, encodeBytes(refused->settings().target));
        error.text = QStringLiteral("HeaderDigest=CRC32C");
        pending->answer(error);
        loop.later([refused] {}); // it is on the stack
    });
}

} // namespace mooring::iscsi
